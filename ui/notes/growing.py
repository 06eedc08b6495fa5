"""A field for the text under one heading: a line high while empty, higher as one writes."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.kit.fields import TextArea
from ui.kit.look import SPACE_S, look

MOST_LINES = 14
"""Longer texts scroll inside, so that the neighbours stay in sight."""


class GrowingArea(TextArea):
    """Its value is the text as typed, white space and all: a note is not tidied."""

    grown = Signal()

    def __init__(self, name: str, label: str, *, least_lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(name, label, lines=least_lines, parent=parent)
        self._least = least_lines
        self._lines = 0
        self._scrolls = False
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        look.changed.connect(self._refit)
        self._refit()

    def put_label(self, where: str, width: int = 0) -> None:
        super().put_label(where, width)
        if where == "left":
            self._grid.setAlignment(self._label, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._label.setContentsMargins(0, SPACE_S - 1, 0, 0)

    def _read(self) -> str | None:
        return self.edit.toPlainText() or None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refit()  # the letters of the style sheet are known only now

    def _refit(self) -> None:
        self._lines = 0
        self._fit()

    def _fit(self) -> None:
        """A plain text's document tells its height in lines."""
        wanted = round(self.edit.document().size().height())
        lines, scrolls = min(max(wanted, self._least), MOST_LINES), wanted > MOST_LINES
        if (lines, scrolls) == (self._lines, self._scrolls):
            return
        self._lines, self._scrolls = lines, scrolls
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.edit.setVerticalScrollBarPolicy(bar)
        line = QFontMetricsF(self.edit.font()).lineSpacing()
        self.edit.setFixedHeight(ceil(line * lines) + 2 * SPACE_S + 2)
        self.grown.emit()
