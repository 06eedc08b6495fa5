"""What the decisions on treatment say about resuscitation, today (EOL-01, EOL-02)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Protocol

from ward_app.patients.model import LimitationKind


class CprState(StrEnum):
    """CPR is given unless a doctor's decision that holds says no. An overdue decision is none."""

    YES = auto()
    NO = auto()
    OVERDUE = auto()
    UNREAD = auto()
    """The decisions are in a record that the reader may not read: whether there is one is not known here."""


class Limitation(Protocol):
    """A decision, as the entity or any row of it says it."""

    @property
    def kind(self) -> LimitationKind: ...
    @property
    def review_on(self) -> date: ...
    @property
    def ended_at(self) -> datetime | None: ...


def cpr_state(limitations: Iterable[Limitation], today: date, *, is_read: bool = True) -> CprState:
    """Of one patient's decisions, ended ones or not. `is_read`: the reader may read all there are."""
    reviews = [
        one.review_on for one in limitations if one.kind is LimitationKind.NO_CPR and one.ended_at is None
    ]
    if not reviews:
        return CprState.YES if is_read else CprState.UNREAD
    return CprState.NO if max(reviews) >= today else CprState.OVERDUE
