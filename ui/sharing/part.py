"""A part of the panel behind the shield: a heading, what can be done, and lines that may have acts too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button, reason_off
from ui.kit.flow import Flow
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S, SPACE_XS
from ui.record.cards import CardAct
from ui.record.wrapping import breakable
from ui.sharing.telling import Told

_COLOURS = frozenset({"danger", "warning", "success", "muted"})


class Part(QFrame):
    def __init__(self, name: str, title: str, acts: Sequence[CardAct], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = f"sharing.{name}"
        self.setObjectName(self.name)
        self.setProperty("ground", "card")
        self.setAccessibleName(title)
        self.buttons = {act.name: _button(self.name, act) for act in acts}
        self._told: list[Told] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE_XS)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        box.setSpacing(SPACE_XS)
        box.addWidget(PlainLabel(title, "heading"))
        box.addLayout(self._lines)
        if acts:
            box.addWidget(Flow(*self.buttons.values()))

    def texts(self) -> list[str]:
        return [" ".join(part for part in (one.label, one.text) if part) for one in self._told]

    def show_lines(self, told: Sequence[Told]) -> None:
        self._told = list(told)
        while old := self._lines.takeAt(0):
            if widget := old.widget():
                widget.hide()
                widget.deleteLater()
        for nth, one in enumerate(told):
            self._lines.addWidget(self._line(nth, one))

    def _line(self, nth: int, one: Told) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        top = Qt.AlignmentFlag.AlignTop
        if one.icon:
            row.addWidget(IconLabel(one.icon, one.ink if one.ink in _COLOURS else "text"), 0, top)
        if one.label:
            row.addWidget(PlainLabel(one.label, "muted"), 0, top)
        row.addWidget(PlainLabel(breakable(one.text), one.ink, wrap=True), 1)
        for act in one.acts:
            row.addWidget(_button(f"{self.name}.{nth}", act, "link"), 0, top)
        return widget


def _button(area: str, act: CardAct, kind: str = "quiet") -> Button:
    button = Button(act.text, kind=kind, clicked=act.do, name=f"{area}.{act.name}")
    reason_off(button, act.reason)
    return button
