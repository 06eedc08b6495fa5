"""Filling in a long form without leaving the letters: a letter or digit chooses, Enter goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QRadioButton, QWidget

from ui.kit.fields import Choice, Field
from ward_app.sorting import search_words

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES = (QLineEdit, QComboBox, QRadioButton, QCheckBox)


def chosen_by(text: str, texts: Sequence[str], here: int) -> tuple[int | None, bool]:
    """Which option a typed sign means, and whether no other could be meant.

    A digit counts; a letter is one that a word of the option begins with, the next one if several do.
    """
    if text.isdecimal():
        nth = int(text) - 1
        return (nth, True) if 0 <= nth < len(texts) else (None, False)
    key = "".join(search_words(text))
    if len(key) != 1:
        return None, False
    found = [nth for nth, option in enumerate(texts) if any(w.startswith(key) for w in search_words(option))]
    if not found:
        return None, False
    return next((nth for nth in found if nth > here), found[0]), len(found) == 1


class QuickKeys(QObject):
    """Listens to the fields of one form. `go_on` is called with the field that is done with."""

    def __init__(
        self, fields: Sequence[Field[Any]], go_on: Callable[[Field[Any]], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._fields = list(fields)
        self._go_on = go_on
        for field in self._fields:
            for widget in _inputs(field):
                widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            field = self._field_of(watched)
            if field is not None and self._press(field, watched, event):
                return True
        return super().eventFilter(watched, event)

    def _press(self, field: Field[Any], watched: QObject, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTERS and not held:
            self._go_on(field)
            return True
        is_letter = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if (
            isinstance(watched, QRadioButton)
            and isinstance(field, Choice)
            and is_letter
            and event.text().strip()
        ):
            return self._choose(field, event.text())
        return False

    def _choose(self, field: Choice[Any], text: str) -> bool:
        values = [option.value for option in field.options]
        here = values.index(field.value()) if field.value() in values else -1
        place, is_sure = chosen_by(text, [option.text for option in field.options], here)
        if place is None:
            return False
        button = field.findChildren(QRadioButton)[place]
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.click()
        if is_sure:
            self._go_on(field)
        return True

    def _field_of(self, watched: QObject) -> Field[Any] | None:
        return next(
            (field for field in self._fields if isinstance(watched, QWidget) and field.isAncestorOf(watched)),
            None,
        )


def _inputs(field: Field[Any]) -> list[QWidget]:
    return [widget for widget in field.findChildren(QWidget) if isinstance(widget, _LINES)]
