"""The ward's rooms and beds: which are in use, closed or beyond the ward's number, and new ones."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.look import SPACE_S
from ui.kit.table import Column, Table
from ui.settings.bench import Bench
from ui.settings.place_sheets import AddBedSheet, AddRoomSheet
from ui.settings.section import Section
from ui.stays import sheets
from ui.stays.beds import CloseBedSheet
from ward_app.clock import Clock
from ward_app.i18n import N_, _, ngettext, relative_text
from ward_app.wards import commands, queries
from ward_app.wards.model import BedKind
from ward_app.wards.queries import BedRow
from ward_app.words import word

CHOOSE_BED = N_("Choose a bed in the list first.")


class PlacesSection(Section):
    """Beds stand in the order of the board. A closed bed keeps its place there, with the reason."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.add = Button(_("New bed…"), kind="primary", icon="plus", name="settings.places.add_bed")
        self.room = Button(_("New room…"), name="settings.places.add_room")
        self.over = Button(_("Over-occupancy place…"), name="settings.places.over")
        super().__init__(_("Rooms and beds"), actions=[self.room, self.over, self.add])
        self.setObjectName("settings.places")
        self.table: Table[BedRow] = Table(_columns(bench.seat.clock), name=_("Beds"))
        self.table.setObjectName("settings.places.table")
        self.table.chosen.connect(lambda _row: self._allow())
        self.close_bed = Button(_("Close the bed…"), clicked=self._close, name="settings.places.close")
        self.reopen = Button(_("Open the bed again"), clicked=self._reopen, name="settings.places.reopen")
        self.end_over = Button(
            _("Close the over-occupancy place…"), clicked=self._end_over, name="settings.places.end_over"
        )
        self.add.clicked.connect(lambda _checked=False: self._with_rooms(AddBedSheet))
        self.room.clicked.connect(lambda _checked=False: AddRoomSheet(self, self._bench).open())
        self.over.clicked.connect(lambda _checked=False: sheets.over_occupancy(bench.seat, self))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        for button in (self.close_bed, self.reopen, self.end_over):
            row.addWidget(button)
        why = bench.why_not(queries.beds)
        self._empty = EmptyState(why or _("The ward has no beds yet."), icon="bed")
        self.states = States(self.table, self._empty)
        self.box.addWidget(self.states, 1)
        self.box.addLayout(row)
        self._allow()
        self._may_see = why is None
        self.states.show_one(self._may_see)

    def refresh(self) -> None:
        if self._may_see:
            call = self._bench.seat.desk.ask(queries.beds, self._bench.seat.ward.unit_id)
            self.states.follow(call).then(self._show)

    def focus_first(self) -> None:
        self.table.setFocus()

    def _show(self, rows: list[BedRow]) -> None:
        self.table.show_rows(rows)
        self.states.show_one(rows)
        self.head.set_note(_count_text(rows))
        self._allow()

    def _allow(self) -> None:
        may = self._bench.why_not(commands.add_bed)
        for button in (self.add, self.room, self.over):
            reason_off(button, may)
        bed = self.table.current()
        none = may or (None if bed else _(CHOOSE_BED))
        reason_off(self.close_bed, none or _why_not_close(bed))
        is_open = _("This bed is not closed.") if bed and bed.closed is None else None
        reason_off(self.reopen, none or is_open)
        is_ordinary = bed is not None and bed.kind is BedKind.ORDINARY
        ordinary = _("This is one of the ward's ordinary beds.") if is_ordinary else None
        reason_off(self.end_over, none or ordinary)

    def _with_rooms(self, sheet: Any) -> None:
        call = self._bench.seat.desk.ask(queries.rooms, self._bench.seat.ward.unit_id)
        call.then(lambda rooms: sheet(self, self._bench, rooms).open(), owner=self)

    def _close(self) -> None:
        """Who looks after the beds need not be allowed to see who lies in them: nothing asks the board."""
        if bed := self.table.current():
            CloseBedSheet(self._bench.seat, self, bed.id, bed.label).open()

    def _reopen(self) -> None:
        if bed := self.table.current():
            said = _("Bed {bed} is open again.").format(bed=bed.label)
            call = self._bench.seat.desk.do(commands.reopen_bed, bed.id)
            call.then(lambda _done: self._bench.seat.guide.notice(said), owner=self)

    def _end_over(self) -> None:
        if bed := self.table.current():
            sheets.close_over_occupancy(self._bench.seat, bed.id, self)


def _columns(clock: Clock) -> list[Column[BedRow]]:
    def state(row: BedRow) -> str:
        if row.occupied_by_stay is not None:
            return _("Occupied")
        if row.closed is None:
            return _("Free")
        since = relative_text(row.closed.from_at, clock())
        return _("{why} since {time}").format(why=word(row.closed.kind), time=since)

    def ink(row: BedRow) -> str | None:
        return "warning" if row.closed is not None else None

    return [
        Column(N_("Bed"), lambda row: row.label, bold=lambda _row: True),
        Column(N_("Room"), lambda row: row.room),
        Column(N_("Kind"), lambda row: word(row.kind)),
        Column(N_("State"), state, colour=ink, weight=2),
        Column(N_("Note"), lambda row: row.closed.note if row.closed else "", weight=3, elide=True),
    ]


def _why_not_close(bed: BedRow | None) -> str | None:
    if bed is not None and bed.occupied_by_stay is not None:
        return _("There is a patient in this bed. Move the patient first.")
    return None


def _count_text(rows: list[BedRow]) -> str:
    ordinary = sum(row.kind is BedKind.ORDINARY for row in rows)
    closed = sum(row.closed is not None for row in rows)
    beds = ngettext("{n} bed", "{n} beds", ordinary).format(n=ordinary)
    return _("{beds}, {closed} out of use").format(beds=beds, closed=closed)
