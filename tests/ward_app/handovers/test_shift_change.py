from __future__ import annotations

from datetime import date, time

import pytest

from ward_app.handovers.shift_change import shift_change
from ward_app.i18n import from_local
from ward_app.wards.shifts import DEFAULT_PLAN, ShiftKind

DAY, EVENING, NIGHT = ShiftKind.DAY, ShiftKind.EVENING, ShiftKind.NIGHT


@pytest.mark.parametrize(
    ("at", "from_", "to"),
    [
        ("06:48", NIGHT, DAY),
        ("07:00", NIGHT, DAY),
        ("07:44", NIGHT, DAY),
        ("07:45", DAY, EVENING),
        ("13:29", DAY, EVENING),
        ("15:59", DAY, EVENING),
        ("16:00", EVENING, NIGHT),
        ("21:59", EVENING, NIGHT),
        ("22:00", NIGHT, DAY),
        ("03:00", NIGHT, DAY),
    ],
)
def test_that_the_change_under_way_is_known(at: str, from_: ShiftKind, to: ShiftKind) -> None:
    change = shift_change(from_local(date(2026, 11, 21), time.fromisoformat(at)), DEFAULT_PLAN)
    assert (change.from_.kind, change.to.kind) == (from_, to)


def test_that_a_night_hands_over_to_the_day_on_which_it_ends() -> None:
    change = shift_change(from_local(date(2026, 11, 21), time(23)), DEFAULT_PLAN)
    assert (change.from_.day, change.to.day) == (date(2026, 11, 21), date(2026, 11, 22))
