"""The lock: nothing of the ward in sight, nothing lost, no way past it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up, press, type_text
from ui.kit import dialogs
from ui.kit.labels import PlainLabel
from ui.kit.look import colour
from ui.kit.sheet import Sheet
from ui.lock.lock import Lock
from ui.lock.page import LockPage
from ui.start.page import NAME
from ward_app.access.policy import Actor
from ward_app.clock import FrozenClock

CANARY = "Öberg, Åke 19460113-6098"


class Ward(QWidget):
    """A window with patients in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(CANARY)
        self.resize(800, 600)
        self.field = QLineEdit(CANARY)
        self.button = QPushButton(CANARY)
        box = QVBoxLayout(self)
        for part in (PlainLabel(CANARY, "title"), self.field, self.button):
            box.addWidget(part)


@pytest.fixture
def window(qtbot: QtBot, styled: QApplication) -> Ward:
    window = Ward()
    qtbot.addWidget(window)
    bring_up(qtbot, window)
    window.field.setFocus()
    return window


@pytest.fixture
def lock(styled: QApplication, window: Ward) -> Iterator[Lock]:
    lock = Lock(styled, window)
    yield lock
    lock.lift()


@pytest.fixture
def cover(lock: Lock, clock: FrozenClock) -> Callable[[], LockPage]:
    def cover() -> LockPage:
        page = LockPage(Actor(1, "maria.falk", "M. Falk"), clock)
        lock.close_over(lambda: page)
        return page

    return cover


class NoteSheet(Sheet):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, CANARY, area="note")
        self.edit = QLineEdit()
        self.content.addWidget(self.edit)
        self.unsaved = lambda: True


def is_blank(widget: QWidget) -> bool:
    """A picture of it shows one colour: the shade's."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QImage(picture.size(), picture.format())
    wanted.setDevicePixelRatio(picture.devicePixelRatio())
    wanted.fill(colour("bg"))
    return picture == wanted


def windows_in_sight(lock: Lock) -> list[QWidget]:
    cover = lock.cover
    return [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not cover]


def test_that_no_word_of_the_ward_is_in_any_picture(
    window: Ward, lock: Lock, cover: Callable[[], LockPage]
) -> None:
    sheet = NoteSheet(window)
    sheet.open()
    type_text(sheet.edit, CANARY)
    assert not is_blank(window)
    assert not is_blank(sheet)
    cover()
    assert {type(each) for each in windows_in_sight(lock)} == {Ward, NoteSheet}
    assert all(map(is_blank, windows_in_sight(lock)))
    assert {each.windowTitle() for each in windows_in_sight(lock)} == {NAME}
    assert lock.cover is not None
    said = [str(label.property("text")) for label in lock.cover.findChildren(QWidget)]
    assert not any("Öberg" in text for text in said)


def test_that_the_shade_stays_on_top_of_what_grows_beneath_it(
    window: Ward, lock: Lock, cover: Callable[[], LockPage]
) -> None:
    cover()
    late = QLineEdit(CANARY, window)
    late.setGeometry(10, 10, 300, 40)
    late.show()
    assert is_blank(window)
    window.resize(900, 700)
    assert is_blank(window)
    assert lock.cover is not None and lock.cover.size() == window.size()


def test_that_an_open_sheet_keeps_what_was_typed_and_gets_the_keyboard_back(
    qtbot: QtBot, window: Ward, lock: Lock, cover: Callable[[], LockPage]
) -> None:
    sheet = NoteSheet(window)
    sheet.open()
    sheet.edit.setFocus()
    qtbot.waitUntil(sheet.edit.hasFocus)
    type_text(sheet.edit, "Sov gott i natt")
    cover()
    assert sheet.isVisible()
    lock.lift()
    assert sheet.isVisible()
    assert sheet.edit.text() == "Sov gott i natt"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is sheet.edit)
    assert sheet.windowTitle() == CANARY
    assert not is_blank(sheet)
    type_text(sheet.edit, ".")
    assert sheet.edit.text() == "Sov gott i natt."
    sheet.done(0)


def test_that_a_question_is_still_open_after_the_lock(
    window: Ward, lock: Lock, cover: Callable[[], LockPage]
) -> None:
    """Hiding it would answer it: `exec` would return as if it had been refused."""
    seen: list[object] = []

    def meanwhile() -> None:
        cover()
        seen.append(all(map(is_blank, windows_in_sight(lock))))
        seen.append(len(windows_in_sight(lock)))
        lock.lift()
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        seen.append(box.isVisible())
        press(box.findChildren(QPushButton, "dialog.yes")[0], "Space")

    QTimer.singleShot(0, meanwhile)
    assert dialogs.confirm(window, "Discharge?", CANARY, "Discharge the patient")
    assert seen == [True, 2, True]


def test_that_neither_esc_nor_closing_opens_it(
    window: Ward, lock: Lock, cover: Callable[[], LockPage]
) -> None:
    cover()
    assert lock.cover is not None
    press(lock.cover, "Escape")
    lock.cover.close()
    press(lock.cover.focusWidget() or lock.cover, "Alt+F4")
    assert lock.is_locked
    assert lock.cover.isVisible()
    assert is_blank(window)


@pytest.mark.parametrize("keys", ["A", "Ctrl+1", "Return", "Delete"])
def test_that_no_key_reaches_what_is_beneath(
    window: Ward, lock: Lock, cover: Callable[[], LockPage], keys: str
) -> None:
    cover()
    press(window.field, keys)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert window.field.text() == CANARY


def test_that_no_click_reaches_what_is_beneath(
    window: Ward, lock: Lock, cover: Callable[[], LockPage]
) -> None:
    clicks: list[bool] = []
    window.button.clicked.connect(lambda: clicks.append(True))
    cover()
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    assert clicks == []
    lock.lift()
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    assert len(clicks) == 1


def test_that_lists_and_menus_are_closed(
    qtbot: QtBot, window: Ward, lock: Lock, cover: Callable[[], LockPage]
) -> None:
    menu = QMenu(window)
    menu.addAction(CANARY)
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    cover()
    assert not menu.isVisible()


def test_that_a_box_that_comes_up_later_is_covered_too(
    qtbot: QtBot, window: Ward, lock: Lock, cover: Callable[[], LockPage]
) -> None:
    page = cover()
    late = NoteSheet(window)
    late.setWindowModality(Qt.WindowModality.ApplicationModal)
    late.open()
    late.edit.setText(CANARY)
    assert is_blank(late)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is lock.cover)
    field = page.findChild(QLineEdit, "lock.password")
    assert isinstance(field, QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    type_text(field, "hemligt")
    assert field.text() == "hemligt"
    lock.lift()
    assert late.isVisible()
    assert not is_blank(late)
    late.done(0)


def test_that_the_cover_follows_its_window(
    qtbot: QtBot, window: Ward, lock: Lock, cover: Callable[[], LockPage]
) -> None:
    cover()
    window.move(150, 90)
    window.resize(700, 500)
    assert lock.cover is not None
    made: Any = lock.cover
    qtbot.waitUntil(lambda: made.geometry().size() == window.size())


def test_that_the_lock_page_says_who_and_since_when(window: Ward, cover: Callable[[], LockPage]) -> None:
    page = cover()
    assert page.lead.text() == "M. Falk. Locked since 08:42."
    press(page.other, "Space")
    assert page.other.text() == "Back to M. Falk"
    press(page.other, "Space")
    assert page.other.text() == "Someone else signs in"
