"""An icon on a page. It says nothing by itself: a word stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import icons
from ui.kit.look import look


class IconLabel(QWidget):
    """As large as suits the text beside it, unless `size` says otherwise."""

    def __init__(
        self, icon: str, ink: str = "text", size: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        look.changed.connect(self.updateGeometry)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(icon, ink)

    def set(self, icon: str, ink: str = "text") -> None:
        self._icon, self._ink = icon, ink
        self.update()

    def sizeHint(self) -> QSize:
        side = self._size or icons.beside_text()
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture = icons.pixmap(self._icon, self._ink, self.sizeHint().width(), self.devicePixelRatioF())
        painter.drawPixmap(QPoint(0, 0), picture)
        painter.end()
