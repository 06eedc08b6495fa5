"""The section “In and out”: the trace of a stay, its lengths, earlier stays, and what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.copies.certificate import print_certificate
from ui.kit.buttons import Button, reason_off
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.page import PageHead
from ui.kit.table import Table
from ui.record import events
from ui.record.cards import Card
from ui.record.reading import Record
from ui.seat import Seat
from ui.stays import sheets
from ui.stays.rights import barred
from ward_app.copies import certificates
from ward_app.i18n import _
from ward_app.ops import Command
from ward_app.patients.whereabouts import StayBrief
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import EndKind
from ward_app.stays.queries import StayEventRow, StaySummary

AREA = "record.inout"


@dataclass(frozen=True, slots=True)
class StayAct:
    """`when` says for which stays it is offered."""

    name: str
    text: str
    sheet: Callable[[Seat, int, QWidget], object]
    needs: Command[..., Any]
    when: Callable[[StaySummary], bool]
    kind: str = "normal"


def _is_here(stay: StaySummary) -> bool:
    return stay.is_open and stay.on_leave is None


def _was_here(stay: StaySummary) -> bool:
    return stay.admitted_at is not None and stay.cancelled_at is None


def _ended(kind: EndKind) -> Callable[[StaySummary], bool]:
    return lambda stay: stay.end_kind is kind and stay.cancelled_at is None


def stay_acts() -> list[StayAct]:
    """In the order in which they stand; the heaviest last."""
    return [
        StayAct("move", _("Move…"), sheets.move, stays.move, lambda stay: stay.is_open),
        StayAct("swap", _("Swap beds…"), sheets.swap, stays.swap, lambda stay: bool(stay.bed_id)),
        StayAct("leave", _("Leave…"), sheets.leave, stays.start_leave, _is_here),
        StayAct("return", _("Back from leave…"), sheets.return_, stays.return_from_leave,
                lambda stay: stay.on_leave is not None),
        StayAct("purpose", _("Change the type of stay…"), sheets.change_purpose, stays.change_purpose,
                lambda stay: stay.is_open),
        StayAct("discharge", _("Discharge the patient…"), sheets.discharge, stays.discharge,
                lambda stay: stay.is_open),
        StayAct("death", _("Record death…"), sheets.death, stays.record_death, lambda stay: stay.is_open),
        StayAct("certificate", _("Certificate of time in care…"), print_certificate,
                certificates.certify_stay, _was_here),
        StayAct("undo_admission", _("Undo the admission…"), sheets.undo_admission, stays.undo_admission,
                lambda stay: stay.is_open),
        StayAct("undo_discharge", _("Undo the discharge…"), sheets.undo_discharge, stays.undo_discharge,
                _ended(EndKind.DISCHARGED)),
        StayAct("undo_death", _("Undo the death record…"), sheets.undo_discharge, stays.undo_discharge,
                _ended(EndKind.DECEASED)),
    ]  # fmt: skip


class InOutSection(QWidget):
    def __init__(self, seat: Seat, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(AREA)
        self._seat, self._record = seat, record
        self._stay: StaySummary | None = record.stay
        self._offered: list[str] | None = None
        self.head = PageHead(_("Admission and discharge"))
        self.buttons = Flow()
        self.lengths = Card("lengths", _("The stay"))
        self.stays = Table(events.stay_columns(), name=_("Stays"), key=lambda row: row.stay_id)
        self.stays.setObjectName(f"{AREA}.stays")
        self.events = Table(events.event_columns(seat.clock), name=_("What happened"), key=lambda row: row[0])
        self.events.setObjectName(f"{AREA}.events")
        self._lay_out()
        self.stays.chosen.connect(self._choose)
        self.show_record(record)

    def _lay_out(self) -> None:
        content = QWidget()
        facts = QVBoxLayout(content)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.addWidget(self.lengths)
        facts.addStretch(1)
        left = QScrollArea()
        left.setWidget(content)
        left.setWidgetResizable(True)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addWidget(self.events, 3)
        right.addWidget(PlainLabel(_("All stays"), "heading"))
        right.addWidget(self.stays, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(left, 2)
        row.addLayout(right, 5)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addWidget(self.buttons)
        box.addLayout(row, 1)

    def show_record(self, record: Record) -> None:
        """The stay that was chosen stays chosen, as long as it is one of the person's."""
        self._record = record
        self.stays.show_rows(record.person.stays)
        ids = {stay.stay_id for stay in record.person.stays}
        if self._stay is None or self._stay.stay_id not in ids:
            self._stay = record.stay
        self._offer()
        if self._stay is not None:
            self.stays.select(self._stay.stay_id)
            self._look_at(self._stay.stay_id)

    def refresh(self) -> None:
        """The record page hands the record over."""

    def leave(self) -> None:
        """Nothing is typed here."""

    def names(self) -> list[str]:
        """What can be done with the stay in sight."""
        return self._offered or []

    def _choose(self, row: StayBrief | None) -> None:
        if row is not None and (self._stay is None or row.stay_id != self._stay.stay_id):
            self._look_at(row.stay_id)

    def _look_at(self, stay_id: int) -> None:
        self._seat.desk.ask(queries.stay_summary, stay_id).then(self._show_stay)
        self._seat.desk.ask(queries.stay_events, stay_id).then(self._show_events)

    def _show_stay(self, stay: StaySummary) -> None:
        self._stay = stay
        self.lengths.show_facts(events.length_facts(stay))
        self._offer()

    def _show_events(self, rows: list[StayEventRow]) -> None:
        """The latest at the top."""
        self.events.show_rows(list(reversed(list(enumerate(rows)))))

    def _offer(self) -> None:
        """Buttons are made anew only when other acts are possible: the focus stays where it is."""
        stay = self._stay
        acts = [act for act in stay_acts() if stay is not None and act.when(stay)]
        names = [act.name for act in acts] + (["admit"] if self._may_come() else [])
        if names == self._offered:
            return
        self._offered = names
        made = [self._button(act) for act in acts]
        if self._may_come():
            made.insert(0, self._admit_button())
        self.buttons.show_all(list(made))

    def _may_come(self) -> bool:
        return not self._record.is_inpatient and self._record.person.deceased_at is None

    def _admit_button(self) -> Button:
        button = Button(
            _("Admit the patient…"), kind="primary", icon="user-plus", name=f"{AREA}.admit",
            clicked=lambda: self._seat.guide.admit(self._record.patient_id),
        )  # fmt: skip
        reason_off(button, barred(self._seat.desk, stays.admit))
        return button

    def _button(self, act: StayAct) -> Button:
        def do() -> None:
            if self._stay is not None:
                act.sheet(self._seat, self._stay.stay_id, self)

        button = Button(act.text, kind=act.kind, clicked=do, name=f"{AREA}.{act.name}")
        reason_off(button, barred(self._seat.desk, act.needs))
        return button
