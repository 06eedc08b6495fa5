"""In and out: the page that shows the ward's coming and going (Ctrl+3)."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.admission import kept
from ui.desk import Changes
from ui.inout.columns import (
    LeavingRow,
    arrival_columns,
    bed_columns,
    discharged_columns,
    leaving,
    leaving_columns,
)
from ui.inout.list_box import ListBox, RowAct
from ui.inout.plan_sheet import ChangePlanSheet, PlanSheet
from ui.kit import dialogs
from ui.kit.buttons import Button, reason_off
from ui.kit.labels import PlainLabel
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_L, SPACE_M, SPACE_S
from ui.kit.page import PageHead
from ui.seat import Seat
from ui.stays import sheets
from ui.stays.rights import barred
from ward_app.access.model import User
from ward_app.i18n import _, ngettext, relative_text
from ward_app.patients import queries as patients
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.sharing.model import DECIDING
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import Leave, Placement, Stay, StayPurpose
from ward_app.stays.queries import ArrivalRow, Board, DischargedRow
from ward_app.wards import commands as wards
from ward_app.wards import queries as ward_queries
from ward_app.wards.model import Bed, BedClosure
from ward_app.wards.queries import FreeBedRow

BACK = timedelta(days=3)
"""So long who has left is listed."""


class InOutPage(QWidget):
    shows: Changes = frozenset({
        Stay, StayPurpose, Placement, Leave, Patient, PatientIdentity, Bed, BedClosure, User,
        *DECIDING,
    })  # fmt: skip

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inout")
        self.seat = seat
        desk = seat.desk
        self.plan = Button(
            _("Plan an arrival…"), icon="calendar-clock", clicked=self.plan_arrival, name="inout.plan"
        )
        reason_off(self.plan, barred(desk, stays.expect_person))
        self.admit = Button(
            _("Admit a patient"), kind="primary", icon="user-plus", clicked=lambda: seat.guide.admit(),
            name="inout.admit",
        )  # fmt: skip
        reason_off(self.admit, barred(desk, stays.admit_person))
        self.head = PageHead(_("Admission and discharge"), actions=[self.plan, self.admit])
        self.begun = PlainLabel(role="warning")
        self._begun_row = QWidget()
        self._make_lists()
        self._lay_out()
        keep_fresh(self, desk, self.shows, self.refresh)
        self.refresh()

    def _make_lists(self) -> None:
        desk, clock = self.seat.desk, self.seat.clock
        self.arrivals: ListBox[ArrivalRow] = ListBox(
            "arrivals", _("Planned arrivals"), arrival_columns(clock),
            [
                RowAct("admit", _("Admit…"), self._admit, barred(desk, stays.admit_person)),
                RowAct("change", _("Change…"), self._change, barred(desk, stays.change_plan)),
                RowAct("cancel", _("Cancel the arrival…"), self._cancel, barred(desk, stays.cancel_plan)),
            ],
            _("Nobody is expected."), key=lambda row: row.stay_id,
            offer=(_("Plan an arrival…"), self.plan_arrival) if self.plan.isEnabled() else None,
        )  # fmt: skip
        self.leaving: ListBox[LeavingRow] = ListBox(
            "leaving", _("Planned discharges"), leaving_columns(clock),
            [
                RowAct("open", _("Open the record"), lambda row: self._open(row.card.patient_id),
                       barred_reading(self.seat)),
                RowAct("discharge", _("Discharge…"), lambda row: sheets.discharge(self.seat, row.id, self),
                       barred(desk, stays.discharge)),
            ],
            _("No discharge is planned."), key=lambda row: row.id,
        )  # fmt: skip
        self.discharged: ListBox[DischargedRow] = ListBox(
            "discharged", _("Left the last days"), discharged_columns(clock),
            [
                RowAct("open", _("Open the record"), lambda row: self._open(row.patient_id),
                       barred_reading(self.seat)),
                RowAct("undo", _("Undo…"), self._undo, barred(desk, stays.undo_discharge)),
            ],
            _("Nobody has left the last days."), key=lambda row: row.stay_id,
        )  # fmt: skip
        over = Button(
            _("Over-occupancy…"),
            clicked=lambda: sheets.over_occupancy(self.seat, self),
            name="inout.beds.over",
        )
        reason_off(over, barred(desk, wards.open_over_occupancy))
        self.beds: ListBox[FreeBedRow] = ListBox(
            "beds", _("Free beds"), bed_columns(),
            [RowAct("admit", _("Admit here…"), lambda row: self.seat.guide.admit(None, row.id),
                    barred(desk, stays.admit_person))],
            _("No bed is free."), key=lambda row: row.id, extra=[over],
        )  # fmt: skip

    def _lay_out(self) -> None:
        begun = QHBoxLayout(self._begun_row)
        begun.setContentsMargins(0, 0, 0, 0)
        begun.addWidget(self.begun)
        begun.addWidget(Button(_("Go on"), clicked=lambda: self.seat.guide.admit(), name="inout.begun"))
        begun.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        grid.addWidget(self.arrivals, 0, 0)
        grid.addWidget(self.beds, 0, 1)
        grid.addWidget(self.leaving, 1, 0)
        grid.addWidget(self.discharged, 1, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addWidget(self._begun_row)
        box.addLayout(grid, 1)

    # What the window asks

    def refresh(self) -> None:
        desk, unit = self.seat.desk, self.seat.ward.unit_id
        self.arrivals.states.follow(desk.ask(queries.planned_arrivals, unit)).then(self.arrivals.show_rows)
        self.leaving.states.follow(desk.ask(queries.board, unit)).then(self._show_leaving)
        since = self.seat.clock() - BACK
        call = desk.ask(queries.discharged_since, unit, since)
        self.discharged.states.follow(call).then(self.discharged.show_rows)
        self.beds.states.follow(desk.ask(ward_queries.free_beds, unit)).then(self.beds.show_rows)
        self._show_begun()

    def leave(self) -> None:
        """Nothing is typed here."""

    def focus_first(self) -> None:
        """The first list that has something in it."""
        for box in (self.arrivals, self.leaving, self.discharged, self.beds):
            if box.table.rows:
                if not box.table.selectionModel().hasSelection():
                    box.table.selectRow(0)
                box.table.setFocus()
                return
        self.admit.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_begun()

    # Acting

    def plan_arrival(self) -> None:
        PlanSheet(self.seat, self).open()

    def _admit(self, row: ArrivalRow) -> None:
        self.seat.guide.admit(row.patient_id, row.bed_id)

    def _change(self, row: ArrivalRow) -> None:
        ChangePlanSheet(self.seat, self, row).open()

    def _cancel(self, row: ArrivalRow) -> None:
        when = relative_text(row.expected_at, self.seat.clock())
        reason = dialogs.ask_reason(
            self,
            _("Cancel the arrival?"),
            _("{name}, expected {time}, does not come after all.").format(name=row.name, time=when),
            _("Cancel the arrival"),
        )
        if reason:
            call = self.seat.desk.do(stays.cancel_plan, row.stay_id, row.version, reason)
            call.then(lambda _done: self.seat.guide.notice(_("The arrival is cancelled.")), owner=self)

    def _undo(self, row: DischargedRow) -> None:
        sheets.undo_discharge(self.seat, row.stay_id, self)

    def _open(self, patient_id: int) -> None:
        self.seat.guide.open_record(patient_id)

    # Showing

    def _show_leaving(self, board: Board) -> None:
        self.leaving.show_rows(leaving(board))

    def _show_begun(self) -> None:
        """Admissions that were begun here and left."""
        count = len(kept.kept(self.seat.drafts))
        said = ngettext(
            "{count} admission was begun and left.", "{count} admissions were begun and left.", count
        )
        self.begun.setText(said.format(count=count))
        self._begun_row.setVisible(bool(count))


def barred_reading(seat: Seat) -> str | None:
    return None if seat.desk.allows(patients.banner) else _("Your role does not include this.")
