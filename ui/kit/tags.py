"""Tags: a word, mostly with an icon, in a coloured frame. Drawn alike as a widget and by a delegate."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import icons
from ui.kit.look import RADIUS, colour, look

KINDS = {
    "neutral": ("text", "surface2", "border_strong"),
    "danger": ("danger", "danger_soft", "danger"),
    "warning": ("warning", "warning_soft", "warning"),
    "success": ("success", "success_soft", "success"),
    "info": ("info", "info_soft", "info"),
    "rehab": ("rehab", "surface", "rehab"),
    "palliative": ("palliative", "surface", "palliative"),
    "medical": ("medical", "surface", "medical"),
    "respite": ("respite", "surface", "respite"),
}
"""Kind -> colours of ink, ground and frame. The four types of stay always stand with their word."""

_SIDE, _GAP, _ICON = 5, 3, 14


def tag_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setPointSizeF(max(base.pointSizeF() - 1.0, 8.0))
    font.setWeight(QFont.Weight.DemiBold)
    return font


def tag_size(base: QFont, text: str, icon: str | None = None) -> QSize:
    """How much room a tag takes when the text around it is in `base`."""
    metrics = QFontMetrics(tag_font(base))
    width = 2 * _SIDE + metrics.horizontalAdvance(text) + 1
    return QSize(width + (_ICON + _GAP if icon else 0), max(metrics.height() + 3, _ICON + 4))


def paint_tag(
    painter: QPainter, x: float, y: float, text: str, kind: str = "neutral", icon: str | None = None
) -> int:
    """Draw a tag with its upper left corner at x, y in the painter's font; return how wide it became."""
    ink, ground, frame = KINDS[kind]
    size = tag_size(painter.font(), text, icon)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(tag_font(painter.font()))
    painter.setPen(QPen(colour(frame), 1.0))
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(QRectF(x + 0.5, y + 0.5, size.width() - 1, size.height() - 1), RADIUS, RADIUS)
    left = x + _SIDE
    if icon:
        ratio = painter.device().devicePixelRatioF()
        top = y + (size.height() - _ICON) / 2
        painter.drawPixmap(QPointF(left, top), icons.pixmap(icon, ink, _ICON, ratio))
        left += _ICON + _GAP
    painter.setPen(colour(ink))
    room = QRectF(left, y, x + size.width() - left, size.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
    return size.width()


class Tag(QWidget):
    """A tag on a page. Its word is its accessible name."""

    def __init__(
        self, text: str, kind: str = "neutral", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.set(text, kind, icon)

    def set(self, text: str, kind: str = "neutral", icon: str | None = None) -> None:
        if kind not in KINDS:
            raise ValueError(f"no such kind of tag: {kind}")
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        return tag_size(self.font(), self._text, self._icon)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_tag(painter, 0, 0, self._text, self._kind, self._icon)
        painter.end()
