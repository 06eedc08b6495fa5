"""The handover: the patients to the left, one of them with everything the next shift needs to the right."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import Acts
from ui.desk import Changes
from ui.handover.earlier import EarlierSheet
from ui.handover.panel import PatientPanel
from ui.handover.patient_list import PatientList
from ui.handover.patient_list import legend as marks
from ui.handover.printing import Printing
from ui.handover.remark_form import has_draft
from ui.kit import dialogs
from ui.kit.announce import announce
from ui.kit.buttons import Button, primary_action, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.page import PageHead
from ui.seat import Seat
from ui.tasks.sheet import TaskSheet
from ward_app.access.model import User
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.model import Handover, HandoverRemark, HandoverTick
from ward_app.handovers.occasion import change_text, ending, legend, occasion
from ward_app.handovers.rows import ClosedRow, Sheet, SheetRow
from ward_app.handovers.wording import who
from ward_app.i18n import _, moment_text, ngettext
from ward_app.patients.model import Alert, NextOfKin, Patient, PatientIdentity, TreatmentLimitation
from ward_app.patients.shown import Audience
from ward_app.settings.model import Setting
from ward_app.sharing.model import DECIDING
from ward_app.stays.model import CareFact, Leave, Placement, Stay, StayPurpose
from ward_app.tasks import commands as tasks
from ward_app.tasks.model import Task
from ward_app.wards.model import Bed, BedClosure, Room, Unit

AREA = "handover"
ASK_MS = 30_000
"""What changes by the clock alone: a task that becomes late, the next change of shifts."""


class HandoverPage(QWidget):
    shows: Changes = frozenset({
        Handover, HandoverRemark, HandoverTick, Unit, Room, Bed, BedClosure, Stay, Placement, StayPurpose,
        Leave, CareFact, Patient, PatientIdentity, Alert, TreatmentLimitation, NextOfKin, Task, User, Setting,
        *DECIDING,
    })  # fmt: skip

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(AREA)
        self.seat = seat
        self.sheet: Sheet | None = None
        self._closed: ClosedRow | None = None
        self.list = PatientList()
        self.panel = PatientPanel(seat)
        self.printing = Printing(seat, self)
        self._make_head()
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _row: self.panel.report.focus_first())
        self.list.ticked.connect(lambda row: self._give(row, row.tick.given_at is None))
        self.panel.given.connect(self._give)
        self.panel.taken.connect(self._take)
        self.panel.report.moved_on.connect(self._next)
        primary_action(self, self.panel.report.save)
        keep_fresh(self, seat.desk, self.shows, self.refresh)
        self._timer = QTimer(self, interval=ASK_MS)
        self._timer.timeout.connect(self.refresh)
        self.refresh()

    def _make_head(self) -> None:
        self.earlier = Button(
            _("Earlier handovers…"), icon="history", clicked=self.choose_earlier, name=f"{AREA}.earlier"
        )
        self.print = Button(
            _("Print a report…"), icon="printer", clicked=self._show_menu, name=f"{AREA}.print"
        )
        self.close_button = Button(
            _("Close the handover…"),
            icon="clipboard-check",
            clicked=self.close_handover,
            name=f"{AREA}.close",
        )
        no = _("Your role does not include this.")
        reason_off(self.print, None if self.seat.desk.allows(handovers.record_print) else no)
        reason_off(self.close_button, None if self.seat.desk.allows(handovers.close) else no)
        self.head = PageHead(_("Handover"), actions=[self.earlier, self.print, self.close_button])

    def _lay_out(self) -> None:
        self.left = PlainLabel(role="muted", wrap=True)
        side = QVBoxLayout()
        side.setSpacing(SPACE_S)
        side.addWidget(self.list, 1)
        side.addWidget(PlainLabel(marks(), "small", wrap=True))
        side.addWidget(self.left)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addLayout(side, 2)
        row.addWidget(self.panel, 5)
        may_read = self.seat.desk.allows(queries.sheet)
        nothing = (
            _("No patients are admitted.") if may_read else _("Your role does not include the handover.")
        )
        self.states = States(content, EmptyState(nothing, icon="clipboard-list"))
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addWidget(self._make_strip())
        box.addWidget(self.states, 1)

    def _make_strip(self) -> QWidget:
        """Says that what is read is over, and leads back."""
        self.strip = QFrame()
        self.strip.setProperty("ground", "warning")
        self._said = PlainLabel(wrap=True)
        back = Button(_("Back to the handover now"), clicked=self.read_now, name=f"{AREA}.now")
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        row.addWidget(IconLabel("history", "warning"))
        row.addWidget(self._said, 1)
        row.addWidget(back)
        self.strip.hide()
        return self.strip

    # ui.seat.Page, and what the window may ask besides

    def refresh(self) -> None:
        if self._closed is not None:
            self._ask_earlier(self._closed)
            return
        if not self.seat.desk.allows(queries.sheet):
            self.states.show_empty()
            return
        call = self.seat.desk.ask(queries.sheet, self.seat.ward.unit_id, Audience.BOARD)
        self.states.follow(call).then(self._show_now)

    def leave(self) -> None:
        self.panel.report.leave()

    def acts(self) -> Acts:
        acts = {"print": self.printing.preview, "save_draft": self.panel.report.keep_now}
        may_add = self.panel.row is not None and self._closed is None and self.seat.desk.allows(tasks.add)
        return acts | ({"new_task": self.new_task} if may_add else {})

    def focus_first(self) -> None:
        (self.earlier if self.states.is_empty else self.list).setFocus()

    def new_task(self) -> None:
        if self.panel.row is not None:
            TaskSheet(self, self.seat.desk, self.seat.clock, self.panel.row.stay_id).open()

    # Reading

    def choose_earlier(self) -> None:
        EarlierSheet(self, self.seat, self.read_earlier).open()

    def read_earlier(self, row: ClosedRow) -> None:
        self.leave()
        self.seat.desk.ask(queries.closed, row.id).then(partial(self._show_earlier, row), owner=self)

    def _ask_earlier(self, row: ClosedRow) -> None:
        """Again: what may be read of it may have changed."""
        call = self.seat.desk.ask(queries.closed, row.id)
        call.then(lambda sheet: self._show(sheet) if self._closed is row else None, owner=self)

    def read_now(self) -> None:
        self._closed = None
        self.strip.hide()
        self.refresh()

    def _show_earlier(self, row: ClosedRow, sheet: Sheet) -> None:
        self._closed = row
        said = _("You are reading an earlier handover: {shifts}, closed {moment} by {name}.")
        shifts = change_text(row.from_shift, row.to_shift)
        self._said.setText(said.format(shifts=shifts, moment=moment_text(row.closed_at), name=row.by))
        self.strip.show()
        self._show(sheet)

    def _show_now(self, sheet: Sheet) -> None:
        if self._closed is None:
            self._show(sheet)

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.head.set_note(" · ".join([occasion(sheet), *self._counts(sheet)]))
        self.left.setText(self._left_text(sheet))
        self.close_button.setVisible(self._closed is None)
        self.print.setVisible(self._closed is None)
        self.list.show_rows(sheet.rows)
        if sheet.rows and self.list.current() is None:
            self.list.select(sheet.rows[0].stay_id)
        self._choose(self.list.current())
        self.states.show_one(sheet.rows)

    def _counts(self, sheet: Sheet) -> list[str]:
        given = sum(row.tick.given_at is not None for row in sheet.rows)
        all_ = len(sheet.rows)
        said = ngettext("{given} of {all} reported", "{given} of {all} reported", all_)
        return [said.format(given=given, all=all_), legend(sheet)]

    def _left_text(self, sheet: Sheet) -> str:
        return "\n".join(said.whole for said in ending(sheet))

    def _choose(self, row: SheetRow | None) -> None:
        if row is not None and self.sheet is not None:
            self.panel.show_row(row, self.sheet, read_only=self._closed is not None)

    # Acting

    def _next(self) -> None:
        if self.list.step(1):
            self.panel.report.focus_first()
        else:
            self.list.setFocus()
            announce(self, _("That was the last patient."))

    def _give(self, row: SheetRow, on: bool) -> None:
        if self._closed is None and self.seat.desk.allows(handovers.tick_given):
            call = self.seat.desk.do(handovers.tick_given, row.stay_id, is_given=on)
            call.settled(self.refresh)

    def _take(self, row: SheetRow, on: bool) -> None:
        if self._closed is None:
            call = self.seat.desk.do(handovers.tick_taken, row.stay_id, is_taken=on)
            call.settled(self.refresh)

    def close_handover(self) -> None:
        """Freeze it; what is not taken over yet is said first (HAND-07)."""
        if self.sheet is None:
            return
        self.leave()
        question = _("What is handed over now is kept as it is and can be read later.")
        if unsaved := _named(row for row in self.sheet.rows if has_draft(self.seat.drafts, row)):
            question += "\n\n" + _("Reports that are not saved: {patients}").format(patients=unsaved)
        if missing := _named(self.sheet.not_taken):
            question += "\n\n" + _("Not taken over by anyone yet: {patients}").format(patients=missing)
        shifts = change_text(self.sheet.from_shift, self.sheet.to_shift)
        title = _("Close the handover {shifts}?").format(shifts=shifts)
        if dialogs.confirm(self, title, question, _("Close the handover")):
            call = self.seat.desk.do(handovers.close, self.seat.ward.unit_id)
            call.then(lambda _id: self.seat.guide.notice(_("The handover is closed and kept.")), owner=self)

    def _show_menu(self) -> None:
        menu = self.printing.menu(self.panel.row)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.print.mapToGlobal(QPoint(0, self.print.height())))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)


def _named(rows: Iterable[SheetRow]) -> str:
    return ", ".join(who(row) for row in rows)
