"""Every use case that touches a patient leaves a trace: user, patient, action, unit, owner and time (LOG-01).

Each is called for real, on both stores: as it is meant, by someone who lacks the right, and by a colleague of
another unit. One that is written tomorrow is entered in `trace`, or here as not being about patients.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests import factories, postgres
from tests.conftest import KEY, WORKSTATION
from tests.ward_app.test_every_operation import Operation, operations
from tests.ward_app.trace import care, owners, scene
from tests.ward_app.trace.scene import Call, Given, House, Scene
from ward_app.access.policy import HOLDS, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import NotAllowed
from ward_app.ops import Command
from ward_app.store.audit import LOG, OK, REFUSED
from ward_app.store.engine import Store, open_postgres, open_sqlite

CALLS: dict[str, Call] = care.CARE | owners.OWNERS
NOT_OF_PATIENTS = {
    "copies.destroyed_among": "which of the user's drafts are of entries that no longer exist",
    "copies.information": "the ward's name and telephone",
    "copies.owners_to_copy": "whose records the user may copy",
    "handovers.closed_sheets": "when and by whom",
    "handovers.on_paper": "serial numbers of sheets",
    "handovers.shredded": "the serial number of a sheet",
    "logs.close_review": "a check of the log; each access in it is logged when it is shown",
    "logs.draw_random": "a check of the log; each access in it is logged when it is shown",
    "logs.draw_targeted": "a check of the log; each access in it is logged when it is shown",
    "logs.reviews": "checks of the log; each access in one is logged when it is shown",
    "retention.proposals": "needs records of ten years; tested with its rules",
    "notes.choices": "what the user may write",
    "practice.write_signed": "fills the practice ward",
}
NOBODYS = {"access", "settings", "wards"}
"""Parts that know no patients."""

ABOUT = {one.name: one for one in operations() if one.name.split(".")[0] not in NOBODYS}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all of them: every call has a patient of its own."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("trace") / "ward.db"
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copyfile(template, path)
        with open_sqlite(path, KEY) as store:
            yield store
        return
    server: postgres.Server = request.getfixturevalue("server")
    url = server.create("narvard_trace", template=request.getfixturevalue("postgres_template"))
    with open_postgres(url, KEY, workstation=WORKSTATION) as store:
        yield store
    server.drop("narvard_trace")


@pytest.fixture(scope="module")
def house(shared_store: Store) -> House:
    clock = FrozenClock(factories.MORNING)
    return scene.build(App(shared_store, workstation=WORKSTATION, clock=clock), clock)


def newest(door: App, after: int = 0) -> list[Any]:
    with door.store.reader.connect() as connection:
        return list(connection.execute(select(LOG).where(LOG.c.id > after).order_by(LOG.c.id)))


def run(door: App, one: Operation, said: Given) -> Any:
    call: Any = door.do if isinstance(one, Command) else door.ask
    return call(one, *said.args, **said.kwargs)


def traces(door: App, after: int, outcome: str) -> list[Any]:
    """Rows that say all that the regulation asks for, but perhaps not whose record it was."""
    user, now = door.user, door.clock()
    duty = user.duty(now)
    assert duty is not None
    wanted = (user.user_id, duty.role.value, user.owner(now), duty.unit_id, now, WORKSTATION, outcome)
    return [
        row
        for row in newest(door, after)
        if (row.user_id, row.role, row.owner, row.unit_id, row.at, row.workstation, row.outcome) == wanted
    ]


def last_id(door: App) -> int:
    return max((row.id for row in newest(door)), default=0)


def without(one: Operation) -> Role:
    return next(role for role in Role if one.needs not in HOLDS[role])


def test_that_every_use_case_is_called_or_said_to_be_about_no_patient() -> None:
    assert set(CALLS) | set(NOT_OF_PATIENTS) | set(care.MAKING_A_PATIENT) == set(ABOUT)


@pytest.mark.parametrize("name", CALLS)
def test_that_what_touches_a_patient_leaves_a_trace_log_01(house: House, name: str) -> None:
    one, call, at = ABOUT[name], CALLS[name], Scene(house)
    said = call.make(at)
    before = last_id(house.door)
    door = at.by(call.role)
    run(door, one, said)
    action = {one.name, getattr(one, "log", None), call.action}
    assert [row.patient_id for row in traces(door, before, OK) if row.action in action].count(at.patient)


@pytest.mark.parametrize("name", CALLS)
def test_that_who_lacks_the_right_leaves_a_trace_log_01(house: House, name: str) -> None:
    one, call, at = ABOUT[name], CALLS[name], Scene(house)
    said = call.make(at)
    before = last_id(house.door)
    door = at.by(without(one))
    with pytest.raises(NotAllowed):
        run(door, one, said)
    named = {row.patient_id for row in traces(door, before, REFUSED) if row.action == one.name}
    assert named & {at.patient, vars(at).get("other")} or (call.of_unit and named == {None})


@pytest.mark.parametrize("name", [name for name in CALLS if ABOUT[name].relation and not CALLS[name].of_unit])
def test_that_who_takes_no_part_in_the_care_leaves_a_trace_pdl_15(house: House, name: str) -> None:
    one, call, at = ABOUT[name], CALLS[name], Scene(house)
    assert at.stay or name
    said = call.make(at)
    before = last_id(house.door)
    door = house.door.acting(house.strangers[call.role])
    with pytest.raises(NotAllowed) as refusal:
        run(door, one, said)
    assert refusal.value.patient_id is not None
    rows = traces(door, before, REFUSED)
    assert [(row.action, row.patient_id) for row in rows] == [(one.name, refusal.value.patient_id)]


@pytest.mark.parametrize("name", care.MAKING_A_PATIENT)
def test_that_a_new_record_leaves_a_trace_log_01(house: House, name: str) -> None:
    before, door = last_id(house.door), Scene(house).by()
    patient_id = run(door, ABOUT[name], care.MAKING_A_PATIENT[name])
    assert {row.patient_id for row in traces(door, before, OK) if row.action == name} == {patient_id}
