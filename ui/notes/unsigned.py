"""What waits for a signature, and the drafts one has left: a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.desk import Changes, Desk
from ui.drafts import Drafts
from ui.kit.buttons import Button
from ui.kit.empty import EmptyState, States
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_L, SPACE_S
from ui.kit.page import PageHead
from ui.kit.table import Column, Table
from ui.notes.writing import FORM, patient_of
from ward_app.access.model import User
from ward_app.clock import Clock, system_clock
from ward_app.i18n import N_, _, duration_text, ngettext, relative_text
from ward_app.notes import queries
from ward_app.notes.model import Note, NoteKind
from ward_app.notes.queries import Subject
from ward_app.notes.rows import UnsignedRow
from ward_app.patients.model import Patient
from ward_app.stays.model import Placement
from ward_app.words import word

AREA = "unsigned"
LONG = timedelta(hours=24)
"""So long an unsigned note is worth a colour."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An unsigned note, or a draft that is in no record yet."""

    id: str
    patient_id: int
    patient: str
    bed: str
    what: str
    author: str
    occurred_at: datetime | None
    since: datetime
    is_draft: bool


class UnsignedPage(QWidget):
    """Mine first; with `unit_id` the whole unit's too. Enter opens the record at its notes."""

    shows: Changes = frozenset({Note, Patient, Placement, User})

    def __init__(
        self,
        desk: Desk,
        open_record: Callable[[int], None],
        parent: QWidget | None = None,
        *,
        drafts: Drafts | None = None,
        unit_id: int | None = None,
        clock: Clock = system_clock,
    ) -> None:
        super().__init__(parent)
        self._desk, self._drafts, self._clock, self._unit_id = desk, drafts, clock, unit_id
        self._rows: list[UnsignedRow] = []
        self.setObjectName(AREA)
        self.mine = Button(_("Mine"), kind="toggle", clicked=lambda: self._turn(False), name=f"{AREA}.mine")
        self.everyone = Button(
            _("The whole unit"), kind="toggle", clicked=lambda: self._turn(True), name=f"{AREA}.everyone"
        )
        self.mine.setChecked(True)
        self.head = PageHead(_("Unsigned notes"))
        self.table: Table[Waiting] = Table(self._columns(), name=_("Unsigned notes"))
        self.table.setObjectName(f"{AREA}.table")
        self.table.opened.connect(lambda row: open_record(row.patient_id))
        empty = EmptyState(_("Nothing waits for your signature."), icon="circle-check")
        self.states = States(self.table, empty)
        choice = QHBoxLayout()
        choice.setSpacing(SPACE_S)
        choice.addWidget(self.mine)
        choice.addWidget(self.everyone)
        choice.addStretch(1)
        self.mine.setVisible(unit_id is not None)
        self.everyone.setVisible(unit_id is not None)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addLayout(choice)
        box.addWidget(self.states, 1)
        keep_fresh(self, desk, self.shows, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        unit_id = self._unit_id if self.everyone.isChecked() else None
        self.states.follow(self._desk.ask(queries.unsigned, unit_id=unit_id)).then(self._know_rows)

    def leave(self) -> None:
        """Nothing is typed here."""

    def focus_first(self) -> None:
        self.table.setFocus()

    def _turn(self, everyone: bool) -> None:
        self.mine.setChecked(not everyone)
        self.everyone.setChecked(everyone)
        self.refresh()

    def _know_rows(self, rows: list[UnsignedRow]) -> None:
        self._rows = rows
        drafted = {patient_of(draft.subject) for draft in self._drafts.all(FORM)} if self._drafts else set()
        if drafted and self.mine.isChecked():
            self._desk.ask(queries.subjects, sorted(drafted)).then(self._show)
        else:
            self._show([])

    def _show(self, subjects: list[Subject]) -> None:
        named = {subject.patient_id: subject for subject in subjects}
        drafts = self._drafts.all(FORM) if self._drafts and named else []
        waiting = [
            Waiting(
                draft.subject, patient_of(draft.subject), named[patient_of(draft.subject)].name,
                named[patient_of(draft.subject)].bed, _("Draft"), "", None, draft.kept_at, True,
            )
            for draft in drafts if patient_of(draft.subject) in named
        ]  # fmt: skip
        waiting += [
            Waiting(
                str(row.note_id), row.patient_id, row.patient, row.bed, word(NoteKind(row.kind)), row.author,
                row.occurred_at, row.recorded_at, False,
            )
            for row in self._rows
        ]  # fmt: skip
        count = len(self._rows)
        text = ngettext("{count} note waits", "{count} notes wait", count).format(count=count)
        self.head.set_note(text if count else "")
        self.table.show_rows(waiting)
        self.states.show_one(waiting)

    def _columns(self) -> list[Column[Waiting]]:
        return [
            Column(N_("Bed"), lambda row: row.bed),
            Column(N_("Patient"), lambda row: row.patient, weight=1, bold=lambda _row: True),
            Column(N_("Note"), lambda row: row.what, icon=_icon),
            Column(N_("Author"), lambda row: row.author),
            Column(N_("Event"), self._when_it_was, sort=lambda row: row.occurred_at),
            Column(
                N_("Waited"), self._age, sort=lambda row: row.since, align="right", colour=self._age_colour
            ),
        ]

    def _when_it_was(self, row: Waiting) -> str:
        return "" if row.occurred_at is None else relative_text(row.occurred_at, self._clock())

    def _age(self, row: Waiting) -> str:
        age = self._clock() - row.since
        days = age // timedelta(days=1)
        if days >= 2:
            return ngettext("{count} day", "{count} days", days).format(count=days)
        return duration_text(age)

    def _age_colour(self, row: Waiting) -> str | None:
        return "warning" if self._clock() - row.since >= LONG else None


def _icon(row: Waiting) -> str:
    return "file-pen" if row.is_draft else "file-text"
