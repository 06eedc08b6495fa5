"""What can be done about a stay or a bed, by its id: for the board, the record and the page of arrivals."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.seat import Seat
from ui.stays import undoing
from ui.stays.beds import CloseBedSheet, OverOccupancySheet
from ui.stays.beds import close_over_occupancy as close_place
from ui.stays.ending import DeathSheet, DischargeSheet
from ui.stays.leaving import LeaveSheet, ReturnSheet
from ui.stays.moving import MoveSheet, SwapSheet
from ui.stays.purposes import PurposeSheet
from ui.stays.who import Who, everyone, find
from ward_app.i18n import _
from ward_app.patients import queries as patients
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import StayEventKind
from ward_app.stays.queries import StayEventRow, StaySummary
from ward_app.wards import commands as wards
from ward_app.wards import queries as ward_queries

ENDS = (StayEventKind.DISCHARGED, StayEventKind.DECEASED)


def move(seat: Seat, stay_id: int, parent: QWidget) -> None:
    find(seat, stay_id, parent, lambda who, _board: MoveSheet(seat, parent, who).open())


def swap(seat: Seat, stay_id: int, parent: QWidget) -> None:
    find(seat, stay_id, parent, lambda who, board: SwapSheet(seat, parent, who, everyone(board)).open())


def leave(seat: Seat, stay_id: int, parent: QWidget) -> None:
    find(seat, stay_id, parent, lambda who, _board: LeaveSheet(seat, parent, who).open())


def return_(seat: Seat, stay_id: int, parent: QWidget) -> None:
    find(seat, stay_id, parent, lambda who, _board: ReturnSheet(seat, parent, who).open())


def discharge(seat: Seat, stay_id: int, parent: QWidget) -> None:
    find(seat, stay_id, parent, lambda who, _board: DischargeSheet(seat, parent, who).open())


def death(seat: Seat, stay_id: int, parent: QWidget) -> None:
    find(seat, stay_id, parent, lambda who, _board: DeathSheet(seat, parent, who).open())


def change_purpose(seat: Seat, stay_id: int, parent: QWidget) -> None:
    def show(who: Who, board: queries.Board) -> None:
        purpose = next(card.purpose for card in board.cards() if card.stay_id == stay_id)
        PurposeSheet(seat, parent, who, purpose).open()

    find(seat, stay_id, parent, show)


def ready(seat: Seat, stay_id: int, parent: QWidget) -> None:
    """Utskrivningsklar, as the doctor judges; taken back from the notice."""

    def mark(who: Who) -> None:
        call = seat.desk.do(stays.mark_ready, stay_id, who.version)
        text = _("{name} is ready for discharge.").format(name=who.name)
        undo = partial(not_ready, seat, stay_id, parent)
        call.then(lambda _done: seat.guide.notice(text, undo), owner=seat.desk)

    find(seat, stay_id, parent, lambda who, _board: mark(who))


def not_ready(seat: Seat, stay_id: int, parent: QWidget) -> None:
    def revoke(who: Who) -> None:
        call = seat.desk.do(stays.revoke_ready, stay_id, who.version)
        text = _("{name} is no longer ready for discharge.").format(name=who.name)
        call.then(lambda _done: seat.guide.notice(text), owner=seat.desk)

    find(seat, stay_id, parent, lambda who, _board: revoke(who))


def undo_admission(seat: Seat, stay_id: int, parent: QWidget) -> None:
    find(seat, stay_id, parent, lambda who, _board: undoing.undo_admission(seat, who, parent))


def undo_discharge(seat: Seat, stay_id: int, parent: QWidget) -> None:
    """Also a death. The person is not on the board any more, so the record is asked."""

    def show(stay: StaySummary, events: list[StayEventRow], name: str) -> None:
        bed = next((event.from_bed for event in reversed(events) if event.kind in ENDS), "")
        undoing.UndoEndSheet(seat, parent, stay, name, bed).open()

    def ask_name(stay: StaySummary, events: list[StayEventRow]) -> None:
        call = seat.desk.ask(patients.banner, stay.patient_id)
        call.then(lambda banner: show(stay, events, banner.name), owner=parent)

    def ask_events(stay: StaySummary) -> None:
        call = seat.desk.ask(queries.stay_events, stay_id)
        call.then(lambda events: ask_name(stay, events), owner=parent)

    seat.desk.ask(queries.stay_summary, stay_id).then(ask_events, owner=parent)


def close_bed(seat: Seat, bed_id: int, parent: QWidget) -> None:
    def show(board: queries.Board) -> None:
        CloseBedSheet(seat, parent, bed_id, _label(board, bed_id)).open()

    seat.desk.ask(queries.board, seat.ward.unit_id).then(show, owner=parent)


def reopen(seat: Seat, bed_id: int, parent: QWidget) -> None:
    """Whatever closed the bed has passed."""
    call = seat.desk.do(wards.reopen_bed, bed_id)
    call.then(lambda _done: _tell(seat, bed_id, _("Bed {bed} is open again.")), owner=parent)


def cleaned(seat: Seat, bed_id: int, parent: QWidget) -> None:
    call = seat.desk.do(wards.bed_cleaned, bed_id)
    call.then(lambda _done: _tell(seat, bed_id, _("Bed {bed} is cleaned and free.")), owner=parent)


def over_occupancy(seat: Seat, parent: QWidget) -> None:
    call = seat.desk.ask(ward_queries.rooms, seat.ward.unit_id)
    call.then(lambda rooms: OverOccupancySheet(seat, parent, rooms).open(), owner=parent)


def close_over_occupancy(seat: Seat, bed_id: int, parent: QWidget) -> None:
    def ask(beds: list[ward_queries.BedRow]) -> None:
        row = next((bed for bed in beds if bed.id == bed_id), None)
        if row is not None:
            close_place(seat, row, parent)

    seat.desk.ask(ward_queries.beds, seat.ward.unit_id).then(ask, owner=parent)


def _tell(seat: Seat, bed_id: int, sentence: str) -> None:
    call = seat.desk.ask(queries.board, seat.ward.unit_id)
    call.then(lambda board: seat.guide.notice(sentence.format(bed=_label(board, bed_id))), owner=seat.desk)


def _label(board: queries.Board, bed_id: int) -> str:
    return next((place.label for place in board.places if place.bed_id == bed_id), "")
