"""What can be done with a place and the patient in it: by menu, key, palette or dragging."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.actions import Acts
from ui.board.places import has_bed
from ui.seat import Seat
from ward_app.i18n import _
from ward_app.stays import commands as stays
from ward_app.stays.board_rows import BoardCard, BoardPlace, PlaceState

LOOK = ("open", "peek", "", "new_note", "new_task", "")
STAY = ("", "change_purpose", "ready", "not_ready", "", "discharge", "death")
MENUS: dict[PlaceState, tuple[str, ...]] = {
    PlaceState.OCCUPIED: (*LOOK, "move", "swap", "leave", *STAY),
    PlaceState.ON_LEAVE: (*LOOK, "return", *STAY),
    PlaceState.FREE: ("admit_here", "", "close_bed", "close_place"),
    PlaceState.CLEANING: ("cleaned", "admit_here", "", "close_bed", "close_place"),
    PlaceState.RESERVED: ("admit_here", "", "close_bed"),
    PlaceState.CLOSED: ("reopen_bed", "close_place"),
}
"""Names of actions by the state of the place, an empty one where the menu has a line."""


OF_STAY = ("move", "swap", "leave", "return", *(name for name in STAY if name))
OF_BED = ("cleaned", "close_bed", "reopen_bed", "close_place")
"""What opens a sheet or is done by `ui.stays.sheets`, with the id of the stay or of the bed."""


class PlaceActs:
    """`find` gives the newest card of a stay, for what is done some time after it was shown."""

    def __init__(
        self,
        seat: Seat,
        page: QWidget,
        peek: Callable[[BoardPlace], object],
        find: Callable[[int], BoardCard | None],
    ) -> None:
        self._seat = seat
        self._page = page
        self._peek = peek
        self._find = find

    def of(self, place: BoardPlace) -> Acts:
        """Everything that can be done with this place, by the names of the action table."""
        known = self._of_patient(place, place.card) if place.card is not None else self._of_bed(place)
        return {name: known[name] for name in menu_names(place) if name}

    def open(self, place: BoardPlace) -> None:
        """What Enter does: the record, or in an empty bed an admission."""
        if place.card is not None:
            self._seat.guide.open_record(place.card.patient_id)
        elif "admit_here" in menu_names(place) and self._seat.desk.allows(stays.admit):
            self._seat.guide.admit(bed_id=place.bed_id)
        else:
            self._peek(place)

    def may_drop(self, origin: BoardPlace, target: BoardPlace) -> bool:
        """Whether the patient of one place can be put on another."""
        moves = origin.card is not None and has_bed(target) and origin.bed_id != target.bed_id
        is_open = target.state is not PlaceState.CLOSED and (target.card is None or has_bed(origin))
        return moves and is_open and self._seat.desk.allows(stays.move)

    def drop(self, origin: BoardPlace, target: BoardPlace) -> None:
        """At once, with a way back; a bed with something to know about it is asked for in the sheet."""
        if origin.card is None or not self.may_drop(origin, target):
            return
        if target.card is not None:
            self._swap(origin, origin.card, target, target.card)
        elif target.state is PlaceState.FREE:
            self._move(origin, origin.card, target)
        else:
            self._sheet("move", origin.card.stay_id)

    def _move(self, origin: BoardPlace, card: BoardCard, target: BoardPlace) -> None:
        said = _("Moved {person} to {bed}").format(person=card.name, bed=target.label)
        undo = partial(self._move_back, card.stay_id, origin) if has_bed(origin) else None
        call = self._seat.desk.do(stays.move, card.stay_id, target.bed_id, card.version)
        call.then(lambda _none: self._seat.guide.notice(said, undo), owner=self._page)

    def _move_back(self, stay_id: int, origin: BoardPlace) -> None:
        if (card := self._find(stay_id)) is not None:
            self._seat.desk.do(stays.move, stay_id, origin.bed_id, card.version)

    def _swap(self, origin: BoardPlace, card: BoardCard, target: BoardPlace, other: BoardCard) -> None:
        said = _("Swapped {person} in {bed} and {other} in {other_bed}").format(
            person=card.name, bed=target.label, other=other.name, other_bed=origin.label
        )
        undo = partial(self._swap_back, card.stay_id, other.stay_id)
        call = self._seat.desk.do(stays.swap, card.stay_id, other.stay_id, card.version, other.version)
        call.then(lambda _none: self._seat.guide.notice(said, undo), owner=self._page)

    def _swap_back(self, stay_id: int, other_id: int) -> None:
        card, other = self._find(stay_id), self._find(other_id)
        if card is not None and other is not None:
            self._seat.desk.do(stays.swap, stay_id, other_id, card.version, other.version)

    def _of_patient(self, place: BoardPlace, card: BoardCard) -> Acts:
        return {
            "open": partial(self.open, place),
            "peek": partial(self._peek, place),
            "new_note": partial(self._write, card.patient_id, "notes", "new_note"),
            "new_task": partial(self._write, card.patient_id, "tasks", "new_task"),
            **{name: partial(self._sheet, name, card.stay_id) for name in OF_STAY},
        }

    def _of_bed(self, place: BoardPlace) -> Acts:
        return {
            "admit_here": partial(self._seat.guide.admit, bed_id=place.bed_id),
            **{name: partial(self._sheet, name, place.bed_id) for name in OF_BED},
        }

    def _write(self, patient_id: int, section: str, act: str) -> None:
        self._seat.guide.open_record(patient_id, section)
        self._seat.guide.act(act)

    def _sheet(self, name: str, subject: int) -> None:
        _sheets()[name](self._seat, subject, self._page)


def _sheets() -> dict[str, Callable[[Seat, int, QWidget], object]]:
    """Imported when the first of them is asked for: the start does without."""
    from ui.stays import sheets

    return {
        "move": sheets.move, "swap": sheets.swap, "leave": sheets.leave, "return": sheets.return_,
        "change_purpose": sheets.change_purpose, "ready": sheets.ready, "not_ready": sheets.not_ready,
        "discharge": sheets.discharge, "death": sheets.death, "close_bed": sheets.close_bed,
        "cleaned": sheets.cleaned, "reopen_bed": sheets.reopen, "close_place": sheets.close_over_occupancy,
    }  # fmt: skip


def menu_names(place: BoardPlace) -> tuple[str, ...]:
    """What fits this very place: who is in day care has no bed to swap, and only one place is too many."""
    unfit = set() if has_bed(place) else {"swap"}
    unfit |= set() if place.is_over_occupancy else {"close_place"}
    if place.card is not None:
        unfit.add("ready" if place.card.is_ready else "not_ready")
    return tuple(name for name in MENUS[place.state] if name not in unfit)
