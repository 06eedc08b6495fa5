"""The time of day as a value handed in: nothing in the program calls `now()` by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present moment, aware and in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)


class FrozenClock:
    """A clock that stands still until it is moved: for tests and for the tour."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def __call__(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs a moment with a time zone")
        self._at = at.astimezone(UTC)

    def advance(self, by: timedelta) -> datetime:
        """Move the clock, also backwards, as the clock of a machine may do."""
        self._at += by
        return self._at
