"""Lucide icons drawn in the colour of the text. An icon follows the theme by itself."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.kit.look import look, tokens
from ward_app.paths import RESOURCES

SMALL, MEDIUM, LARGE = 16, 20, 24
_LARGE_LETTERS = 12.0


def beside_text() -> int:
    """The size of an icon that stands beside a word: a step larger where letters are large."""
    return MEDIUM if look.points >= _LARGE_LETTERS else SMALL


def icon(name: str, ink: str = "text") -> QIcon:
    """`ink` is the name of a colour token; a disabled icon is drawn in `disabled` by itself."""
    _drawing(name)
    return QIcon(_Engine(name, ink))


def pixmap(name: str, ink: str = "text", size: int = SMALL, ratio: float = 1.0) -> QPixmap:
    """For painters: sharp at the screen's pixel ratio, and kept."""
    return _drawn(name, getattr(tokens(), ink), size, ratio)


@cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _drawn(name: str, ink: str, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    svg = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", ink).encode()))
    painter = QPainter(picture)
    svg.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


class _Engine(QIconEngine):
    """Looks up its colour each time it is drawn, so that buttons need not be told of a new theme."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        ink = "disabled" if mode == QIcon.Mode.Disabled else self._ink
        side = round(min(size.width(), size.height()) / scale)
        return pixmap(self._name, ink, side, scale)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = self.scaledPixmap(rect.size() * ratio, mode, state, ratio)
        side = round(picture.width() / ratio)
        corner = rect.center() - QPoint(side // 2 - 1, side // 2 - 1)
        painter.drawPixmap(corner, picture)
