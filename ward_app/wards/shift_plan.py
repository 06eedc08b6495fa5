"""The shifts as the ward has set them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from sqlalchemy.orm import Session

from ward_app.settings.queries import value_of
from ward_app.settings.registry import SHIFT_TIMES
from ward_app.wards.shifts import ShiftHours, ShiftKind, ShiftPlan


def plan_of(session: Session) -> ShiftPlan:
    return plan_from(value_of(session, SHIFT_TIMES))


def plan_from(times: Sequence[Sequence[str]] | None) -> ShiftPlan:
    """From the stored setting: beginning and end of day, evening and night. None is the default."""
    pairs = zip(ShiftKind, times or SHIFT_TIMES.default, strict=True)
    return ShiftPlan(tuple(
        ShiftHours(kind, time.fromisoformat(begins), time.fromisoformat(ends))
        for kind, (begins, ends) in pairs
    ))  # fmt: skip
