"""Whom a sheet is about, as the board knows them: also who may not open records may move a patient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from ui.seat import Seat
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.stays import queries
from ward_app.stays.queries import Board, BoardCard


@dataclass(frozen=True, slots=True, repr=False)
class Who:
    """One inpatient. `bed_id` is None in day care without a bed; `version` is that of the stay."""

    stay_id: int
    patient_id: int
    version: int
    name: str
    bed_id: int | None
    bed: str
    tasks_left: int = 0

    @property
    def text(self) -> str:
        """Name and bed, as they stand in every heading and every question."""
        if not self.bed:
            return self.name
        return _("{name}, bed {bed}").format(name=self.name, bed=self.bed)


def everyone(board: Board) -> list[Who]:
    """In the order of the beds."""
    lying = [_who(place.card, place.bed_id, place.label) for place in board.places if place.card]
    return lying + [_who(card) for card in board.without_bed]


def find(seat: Seat, stay_id: int, owner: QObject, then: Callable[[Who, Board], object]) -> None:
    """Look the patient up as things are now; who has left meanwhile is said to have."""

    def found(board: Board) -> None:
        who = next((one for one in everyone(board) if one.stay_id == stay_id), None)
        if who is None:
            seat.desk.refused.emit(Refused(_("The patient is no longer admitted. Look at the board again.")))
            return
        then(who, board)

    seat.desk.ask(queries.board, seat.ward.unit_id).then(found, owner=owner)


def _who(card: BoardCard, bed_id: int | None = None, bed: str = "") -> Who:
    return Who(card.stay_id, card.patient_id, card.version, card.name, bed_id, bed, card.tasks_left)
