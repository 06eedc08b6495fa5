"""Lines of text on a card: broken to the width, at most so many, the last one cut with an ellipsis."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from ui.board.texts import short

CUT = Qt.TextElideMode.ElideRight


@lru_cache(maxsize=512)
def broken(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """At least one line, even of an empty text, so that cards keep their rhythm."""
    metrics = QFontMetricsF(font)
    text = short(text)
    if most <= 1 or metrics.horizontalAdvance(text) <= width:
        return (metrics.elidedText(text, CUT, width),)
    lines: list[str] = []
    layout = QTextLayout(text, font)
    layout.setTextOption(_option())
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        is_last = len(lines) == most - 1
        piece = text[start:] if is_last else text[start : start + line.textLength()]
        lines.append(metrics.elidedText(piece.strip(), CUT, width))
    layout.endLayout()
    return tuple(lines)


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
