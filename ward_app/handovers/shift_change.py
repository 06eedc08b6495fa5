"""Which shift hands over to which, at a moment of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ward_app.wards.shifts import ShiftPlan, ShiftTime, next_shift, previous_shift, shift_at

LATE = timedelta(minutes=30)
"""A report that runs over is still the report of that change of shifts."""


@dataclass(frozen=True, slots=True)
class ShiftChange:
    from_: ShiftTime
    to: ShiftTime


def shift_change(at: datetime, plan: ShiftPlan) -> ShiftChange:
    """The change under way while the shift before is still there; from then on the next one is prepared."""
    current = shift_at(at, plan)
    before = previous_shift(current, plan)
    if at < before.ends_at + LATE:
        return ShiftChange(before, current)
    return ShiftChange(current, next_shift(current, plan))
