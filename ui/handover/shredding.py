"""Sheets that were printed and have not been reported as shredded yet (HAND-05)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.buttons import reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.sheet import Sheet
from ui.kit.table import Column, Table
from ui.seat import Seat
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.rows import Layout, PrintoutRow
from ward_app.i18n import N_, _, moment_text

NAMES = {Layout.REPORT_SHEET: N_("Report sheet"), Layout.SBAR: N_("SBAR per patient")}
COLUMNS: tuple[Column[PrintoutRow], ...] = (
    Column(N_("Number"), lambda row: row.serial, bold=lambda _row: True),
    Column(N_("Sheet"), lambda row: _(NAMES[row.layout]), weight=1),
    Column(N_("Printed"), lambda row: moment_text(row.printed_at)),
    Column(N_("By"), lambda row: row.by),
    Column(N_("Patients"), lambda row: str(row.patients), align="right"),
)


class ShredSheet(Sheet):
    def __init__(self, parent: QWidget, seat: Seat) -> None:
        super().__init__(parent, _("Sheets to shred"), area="shredding")
        self._seat = seat
        self.table = Table(COLUMNS, name=_("Sheets to shred"), key=lambda row: row.serial)
        self.table.setObjectName("shredding.table")
        empty = EmptyState(_("No sheets are out. All that was printed is shredded."), icon="circle-check")
        self.states = States(self.table, empty)
        self.content.addWidget(self.states, 1)
        self.cancel.setText(_("Close"))
        self.shredded = self.add_button(_("Shredded"), self._shred, name="shredded")
        self.table.chosen.connect(self._let)
        self.resize(720, 360)
        self._ask()

    def _ask(self) -> None:
        call = self._seat.desk.ask(queries.on_paper, self._seat.ward.unit_id)
        self.states.follow(call).then(self._show)

    def _show(self, rows: list[PrintoutRow]) -> None:
        self.table.show_rows(rows)
        if rows and self.table.current() is None:
            self.table.select(rows[0].serial)
        self.states.show_one(rows)
        self._let(self.table.current())

    def _let(self, row: PrintoutRow | None) -> None:
        reason_off(self.shredded, None if row is not None else _("Choose a sheet first."))

    def _shred(self) -> None:
        if (row := self.table.current()) is not None:
            self._seat.desk.do(handovers.shredded, row.serial).then(lambda _done: self._ask(), owner=self)
