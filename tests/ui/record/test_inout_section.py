"""The trace of a stay in both clocks, its two lengths, earlier stays, and what can be done now."""

from __future__ import annotations

from datetime import timedelta

from tests import factories
from tests.factories import Ward, version_of
from tests.ui.seating import FakeGuide, button, sheet
from tests.ward_app.stays.steps import discharge, move, plan
from ui.record.inout_section import InOutSection
from ui.record.page import RecordPage
from ui.stays.ending import DischargeSheet
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.stays import commands as stays

OPEN = ["move", "swap", "leave", "purpose", "discharge", "death", "certificate", "undo_admission"]


def section_of(record: RecordPage, patient: int) -> InOutSection:
    record.show_patient(patient, "inout")
    section = record.section
    assert isinstance(section, InOutSection)
    return section


def test_that_what_happened_stands_with_both_clocks_the_latest_first(
    record: RecordPage, patient: int, stay: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    move(app, ward, stay, "9", clock() - timedelta(hours=5))
    section = section_of(record, patient)
    assert section.events.texts() == [
        ["today 03:42", "Moved", "1:2 → 9", "", "today 08:42 by M. Falk"],
        ["Tue 3 Nov 08:42", "Admitted", "1:2", "", "today 08:42 by M. Falk"],
    ]


def test_that_both_lengths_of_the_stay_are_told(
    record: RecordPage, patient: int, stay: int, app: App, clock: FrozenClock
) -> None:
    app.do(stays.start_leave, stay, version_of(app, stay), clock() - timedelta(days=10), None, "Hos dottern")
    app.do(stays.return_from_leave, stay, version_of(app, stay), clock() - timedelta(days=7))
    said = section_of(record, patient).lengths.texts()
    assert "Length of stay 18 days" in said
    assert "Care days 17 days" in said
    assert "Leave 2026-11-11 08:42 to 2026-11-14 08:42. Hos dottern" in said


def test_that_what_can_be_done_depends_on_the_stay(
    record: RecordPage, patient: int, stay: int, app: App
) -> None:
    section = section_of(record, patient)
    assert section.names() == OPEN
    app.do(stays.start_leave, stay, version_of(app, stay))
    assert "return" in section.names()
    assert "leave" not in section.names()
    discharge(app, stay)
    assert section.names() == ["certificate", "undo_discharge", "admit"]


def test_that_after_a_death_only_that_can_be_undone(
    record: RecordPage, patient: int, stay: int, app: App, clock: FrozenClock
) -> None:
    app.do(stays.record_death, stay, version_of(app, stay), clock())
    assert section_of(record, patient).names() == ["certificate", "undo_death"]


def test_that_buttons_open_the_sheets_and_say_who_may_not(
    record: RecordPage, patient: int, stay: int, app: App, ward: Ward
) -> None:
    section = section_of(record, patient)
    button(section, "record.inout.discharge").click()
    assert isinstance(sheet(record), DischargeSheet)
    assistant = app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, "Al", "Sara", unit_id=ward.unit_id))
    record.seat.desk.use(assistant)
    fresh = InOutSection(record.seat, record._record)  # type: ignore[arg-type]
    assert button(fresh, "record.inout.move").isEnabled()
    assert not button(fresh, "record.inout.discharge").isEnabled()
    fresh.deleteLater()


def test_that_earlier_stays_are_listed_and_can_be_looked_at(
    record: RecordPage, patient: int, stay: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    discharge(app, stay, clock() - timedelta(days=2))
    again = factories.make_stay(app, ward, "8", patient_id=patient)
    section = section_of(record, patient)
    assert [row[0] for row in section.stays.texts()] == [
        "From 2026-11-21, going on",
        "2026-11-03 to 2026-11-19",
    ]
    assert section.names() == OPEN
    section.stays.select(stay)
    assert section.events.texts()[0][1] == "Discharged"
    assert section.names() == ["certificate", "undo_discharge"]
    section.stays.select(again)
    assert section.names() == OPEN


def test_that_an_arrival_to_come_is_among_the_stays(
    record: RecordPage, patient: int, app: App, ward: Ward, clock: FrozenClock, guide: FakeGuide
) -> None:
    plan(app, ward, patient, clock() + timedelta(days=2))
    section = section_of(record, patient)
    assert section.stays.texts()[0][0] == "Expected 2026-11-23"
    button(section, "record.inout.admit").click()
    assert guide.admitted == [(patient, None, "")]
