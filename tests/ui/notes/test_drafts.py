"""Drafts of notes: they come back to their author, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import type_text
from tests.ui.notes.acting import Open, area, button, is_writing, write
from tests.ui.notes.conftest import Answers
from ui.desk import Desk
from ui.drafts import Drafts
from ui.notes.section import NotesSection
from ui.notes.writing import FORM
from ui.worker import Immediate
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import WardError
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind


def test_that_a_draft_opens_by_itself_the_next_time(open_section: Open, drafts: Drafts) -> None:
    first = open_section()
    first.new_note()
    assert first.editor is not None
    first.editor.head.field("kind").set_value(NoteKind.SBAR)
    first.editor.head.edited.emit()
    type_text(area(first.editor, Keyword.SITUATION), "NEWS2 7")
    first.leave()
    second = open_section()
    assert second.editor is not None
    assert second.editor.head.kind is NoteKind.SBAR
    assert second.editor.texts["situation"] == "NEWS2 7"
    assert second.editor.line.text == "Draft from today 08:42 brought back"


def test_that_a_draft_comes_back_without_the_page_having_been_left(
    qtbot: QtBot, open_section: Open, drafts: Drafts
) -> None:
    first = open_section()
    first.new_note()
    assert first.editor is not None
    with qtbot.waitSignal(first.editor.keeper.kept):
        type_text(area(first.editor, Keyword.SLEEP), "halva men")
    second = open_section()
    assert second.editor is not None
    assert second.editor.texts["sleep"] == "halva men"


def test_that_nobody_else_gets_the_draft(
    qtbot: QtBot, app: App, open_section: Open, ward: Ward, patient: int, stay: int, tmp_path: Path
) -> None:
    first = open_section()
    first.new_note()
    type_text(area(first.editor, Keyword.SLEEP), "mitt")
    first.leave()
    colleague = app.acting(factories.make_user(app, Role.NURSE, "Ek", unit_id=ward.unit_id))
    theirs = Drafts(tmp_path / "drafts", bytes(range(32)), writer=Immediate())
    section = NotesSection(Desk(colleague, Immediate(), Immediate()), theirs, patient, stay, clock=app.clock)
    qtbot.addWidget(section)
    assert section.editor is None


def test_that_a_draft_whose_note_was_saved_before_a_crash_is_dropped(
    app: App, open_section: Open, drafts: Drafts, clock: FrozenClock, patient: int, stay: int
) -> None:
    first = open_section()
    first.new_note()
    type_text(area(first.editor, Keyword.SLEEP), "Sov gott ")
    first.leave()
    clock.advance(timedelta(seconds=1))
    write(app, patient, stay, "Sov gott ")
    assert open_section().editor is None
    assert drafts.all(FORM) == []


def test_that_the_same_words_as_in_an_older_note_are_a_draft_all_the_same(
    app: App, open_section: Open, clock: FrozenClock, patient: int, stay: int
) -> None:
    write(app, patient, stay, "Sov gott")
    clock.advance(timedelta(minutes=1))
    first = open_section()
    first.new_note()
    type_text(area(first.editor, Keyword.SLEEP), "Sov gott")
    first.leave()
    assert open_section().editor is not None


def test_that_throwing_a_draft_away_asks_and_names_the_patient(
    open_section: Open, drafts: Drafts, answers: Answers
) -> None:
    section = open_section()
    section.new_note()
    type_text(area(section.editor, Keyword.SLEEP), "x")
    answers.confirm = False
    button(section, "notes.editor.discard").click()
    assert is_writing(section)
    assert answers.asked == ["What you have written about Öberg, Åke, bed 1:2 has not been saved."]
    answers.confirm = True
    button(section, "notes.editor.discard").click()
    assert not is_writing(section)
    assert drafts.all(FORM) == []


def test_that_an_untouched_note_is_closed_without_a_question(open_section: Open, answers: Answers) -> None:
    section = open_section()
    section.new_note()
    button(section, "notes.editor.discard").click()
    assert not is_writing(section)
    assert answers.asked == []


def test_that_a_closed_editor_keeps_its_text_for_the_next_time(open_section: Open) -> None:
    section = open_section()
    section.new_note()
    type_text(area(section.editor, Keyword.SLEEP), "avbruten")
    button(section, "notes.editor.close").click()
    assert not is_writing(section)
    section.new_note()
    assert section.editor is not None
    assert section.editor.texts["sleep"] == "avbruten"


def test_that_the_window_can_begin_a_note_and_keep_its_draft(open_section: Open, drafts: Drafts) -> None:
    section = open_section()
    assert set(section.acts()) == {"new_note"}
    section.acts()["new_note"]()
    assert section.editor is not None
    type_text(area(section.editor, Keyword.SLEEP), "Sov")
    assert drafts.all(FORM) == []
    section.acts()["save_draft"]()
    assert len(drafts.all(FORM)) == 1


def test_that_the_focus_goes_where_one_goes_on(app: App, open_section: Open, patient: int, stay: int) -> None:
    section = open_section()
    section.focus_first()
    assert section.new.hasFocus()
    write(app, patient, stay)
    section.focus_first()
    assert section.stream.cards[0].hasFocus()
    section.new_note()
    section.focus_first()
    assert section.editor is not None
    assert section.editor.sections.field("communication").input.hasFocus()


def test_that_a_damaged_draft_is_said_and_does_not_stop_the_writing(
    open_section: Open, desk: Desk, tmp_path: Path
) -> None:
    first = open_section()
    first.new_note()
    type_text(area(first.editor, Keyword.SLEEP), "x")
    first.leave()
    [path] = tmp_path.rglob("*.draft")
    path.write_bytes(b"half")
    said: list[WardError] = []
    desk.refused.connect(said.append)
    fresh = NotesSection(
        desk, Drafts(tmp_path / "drafts", bytes(32), writer=Immediate()), first._patient_id, None
    )
    fresh.new_note()
    assert "damaged" in said[0].sentence
    assert fresh.editor is not None
    assert not any(fresh.editor.texts.values())
