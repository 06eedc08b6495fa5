"""What has to be put right before a form can be saved, at its top, each with a way there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.announce import announce
from ui.kit.buttons import Button
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel, literal
from ui.kit.look import SPACE_S, SPACE_XS

Link = tuple[str, str, Callable[[], object]]
"""The name of a field, what is wrong with it, and the way there."""


class Summary(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "danger")
        self._lines: list[_Line] = []
        self._text = PlainLabel(role="danger", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._list.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("circle-alert", "danger"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._list, 1)
        self.hide()

    def say(self, text: str, links: Sequence[Link] = ()) -> None:
        """Show this, or nothing when there is no text."""
        for old in self._lines:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [_Line(*link) for link in links]
        for line in self._lines:
            self._list.addWidget(line)
        self._text.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text, assertive=True)

    def texts(self) -> list[str]:
        """The sentence and its links, as they are read."""
        lines = [self._text.text(), *(line.text for line in self._lines)]
        return [line for line in lines if line]


class _Line(QWidget):
    def __init__(self, name: str, sentence: str, there: Callable[[], object]) -> None:
        super().__init__()
        self.text = f"{name}: {sentence}"
        link = Button(literal(name), kind="link", clicked=there)
        link.setAccessibleDescription(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(link)
        row.addWidget(PlainLabel(sentence, wrap=True), 1)
