from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.texts import many
from ward_app.errors import Invalid
from ward_app.i18n import from_local, local
from ward_app.wards.shifts import (
    DEFAULT_PLAN,
    ShiftHours,
    ShiftKind,
    ShiftPlan,
    next_shift,
    previous_shift,
    shift_at,
    shift_on,
    shift_text,
)

DAY, EVENING, NIGHT = ShiftKind.DAY, ShiftKind.EVENING, ShiftKind.NIGHT
TWELVE_HOURS = ShiftPlan((ShiftHours(DAY, time(7), time(19, 30)), ShiftHours(NIGHT, time(19), time(7, 30))))

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
TIMES = st.times().map(lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0))


@st.composite
def plans(draw: st.DrawFn) -> ShiftPlan:
    begins = draw(st.lists(TIMES, min_size=1, max_size=3, unique=True))
    return ShiftPlan(
        tuple(ShiftHours(kind, begin, draw(TIMES)) for kind, begin in zip(ShiftKind, begins, strict=False))
    )


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return from_local(date(2026, 11, day), time(hour, minute))


@pytest.mark.parametrize(
    ("moment", "kind", "day"),
    [
        (at(21, 6, 59), NIGHT, 20),
        (at(21, 7, 0), DAY, 21),
        (at(21, 7, 15), DAY, 21),
        (at(21, 13, 29), DAY, 21),
        (at(21, 13, 30), EVENING, 21),  # the day shift is still there, for report
        (at(21, 15, 29), EVENING, 21),
        (at(21, 20, 59), EVENING, 21),
        (at(21, 21, 0), NIGHT, 21),
        (at(22, 0, 30), NIGHT, 21),
        (at(22, 3, 0), NIGHT, 21),
    ],
)
def test_that_the_current_shift_is_the_one_that_began_last(
    moment: datetime, kind: ShiftKind, day: int
) -> None:
    shift = shift_at(moment)
    assert (shift.kind, shift.day) == (kind, date(2026, 11, day))


def test_that_a_night_goes_over_midnight() -> None:
    night = shift_on(date(2026, 11, 21), NIGHT)
    assert (night.starts_at, night.ends_at) == (at(21, 21), at(22, 7, 15))
    assert night.length == timedelta(hours=10, minutes=15)
    assert shift_text(night).endswith(" 21:00–07:15")


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 10, 24), 11.25), (date(2027, 3, 27), 9.25), (date(2026, 10, 25), 10.25)]
)
def test_that_a_night_has_the_hours_it_has_when_clocks_change(day: date, hours: float) -> None:
    assert shift_on(day, NIGHT).length == timedelta(hours=hours)


def test_that_shifts_follow_each_other() -> None:
    day = shift_on(date(2026, 11, 21), DAY)
    kinds = []
    for _ in range(4):
        kinds.append(day.kind)
        day = next_shift(day)
    assert kinds == [DAY, EVENING, NIGHT, DAY]
    assert day.kind is EVENING
    assert day.day == date(2026, 11, 22)


def test_that_a_ward_may_work_twelve_hours() -> None:
    assert shift_at(at(21, 19, 15), TWELVE_HOURS).kind is NIGHT
    assert next_shift(shift_at(at(22, 3), TWELVE_HOURS), TWELVE_HOURS).starts_at == at(22, 7)
    with pytest.raises(Invalid):
        shift_on(date(2026, 11, 21), EVENING, TWELVE_HOURS)


def test_that_a_shift_planned_into_the_missing_hour_begins_an_hour_later() -> None:
    plan = ShiftPlan((ShiftHours(NIGHT, time(2, 30), time(2, 30)),))
    shift = shift_on(date(2027, 3, 28), NIGHT, plan)
    assert shift.starts_at == from_local(date(2027, 3, 28), time(3, 30))
    assert shift.length == timedelta(hours=23)


@pytest.mark.parametrize(
    "shifts",
    [
        (),
        (ShiftHours(DAY, time(7), time(15)), ShiftHours(EVENING, time(7), time(21))),
        (ShiftHours(DAY, time(7), time(15)), ShiftHours(DAY, time(13), time(21))),
    ],
)
def test_that_a_plan_without_order_is_refused(shifts: tuple[ShiftHours, ...]) -> None:
    with pytest.raises(Invalid):
        ShiftPlan(shifts)


@many
@given(MOMENTS, plans())
def test_that_every_moment_has_one_current_shift_and_it_lasts_until_the_next(
    moment: datetime, plan: ShiftPlan
) -> None:
    shift = shift_at(moment, plan)
    following = next_shift(shift, plan)
    assert shift.starts_at <= moment < following.starts_at
    assert shift_at(following.starts_at, plan).starts_at == following.starts_at
    assert shift_at(following.starts_at - timedelta(microseconds=1), plan) == shift
    assert shift.starts_at < shift.ends_at or shift.length == timedelta()
    assert shift.length <= timedelta(hours=25)


@many
@given(MOMENTS)
def test_that_there_and_back_is_the_same_shift(moment: datetime) -> None:
    shift = shift_at(moment)
    assert previous_shift(next_shift(shift)) == shift
    assert next_shift(previous_shift(shift)) == shift
    assert previous_shift(shift).starts_at < shift.starts_at


@many
@given(MOMENTS)
def test_that_someone_is_always_there_in_the_default_plan(moment: datetime) -> None:
    shift = shift_at(moment)
    assert moment < shift.ends_at
    assert next_shift(shift).starts_at <= shift.ends_at
    assert shift.day in {local(moment).date(), local(moment).date() - timedelta(days=1)}


@many
@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.sampled_from(ShiftKind))
def test_that_a_shift_begins_and_ends_by_the_wards_clock(day: date, kind: ShiftKind) -> None:
    shift = shift_on(day, kind)
    hours = next(hours for hours in DEFAULT_PLAN.shifts if hours.kind is kind)
    assert local(shift.starts_at).time() == hours.begins
    assert local(shift.ends_at).time() == hours.ends
    assert shift_at(shift.starts_at) == shift
