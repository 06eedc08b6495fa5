"""What the decisions on treatment say about resuscitation, today (EOL-01, EOL-02)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum, auto

from ward_app.patients.model import LimitationKind, TreatmentLimitation


class CprState(StrEnum):
    """CPR is given unless a doctor's decision that holds says no. An overdue decision is none."""

    YES = auto()
    NO = auto()
    OVERDUE = auto()


def cpr_state(limitations: Iterable[TreatmentLimitation], today: date) -> CprState:
    open_ones = [one for one in limitations if one.kind is LimitationKind.NO_CPR and one.ended_at is None]
    if any(one.holds(today) for one in open_ones):
        return CprState.NO
    return CprState.OVERDUE if open_ones else CprState.YES
