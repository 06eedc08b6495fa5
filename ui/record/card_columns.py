"""Cards in three columns; in two or one where the letters are large or the window is small."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.look import SPACE_M

_LETTERS = 40
"""So many letters a column needs to be read with ease."""


class CardColumns(QWidget):
    """`groups` are the columns from left to right, `shares` what each gets of the width.

    Where there are fewer columns, the last groups go below the others.
    """

    def __init__(
        self, groups: Sequence[Sequence[QWidget]], shares: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._groups, self._shares = groups, shares
        self._columns: list[QVBoxLayout] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        for _group in groups:
            column = QVBoxLayout()
            column.setSpacing(SPACE_M)
            self._columns.append(column)
            row.addLayout(column)
        self._row = row
        self._count = 0
        self._arrange(len(groups))

    @property
    def count(self) -> int:
        return self._count

    def minimumSizeHint(self) -> QSize:
        """One column is enough, and how high it is depends on the width: the view asks for both."""
        return QSize(max(card.minimumSizeHint().width() for group in self._groups for card in group), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        column = QFontMetrics(self.font()).averageCharWidth() * _LETTERS
        self._arrange(min(max(event.size().width() // max(column, 1), 1), len(self._groups)))

    def _arrange(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        for nth, group in enumerate(self._groups):
            for card in group:
                self._columns[min(nth, count - 1)].addWidget(card)
        for nth, column in enumerate(self._columns):
            column.addStretch(1)
            self._row.setStretch(nth, self._shares[nth] if nth < count else 0)
