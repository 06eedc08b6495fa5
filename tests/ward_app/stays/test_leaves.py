"""Leave and return, what they do to the care days, and readiness, purposes and facts of a stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import Ward, make_stay, version_of
from tests.ward_app.stays.steps import discharge, state, trace
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import CareFactKind, Purpose, StayEventKind

NOW = factories.MORNING
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def stay(app: App, ward: Ward, patient: int) -> int:
    """Öberg, Åke in 1:2 for five days."""
    return make_stay(app, ward, "1:2", patient_id=patient, at=NOW - 5 * DAY)


def leave(app: App, stay: int, *times: object) -> None:
    app.do(stays.start_leave, stay, version_of(app, stay), *times)  # type: ignore[arg-type]


def back(app: App, stay: int, at: object = None) -> None:
    app.do(stays.return_from_leave, stay, version_of(app, stay), at)  # type: ignore[arg-type]


def test_that_whole_days_of_leave_are_no_care_days(app: App, stay: int) -> None:
    leave(app, stay, NOW - 4 * DAY)
    back(app, stay, NOW - DAY)
    summary = app.ask(queries.stay_summary, stay)
    assert (summary.length_days, summary.care_days) == (5, 4)
    assert trace(app, stay)[1:] == [StayEventKind.LEFT, StayEventKind.RETURNED]


def test_that_a_patient_returns_to_the_bed_that_was_kept(app: App, ward: Ward, stay: int) -> None:
    leave(app, stay, NOW - HOUR)
    assert state(app, ward, "1:2") is queries.PlaceState.ON_LEAVE
    back(app, stay)
    assert state(app, ward, "1:2") is queries.PlaceState.OCCUPIED


def test_that_no_one_leaves_twice_or_returns_without_leaving(app: App, stay: int) -> None:
    with pytest.raises(Refused, match="not on leave"):
        back(app, stay)
    leave(app, stay, NOW - HOUR)
    with pytest.raises(Refused, match=r"has been on leave since 07:42"):
        leave(app, stay)


def test_that_leaves_do_not_overlap(app: App, stay: int) -> None:
    leave(app, stay, NOW - 5 * HOUR)
    back(app, stay, NOW - 3 * HOUR)
    with pytest.raises(Refused, match=r"already recorded for this patient: 05:42"):
        leave(app, stay, NOW - 4 * HOUR)
    leave(app, stay, NOW - 3 * HOUR)


def test_that_no_one_leaves_before_coming(app: App, stay: int) -> None:
    with pytest.raises(Refused, match="already recorded"):
        leave(app, stay, NOW - 6 * DAY)


def test_that_a_return_is_later_than_the_leave(app: App, stay: int) -> None:
    leave(app, stay, NOW - HOUR)
    with pytest.raises(Refused, match=r"leave began 07:42\. Give a later time, or cancel"):
        back(app, stay, NOW - HOUR)


def test_that_the_return_is_expected_after_the_leave_began(app: App, stay: int) -> None:
    with pytest.raises(Invalid) as refusal:
        leave(app, stay, NOW - HOUR, NOW - HOUR)
    assert refusal.value.field == "expected_at"


def test_that_a_leave_that_never_took_place_is_cancelled(app: App, ward: Ward, stay: int) -> None:
    leave(app, stay, NOW - 3 * DAY)
    app.do(stays.cancel_leave, stay, version_of(app, stay))
    assert state(app, ward, "1:2") is queries.PlaceState.OCCUPIED
    summary = app.ask(queries.stay_summary, stay)
    assert (summary.leaves, summary.care_days) == ((), 6)
    assert trace(app, stay)[-1] is StayEventKind.LEAVE_CANCELLED


def test_that_a_discharge_from_leave_ends_the_leave(app: App, stay: int) -> None:
    leave(app, stay, NOW - 3 * DAY)
    discharge(app, stay)
    [one] = app.ask(queries.stay_summary, stay).leaves
    assert one.returned_at == NOW


def test_that_the_purpose_changes_with_its_history(app: App, stay: int) -> None:
    change(app, stay, Purpose.PALLIATIVE, NOW - DAY)
    change(app, stay, Purpose.REHABILITATION, NOW - 2 * DAY)
    purposes = app.ask(queries.stay_summary, stay).purposes
    assert [row.purpose for row in purposes] == [
        Purpose.MEDICAL_TREATMENT, Purpose.REHABILITATION, Purpose.PALLIATIVE
    ]  # fmt: skip
    event = app.ask(queries.stay_events, stay)[1]
    assert (event.kind, event.detail) == (
        StayEventKind.PURPOSE_CHANGED, "Medical treatment to Palliative care"
    )  # fmt: skip


def test_that_a_purpose_is_changed_to_another_and_not_before_the_stay(app: App, stay: int) -> None:
    with pytest.raises(Refused, match="already Medical treatment"):
        change(app, stay, Purpose.MEDICAL_TREATMENT)
    with pytest.raises(Refused, match="already recorded"):
        change(app, stay, Purpose.PALLIATIVE, NOW - 6 * DAY)


def test_that_the_doctor_decides_who_is_ready(app: App, doctor: App, ward: Ward, stay: int) -> None:
    with pytest.raises(NotAllowed):
        app.do(stays.mark_ready, stay, version_of(app, stay))
    doctor.do(stays.mark_ready, stay, version_of(app, stay))
    assert app.ask(queries.stay_summary, stay).ready_at == NOW
    with pytest.raises(Refused, match="already ready"):
        doctor.do(stays.mark_ready, stay, version_of(app, stay))
    doctor.do(stays.revoke_ready, stay, version_of(app, stay))
    with pytest.raises(Refused, match="not marked as ready"):
        doctor.do(stays.revoke_ready, stay, version_of(app, stay))
    assert trace(app, stay)[1:] == [StayEventKind.READY, StayEventKind.READY_REVOKED]


def test_that_only_what_is_given_is_changed(app: App, doctor: App, stay: int) -> None:
    who = app.user.user_id
    discharge_on = (NOW + 9 * DAY).date()
    app.do(stays.update_stay, stay, version_of(app, stay), responsible_nurse_id=who, background=" KOL \n")
    app.do(
        stays.update_stay, stay, version_of(app, stay), planned_discharge_on=discharge_on,
        responsible_doctor_id=doctor.user.user_id, reason="Pneumoni",
    )  # fmt: skip
    found = app.ask(queries.stay_summary, stay)
    assert (found.nurse, found.doctor, found.background) == ("M. Falk", "E. Lund", "KOL")
    assert (found.reason, found.planned_discharge_on) == ("Pneumoni", discharge_on)
    app.do(stays.update_stay, stay, version_of(app, stay), responsible_nurse_id=None)
    assert app.ask(queries.stay_summary, stay).nurse == ""


def test_that_a_changed_stay_is_not_overwritten(app: App, stay: int) -> None:
    seen = version_of(app, stay)
    app.do(stays.update_stay, stay, seen, reason="Pneumoni")
    with pytest.raises(Conflict):
        app.do(stays.update_stay, stay, seen, reason="UVI")


def test_that_a_fact_takes_the_place_of_the_last(app: App, stay: int, clock: FrozenClock) -> None:
    app.do(stays.set_care_fact, stay, CareFactKind.LINES, "PVK hö arm 2026-11-19")
    clock.advance(HOUR)
    app.do(stays.set_care_fact, stay, CareFactKind.LINES, "PVK vä arm 2026-11-21")
    app.do(stays.set_care_fact, stay, CareFactKind.MOBILITY, "Går med rollator")
    facts = app.ask(queries.stay_summary, stay).facts
    assert [(fact.kind, fact.text, fact.by) for fact in facts] == [
        (CareFactKind.MOBILITY, "Går med rollator", "M. Falk"),
        (CareFactKind.LINES, "PVK vä arm 2026-11-21", "M. Falk"),
    ]
    app.do(stays.set_care_fact, stay, CareFactKind.LINES, "  ")
    assert [fact.kind for fact in app.ask(queries.stay_summary, stay).facts] == [CareFactKind.MOBILITY]


def change(app: App, stay: int, purpose: Purpose, at: object = None) -> None:
    app.do(stays.change_purpose, stay, version_of(app, stay), purpose, at)  # type: ignore[arg-type]
