"""The rows of the board, which of them a filter shows, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from ward_app.i18n import _, ngettext
from ward_app.stays.board_rows import Board, BoardCard, BoardPlace, PlaceState

EMPTY = frozenset({PlaceState.FREE, PlaceState.CLEANING, PlaceState.RESERVED, PlaceState.CLOSED})


class Filter(StrEnum):
    ALL = auto()
    MINE = auto()
    OVERDUE = auto()
    READY = auto()


def places_of(board: Board) -> list[BoardPlace]:
    """Every bed in its order; whoever is in day care stands after them, each as a place without a bed."""
    return [*board.places, *(_without_bed(card) for card in board.without_bed)]


def has_bed(place: BoardPlace) -> bool:
    return place.bed_id > 0


def matches(place: BoardPlace, chosen: Filter, user_id: int | None) -> bool:
    if chosen is Filter.ALL:
        return True
    return place.card is not None and _TESTS[chosen](place.card, user_id)


def shown(places: Sequence[BoardPlace], chosen: Filter, user_id: int | None) -> list[BoardPlace]:
    return [place for place in places if matches(place, chosen, user_id)]


def counts(places: Sequence[BoardPlace], user_id: int | None) -> dict[Filter, int]:
    return {chosen: len(shown(places, chosen, user_id)) for chosen in Filter}


@dataclass(frozen=True, slots=True)
class Summary:
    """How full the ward is, in words of two lengths."""

    full: str
    brief: str


def summary(places: Sequence[BoardPlace]) -> Summary:
    inpatients = sum(place.card is not None for place in places)
    beds = sum(has_bed(place) for place in places)
    ready = sum(matches(place, Filter.READY, None) for place in places)
    said = ngettext("{count} inpatient", "{count} inpatients", inpatients).format(count=inpatients)
    states = Counter(place.state for place in places)
    others = [_count_text(state, states[state]) for state in _COUNTED if states[state]]
    if ready:
        others.append(
            ngettext("{count} ready for discharge", "{count} ready for discharge", ready).format(count=ready)
        )
    short = _("{inpatients} of {beds}").format(inpatients=inpatients, beds=beds)
    free = _count_text(PlaceState.FREE, states[PlaceState.FREE])
    return Summary(" · ".join([said, *others]), f"{short} · {free}")


_COUNTED = (
    PlaceState.FREE, PlaceState.CLEANING, PlaceState.RESERVED, PlaceState.CLOSED, PlaceState.ON_LEAVE,
)  # fmt: skip


def _count_text(state: PlaceState, count: int) -> str:
    said = {
        PlaceState.FREE: ngettext("{count} free", "{count} free", count),
        PlaceState.CLEANING: ngettext("{count} being cleaned", "{count} being cleaned", count),
        PlaceState.RESERVED: ngettext("{count} reserved", "{count} reserved", count),
        PlaceState.CLOSED: ngettext("{count} closed", "{count} closed", count),
        PlaceState.ON_LEAVE: ngettext("{count} on leave", "{count} on leave", count),
    }[state]
    return said.format(count=count)


_TESTS: dict[Filter, Callable[[BoardCard, int | None], bool]] = {
    Filter.MINE: lambda card, user_id: user_id is not None and user_id in (card.nurse_id, card.doctor_id),
    Filter.OVERDUE: lambda card, _user_id: card.tasks_overdue > 0,
    Filter.READY: lambda card, _user_id: card.is_ready,
}


def _without_bed(card: BoardCard) -> BoardPlace:
    """Known by the stay, below zero where no bed's id can be."""
    return BoardPlace(-card.stay_id, _("Day"), "", False, PlaceState.OCCUPIED, "", card)
