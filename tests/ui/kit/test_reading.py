"""Dates, times and numbers as people type them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.kit.fields.number import read_number
from ui.kit.fields.reading import read_date, read_time

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("20261121", date(2026, 11, 21)),
        ("261121", date(2026, 11, 21)),
        ("460113", date(2046, 1, 13)),
        ("470113", date(1947, 1, 13)),
        (" idag ", TODAY),
        ("I dag", TODAY),
        ("today", TODAY),
        ("igår", date(2026, 11, 20)),
        ("i  går", date(2026, 11, 20)),
        ("yesterday", date(2026, 11, 20)),
        ("i morgon", date(2026, 11, 22)),
        ("övermorgon", date(2026, 11, 23)),
        ("+3", date(2026, 11, 24)),
        ("+ 14", date(2026, 12, 5)),
        ("-2", date(2026, 11, 19)),
        ("v48", date(2026, 11, 23)),
        ("V. 48", date(2026, 11, 23)),
        ("w53", date(2026, 12, 28)),
        ("v2", date(2027, 1, 11)),
        ("v30", date(2026, 7, 20)),
        ("v54", None),
        ("v0", None),
        ("2026-02-29", None),
        ("2028-02-29", date(2028, 2, 29)),
        ("2026-13-01", None),
        ("21/11", None),
        ("11-21", None),
        ("soon", None),
        ("", None),
        ("２０２６-11-21", None),
    ],
)
def test_that_a_date_is_understood_or_not_at_all(typed: str, day: date | None) -> None:
    assert read_date(typed, TODAY) == day


def test_that_a_week_is_the_nearest_of_that_number() -> None:
    assert read_date("v2", date(2026, 12, 30)) == date(2027, 1, 11)
    assert read_date("v52", date(2027, 1, 4)) == date(2026, 12, 21)
    assert read_date("v53", date(2027, 1, 4)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("0030", time(0, 30)),
        ("00:30", time(0, 30)),
        ("0:30", time(0, 30)),
        ("7", time(7)),
        ("7.05", time(7, 5)),
        ("705", time(7, 5)),
        ("1545", time(15, 45)),
        ("23:59", time(23, 59)),
        ("24:00", None),
        ("2460", None),
        ("7:5", None),
        ("noon", None),
        ("", None),
    ],
)
def test_that_a_time_is_understood_or_not_at_all(typed: str, at: time | None) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("38,2", Decimal("38.2")),
        ("38.2", Decimal("38.2")),
        ("1 400", Decimal(1400)),
        ("1\u00a0400,5", Decimal("1400.5")),
        ("−2", Decimal(-2)),
        ("-2", Decimal(-2)),
        ("007", Decimal(7)),
        ("1,2,3", None),
        ("1e3", None),
        ("NaN", None),
        ("٣", None),
        ("", None),
        (",5", None),
    ],
)
def test_that_a_number_is_understood_or_not_at_all(typed: str, value: Decimal | None) -> None:
    assert read_number(typed) == value


@given(st.text(max_size=12))
def test_that_nothing_typed_breaks_the_reading(typed: str) -> None:
    read_date(typed, TODAY)
    read_time(typed)
    read_number(typed)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_that_a_date_as_written_is_read_back(day: date) -> None:
    assert read_date(day.isoformat(), TODAY) == day
