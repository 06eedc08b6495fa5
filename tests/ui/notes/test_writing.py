"""Writing a note: typed, checked, signed, or saved for a signature."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up, press, type_text
from tests.ui.notes.acting import Open, area, button, rows, texts, write
from tests.ui.notes.conftest import Answers
from ui.desk import Desk
from ui.drafts import Drafts
from ui.notes.section import NotesSection
from ui.notes.writing import FORM
from ui.worker import Immediate
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind


def test_that_a_record_without_notes_says_so(open_section: Open) -> None:
    section = open_section()
    assert section.states.is_empty
    button(section, "empty.action").click()
    assert section.editor is not None


def test_that_a_note_is_typed_and_signed_by_keyboard(
    app: App, open_section: Open, drafts: Drafts, patient: int, answers: Answers, notices: list[str]
) -> None:
    section = open_section()
    section.new_note()
    type_text(area(section.editor, Keyword.BREATHING), "AF 24, SpO₂ 87 %\nSitter i hjärtläge")
    press(area(section.editor, Keyword.BREATHING), "Ctrl+Return")
    [row] = rows(app, patient)
    assert row.is_signed
    assert row.sections[0].text == "AF 24, SpO₂ 87 %\nSitter i hjärtläge"
    assert answers.asked == [
        "Nursing note about Öberg, Åke, bed 1:2. A signed note cannot be changed, only corrected."
    ]
    assert notices == ["The note is signed."]
    assert section.editor is None
    assert drafts.all(FORM) == []
    assert texts(section) == ["Breathing/circulation  AF 24, SpO₂ 87 %\nSitter i hjärtläge"]


def test_that_thinking_better_of_a_signature_saves_nothing(
    app: App, open_section: Open, patient: int, answers: Answers
) -> None:
    answers.confirm = False
    section = open_section()
    section.new_note()
    type_text(area(section.editor, Keyword.SLEEP), "Sov gott")
    press(area(section.editor, Keyword.SLEEP), "Ctrl+Return")
    assert rows(app, patient) == []
    assert section.editor is not None
    assert section.editor.texts[Keyword.SLEEP] == "Sov gott"


def test_that_a_note_can_be_saved_unsigned_and_signed_later(
    app: App, open_section: Open, patient: int, answers: Answers
) -> None:
    section = open_section()
    section.new_note()
    type_text(area(section.editor, Keyword.SLEEP), "Sov gott")
    button(section, "notes.editor.unsigned").click()
    assert [row.awaits_signature for row in rows(app, patient)] == [True]
    button(section, "note.sign").click()
    assert [row.is_signed for row in rows(app, patient)] == [True]
    assert "bed 1:2" in answers.asked[-1]


def test_that_an_empty_note_is_refused_where_it_is_written(
    app: App, open_section: Open, patient: int
) -> None:
    section = open_section()
    section.new_note()
    button(section, "notes.editor.unsigned").click()
    assert section.editor is not None
    assert "empty" in section.editor.head.summary.texts()[0]
    assert rows(app, patient) == []


def test_that_a_time_to_come_is_refused_beside_its_field(open_section: Open, clock: FrozenClock) -> None:
    section = open_section()
    section.new_note()
    assert section.editor is not None
    type_text(area(section.editor, Keyword.SLEEP), "x")
    when = section.editor.head.field("occurred_at")
    when.set_value(clock() + timedelta(hours=1))
    button(section, "notes.editor.unsigned").click()
    assert when.remark is not None
    assert "has happened" in when.remark.sentence


def test_that_an_event_long_ago_needs_one_confirmation(
    app: App, open_section: Open, clock: FrozenClock, patient: int
) -> None:
    section = open_section()
    section.new_note()
    assert section.editor is not None
    type_text(area(section.editor, Keyword.SLEEP), "x")
    section.editor.head.field("occurred_at").set_value(clock() - timedelta(days=30))
    button(section, "notes.editor.unsigned").click()
    assert rows(app, patient) == []
    button(section, "notes.editor.occurred_at.confirm").click()
    button(section, "notes.editor.unsigned").click()
    assert len(rows(app, patient)) == 1


def test_that_another_kind_keeps_what_is_written(app: App, open_section: Open, patient: int) -> None:
    section = open_section()
    section.new_note()
    editor = section.editor
    assert editor is not None
    type_text(area(editor, Keyword.SLEEP), "Sov gott")
    editor.head.field("kind").set_value(NoteKind.SBAR)
    editor.head.edited.emit()
    assert list(editor.texts) == ["situation", "background", "current_state", "recommendation", "sleep"]
    type_text(area(editor, Keyword.SITUATION), "Lugn")
    button(section, "notes.editor.unsigned").click()
    [row] = rows(app, patient)
    assert row.kind is NoteKind.SBAR
    assert [(each.keyword, each.text) for each in row.sections] == [
        ("situation", "Lugn"), ("sleep", "Sov gott"),
    ]  # fmt: skip


def test_that_nobody_can_sign_or_change_a_colleagues_note(
    app: App, open_section: Open, ward: Ward, patient: int, stay: int
) -> None:
    colleague = app.acting(factories.make_user(app, Role.NURSE, "Ek", unit_id=ward.unit_id))
    write(colleague, patient, stay)
    section = open_section()
    names = {each.objectName() for each in section.stream.cards[0].findChildren(QPushButton)}
    assert names == {"note.remark"}


def test_that_a_secretary_says_whose_note_it_is_and_leaves_the_signature(
    qtbot: QtBot, app: App, ward: Ward, drafts: Drafts, patient: int, stay: int
) -> None:
    doctor = factories.make_user(app, Role.DOCTOR, "Björk", unit_id=ward.unit_id)
    secretary = app.acting(factories.make_user(app, Role.SECRETARY, "Berg", unit_id=ward.unit_id))
    section = NotesSection(Desk(secretary, Immediate(), Immediate()), drafts, patient, stay, clock=app.clock)
    qtbot.addWidget(section)
    bring_up(qtbot, section)
    section.new_note()
    editor = section.editor
    assert editor is not None
    assert not editor.sign.isEnabled()
    editor.head.field("author_id").set_value(doctor.user_id)
    editor.head.edited.emit()
    editor.head.field("kind").set_value(NoteKind.DOCTOR)
    editor.head.edited.emit()
    type_text(area(editor, Keyword.ASSESSMENT), "Pneumoni")
    press(area(editor, Keyword.ASSESSMENT), "Ctrl+Return")
    [row] = rows(app, patient)
    assert (row.author, row.entered_by, row.kind) == ("M. Björk", "M. Berg", NoteKind.DOCTOR)
    assert row.awaits_signature
