"""The keys that cards and table answer alike: open, peek, menu, and digits that go to a bed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent

from ui.board import jump
from ui.board.cards import CardView
from ui.board.table import BoardTable

TOGETHER_MS = 1200
"""Digits typed within this time are one bed."""
View = CardView | BoardTable


class BoardKeys(QObject):
    """Listens to one view."""

    peeked = Signal(object)  # BoardPlace
    menu_asked = Signal(object, QPoint)  # BoardPlace, where on the screen

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._view = view
        self._typed = ""
        self._timer = QTimer(self, interval=TOGETHER_MS, singleShot=True)
        self._timer.timeout.connect(self._forget)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        if isinstance(event, QContextMenuEvent):
            return self._ask_menu(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        place = self._view.current()
        if event.key() == Qt.Key.Key_Space:
            if place is not None:
                self.peeked.emit(place)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if place is not None:
                self._view.opened.emit(place)
            return True
        if jump.is_key(event.text()):
            self._jump(event.text())
            return True
        return False

    def _jump(self, text: str) -> None:
        labels = [row.label for row in self._view.rows_model.rows]
        found = jump.find(self._typed + text, labels)
        if found is None:
            self._typed = ""
            found = jump.find(text, labels)
        if found is None:
            return
        self._typed += text
        self._timer.start()
        self._view.select(self._view.rows_model.key(self._view.rows_model.row(found)))

    def _ask_menu(self, event: QContextMenuEvent) -> bool:
        """By mouse for the place under it, by key for the chosen one, where that one is drawn."""
        view = self._view
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = view.indexAt(view.viewport().mapFromGlobal(event.globalPos()))
            if index.isValid():
                view.setCurrentIndex(index)
            where = event.globalPos()
        else:
            where = view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).center())
        place = view.current()
        if place is not None:
            self.menu_asked.emit(place, where)
        return True

    def _forget(self) -> None:
        self._typed = ""
