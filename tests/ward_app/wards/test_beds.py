"""Rooms and beds: set up, out of use, beyond the ward's number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import LABELS, Ward, make_patient, make_stay, version_of
from tests.ward_app.stays.steps import discharge, plan
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, Refused
from ward_app.owners import RecordOwner
from ward_app.wards import commands, queries
from ward_app.wards.model import BedKind, CareOwner, ClosureKind

NOW = factories.MORNING
HOUR = timedelta(hours=1)


@pytest.fixture
def manager(app: App, ward: Ward) -> App:
    return app.acting(factories.make_user(app, Role.UNIT_MANAGER, "Ahl", "Bo", unit_id=ward.unit_id))


@pytest.fixture
def room(app: App, ward: Ward) -> int:
    """Room 9, with one bed."""
    return int(factories.ask(app, factories.room_of, ward.beds["9"]))


def owners(session: Session) -> dict[RecordOwner, str]:
    return {owner.code: owner.name for owner in session.scalars(select(CareOwner))}


def test_that_a_new_ward_has_its_beds_in_order(app: App, manager: App, ward: Ward) -> None:
    [unit] = app.ask(queries.units)
    assert (unit.id, unit.name) == (ward.unit_id, "Närvårdsenheten")
    rows = manager.ask(queries.beds, ward.unit_id)
    assert tuple(row.label for row in rows) == LABELS
    assert [row.name for row in manager.ask(queries.rooms, ward.unit_id)] == [str(n) for n in range(1, 13)]
    assert {row.kind for row in rows} == {BedKind.ORDINARY}
    assert [(row.room, row.label) for row in rows[:3]] == [("1", "1:1"), ("1", "1:2"), ("2", "2:1")]


def test_that_the_three_owners_are_named_once(app: App, ward: Ward) -> None:
    factories.make_ward(app, "Korttidsenheten", [("A", ["A1"])])
    assert factories.ask(app, owners) == {
        RecordOwner.REGION_HSL: "Region Uppsala", RecordOwner.KOMMUN_HSL: "Östhammars kommun",
        RecordOwner.KOMMUN_SOL: "Östhammars kommun",
    }  # fmt: skip


def test_that_a_name_is_used_once(manager: App, ward: Ward, room: int) -> None:
    with pytest.raises(Invalid, match="already a bed 9"):
        manager.do(commands.add_bed, ward.unit_id, room, " 9 ")
    with pytest.raises(Invalid, match="already a room 9"):
        manager.do(commands.add_room, ward.unit_id, "9")
    with pytest.raises(Invalid, match="Fill in a name"):
        manager.do(commands.add_room, ward.unit_id, " ")
    with pytest.raises(Invalid) as refusal:
        manager.do(commands.add_bed, ward.unit_id, room, "9" * 21)
    assert refusal.value.field == "label"


def test_that_a_bed_out_of_use_is_not_offered(app: App, manager: App, ward: Ward) -> None:
    manager.do(commands.close_bed, ward.beds["9"], ClosureKind.STAFFING, " Sjukfrånvaro ")
    assert "9" not in free(app, ward)
    closed = next(row.closed for row in manager.ask(queries.beds, ward.unit_id) if row.label == "9")
    assert closed == queries.ClosureRow(ClosureKind.STAFFING, "Sjukfrånvaro", NOW)
    manager.do(commands.reopen_bed, ward.beds["9"])
    assert free(app, ward)["9"] == ""


def test_that_a_bed_is_not_closed_twice(manager: App, ward: Ward) -> None:
    manager.do(commands.close_bed, ward.beds["9"], ClosureKind.STAFFING)
    with pytest.raises(Refused, match=r"closed since today 08:42\. Open it again first"):
        manager.do(commands.close_bed, ward.beds["9"], ClosureKind.TECHNICAL)


def test_that_a_bed_with_a_patient_is_not_closed(app: App, manager: App, ward: Ward) -> None:
    make_stay(app, ward, "9")
    with pytest.raises(Refused) as refusal:
        manager.do(commands.close_bed, ward.beds["9"], ClosureKind.TECHNICAL)
    assert refusal.value.sentence == (
        "Bed 9 has been taken by Öberg, Åke since 08:42 (admitted by M. Falk). Move the patient first."
    )


def test_that_only_a_closed_bed_is_opened(manager: App, ward: Ward) -> None:
    with pytest.raises(Refused, match="Bed 9 is not closed"):
        manager.do(commands.reopen_bed, ward.beds["9"])


def test_that_cleaning_is_reported_by_who_cleaned(app: App, ward: Ward, clock: FrozenClock) -> None:
    discharge(app, make_stay(app, ward, "9", at=NOW - HOUR))
    assert free(app, ward)["9"] == "Being cleaned"
    clock.advance(HOUR)
    app.do(commands.bed_cleaned, ward.beds["9"])
    assert free(app, ward)["9"] == ""
    with pytest.raises(Refused, match="9 is not waiting to be cleaned"):
        app.do(commands.bed_cleaned, ward.beds["9"])


def test_that_a_bed_closed_for_repair_is_not_just_cleaned(app: App, manager: App, ward: Ward) -> None:
    manager.do(commands.close_bed, ward.beds["9"], ClosureKind.TECHNICAL)
    with pytest.raises(Refused, match="not waiting to be cleaned"):
        app.do(commands.bed_cleaned, ward.beds["9"])


def test_that_cleaning_gives_way_to_another_reason(app: App, manager: App, ward: Ward) -> None:
    discharge(app, make_stay(app, ward, "9", at=NOW - HOUR))
    manager.do(commands.close_bed, ward.beds["9"], ClosureKind.TECHNICAL)
    assert "9" not in free(app, ward)


def test_that_a_bed_is_offered_from_when_it_is_free(app: App, ward: Ward) -> None:
    stay = make_stay(app, ward, "9", at=NOW - 5 * HOUR)
    assert "9" not in free(app, ward)
    discharge(app, stay, NOW - HOUR, needs_cleaning=False)
    assert "9" in free(app, ward)
    rows = app.ask(queries.free_beds, ward.unit_id, NOW - 2 * HOUR)
    assert "9" not in {row.label for row in rows}


def test_that_a_kept_bed_says_for_when(app: App, ward: Ward) -> None:
    plan(app, ward, make_patient(app), NOW + HOUR, "9")
    assert free(app, ward)["9"] == "kept for an arrival today 09:42"


def test_that_a_place_beyond_the_beds_has_its_reason(app: App, manager: App, ward: Ward, room: int) -> None:
    with pytest.raises(Invalid, match="Say why the ward takes one patient more"):
        manager.do(commands.open_over_occupancy, room, "9X", "  ")
    extra = manager.do(commands.open_over_occupancy, room, "9X", "Två ankomster, en ledig plats")
    assert list(free(app, ward))[-1] == "9X"
    ward.beds["9X"] = extra
    stay = make_stay(app, ward, "9X")
    with pytest.raises(Refused, match="Bed 9X has been taken by"):
        manager.do(commands.close_over_occupancy, extra, 1)
    discharge(app, stay)
    manager.do(commands.close_over_occupancy, extra, 1)
    assert "9X" not in {row.label for row in manager.ask(queries.beds, ward.unit_id)}
    with pytest.raises(Refused, match="9X is no longer in use"):
        make_stay(app, ward, "9X")
    manager.do(commands.open_over_occupancy, room, "9X", "Igen")


def test_that_an_ordinary_bed_is_not_done_away_with(manager: App, ward: Ward) -> None:
    with pytest.raises(Refused, match="9 is an ordinary bed"):
        manager.do(commands.close_over_occupancy, ward.beds["9"], 1)


def test_that_a_changed_place_is_not_closed_unseen(manager: App, ward: Ward, room: int) -> None:
    extra = manager.do(commands.open_over_occupancy, room, "9X", "Full")
    with pytest.raises(Conflict):
        manager.do(commands.close_over_occupancy, extra, 7)


def test_that_the_list_of_beds_says_what_is_taken_but_not_by_whom(app: App, manager: App, ward: Ward) -> None:
    stay = make_stay(app, ward, "9")
    taken = {row.label: row.occupied_by_stay for row in manager.ask(queries.beds, ward.unit_id)}
    assert {label: by for label, by in taken.items() if by} == {"9": stay}
    assert version_of(app, stay) == 1


def free(app: App, ward: Ward) -> dict[str, str]:
    return {row.label: row.note for row in app.ask(queries.free_beds, ward.unit_id)}
