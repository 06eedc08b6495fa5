"""The ward's shifts: when they begin and end, and which one a moment belongs to.

Shifts overlap, for report. In the overlap the current shift is the one that began last: whoever has
come is who the handover is for. So the ward has exactly one current shift at any moment, from its
start until the next one starts. Times are the ward's clock; a night on which clocks change has the
hours it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum, auto

from ward_app.errors import Invalid
from ward_app.i18n import N_, STOCKHOLM, _, local, span_text


class ShiftKind(StrEnum):
    DAY = auto()
    EVENING = auto()
    NIGHT = auto()


SHIFT_NAMES = {
    ShiftKind.DAY: N_("Day shift"),
    ShiftKind.EVENING: N_("Evening shift"),
    ShiftKind.NIGHT: N_("Night shift"),
}


@dataclass(frozen=True, slots=True)
class ShiftHours:
    """When a kind of shift begins and ends by the clock. One that ends by its beginning ends next day."""

    kind: ShiftKind
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """The shifts of a day. Two kinds are enough where people work twelve hours."""

    shifts: tuple[ShiftHours, ...]

    def __post_init__(self) -> None:
        if not self.shifts:
            raise Invalid("shifts", _("The ward needs at least one shift."))
        if len({shift.begins for shift in self.shifts}) < len(self.shifts):
            raise Invalid("shifts", _("Two shifts cannot begin at the same time."))
        if len({shift.kind for shift in self.shifts}) < len(self.shifts):
            raise Invalid("shifts", _("Each kind of shift can be there only once."))


DEFAULT_PLAN = ShiftPlan(
    (
        ShiftHours(ShiftKind.DAY, time(7, 0), time(15, 30)),
        ShiftHours(ShiftKind.EVENING, time(13, 30), time(21, 30)),
        ShiftHours(ShiftKind.NIGHT, time(21, 0), time(7, 15)),
    )
)


@dataclass(frozen=True, slots=True)
class ShiftTime:
    """One shift on one day: a night belongs to the day on which it begins."""

    kind: ShiftKind
    day: date
    starts_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


def shift_on(day: date, kind: ShiftKind, plan: ShiftPlan = DEFAULT_PLAN) -> ShiftTime:
    """The shift of this kind that begins on this day."""
    for hours in plan.shifts:
        if hours.kind is kind:
            return _shift(day, hours)
    raise Invalid("kind", _("The ward has no such shift."))


def shift_at(moment: datetime, plan: ShiftPlan = DEFAULT_PLAN) -> ShiftTime:
    """The current shift: of all that have begun, the latest."""
    return max(_begun(moment, plan), key=_start)


def next_shift(shift: ShiftTime, plan: ShiftPlan = DEFAULT_PLAN) -> ShiftTime:
    """The first shift to begin after this one has begun."""
    later = (other for other in _around(shift.starts_at, plan) if other.starts_at > shift.starts_at)
    return min(later, key=_start)


def previous_shift(shift: ShiftTime, plan: ShiftPlan = DEFAULT_PLAN) -> ShiftTime:
    """The last shift that began before this one."""
    return max(_begun(shift.starts_at - timedelta(microseconds=1), plan), key=_start)


def shift_text(shift: ShiftTime) -> str:
    """Night shift 21:00–07:15"""
    return f"{_(SHIFT_NAMES[shift.kind])} {span_text(shift.starts_at, shift.ends_at)}"


def _begun(moment: datetime, plan: ShiftPlan) -> list[ShiftTime]:
    return [shift for shift in _around(moment, plan) if shift.starts_at <= moment]


def _around(moment: datetime, plan: ShiftPlan) -> list[ShiftTime]:
    """The shifts that begin the day before, on the day of and the day after a moment."""
    today = local(moment).date()
    days = (today + timedelta(days=step) for step in (-1, 0, 1))
    return [_shift(day, hours) for day in days for hours in plan.shifts]


def _start(shift: ShiftTime) -> datetime:
    return shift.starts_at


def _shift(day: date, hours: ShiftHours) -> ShiftTime:
    last_day = day if hours.ends > hours.begins else day + timedelta(days=1)
    return ShiftTime(hours.kind, day, _moment(day, hours.begins), _moment(last_day, hours.ends))


def _moment(day: date, at: time) -> datetime:
    """A planned time as a moment. A time that the clock skips is an hour later by it, one that comes twice
    is its first coming."""
    return datetime.combine(day, at, tzinfo=STOCKHOLM).astimezone(UTC)
