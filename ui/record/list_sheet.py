"""A sheet with a list to act on and, beneath, a form for one more: warnings, numbers, next of kin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.calls import Call
from ui.desk import Changes
from ui.kit.buttons import Button
from ui.kit.form import Form, Item
from ui.kit.labels import PlainLabel
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_M, SPACE_S, SPACE_XS
from ui.kit.sheet import Sheet
from ui.kit.summary import Summary
from ui.record.wrapping import breakable
from ui.seat import Seat
from ui.stays.act_sheet import scrolled
from ward_app.errors import WardError
from ward_app.i18n import _
from ward_app.patients import queries as patients
from ward_app.patients.model import Alert, NextOfKin, Patient, PatientIdentity, TreatmentLimitation
from ward_app.patients.rows import PersonRow

R = TypeVar("R")
_LETTERS, _LINES = 84, 42
SHOWS: Changes = frozenset({Alert, NextOfKin, Patient, PatientIdentity, TreatmentLimitation})


@dataclass(frozen=True, slots=True)
class LineAct:
    name: str
    text: str
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is, what is known about it, what can be done."""

    title: str
    details: str = ""
    ink: str = "strong"
    acts: Sequence[LineAct] = ()


class ListSheet(Sheet):
    """Asks for the person itself and follows changes, its own and those of others."""

    def __init__(
        self, seat: Seat, parent: QWidget, title: str, about: str, person: PersonRow, *, area: str,
        items: Sequence[Item] = (), act: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent, title, area=area)
        self.seat, self.person = seat, person
        self.summary = Summary()
        self.cancel.setText(_("Close"))
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE_S)
        self.form = Form(items, area=area)
        if not items:
            self.form.hide()
        self.unsaved = lambda: self.form.dirty
        self.content.addWidget(PlainLabel(about, "heading", wrap=True))
        self.content.addWidget(scrolled(self.summary, self._list, self.form), 1)
        if act:
            self.act = self.add_button(act, self._send)
        metrics = QFontMetrics(self.font())
        self.setMinimumWidth(metrics.averageCharWidth() * _LETTERS)
        self.resize(self.minimumWidth(), min(metrics.height() * _LINES, parent.window().height()))
        keep_fresh(self, seat.desk, SHOWS, self.refresh)
        self.show_person(person)
        self.form.focus_first()

    # What a list says and does

    def lines(self, person: PersonRow) -> list[Line]:
        """Its rows, from the person."""
        return []

    def send(self, values: dict[str, Any]) -> Call[Any]:
        """Save what the form holds."""
        raise TypeError("this list takes nothing new")

    def refresh(self) -> None:
        self.seat.desk.ask(patients.person, self.person.patient_id).then(self.show_person)

    def show_person(self, person: PersonRow) -> None:
        self.person = person
        while old := self._rows.takeAt(0):
            if widget := old.widget():
                widget.hide()
                widget.deleteLater()
        lines = self.lines(person)
        for nth, line in enumerate(lines):
            self._rows.addWidget(_row(self.area, nth, line))
        self._list.setVisible(bool(lines))

    def following(self, call: Call[R]) -> Call[R]:
        """A row's own act: a refusal stands at the top of the sheet."""
        self.summary.say("")
        return call.failed(self._refuse)

    def added(self, answer: Any) -> None:
        """What was filled in is in the list now."""
        self.form.set_values(dict.fromkeys(self.form.fields))
        self.form.focus_first()

    def _refuse(self, error: WardError) -> None:
        self.summary.say(error.sentence)

    def _send(self) -> None:
        if self.form.check():
            self.form.saving(self.send(self.form.values())).then(self.added)


def _row(area: str, nth: int, line: Line) -> QWidget:
    frame = QFrame()
    frame.setProperty("ground", "card")
    row = QHBoxLayout(frame)
    row.setContentsMargins(SPACE_M, SPACE_XS, SPACE_XS, SPACE_XS)
    row.setSpacing(SPACE_S)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(PlainLabel(breakable(line.title), line.ink, wrap=True))
    if line.details:
        texts.addWidget(PlainLabel(breakable(line.details), "small", wrap=True))
    row.addLayout(texts, 1)
    for act in line.acts:
        name = f"{area}.{nth}.{act.name}"
        row.addWidget(Button(act.text, kind="quiet", clicked=act.do, name=name))
    return frame
