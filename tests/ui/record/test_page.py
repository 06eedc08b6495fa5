"""One patient at a time: sections, keys, counts, refusals, and nothing of the last one left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests import factories
from tests.factories import Ward
from tests.ui.keys import press
from tests.ui.seating import FakeGuide, make_seat, sheet
from tests.ward_app.stays.steps import discharge
from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.notes.section import NotesSection
from ui.record.inout_section import InOutSection
from ui.record.overview import OverviewSection
from ui.record.page import RecordPage
from ui.social.section import SocialSection
from ui.stays.moving import MoveSheet
from ui.tasks.section import TasksSection
from ui.worker import Immediate, Work
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.notes import commands as notes
from ward_app.notes.model import NoteKind
from ward_app.patients import commands as patients
from ward_app.patients.model import Protection
from ward_app.stays import commands as stays
from ward_app.store import audit
from ward_app.tasks import commands as tasks

SECTIONS = (OverviewSection, NotesSection, TasksSection, InOutSection, SocialSection)


def test_that_a_record_opens_at_its_overview(record: RecordPage, patient: int, stay: int) -> None:
    record.show_patient(patient)
    assert record.banner.texts()[0] == "Öberg, Åke"
    assert isinstance(record.section, OverviewSection)
    assert record.subject() == "1:2 Öberg, Åke"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("notes", NotesSection), ("tasks", TasksSection), ("inout", InOutSection), ("surgery", OverviewSection)],
)
def test_that_it_opens_at_the_section_that_is_asked_for(
    record: RecordPage, patient: int, stay: int, name: str, kind: type
) -> None:
    record.show_patient(patient, name)
    assert isinstance(record.section, kind)


def test_that_the_number_keys_lead_to_the_sections_in_their_order(
    record: RecordPage, patient: int, stay: int
) -> None:
    record.show_patient(patient)
    for nth, kind in enumerate(SECTIONS, 1):
        record.acts()[f"section_{nth}"]()
        assert isinstance(record.section, kind)
    assert "section_6" not in record.acts()  # no empty rooms


def test_that_arrows_go_through_the_list_of_sections(
    qtbot: QtBot, record: RecordPage, patient: int, stay: int
) -> None:
    record.show_patient(patient)
    record.focus_first()
    qtbot.waitUntil(record.list.buttons["overview"].hasFocus)
    press(record.list.buttons["overview"], "Down")
    assert isinstance(record.section, NotesSection)
    assert record.list.buttons["notes"].hasFocus()
    press(record.list.buttons["notes"], "Up")
    assert isinstance(record.section, OverviewSection)


def test_that_sections_tell_how_much_is_in_them(
    record: RecordPage, patient: int, stay: int, app: App
) -> None:
    app.do(tasks.add, stay, "Byt PVK", app.clock() + timedelta(hours=1), None)
    app.do(notes.save, patient, stay, NoteKind.NURSING, [("status", "Mår bra")], app.clock())
    record.show_patient(patient)
    assert record.list.texts() == [
        "Overview", "Notes (1)", "Tasks (1)", "Admission and discharge", "Social services",
    ]  # fmt: skip


def test_that_nothing_of_the_last_patient_stays(
    record: RecordPage, patient: int, stay: int, app: App, ward: Ward
) -> None:
    record.show_patient(patient, "notes")
    other = factories.make_patient(app, "Ek", "Ture")
    factories.make_stay(app, ward, "8", patient_id=other)
    before = record.section
    record.show_patient(other, "notes")
    assert record.banner.texts()[0] == "Ek, Ture"
    assert record.section is not before
    assert record.subject() == "8 Ek, Ture"


class Later:
    """A worker that is slow: what it is given is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Work] = []

    def submit(self, work: Work) -> None:
        self.waiting.append(work)

    def close(self, wait: float) -> bool:
        return True

    def step(self) -> None:
        self.waiting.pop(0)()


def test_that_a_late_answer_for_the_last_patient_is_thrown_away(
    qtbot: QtBot, styled: QApplication, patient: int, stay: int, app: App, ward: Ward, guide: FakeGuide,
    drafts: Drafts,
) -> None:  # fmt: skip
    other = factories.make_patient(app, "Ek", "Ture")
    slow = Later()
    desk = Desk(app, slow, Immediate())
    record = RecordPage(make_seat(app, ward, guide, drafts, desk))
    qtbot.addWidget(record)
    record.show_patient(patient)
    slow.step()  # the banner of the first is here, the rest is not
    record.show_patient(other)
    assert record.banner.texts() == []
    while slow.waiting:
        slow.step()
        assert record.banner.texts()[:1] in ([], ["Ek, Ture"])
    assert record.banner.texts()[0] == "Ek, Ture"
    desk.close()


def test_that_a_change_by_someone_else_is_shown_at_once(
    record: RecordPage, patient: int, stay: int, app: App, ward: Ward
) -> None:
    record.show_patient(patient)
    app.do(stays.move, stay, ward.beds["9"], factories.version_of(app, stay))
    assert "Bed 9" in record.banner.texts()


def test_that_a_discharge_leaves_the_record_open_on_the_stay_that_ended(
    record: RecordPage, patient: int, stay: int, app: App
) -> None:
    record.show_patient(patient, "inout")
    discharge(app, stay)
    assert "Not an inpatient" in record.banner.texts()
    section = record.section
    assert isinstance(section, InOutSection)
    assert "undo_discharge" in section.names()
    assert "move" not in record.acts()
    assert "admit" in record.acts()


def test_that_acts_of_the_stay_open_their_sheets(record: RecordPage, patient: int, stay: int) -> None:
    record.show_patient(patient)
    assert {"move", "swap", "leave", "discharge", "death", "banner", "new_note"} <= set(record.acts())
    record.acts()["move"]()
    assert isinstance(sheet(record), MoveSheet)


def test_that_a_new_note_can_be_asked_for_before_the_record_is_there(
    record: RecordPage, patient: int, stay: int
) -> None:
    record.show_patient(patient)
    record.acts()["new_note"]()
    section = record.section
    assert isinstance(section, NotesSection)
    assert section.editor is not None


def test_that_more_of_the_banner_opens_by_its_key(record: RecordPage, patient: int, stay: int) -> None:
    record.show_patient(patient)
    record.acts()["banner"]()
    assert record.banner.is_open


def test_that_a_merged_record_leads_to_the_one_that_stays(
    record: RecordPage, app: App, patient: int, stay: int, guide: FakeGuide
) -> None:
    double = app.do(patients.register, "Öberg", "Åke", None, "Kom utan legitimation")
    app.do(patients.merge, double, patient)
    record.show_patient(double)
    assert record.merged.isVisibleTo(record)
    assert "Öberg, Åke" in record.merged.text()
    record._open_other.click()
    assert guide.opened == [(patient, "overview")]


def test_that_a_role_that_may_not_read_gets_a_sentence_and_no_patient(
    qtbot: QtBot, styled: QApplication, app: App, ward: Ward, guide: FakeGuide, drafts: Drafts, patient: int
) -> None:
    manager = app.acting(factories.make_user(app, Role.UNIT_MANAGER, "Ahl", "Berit", unit_id=ward.unit_id))
    seat = make_seat(manager, ward, guide, drafts)
    record = RecordPage(seat)
    qtbot.addWidget(record)
    record.show_patient(patient)
    assert record.banner.texts() == []
    assert "Your role does not include this" in record._refusal.sentence.text()
    seat.desk.close()


def test_that_who_has_never_been_here_is_shown_without_a_stay(
    record: RecordPage, app: App, patient: int, guide: FakeGuide
) -> None:
    record.show_patient(patient)
    section = record.section
    assert isinstance(section, OverviewSection)
    assert section.nobody.isVisibleTo(section)
    section.admit.click()
    assert guide.admitted == [(patient, None, "")]


def test_that_a_protected_person_is_open_in_their_own_record(
    record: RecordPage, app: App, ward: Ward
) -> None:
    person = factories.make_patient(app, "Hemlig", "Hedda", protection=Protection.MARKED)
    record.show_patient(person)
    assert record.banner.texts()[0] == "Hemlig, Hedda"
    assert "Protected identity" in record.banner.texts()


def test_that_opening_a_record_is_in_the_log(record: RecordPage, patient: int, stay: int, app: App) -> None:
    record.show_patient(patient)
    read = factories.ask(app, lambda session: session.scalars(select(audit.LOG.c.action)).all())
    assert {"record", "stay", "tasks", "notes"} <= set(read)
