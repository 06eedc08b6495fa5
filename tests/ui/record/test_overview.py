"""The overview: reason, what to look out for, what is next, on one screen and in whole sentences."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from tests import factories
from tests.data.texts import SAMPLES
from tests.factories import Ward, version_of
from tests.ui.seating import FakeGuide, button, sheet
from ui.kit import style
from ui.kit.tokens import Theme
from ui.record.overview import OverviewSection
from ui.record.page import RecordPage
from ui.record.stay_sheet import CareFactsSheet
from ui.record.wrapping import breakable, preview
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.notes import commands as notes
from ward_app.notes.model import NoteKind
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind, LimitationKind
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import CareFactKind
from ward_app.tasks import commands as tasks


def overview(record: RecordPage, patient: int) -> OverviewSection:
    record.show_patient(patient)
    section = record.section
    assert isinstance(section, OverviewSection)
    return section


def test_that_it_says_why_the_patient_is_here_and_who_answers(
    record: RecordPage, patient: int, stay: int, app: App, doctor: App
) -> None:
    app.do(
        stays.update_stay, stay, version_of(app, stay), background="Bor ensam",
        responsible_nurse_id=app.user.user_id, responsible_doctor_id=doctor.user.user_id,
        planned_discharge_on=date(2026, 11, 30),
    )  # fmt: skip
    section = overview(record, patient)
    assert section.stay.texts() == [
        "Reason Exacerbation KOL", "Background Bor ensam", "Type of stay Medical treatment, Inpatient care",
        "Admitted Tue 3 Nov 08:42 by M. Falk", "Responsible nurse M. Falk", "Responsible doctor H. Björk",
    ]  # fmt: skip
    assert section.home.texts() == ["Planned Mon 2026-11-30"]


def test_that_what_is_not_known_is_said_in_words(record: RecordPage, patient: int, stay: int) -> None:
    section = overview(record, patient)
    assert "Background Not written yet" in section.stay.texts()
    assert "Responsible nurse Nobody yet" in section.stay.texts()
    assert section.home.texts() == ["Planned Not planned yet"]
    assert section.kin.texts() == ["Nobody documented", "By telephone Not asked"]
    assert section.tasks.texts() == ["No tasks left."]
    assert section.notes.texts() == ["No notes yet."]
    assert section.risks.texts() == ["Hypersensitivity not documented"]
    assert section.care.texts()[0].startswith("Not filled in: Mobility, Aids, ")


def test_that_care_facts_stand_under_their_headings(
    record: RecordPage, patient: int, stay: int, app: App
) -> None:
    app.do(stays.set_care_facts, stay, {CareFactKind.PAIN: "NRS 2", CareFactKind.MOBILITY: "Rollator"}, {})
    assert overview(record, patient).care.texts()[:2] == ["Mobility Rollator", "Pain NRS 2"]


def test_that_warnings_and_limits_stand_together_the_dangerous_first(
    record: RecordPage, patient: int, stay: int, app: App, doctor: App, clock: FrozenClock
) -> None:
    app.do(patients.add_alert, patient, AlertKind.FALL)
    app.do(patients.add_alert, patient, AlertKind.INFECTION, "MRSA")
    app.do(patients.add_alert, patient, AlertKind.HYPERSENSITIVITY, "Latex")
    doctor.do(
        patients.decide_limitation, patient, LimitationKind.NO_CPR, "KOL", "Ssk Falk", "Delar",
        date(2026, 12, 1),
    )  # fmt: skip
    assert overview(record, patient).risks.texts() == [
        "Hypersensitivity Latex", "Infection MRSA", "Fall risk Yes",
        "Limits No CPR, H. Björk, holds until 2026-12-01",
    ]  # fmt: skip
    clock.advance(timedelta(days=11))
    section = overview(record, patient)
    assert section.risks.texts()[-1] == "Limits No CPR: was to be reviewed 2026-12-01, does not hold"


def test_that_a_warning_by_an_assistant_nurse_says_that_nobody_has_verified_it(
    record: RecordPage, patient: int, stay: int, app: App, ward: Ward
) -> None:
    assistant = app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, "Al", "Sara", unit_id=ward.unit_id))
    assistant.do(patients.add_alert, patient, AlertKind.INFECTION, "MRSA")
    assert "Infection MRSA (not verified)" in overview(record, patient).risks.texts()


def test_that_the_next_tasks_and_the_last_three_notes_are_there(
    record: RecordPage, patient: int, stay: int, app: App, clock: FrozenClock
) -> None:
    for hours in range(1, 9):
        app.do(tasks.add, stay, f"Uppgift {hours}", clock() + timedelta(hours=hours), None)
    for nth in range(4):
        app.do(
            notes.save, patient, stay, NoteKind.NURSING, [("status", f"Anteckning {nth}")],
            clock() - timedelta(hours=nth),
        )  # fmt: skip
    clock.advance(timedelta(hours=1, minutes=30))
    section = overview(record, patient)
    assert section.tasks.texts()[0] == "Overdue 09:42: Uppgift 1"
    assert section.tasks.texts()[1] == "10:42: Uppgift 2"
    assert section.tasks.texts()[-1] == "and 2 more"
    said = section.notes.texts()
    assert said[0] == "Nursing note · today 08:42 · M. Falk · unsigned"
    assert [line for line in said if line.startswith("Anteckning")] == [
        "Anteckning 0", "Anteckning 1", "Anteckning 2"
    ]  # fmt: skip


def test_that_a_change_elsewhere_is_shown_and_the_rest_left_alone(
    record: RecordPage, patient: int, stay: int, app: App
) -> None:
    section = overview(record, patient)
    before = section.kin._lines
    app.do(tasks.add, stay, "Byt PVK", app.clock() + timedelta(hours=1), None)
    assert section.tasks.texts() == ["09:42: Byt PVK"]
    assert section.kin._lines is before


def test_that_readiness_is_the_doctors_and_says_so(
    record: RecordPage, patient: int, stay: int, doctor: App, guide: FakeGuide, app: App
) -> None:
    section = overview(record, patient)
    ready = section.home.buttons["ready"]
    assert not ready.isEnabled()
    assert ready.accessibleDescription() == "Your role does not include this."
    record.seat.desk.use(doctor)
    record.refresh()
    assert ready.isEnabled()
    ready.click()
    assert "Ready for discharge since today 08:42" in section.home.texts()
    assert ready.text() == "Not ready after all"


def test_that_cards_open_their_sheets_and_sections(
    record: RecordPage, patient: int, stay: int, guide: FakeGuide
) -> None:
    section = overview(record, patient)
    button(section, "overview.care.edit").click()
    assert isinstance(sheet(record), CareFactsSheet)
    button(section, "overview.tasks.all").click()
    assert record.list.buttons["tasks"].isChecked()
    section.note.click()
    assert guide.acts == ["new_note"]


def test_that_what_has_ended_is_not_edited(record: RecordPage, patient: int, stay: int, app: App) -> None:
    app.do(stays.discharge, stay, version_of(app, stay), discharged_to="Hem")
    section = overview(record, patient)
    assert not section.stay.buttons["edit"].isEnabled()
    assert "Discharged today 08:42, to Hem" in section.stay.texts()


def test_that_everything_fits_on_one_screen_of_the_cart(
    record: RecordPage, patient: int, stay: int, app: App, clock: FrozenClock
) -> None:
    facts = dict.fromkeys(CareFactKind, "Rollator, en person vid förflyttning")
    app.do(stays.set_care_facts, stay, facts, {})
    for hours in range(1, 6):
        app.do(tasks.add, stay, f"Uppgift {hours}", clock() + timedelta(hours=hours), None)
    section = overview(record, patient)
    QApplication.processEvents()
    assert section.view.horizontalScrollBar().maximum() == 0
    assert section.view.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("text", SAMPLES)
def test_that_any_text_is_shown_as_text(
    record: RecordPage, patient: int, stay: int, app: App, text: str
) -> None:
    typed = f"x {text}".replace("\x00", "")
    app.do(stays.update_stay, stay, version_of(app, stay), reason=typed[:500], background=typed)
    app.do(stays.set_care_facts, stay, {CareFactKind.SOCIAL: typed}, {})
    section = overview(record, patient)
    section.grab()
    stored = app.ask(queries.stay_summary, stay)
    assert section.stay.texts()[0] == f"Reason {stored.reason}"
    assert section.view.horizontalScrollBar().maximum() == 0


def test_that_long_words_can_break_and_short_ones_stay_whole() -> None:
    assert breakable("kort text") == "kort text"
    assert breakable("W" * 100).replace("\u200b", "") == "W" * 100
    assert max(map(len, breakable("W" * 100).split("\u200b"))) == 40
    assert preview("a" * 10) == "a" * 10
    assert preview("ord " * 500).endswith(" …")


@pytest.mark.parametrize(("width", "columns"), [(1310, 3), (854, 2), (620, 1)])
def test_that_cards_stand_in_as_many_columns_as_can_be_read(
    record: RecordPage, patient: int, stay: int, width: int, columns: int
) -> None:
    section = overview(record, patient)
    style.apply(QApplication.instance(), Theme.LIGHT, style.SMALL_POINTS)  # type: ignore[arg-type]
    record.resize(width, 695)
    QApplication.processEvents()
    assert section.columns.count == columns
    for card in (section.stay, section.risks, section.tasks):
        right = card.mapTo(section.view, card.rect().topRight()).x()
        assert right <= section.view.width()


def test_that_a_task_becomes_overdue_by_the_clock(
    record: RecordPage, patient: int, stay: int, app: App, clock: FrozenClock
) -> None:
    app.do(tasks.add, stay, "Byt PVK", clock() + timedelta(hours=1), None)
    section = overview(record, patient)
    clock.advance(timedelta(hours=2))
    record.tick()
    assert section.tasks.texts() == ["Overdue 09:42: Byt PVK"]
