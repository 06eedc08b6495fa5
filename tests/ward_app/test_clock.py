from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ward_app.clock import Clock, FrozenClock, system_clock

START = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)


def test_that_the_system_clock_tells_utc() -> None:
    assert system_clock().tzinfo is UTC


def test_that_a_frozen_clock_stands_until_it_is_moved() -> None:
    clock = FrozenClock(START)
    as_clock: Clock = clock
    assert as_clock() == as_clock() == START
    assert clock.advance(timedelta(hours=3)) == clock() == START + timedelta(hours=3)
    clock.advance(timedelta(days=-1))
    assert clock() == START + timedelta(hours=3, days=-1)


def test_that_a_frozen_clock_tells_utc_whatever_it_was_set_by() -> None:
    clock = FrozenClock(START.astimezone(timezone(timedelta(hours=1))))
    assert clock() == START
    assert clock().tzinfo is UTC


def test_that_a_clock_is_not_set_by_a_moment_without_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        FrozenClock(datetime(2026, 11, 21, 7, 5))  # noqa: DTZ001
