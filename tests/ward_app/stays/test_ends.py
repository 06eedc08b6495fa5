"""Discharge and death, and undoing them: only while the bed and the person are still free, and with trace."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Ward, make_patient, make_stay, version_of
from tests.ward_app.stays.steps import discharge, lying, move, place, plan, state, trace
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, Refused
from ward_app.notes.model import Note, NoteKind
from ward_app.ops import Work, command
from ward_app.owners import RecordOwner
from ward_app.patients.model import Patient
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import CareForm, EndKind, Stay, StayEventKind
from ward_app.wards import commands as wards
from ward_app.wards.model import ClosureKind

NOW = factories.MORNING
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def stay(app: App, ward: Ward, patient: int) -> int:
    """Öberg, Åke in 1:2 since two days."""
    return make_stay(app, ward, "1:2", patient_id=patient, at=NOW - 2 * DAY)


def undo(app: App, stay: int, reason: str = "Fel patient", bed_id: int | None = None) -> None:
    app.do(stays.undo_discharge, stay, version_of(app, stay), reason, bed_id)


def undo_admission(app: App, stay: int, reason: str = "Kom aldrig") -> None:
    app.do(stays.undo_admission, stay, version_of(app, stay), reason)


def die(app: App, stay: int, at: datetime = NOW) -> None:
    app.do(stays.record_death, stay, version_of(app, stay), at)


def test_that_a_discharge_leaves_a_bed_to_be_cleaned(app: App, ward: Ward, stay: int) -> None:
    discharge(app, stay, NOW - HOUR)
    assert state(app, ward, "1:2") is queries.PlaceState.CLEANING
    [row] = app.ask(queries.discharged_since, ward.unit_id, NOW - DAY)
    assert (row.name, row.bed, row.ended_at) == ("Öberg, Åke", "1:2", NOW - HOUR)
    assert (row.end_kind, row.discharged_to) == (EndKind.DISCHARGED, "Home")
    event = app.ask(queries.stay_events, stay)[-1]
    assert (event.kind, event.from_bed, event.detail) == (StayEventKind.DISCHARGED, "1:2", "Home")


def test_that_a_bed_can_be_free_at_once(app: App, ward: Ward, stay: int) -> None:
    discharge(app, stay, needs_cleaning=False)
    assert state(app, ward, "1:2") is queries.PlaceState.FREE


def test_that_where_the_patient_goes_is_asked_for(app: App, stay: int) -> None:
    with pytest.raises(Invalid, match="Fill in where the patient goes"):
        app.do(stays.discharge, stay, version_of(app, stay), discharged_to=" ")


def test_that_nothing_ends_before_what_is_known(app: App, ward: Ward, stay: int) -> None:
    move(app, ward, stay, "2:1", NOW - 5 * HOUR)
    with pytest.raises(Refused, match="already recorded for this patient: 03:42"):
        discharge(app, stay, NOW - 6 * HOUR)
    app.do(stays.start_leave, stay, version_of(app, stay), NOW - 4 * HOUR)
    app.do(stays.return_from_leave, stay, version_of(app, stay), NOW - HOUR)
    with pytest.raises(Refused, match="already recorded for this patient: 07:42"):
        discharge(app, stay, NOW - 2 * HOUR)
    with pytest.raises(Invalid, match="still to come"):
        discharge(app, stay, NOW + HOUR)


def test_that_one_who_has_left_is_not_discharged_again(app: App, stay: int) -> None:
    seen = version_of(app, stay)
    discharge(app, stay)
    with pytest.raises(Conflict):
        app.do(stays.discharge, stay, seen, discharged_to="Home")
    with pytest.raises(Refused, match="no longer admitted"):
        discharge(app, stay)


def test_that_day_care_ends_too(app: App, ward: Ward, patient: int) -> None:
    stay = make_stay(app, ward, None, patient_id=patient, care_form=CareForm.DAY_CARE, at=NOW - HOUR)
    discharge(app, stay)
    [row] = app.ask(queries.discharged_since, ward.unit_id, NOW - DAY)
    assert row.bed == ""
    undo(app, stay)
    assert [card.stay_id for card in app.ask(queries.board, ward.unit_id).without_bed] == [stay]


def test_that_a_death_is_recorded_on_stay_and_person(app: App, ward: Ward, stay: int, patient: int) -> None:
    at = NOW - 4 * HOUR
    die(app, stay, at)
    summary = app.ask(queries.stay_summary, stay)
    assert (summary.ended_at, summary.end_kind) == (at, EndKind.DECEASED)
    assert factories.ask(app, deceased_at, patient) == at
    assert trace(app, stay)[-1] is StayEventKind.DECEASED
    assert state(app, ward, "1:2") is queries.PlaceState.CLEANING


def test_that_one_can_die_on_leave(app: App, stay: int) -> None:
    app.do(stays.start_leave, stay, version_of(app, stay), NOW - 5 * HOUR)
    die(app, stay, NOW - HOUR)
    [leave] = app.ask(queries.stay_summary, stay).leaves
    assert leave.returned_at == NOW - HOUR


def test_that_an_undone_discharge_is_as_if_it_had_never_been(
    app: App, ward: Ward, stay: int, clock: FrozenClock
) -> None:
    discharge(app, stay, NOW - HOUR)
    clock.advance(HOUR)
    undo(app, stay, "Hemgång inställd")
    assert lying(app, ward) == {"1:2": stay}
    summary = app.ask(queries.stay_summary, stay)
    assert (summary.ended_at, summary.discharged_to) == (None, "")
    assert summary.in_bed_since == NOW - 2 * DAY
    event = app.ask(queries.stay_events, stay)[-1]
    assert (event.kind, event.detail) == (StayEventKind.DISCHARGE_UNDONE, "Hemgång inställd")
    assert event.from_bed == event.to_bed == "1:2"


def test_that_an_undone_death_gives_the_person_back(app: App, ward: Ward, stay: int, patient: int) -> None:
    die(app, stay)
    undo(app, stay)
    assert factories.ask(app, deceased_at, patient) is None
    assert trace(app, stay)[-1] is StayEventKind.DEATH_UNDONE
    assert lying(app, ward) == {"1:2": stay}


def test_that_a_leave_goes_on_when_the_discharge_is_undone(app: App, ward: Ward, stay: int) -> None:
    app.do(stays.start_leave, stay, version_of(app, stay), NOW - 3 * HOUR, NOW + DAY)
    discharge(app, stay)
    undo(app, stay)
    assert state(app, ward, "1:2") is queries.PlaceState.ON_LEAVE
    found = app.ask(queries.stay_summary, stay).on_leave
    assert found and (found.from_at, found.returned_at) == (NOW - 3 * HOUR, None)


def test_that_a_discharge_is_not_undone_into_a_taken_bed(app: App, ward: Ward, stay: int) -> None:
    discharge(app, stay, NOW - HOUR)
    make_stay(app, ward, "1:2", patient_id=make_patient(app, "Ek", "Siv"))
    with pytest.raises(Refused) as refusal:
        undo(app, stay)
    assert refusal.value.sentence == (
        "Bed 1:2 has been taken by Ek, Siv since 08:42 (admitted by M. Falk). Choose another bed."
    )
    undo(app, stay, bed_id=ward.beds["2:1"])
    assert lying(app, ward)["2:1"] == stay
    event = app.ask(queries.stay_events, stay)[-1]
    assert (event.from_bed, event.to_bed) == ("1:2", "2:1")
    assert app.ask(queries.stay_summary, stay).in_bed_since == NOW


def test_that_not_even_one_who_has_left_again_is_written_over(app: App, ward: Ward, stay: int) -> None:
    discharge(app, stay, NOW - 3 * HOUR)
    between = make_stay(app, ward, "1:2", patient_id=make_patient(app, "Ek", "Siv"), at=NOW - 2 * HOUR)
    discharge(app, between, NOW - HOUR)
    with pytest.raises(Refused, match=r"Bed 1:2 was taken by Ek, Siv until 07:42"):
        undo(app, stay)


def test_that_a_bed_out_of_use_takes_no_one_back(app: App, ward: Ward, stay: int) -> None:
    discharge(app, stay, NOW - HOUR)
    app.do(wards.close_bed, ward.beds["1:2"], ClosureKind.TECHNICAL)
    with pytest.raises(Refused, match="1:2 has been out of use"):
        undo(app, stay)


def test_that_one_who_is_admitted_again_is_not_taken_back(
    app: App, ward: Ward, stay: int, patient: int
) -> None:
    discharge(app, stay, NOW - HOUR)
    make_stay(app, ward, "2:1", patient_id=patient)
    with pytest.raises(Refused, match=r"has been admitted on Närvårdsenheten, bed 2:1"):
        undo(app, stay, bed_id=ward.beds["3:1"])


def test_that_only_what_has_ended_is_undone(app: App, stay: int) -> None:
    with pytest.raises(Refused, match="has not been discharged"):
        undo(app, stay)


def test_that_an_undoing_says_why(app: App, stay: int) -> None:
    with pytest.raises(Invalid, match="Say why this is undone"):
        undo_admission(app, stay, " ")
    discharge(app, stay)
    with pytest.raises(Invalid, match="Say why this is undone"):
        undo(app, stay, "")


def test_that_an_undone_admission_frees_bed_and_person(app: App, ward: Ward, stay: int, patient: int) -> None:
    app.do(stays.start_leave, stay, version_of(app, stay), NOW - HOUR)
    undo_admission(app, stay)
    assert lying(app, ward) == {}
    assert state(app, ward, "1:2") is queries.PlaceState.FREE
    event = app.ask(queries.stay_events, stay)[-1]
    assert (event.kind, event.from_bed, event.detail) == (StayEventKind.ADMISSION_UNDONE, "1:2", "Kom aldrig")
    make_stay(app, ward, "1:2", patient_id=patient, at=NOW - DAY)


def test_that_an_undone_stay_has_no_length(app: App, stay: int) -> None:
    undo_admission(app, stay)
    summary = app.ask(queries.stay_summary, stay)
    assert (summary.is_open, summary.length_days, summary.care_days) == (False, 0, 0)


def test_that_a_stay_with_signed_notes_did_take_place(app: App, stay: int) -> None:
    app.do(_write, stay, signed=False)
    app.do(_write, stay, signed=True)
    with pytest.raises(Refused) as refusal:
        undo_admission(app, stay)
    assert refusal.value.sentence == (
        "There are signed notes from this stay, so it did take place. Discharge the patient instead."
    )


def test_that_unsigned_notes_do_not_hinder(app: App, ward: Ward, stay: int) -> None:
    app.do(_write, stay, signed=False)
    undo_admission(app, stay)
    assert lying(app, ward) == {}


def test_that_a_discharge_is_undone_before_the_admission(app: App, stay: int) -> None:
    discharge(app, stay)
    with pytest.raises(Refused, match="no longer admitted"):
        undo_admission(app, stay)


def test_that_the_plan_stands_again_when_the_admission_is_undone(app: App, ward: Ward, patient: int) -> None:
    planned = plan(app, ward, patient, NOW + HOUR)
    make_stay(app, ward, "2:1", patient_id=patient, planned_stay_id=planned)
    undo_admission(app, planned)
    [row] = app.ask(queries.planned_arrivals, ward.unit_id)
    assert (row.name, row.expected_at, row.bed) == ("Öberg, Åke", NOW + HOUR, "9")
    assert row.stay_id != planned
    assert place(app, ward, "9").state_note == "For Öberg, Åke, today 09:42"


def deceased_at(session: Session, patient: int) -> datetime | None:
    return session.get_one(Patient, patient).deceased_at


@command(None)
def _write(work: Work, stay: int, *, signed: bool) -> None:
    patient_id = work.session.get_one(Stay, stay).patient_id
    assert work.user.user_id is not None
    work.session.add(Note(
        patient_id=patient_id, stay_id=stay, owner=RecordOwner.KOMMUN_HSL, kind=NoteKind.NURSING,
        sections=[], author_id=work.user.user_id, author_title="Nurse", entered_by_id=work.user.user_id,
        occurred_at=work.now, recorded_at=work.now, signed_at=work.now if signed else None,
        signed_by_id=work.user.user_id if signed else None,
    ))  # fmt: skip
