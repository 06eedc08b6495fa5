"""Cards of the overview: a heading, what can be done about it, and lines that say how things are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.buttons import Button, reason_off
from ui.kit.flow import Flow
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S, SPACE_XS
from ui.record.wrapping import preview


@dataclass(frozen=True, slots=True)
class Fact:
    """A line. `label` may be empty; `ink` is a role of labels and, with an icon, its colour too."""

    label: str
    text: str
    ink: str = "text"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class CardAct:
    """`reason` says why it is off for who is signed in."""

    name: str
    text: str
    do: Callable[[], object]
    reason: str | None = None


class Card(QFrame):
    """Its lines are made anew only when they say something else."""

    def __init__(
        self, name: str, title: str, acts: Sequence[CardAct] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "card")
        self.setObjectName(f"overview.{name}")
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._facts: list[Fact] | None = None
        self._lines: QWidget | None = None
        self.buttons: dict[str, Button] = {}
        self._title = PlainLabel(title, "heading")
        head = QHBoxLayout()
        head.setSpacing(SPACE_XS)
        head.addWidget(self._title)
        head.addStretch(1)
        for act in acts:
            button = Button(act.text, kind="quiet", clicked=act.do, name=f"overview.{name}.{act.name}")
            reason_off(button, act.reason)
            self.buttons[act.name] = button
        head.addWidget(at_the_end(*self.buttons.values()))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(SPACE_M, SPACE_XS, SPACE_S, SPACE_S)
        self._box.setSpacing(SPACE_XS)
        self._box.addLayout(head)

    def show_facts(self, facts: list[Fact]) -> None:
        if facts == self._facts:
            return
        self._facts = facts
        if self._lines is not None:
            self._box.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = _lines(facts)
        self._box.addWidget(self._lines)

    def texts(self) -> list[str]:
        return [" ".join(part for part in (fact.label, fact.text) if part) for fact in self._facts or []]


def at_the_end(*buttons: QWidget) -> Flow:
    """Buttons at the right of a heading; where it is narrow, below each other."""
    flow = Flow(*buttons)
    policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    flow.setSizePolicy(policy)
    return flow


def _lines(facts: Sequence[Fact]) -> QWidget:
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_S)
    grid.setVerticalSpacing(SPACE_XS)
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    for row, fact in enumerate(facts):
        if fact.icon:
            ink = fact.ink if fact.ink in ("danger", "warning", "success", "muted") else "text"
            grid.addWidget(IconLabel(fact.icon, ink), row, 0, top)
        if fact.label:
            grid.addWidget(PlainLabel(fact.label, "muted"), row, 1, top)
        text = PlainLabel(preview(fact.text), fact.ink, wrap=True)
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        grid.addWidget(text, row, 2 if fact.label else 1, 1, 1 if fact.label else 2)
    return widget
