"""A section of the settings: a head with its actions, and content that scrolls where it does not fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.fields.base import letters_wide
from ui.kit.look import SPACE_L, SPACE_M, SPACE_S
from ui.kit.page import PageHead

FORM_LETTERS = 80


class Section(QWidget):
    """`content` scrolls; what fills the page, such as a table, goes into `box` instead."""

    def __init__(self, title: str, *, actions: Sequence[QWidget] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = PageHead(title, actions=actions)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(SPACE_M)
        self.box.addWidget(self.head)

    def refresh(self) -> None:
        """Read anew what stands here, but not under the user's hands."""

    def focus_first(self) -> None:
        """Where the keyboard is when the section is opened."""

    def add_columns(self, *columns: Sequence[QWidget]) -> None:
        """Parts below each other, in columns that are not wider than can be read."""
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_L)
        for parts in columns:
            row.addWidget(_column(parts), 1)
        row.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.box.addWidget(area, 1)


def _column(parts: Sequence[QWidget]) -> QWidget:
    column = QWidget()
    column.setMaximumWidth(letters_wide(column, FORM_LETTERS))
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(SPACE_M)
    for part in parts:
        box.addWidget(part)
    box.addStretch(1)
    return column


class Card(QFrame):
    """One thing to look at or fill in, with a frame around it."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        self.box.setSpacing(SPACE_M)
        for part in parts:
            self.box.addWidget(part)

    def add_action(self, button: QWidget) -> None:
        """At the foot, to the right."""
        self.box.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
