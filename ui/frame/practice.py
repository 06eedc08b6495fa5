"""The practice ward says what it is, on every screen: in words, black on white or white on black.

Stripes and no colour: it survives greyscale, and yellow and red are kept for what is clinical.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.look import SPACE_M, colour, look
from ward_app.i18n import _

_STRIPE = 14


class PracticeBand(QWidget):
    """Across the top of the window. Nothing hides it, and no theme makes it quiet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("frame.practice")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.text)
        look.changed.connect(self.updateGeometry)

    @property
    def text(self) -> str:
        return _("PRACTICE – invented patients, nothing here is real")

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self.text) + 8 * _STRIPE, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour("muted"))
        self._paint_stripes(painter)
        self._paint_word(painter)
        painter.end()

    def _paint_stripes(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("surface"))
        height = self.height()
        ends = (self.width() - QFontMetrics(self._font()).horizontalAdvance(self.text)) // 4
        starts = (*range(-height, ends, 2 * _STRIPE), *range(self.width() - ends, self.width(), 2 * _STRIPE))
        for left in starts:
            painter.drawPolygon(
                QPolygonF([
                    QPointF(left, height), QPointF(left + _STRIPE, height),
                    QPointF(left + _STRIPE + height, 0), QPointF(left + height, 0),
                ])
            )  # fmt: skip

    def _paint_word(self, painter: QPainter) -> None:
        font = self._font()
        text = QFontMetrics(font).elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        width = QFontMetrics(font).horizontalAdvance(text) + 2 * SPACE_M
        room = QRectF((self.width() - width) / 2, 0, width, self.height())
        painter.fillRect(room, colour("muted"))
        painter.setFont(font)
        painter.setPen(colour("surface"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        return font
