"""The door: permission, transaction, retry, log, errors. On both stores."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, Executable, delete, insert, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Ward
from ward_app.access.model import User
from ward_app.access.policy import NOBODY, Permission, Role
from ward_app.app import TRIES, App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, NotAllowed, Refused, StoreDown
from ward_app.ops import Work, command, query
from ward_app.patients.model import Patient
from ward_app.store import audit
from ward_app.store.base import Entity


class LostRace(Exception):
    """What PostgreSQL's driver raises when two could not be told into an order."""

    sqlstate = "40001"


def lost_race() -> OperationalError:
    return OperationalError("UPDATE", {}, LostRace())


@command(Permission.PATIENT_EDIT)
def rename(work: Work, patient_id: int, name: str, *, seen: int | None = None) -> str:
    person = work.session.get_one(Patient, patient_id)
    if seen is not None:
        person.expect(seen)
    person.family_name = name
    return name


@command(Permission.PATIENT_EDIT)
def rename_and_fall(work: Work, patient_id: int) -> None:
    work.session.get_one(Patient, patient_id).family_name = "Half"
    work.session.flush()
    raise RuntimeError("a bug")


@command(Permission.USERS_EDIT)
def for_administrators(work: Work) -> None:
    raise AssertionError("must not run")


@query(Permission.PATIENT_READ, log="record")
def name_of(work: Work, patient_id: int) -> str:
    work.opened([patient_id])
    return work.session.get_one(Patient, patient_id).family_name


def log(app: App) -> list[tuple[str, str, int | None]]:
    with app.store.reader.connect() as connection:
        rows = connection.execute(
            select(audit.LOG.c.action, audit.LOG.c.outcome, audit.LOG.c.patient_id).order_by(audit.LOG.c.id)
        )
        return [(row.action, row.outcome, row.patient_id) for row in rows]


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app)


def test_that_a_command_is_kept_and_told(app: App, patient: int) -> None:
    told: list[frozenset[type[Entity]]] = []
    app.on_change = told.append
    assert app.do(rename, patient, "Ek") == "Ek"
    assert app.ask(name_of, patient) == "Ek"
    assert told == [frozenset({Patient})]


def test_that_a_command_that_falls_leaves_nothing_behind(app: App, patient: int) -> None:
    before = log(app)
    with pytest.raises(RuntimeError, match="a bug"):
        app.do(rename_and_fall, patient)
    assert app.ask(name_of, patient) == "Öberg"
    assert [row for row in log(app) if row[0] != "record"] == before


def test_that_a_role_without_the_permission_is_refused_and_the_attempt_logged(app: App) -> None:
    assert not app.allows(for_administrators)
    with pytest.raises(NotAllowed):
        app.do(for_administrators)
    assert log(app)[-1][1] == audit.REFUSED


def test_that_nobody_may_do_nothing(app: App, patient: int) -> None:
    with pytest.raises(NotAllowed):
        app.acting(NOBODY).ask(name_of, patient)


def test_that_rights_that_changed_since_sign_in_count_at_once_h_07(app: App, patient: int) -> None:
    @command(Permission.PATIENT_EDIT)
    def leave(work: Work) -> None:
        work.session.get_one(User, app.user.user_id).is_active = False

    app.do(leave)
    with pytest.raises(NotAllowed):
        app.ask(name_of, patient)


def test_that_a_lost_race_is_run_again_and_in_the_end_told(app: App, patient: int) -> None:
    runs: list[int] = []

    @command(Permission.PATIENT_EDIT)
    def unlucky(work: Work, wins_at: int) -> int:
        runs.append(1)
        if len(runs) < wins_at:
            raise lost_race()
        return len(runs)

    assert app.do(unlucky, 3) == 3
    runs.clear()
    with pytest.raises(StoreDown):
        app.do(unlucky, TRIES + 1)
    assert len(runs) == TRIES


def test_that_whoever_comes_second_is_told(app: App, patient: int) -> None:
    app.do(rename, patient, "Ek", seen=1)
    with pytest.raises(Conflict):
        app.do(rename, patient, "Al", seen=1)
    assert app.ask(name_of, patient) == "Ek"


def test_that_every_change_is_logged_with_who_what_and_whose_log_01(app: App, patient: int) -> None:
    app.do(rename, patient, "Ek")
    with app.store.reader.connect() as connection:
        row = connection.execute(select(audit.LOG).order_by(audit.LOG.c.id.desc()).limit(1)).one()
    assert (row.user_id, row.actor, row.role) == (app.user.user_id, app.user.login, "nurse")
    assert (row.owner, row.workstation, row.action) == ("kommun_hsl", "ws1", "tests.rename")
    assert (row.patient_id, row.entity, row.entity_id) == (patient, "patient", patient)
    assert '"family_name": ["Öberg", "Ek"]' in row.detail


def test_that_a_read_is_logged_before_it_is_shown_log_01(app: App, patient: int) -> None:
    app.ask(name_of, patient)
    assert log(app)[-1] == ("record", "ok", patient)


def test_that_what_cannot_be_logged_is_not_shown_log_01(
    app: App, patient: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: Connection, _stamp: audit.Stamp) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(audit, "append", full)
    with pytest.raises(OSError, match="space"):
        app.ask(name_of, patient)


@command(Permission.PATIENT_EDIT)
def told_in_a_refusal(work: Work, patient_id: int) -> None:
    person = work.session.get_one(Patient, patient_id)
    work.opened([patient_id])
    person.given_name = "Half"
    raise Refused(f"It is {person.family_name}'s.")


def test_that_what_a_refusal_shows_is_logged_too_log_01(app: App, patient: int) -> None:
    with pytest.raises(Refused, match="Öberg"):
        app.do(told_in_a_refusal, patient)
    assert log(app)[-1] == ("tests.told_in_a_refusal", audit.REFUSED, patient)
    assert app.ask(name_of, patient) == "Öberg"


def test_that_a_refusal_that_cannot_be_logged_shows_nothing_log_01(
    app: App, patient: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: Connection, _stamp: audit.Stamp) -> None:
        raise lost_race()

    monkeypatch.setattr(audit, "append", full)
    with pytest.raises(StoreDown) as refusal:
        app.do(told_in_a_refusal, patient)
    assert "Öberg" not in refusal.value.sentence


def test_that_reads_within_a_minute_are_one_row_and_later_ones_another(
    app: App, patient: int, clock: FrozenClock
) -> None:
    before = len(log(app))
    app.ask(name_of, patient)
    clock.advance(timedelta(seconds=59))
    app.ask(name_of, patient)
    assert len(log(app)) == before + 1
    clock.advance(timedelta(seconds=2))
    app.ask(name_of, patient)
    assert len(log(app)) == before + 2


def test_that_a_change_past_the_log_is_refused(app: App, patient: int) -> None:
    @command(Permission.PATIENT_EDIT)
    def in_bulk(work: Work, statement: Executable) -> None:
        work.session.execute(statement)

    for statement in (
        update(Patient).values(family_name="Alla"), delete(Patient), insert(Patient).values(family_name="Ny"),
    ):  # fmt: skip
        with pytest.raises(RuntimeError, match="audit"):
            app.do(in_bulk, statement)


def test_that_a_session_outside_the_door_cannot_write(app: App, patient: int) -> None:
    with pytest.raises(RuntimeError, match="outside the door"), Session(app.store.writer) as session:
        session.get_one(Patient, patient).family_name = "Ek"
        session.commit()


def test_that_a_query_cannot_write(app: App, patient: int) -> None:
    @query(Permission.PATIENT_READ)
    def sly(work: Work) -> None:
        work.session.get_one(Patient, patient).family_name = "Ek"
        work.session.flush()

    with pytest.raises((RuntimeError, StoreDown)):
        app.ask(sly)
    assert app.ask(name_of, patient) == "Öberg"


@pytest.mark.parametrize("role", list(Role))
def test_that_the_permission_table_is_what_the_door_enforces(app: App, ward: Ward, role: Role) -> None:
    from ward_app.access.policy import HOLDS

    actor = factories.make_user(app, role, unit_id=ward.unit_id)
    door = app.acting(actor)
    for permission in Permission:

        @query(permission)
        def nothing(work: Work) -> int:
            return work.session.scalar(text("SELECT 1")) or 0

        assert door.allows(nothing) == (permission in HOLDS[role])
