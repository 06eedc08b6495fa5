"""The head of a page: its title, a note beside it, and its actions to the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_S


class PageHead(QWidget):
    """One primary action at most, and it stands last."""

    def __init__(
        self,
        title: str,
        *,
        note: str = "",
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = PlainLabel(title, "title")
        self._note = PlainLabel(note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self._title)
        row.addSpacing(SPACE_L - SPACE_S)
        row.addWidget(self._note)
        row.addStretch(1)
        for action in actions:
            row.addWidget(action)

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_note(self, note: str) -> None:
        self._note.setText(note)
