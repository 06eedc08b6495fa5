"""Who has the section at all, and what the record looks like to a needs assessor (LSVO-07, SOL-03)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import factories
from tests.factories import Ward
from tests.ui.notes.acting import texts
from ui.actions import action, reason_not
from ui.notes.section import NotesSection
from ui.record.overview import OverviewSection
from ui.record.page import RecordPage
from ui.social.section import SocialSection
from ward_app.access.policy import HOLDS, Permission, Role
from ward_app.app import App
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.sharing import commands as sharing

OpenRecord = Callable[[App], RecordPage]


@pytest.mark.parametrize("role", [role for role in Role if Permission.PATIENT_READ in HOLDS[role]])
def test_that_every_role_that_reads_records_has_its_sections_and_each_opens_lsvo_07(
    open_record: OpenRecord, app: App, ward: Ward, patient: int, stay: int, role: Role
) -> None:
    door = app.acting(factories.make_user(app, role, unit_id=ward.unit_id))
    page = open_record(door)
    said: list[str] = []
    page.seat.desk.refused.connect(lambda error: said.append(error.sentence))
    page.show_patient(patient)
    assert isinstance(page.section, OverviewSection)
    for name in page.list.buttons:
        page.show_section(name)
    assert said == []
    assert ("social" in page.list.buttons) == (Permission.SOCIAL_READ in HOLDS[role])


def test_that_health_notes_are_the_assessors_with_consent_only_lsvo_07(
    open_record: OpenRecord, app: App, assessor: App, patient: int, stay: int
) -> None:
    at = app.clock() - timedelta(hours=1)
    note = app.do(notes.save, patient, stay, NoteKind.NURSING, [(Keyword.SLEEP, "Sov gott")], at)
    app.do(notes.sign, note, 1)
    page = open_record(assessor)
    page.show_patient(patient, "notes")
    section = page.section
    assert isinstance(section, NotesSection)
    assert texts(section) == []
    app.do(sharing.record_answer, patient, is_given=True, social=True)
    section.refresh()
    assert texts(section) == ["Sleep  Sov gott"]
    assert not section.new.isEnabled()


def test_that_the_key_of_a_new_note_begins_one_in_the_record_one_works_in_sol_01(
    open_record: OpenRecord, app: App, assessor: App, assistant: App, patient: int, stay: int
) -> None:
    page = open_record(assessor)
    page.show_patient(patient)
    assert reason_not(action("new_note"), page.seat.desk) is None
    page.acts()["new_note"]()
    assert isinstance(page.section, SocialSection)
    assert page.section.editor is not None

    both = open_record(assistant)
    both.show_patient(patient)
    both.acts()["new_note"]()
    assert both.list.buttons["notes"].isChecked()
    both.show_section("social")
    both.acts()["new_note"]()
    assert isinstance(both.section, SocialSection)
    assert both.section.editor is not None


def test_that_the_overview_warns_before_the_decision_ends_sol_04(
    open_record: OpenRecord, app: App, assistant: App, patient: int, stay: int
) -> None:
    page = open_record(assistant)
    page.show_patient(patient)
    assert isinstance(page.section, OverviewSection)
    warning = "The decision ends in 6 days. Ask Berit Ahl, biståndshandläggare."
    assert warning in page.section.home.texts()
    nurse = open_record(app)
    nurse.show_patient(patient)
    assert isinstance(nurse.section, OverviewSection)
    assert warning not in nurse.section.home.texts()
