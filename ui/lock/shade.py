"""An opaque sheet over everything a window holds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.look import colour
from ui.start.page import NAME


class Shade(QWidget):
    """A child of the window, so that not even a picture of the window shows what is beneath.

    The window itself is never hidden: that would end a dialog and lose what is written in it. Its title
    waits too, for it may name what the window is about.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._title = window.windowTitle()
        self.setObjectName("lock.shade")
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        window.setWindowTitle(NAME)
        self.show()
        self.raise_()

    def lift(self) -> None:
        self._window.removeEventFilter(self)
        self._window.setWindowTitle(self._title)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self.setGeometry(self._window.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("bg"))
        painter.end()
