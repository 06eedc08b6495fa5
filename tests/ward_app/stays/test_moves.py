"""Moves and swaps: no patient is ever without a bed or in two, and the old times stay readable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Ward, make_patient, make_stay, version_of
from tests.ward_app.stays.steps import discharge, lying, move, place, state, trace
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, Refused
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import CareForm, Placement, Purpose, StayEventKind
from ward_app.wards import commands as wards
from ward_app.wards.model import ClosureKind

NOW = factories.MORNING
HOUR = timedelta(hours=1)


@pytest.fixture
def early(app: App, ward: Ward, patient: int) -> int:
    """Öberg, Åke in 1:2 since yesterday."""
    return make_stay(app, ward, "1:2", patient_id=patient, at=NOW - 24 * HOUR)


def test_that_a_move_frees_the_old_bed_and_takes_the_new(app: App, ward: Ward, early: int) -> None:
    move(app, ward, early, "2:1", NOW - HOUR)
    assert lying(app, ward) == {"2:1": early}
    assert state(app, ward, "1:2") is queries.PlaceState.FREE
    event = app.ask(queries.stay_events, early)[-1]
    assert (event.kind, event.from_bed, event.to_bed) == (StayEventKind.MOVED, "1:2", "2:1")
    assert event.occurred_at == NOW - HOUR


def test_that_the_bed_left_is_cleaned_when_that_is_asked_for(app: App, ward: Ward, early: int) -> None:
    app.do(stays.move, early, ward.beds["2:1"], version_of(app, early), needs_cleaning=True)
    assert state(app, ward, "1:2") is queries.PlaceState.CLEANING


def test_that_a_move_is_written_anew_and_nothing_is_moved_in_time(app: App, ward: Ward, early: int) -> None:
    move(app, ward, early, "2:1")
    rows = factories.ask(app, placements, early)
    assert rows == [
        ("1:2", NOW - 24 * HOUR, None, True), ("1:2", NOW - 24 * HOUR, NOW, False), ("2:1", NOW, None, False)
    ]  # fmt: skip


def test_that_a_move_back_within_the_minute_leaves_no_gap(
    app: App, ward: Ward, early: int, clock: FrozenClock
) -> None:
    move(app, ward, early, "2:1")
    clock.advance(timedelta(seconds=10))
    move(app, ward, early, "1:2")
    assert lying(app, ward) == {"1:2": early}
    counting = [row[:3] for row in factories.ask(app, placements, early) if not row[3]]
    assert counting == [("1:2", NOW - 24 * HOUR, NOW), ("1:2", NOW, None)]


def test_that_a_taken_bed_refuses_a_second_patient(app: App, ward: Ward, early: int) -> None:
    make_stay(app, ward, "2:1", patient_id=make_patient(app, "Ek", "Siv"))
    with pytest.raises(
        Refused, match=r"Bed 2:1 has been taken by Ek, Siv since 08:42 \(admitted by M\. Falk\)"
    ):
        move(app, ward, early, "2:1")


def test_that_a_late_move_needs_the_bed_free_from_then_on(app: App, ward: Ward, early: int) -> None:
    other = make_stay(app, ward, "2:1", at=NOW - 5 * HOUR, patient_id=make_patient(app, "Ek", "Siv"))
    discharge(app, other, NOW - HOUR, needs_cleaning=False)
    with pytest.raises(Refused, match=r"Bed 2:1 was taken by Ek, Siv until 07:42"):
        move(app, ward, early, "2:1", NOW - 2 * HOUR)
    move(app, ward, early, "2:1", NOW - HOUR)


def test_that_a_move_is_not_earlier_than_what_is_known(app: App, ward: Ward, early: int) -> None:
    move(app, ward, early, "2:1", NOW - HOUR)
    with pytest.raises(Refused, match=r"already recorded for this patient: 07:42"):
        move(app, ward, early, "3:1", NOW - 2 * HOUR)
    with pytest.raises(Invalid, match="still to come"):
        move(app, ward, early, "3:1", NOW + HOUR)


def test_that_a_patient_is_not_moved_to_the_own_bed(app: App, ward: Ward, early: int) -> None:
    with pytest.raises(Refused, match="already in bed 1:2"):
        move(app, ward, early, "1:2")


def test_that_a_bed_out_of_use_takes_no_one(app: App, ward: Ward, early: int) -> None:
    app.do(wards.close_bed, ward.beds["2:1"], ClosureKind.INFECTION, "MRSA, saneras")
    with pytest.raises(Refused, match=r"2:1 has been out of use since 08:42 \(Closed: infection\)"):
        move(app, ward, early, "2:1")


def test_that_day_care_can_be_given_a_bed(app: App, ward: Ward, patient: int) -> None:
    stay = make_stay(
        app, ward, None, patient_id=patient, care_form=CareForm.DAY_CARE, purpose=Purpose.DAY_CARE,
        at=NOW - 2 * HOUR,
    )  # fmt: skip
    with pytest.raises(Refused, match="already recorded"):
        move(app, ward, stay, "2:1", NOW - 3 * HOUR)
    move(app, ward, stay, "2:1", NOW - HOUR)
    assert lying(app, ward) == {"2:1": stay}


def test_that_two_patients_swap_in_one_step(app: App, ward: Ward, early: int) -> None:
    other = make_stay(app, ward, "2:1", at=NOW - 5 * HOUR)
    app.do(stays.swap, early, other, version_of(app, early), version_of(app, other))
    assert lying(app, ward) == {"1:2": other, "2:1": early}
    assert trace(app, early)[-1] is trace(app, other)[-1] is StayEventKind.SWAPPED
    event = app.ask(queries.stay_events, other)[-1]
    assert (event.from_bed, event.to_bed) == ("2:1", "1:2")


def test_that_a_swap_can_be_swapped_back_at_once(app: App, ward: Ward, early: int) -> None:
    other = make_stay(app, ward, "2:1", at=NOW - 5 * HOUR)
    for _again in range(2):
        app.do(stays.swap, early, other, version_of(app, early), version_of(app, other))
    assert lying(app, ward) == {"1:2": early, "2:1": other}


def test_that_a_swap_takes_two(app: App, ward: Ward, early: int) -> None:
    day_care = make_stay(app, ward, None, care_form=CareForm.DAY_CARE)
    with pytest.raises(Refused, match="both have a bed"):
        app.do(stays.swap, early, day_care, version_of(app, early), version_of(app, day_care))
    with pytest.raises(Refused, match="two patients"):
        app.do(stays.swap, early, early, version_of(app, early), version_of(app, early))


def test_that_a_swap_is_not_earlier_than_the_later_arrival(app: App, ward: Ward, early: int) -> None:
    other = make_stay(app, ward, "2:1", at=NOW - HOUR)
    with pytest.raises(Refused, match="already recorded for this patient: 07:42"):
        app.do(stays.swap, early, other, version_of(app, early), version_of(app, other), NOW - 2 * HOUR)


def test_that_of_two_who_move_a_patient_the_later_is_told(app: App, ward: Ward, early: int) -> None:
    seen = version_of(app, early)
    app.do(stays.move, early, ward.beds["2:1"], seen)
    with pytest.raises(Conflict):
        app.do(stays.move, early, ward.beds["3:1"], seen)
    assert lying(app, ward) == {"2:1": early}


def test_that_a_patient_who_has_left_is_not_moved(app: App, ward: Ward, early: int) -> None:
    discharge(app, early)
    with pytest.raises(Refused, match="no longer admitted"):
        move(app, ward, early, "2:1")


def test_that_a_patient_on_leave_keeps_the_bed(app: App, ward: Ward, early: int) -> None:
    app.do(stays.start_leave, early, version_of(app, early), NOW - HOUR, NOW + 24 * HOUR, "Hem över natten")
    found = place(app, ward, "1:2")
    assert (found.state, found.state_note) == (queries.PlaceState.ON_LEAVE, "On leave until tomorrow 08:42")
    assert found.card and found.card.on_leave_until == NOW + 24 * HOUR
    with pytest.raises(Refused, match="Bed 1:2 has been taken by"):
        make_stay(app, ward, "1:2")


def placements(session: Session, stay: int) -> list[tuple[str, object, object, bool]]:
    """Bed, from, to and whether voided, in the order written."""
    found = select(Placement).where(Placement.stay_id == stay).order_by(Placement.id)
    return [
        (factories.label_of(session, row.bed_id), row.from_at, row.to_at, row.voided_at is not None)
        for row in session.scalars(found)
    ]
