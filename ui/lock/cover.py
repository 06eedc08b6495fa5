"""The window that lies over all others while the screen is locked, and takes every key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.start.page import NAME, StartPage


class Cover(QWidget):
    """As large as the program's window and always on top of it. Neither Esc nor closing opens it."""

    def __init__(self, frame: QWidget, page: StartPage) -> None:
        super().__init__(frame, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._frame = frame
        self._may_close = False
        self.page = page
        self.setObjectName("lock")
        self.setWindowTitle(NAME)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        frame.installEventFilter(self)

    def come_up(self) -> None:
        """Above whatever was opened meanwhile: of windows that take every key the last one shown wins."""
        self.hide()
        self._follow()
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.focus_first()

    def go(self) -> None:
        self._may_close = True
        self._frame.removeEventFilter(self)
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._frame and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._follow()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()

    def _follow(self) -> None:
        self.setGeometry(QRect(self._frame.mapToGlobal(QPoint(0, 0)), self._frame.size()))
