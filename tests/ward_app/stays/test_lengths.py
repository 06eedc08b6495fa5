from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.texts import many
from ward_app.i18n import from_local, local
from ward_app.stays.lengths import Period, care_days, care_days_between, day_of_stay, length_of_stay_days


def at(text: str) -> datetime:
    """`11-21 07:05` on the ward's clock in 2026."""
    day, clock = text.split()
    return from_local(date.fromisoformat(f"2026-{day}"), time.fromisoformat(clock), fold=0)


@pytest.mark.parametrize(
    ("admitted", "ended", "stay_days", "days_of_care"),
    [
        ("11-21 08:00", "11-21 16:00", 0, 1),
        ("11-21 08:00", "11-21 08:00", 0, 1),
        ("11-21 00:00", "11-21 23:59", 0, 1),
        ("11-21 23:59", "11-22 00:01", 1, 2),
        ("11-21 08:00", "11-22 00:00", 1, 2),
        ("11-21 08:00", "11-25 11:00", 4, 5),
        ("10-24 22:00", "10-26 08:00", 2, 3),  # clocks go back
        ("03-28 23:30", "03-29 23:30", 1, 2),  # clocks go forward
        ("12-30 12:00", "12-31 12:00", 1, 2),
    ],
)
def test_that_a_stay_is_measured_as_the_term_bank_says(
    admitted: str, ended: str, stay_days: int, days_of_care: int
) -> None:
    assert length_of_stay_days(at(admitted), at(ended)) == stay_days
    assert care_days(at(admitted), at(ended)) == days_of_care


@pytest.mark.parametrize(
    ("leaves", "days_of_care"),
    [
        ([("11-22 09:00", "11-22 18:00")], 7),
        ([("11-22 18:00", "11-23 09:00")], 7),
        ([("11-22 18:00", "11-24 09:00")], 6),
        ([("11-22 18:00", "11-25 09:00")], 5),
        ([("11-23 00:00", "11-24 00:00")], 6),
        ([("11-23 00:01", "11-24 00:00")], 7),
        ([("11-23 00:00", "11-23 23:59")], 7),
        ([("11-22 18:00", "11-24 09:00"), ("11-24 12:00", "11-26 10:00")], 5),
        ([("11-22 18:00", "11-23 12:00"), ("11-23 12:00", "11-24 09:00")], 6),  # extended without a return
        ([("11-23 13:00", "11-24 09:00"), ("11-22 18:00", "11-23 11:00")], 7),
        ([("11-24 18:00", None)], 5),  # away until the discharge: the day of discharge counts
        ([("11-24 18:00", "11-30 09:00")], 5),  # a return noted after the discharge changes nothing
    ],
)
def test_that_only_whole_days_of_leave_are_left_out(
    leaves: list[tuple[str, str | None]], days_of_care: int
) -> None:
    admitted, ended = at("11-21 08:00"), at("11-27 11:00")
    periods = [Period(at(left), at(back) if back else None) for left, back in leaves]
    assert care_days(admitted, ended, periods) == days_of_care
    assert length_of_stay_days(admitted, ended) == 6


def test_that_a_day_of_leave_has_the_hours_it_has() -> None:
    """The day that clocks go back has 25 hours: 24 hours of leave do not fill it."""
    admitted, ended = at("10-20 08:00"), at("10-27 08:00")
    left = at("10-25 00:00")
    assert care_days(admitted, ended, [Period(left, left + timedelta(hours=24))]) == 8
    assert care_days(admitted, ended, [Period(left, left + timedelta(hours=25))]) == 7


def test_that_the_day_of_admission_is_day_one() -> None:
    admitted = at("11-21 23:30")
    assert day_of_stay(admitted, at("11-21 23:30")) == 1
    assert day_of_stay(admitted, at("11-22 00:00")) == 2
    assert day_of_stay(admitted, at("11-25 12:00")) == 5


def test_that_a_months_care_days_are_those_within_it() -> None:
    admitted, ended = at("10-30 08:00"), at("11-03 08:00")
    october = (date(2026, 10, 1), date(2026, 10, 31))
    november = (date(2026, 11, 1), date(2026, 11, 30))
    assert care_days_between(*october, admitted, ended) == 2
    assert care_days_between(*november, admitted, ended) == 3
    leave = [Period(at("10-30 18:00"), at("11-02 09:00"))]
    assert care_days_between(*october, admitted, ended, leave) == 1
    assert care_days_between(*november, admitted, ended, leave) == 2


def test_that_a_stay_that_ends_before_it_begins_is_a_bug() -> None:
    for measure in (length_of_stay_days, care_days, day_of_stay):
        with pytest.raises(ValueError, match="before"):
            measure(at("11-21 08:00"), at("11-20 08:00"))


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
LEAVES = st.lists(
    st.builds(
        lambda start, minutes: Period(start, start + timedelta(minutes=minutes)),
        MOMENTS,
        st.integers(1, 20_000),
    ),
    max_size=5,
)


@many
@given(MOMENTS, st.integers(0, 400 * 24 * 60), LEAVES)
def test_that_the_measures_agree_with_each_other(
    admitted: datetime, minutes: int, leaves: list[Period]
) -> None:
    ended = admitted + timedelta(minutes=minutes)
    nights = length_of_stay_days(admitted, ended)
    assert care_days(admitted, ended) == nights + 1 == day_of_stay(admitted, ended)
    assert 0 <= care_days(admitted, ended, leaves) <= nights + 1
    middle = local(admitted).date() + timedelta(days=nights // 2)
    parts = [
        care_days_between(date.min, middle, admitted, ended, leaves),
        care_days_between(middle + timedelta(days=1), date.max, admitted, ended, leaves),
    ]
    assert sum(parts) == care_days(admitted, ended, leaves)


@many
@given(MOMENTS, st.integers(0, 60 * 24), LEAVES, LEAVES)
def test_that_more_leave_never_makes_more_care_days(
    admitted: datetime, hours: int, some: list[Period], more: list[Period]
) -> None:
    ended = admitted + timedelta(hours=hours)
    assert care_days(admitted, ended, some + more) <= care_days(admitted, ended, some)


@many
@given(MOMENTS, st.integers(0, 60 * 24), MOMENTS, st.integers(0, 30 * 24 * 60), st.integers(0, 30 * 24 * 60))
def test_that_a_leave_told_in_two_parts_counts_as_one(
    admitted: datetime, hours: int, left: datetime, first: int, second: int
) -> None:
    ended = admitted + timedelta(hours=hours)
    middle, back = left + timedelta(minutes=first), left + timedelta(minutes=first + second)
    whole, parts = [Period(left, back)], [Period(middle, back), Period(left, middle)]
    assert care_days(admitted, ended, whole) == care_days(admitted, ended, parts)
