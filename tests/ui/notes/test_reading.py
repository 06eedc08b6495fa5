"""Reading the notes of a patient: order, filters, keys, and any text as it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import press, type_text
from tests.ui.notes.acting import Open, area, button, rows, text_of, texts, write
from ui.desk import Desk
from ui.notes.card import NoteCard
from ui.notes.text import NoteText
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.owners import RecordOwner


def test_that_notes_are_read_newest_first(app: App, open_section: Open, patient: int, stay: int) -> None:
    for hours, text in ((5, "förr"), (1, "nyss")):
        at = app.clock() - timedelta(hours=hours)
        app.do(notes.save, patient, stay, NoteKind.NURSING, [(Keyword.SLEEP, text)], at)
    assert texts(open_section()) == ["Sleep  nyss", "Sleep  förr"]


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
    section.resize(section.minimumSizeHint())
    assert not section.stream.isVisible()
    button(section, "notes.editor.close").click()
    assert section.stream.isVisible()
