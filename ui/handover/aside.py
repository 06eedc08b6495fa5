"""What the record says of the patient just now: tasks, standing facts, the way home, next of kin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S, SPACE_XS
from ward_app.handovers import wording
from ward_app.handovers.parts import SheetTask
from ward_app.handovers.rows import Sheet, SheetRow
from ward_app.handovers.said import Said
from ward_app.i18n import _, time_text


class Aside(QFrame):
    """Pulled from the record, so nothing here is typed again (HAND-09)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "card")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self._box.setSpacing(SPACE_XS)
        self._inside = QWidget()
        self._box.addWidget(self._inside)
        self._box.addStretch(1)

    def show_row(self, row: SheetRow, sheet: Sheet) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        for part in _parts(row, sheet):
            column.addWidget(part)
        self._box.replaceWidget(self._inside, inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = inside

    @property
    def text(self) -> str:
        """All that stands there, in order."""
        return "\n".join(label.text() for label in self._inside.findChildren(QLabel))


def _parts(row: SheetRow, sheet: Sheet) -> Iterator[QWidget]:
    yield PlainLabel(_("To do in the next shift"), "heading")
    yield from (_task(one, sheet) for one in row.tasks)
    if not row.tasks:
        yield PlainLabel(_("No tasks noted"), "muted")
    if more := wording.later_tasks(row):
        yield PlainLabel(more, "muted")
    yield _heading(_("Care just now"))
    yield from _lines(wording.facts(row))
    if not row.facts:
        yield PlainLabel(_("Nothing noted"), "muted")
    yield _heading(_("Further"))
    yield from _lines([wording.going_home(row), wording.responsible(row), wording.kin(row)])


def _heading(text: str) -> QWidget:
    label = PlainLabel(text, "heading")
    label.setContentsMargins(0, SPACE_M, 0, 0)
    return label


def _lines(things: Iterable[Said]) -> Iterator[QWidget]:
    """The head of each in strong letters beside its text."""
    for said in things:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(PlainLabel(said.head, "strong"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(said.text, wrap=True), 1)
        yield line


def _task(task: SheetTask, sheet: Sheet) -> QWidget:
    """A box, ticked where someone has done it; what is late is red and says so."""
    said = wording.task(task, sheet)
    is_late = task.is_open and task.due_at < sheet.at
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_S)
    icon = "square" if task.is_open else ("ban" if task.not_done_reason else "square-check")
    row.addWidget(IconLabel(icon, "danger" if is_late else "text"), 0, Qt.AlignmentFlag.AlignTop)
    text = said.whole + (f" – {_done(task)}" if task.done_at else "")
    role = "danger" if is_late else ("text" if task.is_open else "muted")
    row.addWidget(PlainLabel(text, role, wrap=True), 1)
    return line


def _done(task: SheetTask) -> str:
    at = time_text(task.done_at) if task.done_at else ""
    if task.not_done_reason:
        said = _("not done: {reason} ({name}, {time})")
        return said.format(reason=task.not_done_reason, name=task.done_by, time=at)
    return _("done {time}, {name}").format(time=at, name=task.done_by)
