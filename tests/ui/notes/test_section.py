"""The notes of a patient on the screen: read, written, signed, corrected, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up, press, type_text
from tests.ui.notes.conftest import Answers
from ui.desk import Desk
from ui.drafts import Drafts
from ui.notes.card import NoteCard
from ui.notes.conflict import ConflictSheet
from ui.notes.editor import NoteEditor
from ui.notes.growing import GrowingArea
from ui.notes.section import NotesSection
from ui.notes.text import NoteText
from ui.notes.writing import FORM
from ui.worker import Immediate
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import WardError
from ward_app.notes import commands as notes
from ward_app.notes import queries
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.notes.rows import NoteRow
from ward_app.owners import RecordOwner

Open = Callable[[], NotesSection]


def area(editor: NoteEditor | None, keyword: Keyword) -> QWidget:
    assert editor is not None
    field = editor.sections.field(keyword)
    assert isinstance(field, GrowingArea)
    field.edit.setFocus()
    return field.edit


def is_writing(section: NotesSection) -> bool:
    return section.editor is not None


def rows(app: App, patient: int, **more: bool) -> list[NoteRow]:
    return app.ask(queries.notes_of, patient, **more)


def write(app: App, patient: int, stay: int | None, text: str = "Sov gott", *, sign: bool = False) -> int:
    note_id = app.do(notes.save, patient, stay, NoteKind.NURSING, [(Keyword.SLEEP, text)], app.clock())
    if sign:
        app.do(notes.sign, note_id, 1)
    return note_id


def button(section: QWidget, name: str) -> QPushButton:
    QCoreApplication.sendPostedEvents()  # widgets that were just put into a layout are shown by one
    [found] = [each for each in section.findChildren(QPushButton, name) if each.isVisible()]
    return found


def text_of(card: QWidget) -> str:
    text = card.findChild(NoteText)
    assert isinstance(text, NoteText)
    return text.toPlainText()


def texts(section: NotesSection) -> list[str]:
    return [text_of(card) for card in section.stream.cards]


def sheet(qtbot: QtBot) -> ConflictSheet:
    sheets = [each for each in QApplication.topLevelWidgets() if isinstance(each, ConflictSheet)]
    [found] = [each for each in sheets if not each.property("closed")]
    return found


def test_that_notes_are_read_newest_first(app: App, open_section: Open, patient: int, stay: int) -> None:
    for hours, text in ((5, "förr"), (1, "nyss")):
        at = app.clock() - timedelta(hours=hours)
        app.do(notes.save, patient, stay, NoteKind.NURSING, [(Keyword.SLEEP, text)], at)
    assert texts(open_section()) == ["Sleep  nyss", "Sleep  förr"]


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


# Drafts


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


# Correcting and disagreeing


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


# Reading


def test_that_arrows_go_from_note_to_note_and_a_note_can_be_copied(
    qtbot: QtBot, app: App, open_section: Open, patient: int, stay: int
) -> None:
    for text in ("ett", "två", "tre"):
        write(app, patient, stay, text)
    section = open_section()
    section.stream.focus_current()
    first, second, last = section.stream.cards
    press(first, "Down")
    assert section.stream.current == second.row
    assert [card.focusPolicy().name for card in (first, second)] == ["ClickFocus", "StrongFocus"]
    press(second, "End")
    assert section.stream.current == last.row
    press(last, "Ctrl+C")
    assert QApplication.clipboard().text() == "Sleep: ett"


def test_that_more_notes_appear_as_one_goes_on(app: App, open_section: Open, patient: int, stay: int) -> None:
    for number in range(40):
        write(app, patient, stay, str(number))
    section = open_section()
    assert len(section.stream.cards) < 40
    section.stream.focus_current()
    press(section.stream.cards[0], "End")
    press(section.stream.cards[-1], "End")
    assert section.stream.select(rows(app, patient)[-1].id)
    assert len(section.stream.cards) == 40


def test_that_a_note_someone_else_writes_appears_and_leaves_the_editor_alone(
    app: App, open_section: Open, desk: Desk, patient: int, stay: int
) -> None:
    section = open_section()
    section.new_note()
    type_text(area(section.editor, Keyword.SLEEP), "min text")
    editor = section.editor
    write(app, patient, stay, "utifrån")
    assert texts(section) == ["Sleep  utifrån"]
    assert section.editor is editor
    assert editor is not None
    assert editor.texts["sleep"] == "min text"


def test_that_a_card_unfolded_stays_unfolded_when_others_change(
    app: App, open_section: Open, patient: int, stay: int
) -> None:
    note_id = write(app, patient, stay, "fel", sign=True)
    app.do(notes.correct, note_id, [(Keyword.SLEEP, "rätt")], app.clock(), "fel")
    section = open_section()
    button(section, "note.history").click()
    card = section.stream.cards[0]
    write(app, patient, stay, "ny")
    assert card in section.stream.cards
    assert len(card.findChildren(NoteText)) == 2


def test_that_a_new_day_is_said_on_cards_that_were_there(
    app: App, open_section: Open, clock: FrozenClock, patient: int, stay: int
) -> None:
    write(app, patient, stay)
    section = open_section()
    assert "today" in section.stream.cards[0].accessibleName()
    clock.advance(timedelta(days=1))
    section.refresh()
    assert "yesterday" in section.stream.cards[0].accessibleName()


def test_that_a_filter_says_what_it_hides(
    app: App, open_section: Open, ward: Ward, patient: int, stay: int
) -> None:
    doctor = app.acting(factories.make_user(app, Role.DOCTOR, "Björk", unit_id=ward.unit_id))
    doctor.do(notes.save, patient, stay, NoteKind.DOCTOR, [(Keyword.PLAN, "x")], app.clock())
    write(app, patient, stay)
    section = open_section()
    section.filters.owners[RecordOwner.REGION_HSL].click()
    assert texts(section) == ["Plan  x"]
    assert section.filters.count.text() == "Showing 1 of 2"
    section.filters.show_all.click()
    assert len(texts(section)) == 2
    section.filters.kind.setCurrentIndex(section.filters.kind.findData(NoteKind.NURSING))
    section.filters.changed.emit()
    assert texts(section) == ["Sleep  Sov gott"]


def test_that_notes_outside_the_stay_are_there_on_request(
    app: App, open_section: Open, patient: int, stay: int
) -> None:
    write(app, patient, None, "före vistelsen")
    section = open_section()
    assert section.states.is_empty
    section.filters.everything.click()
    assert texts(section) == ["Sleep  före vistelsen"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>fet</b> <img src='file:///etc/passwd'> &amp; <a href='http://x'>x</a>",
        "שלום\u200fעולם مرحبا",
        "👩🏽‍⚕️🫀 " * 200,
        "rad\n" * 3000,
        "ordutanmellanslag" * 400,
        "å" * 100_000,
    ],
)
def test_that_any_text_is_shown_as_it_is(
    app: App, open_section: Open, patient: int, stay: int, text: str
) -> None:
    write(app, patient, stay, text)
    section = open_section()
    [card] = section.stream.cards
    for unfold in card.findChildren(QPushButton, "note.unfold"):
        unfold.click()
    assert text_of(card) == f"Sleep  {text}"
    assert isinstance(card, NoteCard)
    assert card.minimumSizeHint().width() < 600
    button(section, "note.rewrite").click()
    assert section.editor is not None
    assert section.editor.texts["sleep"] == text


def test_that_a_screen_too_small_for_both_shows_what_is_being_written(
    app: App, open_section: Open, patient: int, stay: int
) -> None:
    write(app, patient, stay)
    section = open_section()
    section.new_note()
    assert section.stream.isVisible()
    section.resize(section.stream.minimumSizeHint().width() + 100, 560)
    assert not section.stream.isVisible()
    button(section, "notes.editor.close").click()
    assert section.stream.isVisible()
