"""Typing as a person does. `qtbot.keyClicks` aborts the whole process on ä, ö and é."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


def type_text(widget: QWidget, text: str) -> None:
    """Type into this widget, any letter there is; a line break is the Enter key."""
    for char in text:
        key = Qt.Key.Key_Return if char == "\n" else Qt.Key.Key_unknown
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, key, char, Qt.KeyboardModifier.NoModifier)


def press(widget: QWidget, keys: str) -> None:
    """Press a key or a combination, named as in a menu: `Ctrl+Return`, `Shift+Tab`, `F6`."""
    *held, name = keys.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= _HELD[modifier]
    QTest.keyClick(widget, Qt.Key[f"Key_{name}"], modifiers)


def bring_up(qtbot: QtBot, page: QWidget) -> None:
    """Show a page as the window that has the keyboard; without it shortcuts and focus do nothing."""
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
