"""One page of a print as it will look on paper, as large as there is room or as wanted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.kit.look import SPACE_M, colour
from ward_app.i18n import _

STEP, LEAST, MOST = 1.25, 0.25, 4.0


class _Paper(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()

    def show_picture(self, picture: QImage) -> None:
        self.picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self.picture.isNull():
            painter.drawImage(QRectF(self.rect()), self.picture)
        painter.setPen(colour("border_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PageView(QScrollArea):
    """Fits the whole page until someone zooms. Says at which size it wants the page drawn."""

    wants = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom: float | None = None
        self._inches = 8.27, 11.69
        self._paper = _Paper()
        self.setWidget(self._paper)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Page as it will be printed"))

    @property
    def dpi(self) -> float:
        """In the screen's own pixels."""
        return self._scale() * self.devicePixelRatioF()

    def show_picture(self, picture: QImage) -> None:
        """A page drawn at whatever size; shown at ours."""
        if picture.dotsPerMeterX():
            per_inch = picture.dotsPerMeterX() * 0.0254
            self._inches = picture.width() / per_inch, picture.height() / per_inch
        self._paper.show_picture(picture)
        self._resize()

    def zoom(self, steps: int) -> None:
        """Larger or smaller by so many steps."""
        base = 96.0
        now = self._zoom if self._zoom is not None else self._scale() / base
        self._zoom = min(max(now * STEP**steps, LEAST), MOST)
        self._resize()
        self.wants.emit(self.dpi)

    def fit(self) -> None:
        self._zoom = None
        self._resize()
        self.wants.emit(self.dpi)

    @property
    def percent(self) -> int:
        return round(self._scale() / 96.0 * 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None:
            self._resize()
            self.wants.emit(self.dpi)

    def _scale(self) -> float:
        if self._zoom is not None:
            return self._zoom * 96.0
        width, height = self._inches
        room = self.maximumViewportSize() - QSize(2 * SPACE_M, 2 * SPACE_M)
        return max(min(room.width() / width, room.height() / height), 96.0 * LEAST)

    def _resize(self) -> None:
        width, height = self._inches
        self._paper.resize(round(width * self._scale()), round(height * self._scale()))
