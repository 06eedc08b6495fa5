"""What the tests of the notes do and look at over and over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.notes.conflict import ConflictSheet
from ui.notes.editor import NoteEditor
from ui.notes.growing import GrowingArea
from ui.notes.section import NotesSection
from ui.notes.text import NoteText
from ward_app.app import App
from ward_app.notes import commands as notes
from ward_app.notes import queries
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.notes.rows import NoteRow

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
