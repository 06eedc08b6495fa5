"""What is still undone when a patient is about to leave: parts of the record, signatures, tasks."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel, restyle
from ui.kit.look import SPACE_S, SPACE_XS
from ward_app.i18n import _, ngettext
from ward_app.notes.record_check import RecordCheck, record_check


class Completeness(QFrame):
    """Says so and does not stop anyone: what is missing can be written afterwards."""

    def __init__(self, tasks_left: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("discharge.check")
        self._tasks_left = tasks_left
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        self._box.setSpacing(SPACE_XS)
        self._lines: list[PlainLabel] = []
        self.hide()

    def ask(self, desk: Desk, stay_id: int) -> None:
        if desk.allows(record_check):
            desk.ask(record_check, stay_id).then(self.show_check)

    def show_check(self, check: RecordCheck) -> None:
        lines = [_("Not in the record yet: {part}").format(part=part.text) for part in check.missing]
        if check.unsigned:
            lines.append(_unsigned(check.unsigned))
        if self._tasks_left:
            lines.append(_tasks(self._tasks_left))
        self.setProperty("ground", "warning" if lines else "success")
        restyle(self)
        if not lines:
            self._add(_("The record holds what it must (PDL 3:6), and every note is signed."), "success")
        for line in lines:
            self._add(line, "warning")
        self.show()

    def texts(self) -> list[str]:
        return [line.text() for line in self._lines]

    def _add(self, text: str, role: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("circle-check" if role == "success" else "triangle-alert", role))
        label = PlainLabel(text, role, wrap=True)
        row.addWidget(label, 1)
        self._lines.append(label)
        self._box.addLayout(row)


def _unsigned(count: int) -> str:
    return ngettext(
        "{count} note of the stay waits for a signature.",
        "{count} notes of the stay wait for a signature.",
        count,
    ).format(count=count)


def _tasks(count: int) -> str:
    return ngettext(
        "{count} task of this shift is not done.", "{count} tasks of this shift are not done.", count
    ).format(count=count)
