"""Text that is shown whole, however long and narrow: by words where there are words, else anywhere."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent

from ui.kit.labels import PlainLabel
from ward_app.i18n import _

LONGEST_WORD = 40
"""No name or number has longer words; only these get an invisible place to break at."""
LONGEST_WORD_IN_CARDS = 24
PREVIEW = 400
"""Characters of a long text that an overview shows; the whole is one step away."""

_SLACK = 4


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    return re.sub(rf"(\S{{{longest}}})(?=\S)", "\\1\u200b", text)


def preview(text: str, limit: int = PREVIEW) -> str:
    """The beginning of a text, and a sign that there is more."""
    cut = text if len(text) <= limit else _("{beginning} …").format(beginning=text[:limit].rstrip())
    return breakable(cut, LONGEST_WORD_IN_CARDS)


class WholeText(PlainLabel):
    """As wide as its text where there is room, else higher. Tab marks all of it, ready to be copied."""

    def __init__(self, text: str, role: str = "strong") -> None:
        super().__init__(breakable(text), role, wrap=True, selectable=True)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        lines = self.text().split("\n")
        width = max(self.fontMetrics().horizontalAdvance(line) for line in lines)
        return QSize(width + _SLACK, self.fontMetrics().lineSpacing() * len(lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().lineSpacing())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.setSelection(0, len(self.text()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setSelection(0, 0)
