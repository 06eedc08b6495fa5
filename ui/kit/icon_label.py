"""An icon on a page. It says nothing by itself: a word stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import icons


class IconLabel(QWidget):
    def __init__(
        self, icon: str, ink: str = "text", size: int = icons.SMALL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(icon, ink)

    def set(self, icon: str, ink: str = "text") -> None:
        self._icon, self._ink = icon, ink
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture = icons.pixmap(self._icon, self._ink, self._size, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(0, 0), picture)
        painter.end()
