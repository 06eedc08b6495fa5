"""What is saved is corrected, disagreed with, or was changed by someone faster."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import type_text
from tests.ui.notes.acting import Open, area, button, rows, sheet, text_of, texts, write
from tests.ui.notes.conftest import Answers
from ui.drafts import Drafts
from ui.notes.section import NotesSection
from ui.notes.text import NoteText
from ui.notes.writing import FORM
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword


def test_that_a_correction_is_written_beside_the_old_text_which_stays(
    app: App, open_section: Open, patient: int, stay: int, answers: Answers
) -> None:
    write(app, patient, stay, "VAS 8", sign=True)
    section = open_section()
    button(section, "note.correct").click()
    editor = section.editor
    assert editor is not None
    assert editor.texts["sleep"] == "VAS 8"
    button(section, "notes.editor.unsigned").click()
    assert editor.head.field("reason").remark is not None
    editor.head.field("reason").set_value("Fel siffra")
    editor.sections.field("sleep").set_value("VAS 3")
    button(section, "notes.editor.sign").click()
    [card] = section.stream.cards
    assert (text_of(card), card.row.is_signed) == ("Sleep  VAS 3", True)
    button(section, "note.history").click()
    assert [each.toPlainText() for each in card.findChildren(NoteText)] == ["Sleep  VAS 3", "Sleep  VAS 8"]


def conflict_on_rewriting(app: App, section: NotesSection, note_id: int) -> None:
    """Someone saves other words while the editor is open."""
    button(section, "note.rewrite").click()
    assert section.editor is not None
    section.editor.sections.field("sleep").set_value("mina ord")
    app.do(notes.rewrite, note_id, 1, [(Keyword.SLEEP, "deras ord")], app.clock())
    button(section, "notes.editor.unsigned").click()


def test_that_a_conflict_shows_both_texts_and_mine_can_go_on(
    qtbot: QtBot, app: App, open_section: Open, patient: int, stay: int
) -> None:
    note_id = write(app, patient, stay)
    section = open_section()
    conflict_on_rewriting(app, section, note_id)
    shown = [each.toPlainText() for each in sheet(qtbot).findChildren(NoteText)]
    assert shown == ["Sleep  mina ord", "Sleep  deras ord"]
    assert rows(app, patient)[0].sections[0].text == "deras ord"
    sheet(qtbot).mine.click()
    assert section.editor is not None
    assert section.editor.texts["sleep"] == "mina ord"
    button(section, "notes.editor.unsigned").click()
    assert rows(app, patient)[0].sections[0].text == "mina ord"


def test_that_the_saved_text_can_win(
    qtbot: QtBot, app: App, open_section: Open, drafts: Drafts, patient: int, stay: int
) -> None:
    note_id = write(app, patient, stay)
    section = open_section()
    conflict_on_rewriting(app, section, note_id)
    sheet(qtbot).theirs.click()
    assert section.editor is None
    assert texts(section) == ["Sleep  deras ord"]
    assert drafts.all(FORM) == []


def test_that_turning_away_from_a_conflict_changes_nothing(
    qtbot: QtBot, app: App, open_section: Open, patient: int, stay: int
) -> None:
    note_id = write(app, patient, stay)
    section = open_section()
    conflict_on_rewriting(app, section, note_id)
    sheet(qtbot).close()
    assert section.editor is not None
    assert section.editor.texts["sleep"] == "mina ord"
    assert rows(app, patient)[0].sections[0].text == "deras ord"


def test_that_a_draft_of_an_older_version_meets_the_newer_one(
    qtbot: QtBot, app: App, open_section: Open, patient: int, stay: int
) -> None:
    note_id = write(app, patient, stay)
    first = open_section()
    button(first, "note.rewrite").click()
    type_text(area(first.editor, Keyword.SLEEP), "mina ord ")
    first.leave()
    app.do(notes.rewrite, note_id, 1, [(Keyword.SLEEP, "deras ord")], app.clock())
    second = open_section()
    button(second, "notes.editor.unsigned").click()
    assert "deras ord" in sheet(qtbot).findChildren(NoteText)[1].toPlainText()


def test_that_the_later_of_two_corrections_waits_for_the_first(
    qtbot: QtBot, app: App, open_section: Open, ward: Ward, drafts: Drafts, patient: int, stay: int
) -> None:
    note_id = write(app, patient, stay, sign=True)
    colleague = app.acting(factories.make_user(app, Role.NURSE, "Ek", unit_id=ward.unit_id))
    section = open_section()
    button(section, "note.correct").click()
    assert section.editor is not None
    section.editor.head.field("reason").set_value("fel")
    type_text(area(section.editor, Keyword.SLEEP), "mitt ")
    theirs = colleague.do(notes.correct, note_id, [(Keyword.SLEEP, "deras")], app.clock(), "fel")
    button(section, "notes.editor.unsigned").click()
    assert not sheet(qtbot).mine.isEnabled()
    sheet(qtbot).close()
    colleague.do(notes.sign, theirs, 1)
    button(section, "notes.editor.unsigned").click()
    sheet(qtbot).mine.click()
    assert section.editor is not None
    assert section.editor.texts["sleep"] == "mitt Sov gott"
    button(section, "notes.editor.unsigned").click()
    [row] = rows(app, patient)
    assert [each.sections[0].text for each in (row, *row.earlier)] == ["mitt Sov gott", "deras", "Sov gott"]


def test_that_what_the_patient_says_stands_beside_the_note(
    app: App, open_section: Open, patient: int, stay: int, answers: Answers
) -> None:
    write(app, patient, stay, sign=True)
    section = open_section()
    button(section, "note.remark").click()
    [row] = rows(app, patient)
    assert [remark.text for remark in row.remarks] == ["Dottern säger något annat"]
    assert section.stream.cards[0].row.remarks == row.remarks


def test_that_an_unsigned_mistake_is_thrown_away_and_found_in_the_history(
    app: App, open_section: Open, patient: int, stay: int, answers: Answers
) -> None:
    write(app, patient, stay)
    section = open_section()
    button(section, "note.discard").click()
    assert "bed 1:2" in answers.asked[0]
    assert section.states.is_empty
    section.filters.discarded.click()
    assert texts(section) == ["Sleep  Sov gott"]
