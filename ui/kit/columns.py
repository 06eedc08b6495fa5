"""Columns of a list: declared once, beside the view that shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt

from ward_app.sorting import sort_key

Row = TypeVar("Row")

ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignCenter,
}


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. `title` is marked with N_ and translated when shown.

    With weight 0 a column is as wide as what stands in it; the others share the rest by weight. Only a
    column that may `elide` is ever cut, and then its whole text is the tool tip.
    """

    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    """What to order by; else the text, by Swedish rules. None as a value comes last."""
    align: str = "left"
    icon: Callable[[Row], str | None] | None = None
    colour: Callable[[Row], str | None] | None = None
    """A colour token for the text."""
    bold: Callable[[Row], bool] | None = None
    spoken: Callable[[Row], str] | None = None
    """What a screen reader says, where the text alone is not enough."""
    weight: int = 0
    elide: bool = False

    def order(self, row: Row) -> Any:
        """What the row is ordered by in this column."""
        value = self.text(row) if self.sort is None else self.sort(row)
        return sort_key(value) if isinstance(value, str) else value
