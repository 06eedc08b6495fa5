"""Three shifts, each from and to; whatever else is handed in is refused, not fallen over."""

from __future__ import annotations

from typing import Any

import pytest

from ward_app.settings.registry import SHIFT_TIMES

OTHER = [
    [1, 2, 3],
    [None, None, None],
    "abc",
    [["07:00", "15:30", "13:30"], ["21:30"], ["21:00", "07:15"]],
    [["07:00", "15:30"], ["13:30", "21:30"], ["21:00", "07:10"]],
    [["07:00", "15:30"], ["07:00", "21:30"], ["21:00", "07:15"]],
    [["07:00", "15:30"], ["13:30", "21:30"]],
    [["07:00", "15:30"], ["13:30", "21:30"], ["21:00", 7]],
]


@pytest.mark.parametrize("value", OTHER, ids=str)
def test_that_what_is_no_three_shifts_is_refused(value: Any) -> None:
    assert not SHIFT_TIMES.accepts(value)


def test_that_three_shifts_are_taken() -> None:
    assert SHIFT_TIMES.accepts([["06:45", "15:00"], ["13:45", "21:00"], ["20:45", "07:00"]])
