"""Admission: now, late, from a plan, and every way in which it is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests import factories
from tests.factories import Ward, make_patient, make_stay
from tests.ward_app.stays.steps import discharge, plan, state
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Invalid, Refused
from ward_app.i18n import from_local
from ward_app.patients.model import Protection
from ward_app.settings import commands as settings
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import CareForm, Purpose, StayEventKind
from ward_app.store.engine import Store
from ward_app.wards import commands as wards
from ward_app.wards.model import ClosureKind

NOW = factories.MORNING
SOON = NOW + timedelta(hours=5)


def test_that_an_admitted_patient_is_on_the_board(app: App, ward: Ward, stay: int, patient: int) -> None:
    board = app.ask(queries.board, ward.unit_id)
    [place] = [place for place in board.places if place.card]
    assert (place.label, place.state) == ("1:2", queries.PlaceState.OCCUPIED)
    assert place.card and (place.card.stay_id, place.card.patient_id) == (stay, patient)
    assert (place.card.name, place.card.day) == ("Öberg, Åke", 1)
    assert place.card.purpose is Purpose.MEDICAL_TREATMENT


def test_that_an_admission_leaves_its_trace(app: App, stay: int) -> None:
    [event] = app.ask(queries.stay_events, stay)
    assert (event.kind, event.to_bed, event.by) == (StayEventKind.ADMITTED, "1:2", "M. Falk")
    assert event.occurred_at == event.recorded_at == NOW


def test_that_what_happened_now_happened_in_a_whole_minute(app: App, ward: Ward, clock: FrozenClock) -> None:
    clock.advance(timedelta(seconds=31))
    summary = app.ask(queries.stay_summary, make_stay(app, ward))
    assert summary.admitted_at == NOW
    assert summary.recorded_at == NOW + timedelta(seconds=31)


@pytest.mark.parametrize("at", [
    datetime(2026, 11, 20, 23, 30, tzinfo=UTC),  # 00:30 on the ward, the same day
    datetime(2026, 11, 20, 22, 59, tzinfo=UTC),  # 23:59 the day before
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 02:30 summer time, in the night when clocks go back
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 02:30 standard time, an hour later
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),  # 03:00, the minute after 01:59
])  # fmt: skip
def test_that_an_arrival_is_recorded_late_at_its_own_time(app: App, ward: Ward, at: datetime) -> None:
    stay = make_stay(app, ward, at=at)
    [event] = app.ask(queries.stay_events, stay)
    assert (event.occurred_at, event.recorded_at) == (at, NOW)
    summary = app.ask(queries.stay_summary, stay)
    assert summary.admitted_at == summary.in_bed_since == at


def test_that_an_arrival_at_half_past_midnight_makes_today_the_first_day(app: App, ward: Ward) -> None:
    half_past = from_local(NOW.date(), datetime(2026, 1, 1, 0, 30).time())  # noqa: DTZ001
    summary = app.ask(queries.stay_summary, make_stay(app, ward, at=half_past))
    assert (summary.length_days, summary.care_days) == (0, 1)
    night_before = make_stay(app, ward, "1:1", at=half_past - timedelta(hours=1))
    summary = app.ask(queries.stay_summary, night_before)
    assert (summary.length_days, summary.care_days) == (1, 2)


def test_that_no_one_is_admitted_in_the_future(app: App, ward: Ward) -> None:
    with pytest.raises(Invalid, match=r"yet: today 08:43 is still to come\.") as refusal:
        make_stay(app, ward, at=NOW + timedelta(minutes=1))
    assert refusal.value.field == "admitted_at"


def test_that_a_taken_bed_says_who_where_and_when(app: App, ward: Ward, clock: FrozenClock) -> None:
    clock.advance(timedelta(minutes=-30))
    make_stay(app, ward, "1:2")
    clock.advance(timedelta(minutes=30))
    other = make_patient(app, "Nilsson", "Göte")
    with pytest.raises(Refused) as refusal:
        make_stay(app, ward, "1:2", patient_id=other)
    assert refusal.value.sentence == (
        "Bed 1:2 has been taken by Öberg, Åke since 08:12 (admitted by M. Falk). Choose another bed."
    )


def test_that_a_taken_bed_does_not_say_who_is_protected(app: App, ward: Ward) -> None:
    hidden = make_patient(app, "Öberg", "Åke", protection=Protection.PROTECTED_REGISTRATION)
    make_stay(app, ward, "1:2", patient_id=hidden)
    with pytest.raises(Refused) as refusal:
        make_stay(app, ward, "1:2")
    assert "Öberg" not in refusal.value.sentence
    assert "Å.Ö., protected identity since 08:42" in refusal.value.sentence


def test_that_a_bed_taken_by_a_move_says_so(app: App, ward: Ward, stay: int) -> None:
    nurse = app.acting(factories.make_user(app, Role.NURSE, "Ek", "Jan", unit_id=ward.unit_id))
    made = make_stay(
        app, ward, "2:1", at=NOW - timedelta(days=1), patient_id=make_patient(app, "Lund", "Ann")
    )
    nurse.do(stays.move, made, ward.beds["2:2"], factories.version_of(app, made))
    with pytest.raises(
        Refused, match=r"2:2 has been taken by Lund, Ann since 08:42 \(moved there by J\. Ek\)\."
    ):
        make_stay(app, ward, "2:2")


def test_that_a_late_arrival_meets_who_lay_there_then(app: App, ward: Ward, clock: FrozenClock) -> None:
    first = make_stay(app, ward, "1:2", at=NOW - timedelta(days=1))
    discharge(app, first, NOW - timedelta(hours=1))
    with pytest.raises(Refused) as refusal:
        make_stay(app, ward, "1:2", at=NOW - timedelta(hours=2))
    assert refusal.value.sentence == (
        "Bed 1:2 was taken by Öberg, Åke until 07:42. Choose another bed, or a later time."
    )
    make_stay(app, ward, "1:2", at=NOW - timedelta(hours=1))


def test_that_no_one_is_in_two_stays(app: App, ward: Ward, stay: int, patient: int) -> None:
    with pytest.raises(Refused) as refusal:
        make_stay(app, ward, "2:1", patient_id=patient)
    assert refusal.value.sentence == (
        "Öberg, Åke has been admitted on Närvårdsenheten, bed 1:2, since 08:42 (by M. Falk)."
        " Move the patient, or discharge from there first."
    )


def test_that_day_care_counts_as_a_stay(app: App, ward: Ward, patient: int) -> None:
    make_stay(app, ward, None, patient_id=patient, care_form=CareForm.DAY_CARE, purpose=Purpose.DAY_CARE)
    with pytest.raises(Refused, match=r"has been admitted on Närvårdsenheten since 08:42 \(by M\. Falk\)"):
        make_stay(app, ward, "2:1", patient_id=patient)
    board = app.ask(queries.board, ward.unit_id)
    assert [card.name for card in board.without_bed] == ["Öberg, Åke"]


def test_that_stays_of_one_person_follow_each_other(app: App, ward: Ward, patient: int) -> None:
    first = make_stay(app, ward, "1:2", patient_id=patient, at=NOW - timedelta(days=2))
    discharge(app, first, NOW - timedelta(hours=3))
    with pytest.raises(Refused, match=r"was admitted on Närvårdsenheten until 05:42. Give a later time"):
        make_stay(app, ward, "2:1", patient_id=patient, at=NOW - timedelta(hours=4))
    make_stay(app, ward, "2:1", patient_id=patient, at=NOW - timedelta(hours=3))


def test_that_only_day_care_goes_without_a_bed(app: App, ward: Ward) -> None:
    with pytest.raises(Invalid) as refusal:
        make_stay(app, ward, None)
    assert (refusal.value.field, refusal.value.sentence) == (
        "bed_id", "Choose a bed. Only day care goes without.",
    )  # fmt: skip


@pytest.mark.parametrize(("field", "said"), [
    ("reason", "Fill in the reason for the stay."), ("decided_by", "Fill in who decided on the admission."),
])  # fmt: skip
def test_that_what_must_be_said_is_asked_for(app: App, ward: Ward, field: str, said: str) -> None:
    blank: dict[str, Any] = {field: " \n\t"}
    with pytest.raises(Invalid) as refusal:
        make_stay(app, ward, "1:2", **blank)
    assert (refusal.value.field, refusal.value.sentence) == (field, said)


def test_that_a_bed_of_another_unit_is_refused(app: App, ward: Ward) -> None:
    elsewhere = factories.make_ward(app, "Korttidsenheten", [("A", ["A1"])])
    with pytest.raises(Invalid, match=r"Bed A1 is on another unit"):
        make_stay(app, Ward(ward.unit_id, elsewhere.beds), "A1")


def test_that_a_bed_out_of_use_says_why(app: App, ward: Ward) -> None:
    app.do(wards.close_bed, ward.beds["1:2"], ClosureKind.STAFFING)
    with pytest.raises(Refused) as refusal:
        make_stay(app, ward, "1:2")
    assert refusal.value.sentence == (
        "Bed 1:2 has been out of use since 08:42 (Closed: staffing). Choose another bed, or open it again."
    )


def test_that_cleaning_ends_by_itself_when_the_next_patient_comes(app: App, ward: Ward) -> None:
    discharge(app, make_stay(app, ward, "1:2", at=NOW - timedelta(days=1)), NOW - timedelta(hours=2))
    assert state(app, ward, "1:2") is queries.PlaceState.CLEANING
    make_stay(app, ward, "1:2", at=NOW - timedelta(hours=1))
    assert state(app, ward, "1:2") is queries.PlaceState.OCCUPIED


def test_that_a_place_beyond_the_beds_takes_one_patient(app: App, ward: Ward) -> None:
    room = factories.ask(app, factories.room_of, ward.beds["1:1"])
    extra = app.do(wards.open_over_occupancy, room, "1:X", "Two arrivals from the hospital, no bed free")
    ward.beds["1:X"] = extra
    make_stay(app, ward, "1:X")
    with pytest.raises(Refused, match="Bed 1:X has been taken by"):
        make_stay(app, ward, "1:X")


def test_that_the_deceased_are_not_admitted(app: App, ward: Ward, stay: int, patient: int) -> None:
    app.do(stays.record_death, stay, factories.version_of(app, stay), NOW)
    with pytest.raises(Refused, match=r"recorded as deceased today 08:42\. Undo that first"):
        make_stay(app, ward, "2:1", patient_id=patient)


def test_that_a_planned_arrival_becomes_the_stay(app: App, ward: Ward, patient: int) -> None:
    planned = plan(app, ward, patient, SOON)
    assert [row.name for row in app.ask(queries.planned_arrivals, ward.unit_id)] == ["Öberg, Åke"]
    stay = make_stay(app, ward, "9", patient_id=patient, planned_stay_id=planned)
    assert stay == planned
    assert app.ask(queries.planned_arrivals, ward.unit_id) == []
    summary = app.ask(queries.stay_summary, stay)
    assert [row.purpose for row in summary.purposes] == [Purpose.MEDICAL_TREATMENT]
    kinds = [event.kind for event in app.ask(queries.stay_events, stay)]
    assert kinds == [StayEventKind.PLANNED, StayEventKind.ADMITTED]


def test_that_a_plan_is_used_for_its_own_patient_only(app: App, ward: Ward, patient: int) -> None:
    planned = plan(app, ward, patient, SOON)
    with pytest.raises(Refused, match="planned arrival is for someone else"):
        make_stay(app, ward, "9", patient_id=make_patient(app), planned_stay_id=planned)


def test_that_a_cancelled_plan_cannot_be_used(app: App, ward: Ward, patient: int) -> None:
    planned = plan(app, ward, patient, SOON)
    app.do(stays.cancel_plan, planned, 1, "Stays at home")
    with pytest.raises(Refused, match="no longer planned"):
        make_stay(app, ward, "9", patient_id=patient, planned_stay_id=planned)
    last = app.ask(queries.stay_events, planned)[-1]
    assert (last.kind, last.detail) == (StayEventKind.PLAN_CANCELLED, "Stays at home")


def test_that_a_bed_is_kept_for_an_arrival_but_not_locked(app: App, ward: Ward, patient: int) -> None:
    plan(app, ward, patient, SOON)
    assert state(app, ward, "9") is queries.PlaceState.RESERVED
    make_stay(app, ward, "9", patient_id=make_patient(app))
    assert state(app, ward, "9") is queries.PlaceState.OCCUPIED


def test_that_no_one_is_expected_twice_on_a_day(app: App, ward: Ward, patient: int) -> None:
    plan(app, ward, patient, SOON)
    with pytest.raises(Refused, match=r"already expected today 13:42"):
        plan(app, ward, patient, SOON + timedelta(hours=1))
    plan(app, ward, patient, SOON + timedelta(days=14))


def test_that_an_arrival_is_planned_for_a_time_to_come(app: App, ward: Ward, patient: int) -> None:
    with pytest.raises(Invalid, match="Give a time later than"):
        plan(app, ward, patient, NOW)


def test_that_nobody_is_admitted_before_the_recovery_code_was_typed_back(
    sqlite_store: Store, clock: FrozenClock
) -> None:
    door = App(sqlite_store, workstation="ws1", clock=clock)
    ward = factories.make_ward(door)
    app = door.acting(factories.make_user(door, unit_id=ward.unit_id))
    with sqlite_store.writer.begin() as connection:
        connection.execute(text("DELETE FROM setting WHERE key = 'store.recovery_confirmed'"))
    with pytest.raises(Refused, match="recovery code"):
        factories.make_stay(app, ward, "1:2")
    door.acting(SYSTEM).do(settings.confirm_recovery)
    assert factories.make_stay(app, ward, "1:2")
