"""Says that capital letters are locked, which no one sees behind the dots of a password."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.announce import announce
from ui.kit.labels import PlainLabel
from ward_app.i18n import _


class CapsHint(PlainLabel):
    """Qt does not tell whether the key is locked; a capital typed without Shift does."""

    def __init__(self, edit: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(_("Caps Lock is on."), "warning", parent=parent)
        self.hide()
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._hear(event)
        return super().eventFilter(watched, event)

    def _hear(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.hide()  # turned on or off: the next letter tells
        elif len(text) == 1 and text.lower() != text.upper():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            is_locked = text.isupper() != has_shift
            if is_locked and self.isHidden():
                announce(self, self.text(), assertive=True)
            self.setVisible(is_locked)
