"""How long a stay is, in the two measures of Socialstyrelsens termbank and in the ward's own words.

Days are days of the ward's calendar. An open stay is measured until now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ward_app.i18n import STOCKHOLM, local


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment until before another; without an end it still lasts."""

    from_at: datetime
    to_at: datetime | None = None


def length_of_stay_days(admitted_at: datetime, ended_at: datetime) -> int:
    """Vårdtid: date of discharge less date of admission, the same day 0, leave included (termbank 268)."""
    return (_day(_checked(admitted_at, ended_at)) - _day(admitted_at)).days


def care_days(admitted_at: datetime, ended_at: datetime, leaves: Iterable[Period] = ()) -> int:
    """Vårddagar: each started day counts, whole days of leave do not (termbank 263)."""
    return sum(1 for _ in _care_days(admitted_at, ended_at, leaves))


def care_days_between(
    first: date, last: date, admitted_at: datetime, ended_at: datetime, leaves: Iterable[Period] = ()
) -> int:
    """Those of a stay's care days that fall from the first to the last day, both included."""
    return sum(1 for day in _care_days(admitted_at, ended_at, leaves) if first <= day <= last)


def day_of_stay(admitted_at: datetime, now: datetime) -> int:
    """The day of the stay as the ward counts it: the day of admission is day 1, leave is not left out."""
    return length_of_stay_days(admitted_at, now) + 1


def _care_days(admitted_at: datetime, ended_at: datetime, leaves: Iterable[Period]) -> Iterator[date]:
    away = _merged(leaves, _checked(admitted_at, ended_at))
    for day in _days(_day(admitted_at), _day(ended_at)):
        starts, ends = _midnight(day), _midnight(day + timedelta(days=1))
        if not any(from_at <= starts and ends <= to_at for from_at, to_at in away):
            yield day


def _merged(leaves: Iterable[Period], ended_at: datetime) -> list[tuple[datetime, datetime]]:
    """Leaves in order, those that touch or overlap as one, none beyond the end of the stay."""
    merged: list[tuple[datetime, datetime]] = []
    for leave in sorted(leaves, key=lambda leave: leave.from_at):
        to_at = min(leave.to_at or ended_at, ended_at)
        if merged and leave.from_at <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], to_at))
        else:
            merged.append((leave.from_at, to_at))
    return merged


def _checked(admitted_at: datetime, ended_at: datetime) -> datetime:
    if ended_at < admitted_at:
        raise ValueError("a stay cannot end before it began")
    return ended_at


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def _day(moment: datetime) -> date:
    return local(moment).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=STOCKHOLM).astimezone(UTC)
