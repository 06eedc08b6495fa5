"""The columns of the board's table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.board import texts
from ui.board.marks import PURPOSES, Mark, alert_marks, decision_marks, place_marks
from ui.kit.table import Column
from ward_app.clock import Clock
from ward_app.i18n import N_
from ward_app.patients.cpr import CprState
from ward_app.stays.board_rows import BoardCard, BoardPlace
from ward_app.stays.model import Purpose
from ward_app.words import brief, word

NAME, MARKS = 1, 4
"""The column that is cut last, and the one whose icons are drawn by a delegate of its own."""

DOCTOR, NURSE, DAY, AGE = 10, 9, 7, 2
PURPOSE, CURRENT = 3, 6
TELLING = frozenset({PURPOSE, CURRENT})
"""Columns that say what someone is ill with: not there at all in discreet mode."""
GIVE_WAY = (DOCTOR, DAY, NURSE, AGE)
"""In this order, where there is no room for all."""

OfCard = Callable[[BoardCard], Any]


def columns(clock: Clock, is_discreet: Callable[[], bool]) -> list[Column[BoardPlace]]:
    def of_purpose(tell: Callable[[Purpose], str]) -> Callable[[BoardPlace], str]:
        return _of(lambda card: "" if is_discreet() else tell(card.purpose))

    return [
        Column(N_("Bed"), lambda place: place.label, bold=_always, spoken=texts.spoken),
        Column(N_("Name"), _name, bold=_always, colour=_muted, weight=2),
        Column(N_("Age"), _of(_age), align="right", spoken=_of(texts.age_text)),
        Column(N_("Type of stay"), of_purpose(brief), colour=_of(_stay_ink, None), spoken=of_purpose(word)),
        Column(N_("Observe"), lambda _place: "", spoken=_said_marks),
        Column(
            N_("CPR"), _of(texts.cpr_text), colour=_of(_cpr_ink, None), icon=_of(_cpr_icon, None),
            spoken=_of(_said_decisions),
        ),
        Column(N_("Current"), _of(_current), weight=3, elide=True),
        Column(N_("Day no."), _of(lambda card: str(card.day)), align="right"),
        Column(
            N_("Next"), _next(clock), icon=_of(_next_icon, None), colour=_of(_next_ink, None),
            spoken=_of(lambda card: texts.next_text(card, clock())),
        ),
        Column(N_("Responsible"), _of(lambda card: card.nurse), weight=1, elide=True),
        Column(N_("Doctor"), _of(lambda card: card.doctor), weight=1, elide=True),
        Column(N_("Planned discharge"), _of(texts.home_value), colour=_of(_home_ink, None)),
    ]  # fmt: skip


def table_marks(place: BoardPlace) -> list[Mark]:
    """What stands in the column of icons. Decisions on treatment have their own."""
    card = place.card
    others = [mark for mark in decision_marks(card) if mark.icon == "ban"] if card else []
    return [*(alert_marks(card) if card else []), *others, *place_marks(place)]


def _of(tell: OfCard, otherwise: Any = "") -> Callable[[BoardPlace], Any]:
    """Of the patient; an empty place has nothing to say here."""
    return lambda place: otherwise if place.card is None else tell(place.card)


def _always(_place: BoardPlace) -> bool:
    return True


def _age(card: BoardCard) -> str:
    return "" if card.age is None else str(card.age)


def _stay_ink(card: BoardCard) -> str:
    return PURPOSES[card.purpose]


def _name(place: BoardPlace) -> str:
    return texts.short(place.card.name) if place.card else texts.empty_line(place)


def _muted(place: BoardPlace) -> str | None:
    return None if place.card else "muted"


def _current(card: BoardCard) -> str:
    return texts.short(card.reason)


def _said_marks(place: BoardPlace) -> str:
    return ", ".join(mark.said for mark in table_marks(place))


def _said_decisions(card: BoardCard) -> str:
    return ", ".join(mark.said for mark in decision_marks(card)) or texts.cpr_text(card)


def _cpr_ink(card: BoardCard) -> str | None:
    return "warning" if card.cpr is CprState.OVERDUE else None


def _cpr_icon(card: BoardCard) -> str | None:
    return {CprState.NO: "heart-off", CprState.OVERDUE: "clock-alert", None: None}.get(card.cpr)


def _next(clock: Clock) -> Callable[[BoardPlace], str]:
    return _of(lambda card: texts.brief_next_text(card, clock()) or texts.none_left(card))


def _next_icon(card: BoardCard) -> str | None:
    return "clock-alert" if card.tasks_overdue else None


def _next_ink(card: BoardCard) -> str | None:
    return "danger" if card.tasks_overdue else None if card.next_task_at else "muted"


def _home_ink(card: BoardCard) -> str | None:
    return "success" if card.is_ready else None if card.planned_discharge_on else "muted"
