"""The practice ward says what it is, on every screen: in a word, and by stripes that survive greyscale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
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
        painter.fillRect(self.rect(), colour("news_lm"))
        self._paint_stripes(painter)
        self._paint_word(painter)
        painter.setPen(QPen(colour("on_news_lm"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _paint_stripes(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("on_news_lm"))
        height = self.height()
        for left in range(-height, self.width(), 2 * _STRIPE):
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
        painter.fillRect(room, colour("news_lm"))
        painter.setFont(font)
        painter.setPen(colour("on_news_lm"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        return font
