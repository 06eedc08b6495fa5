"""Choosing an earlier handover to read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.kit.buttons import reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.sheet import Sheet
from ui.kit.table import Column, Table
from ui.seat import Seat
from ward_app.handovers import queries
from ward_app.handovers.occasion import change_text
from ward_app.handovers.rows import ClosedRow
from ward_app.i18n import N_, _, day_text, moment_text

COLUMNS: tuple[Column[ClosedRow], ...] = (
    Column(N_("Day"), lambda row: day_text(row.day), sort=lambda row: row.closed_at, bold=lambda _row: True),
    Column(N_("Shifts"), lambda row: change_text(row.from_shift, row.to_shift), weight=1),
    Column(N_("Closed at"), lambda row: moment_text(row.closed_at)),
    Column(N_("By"), lambda row: row.by),
)


class EarlierSheet(Sheet):
    def __init__(self, parent: QWidget, seat: Seat, read: Callable[[ClosedRow], object]) -> None:
        super().__init__(parent, _("Earlier handovers"), area="earlier")
        self._read = read
        self.table = Table(COLUMNS, name=_("Earlier handovers"))
        self.table.setObjectName("earlier.table")
        self.states = States(self.table, EmptyState(_("No handover has been closed yet."), icon="history"))
        self.content.addWidget(self.states, 1)
        self.read = self.add_button(_("Read"), self._choose, name="read")
        self.table.opened.connect(lambda _row: self._choose())
        self.table.chosen.connect(self._let)
        self.resize(620, 420)
        self._let(None)
        self.states.follow(seat.desk.ask(queries.closed_sheets, seat.ward.unit_id)).then(self._show)

    def _show(self, rows: list[ClosedRow]) -> None:
        self.table.show_rows(rows)
        if rows:
            self.table.select(rows[0].id)
            self.table.setFocus()
        self.states.show_one(rows)

    def _let(self, row: ClosedRow | None) -> None:
        reason_off(self.read, None if row is not None else _("Choose a handover first."))

    def _choose(self) -> None:
        if (row := self.table.current()) is not None:
            self.accept()
            self._read(row)
