"""The calendar of keeping, by table and by chance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.texts import some
from ward_app.owners import LegalBasis, RecordOwner
from ward_app.retention.rules import Kept, Term, log_kept_from, proposed, term, years_after

REGION, KOMMUN, SOL = RecordOwner.REGION_HSL, RecordOwner.KOMMUN_HSL, RecordOwner.KOMMUN_SOL

TERMS: list[tuple[RecordOwner, date, Term]] = [
    (SOL, date(2026, 3, 1), Term(date(2031, 3, 1), date(2032, 12, 31))),
    (SOL, date(2026, 12, 31), Term(date(2031, 12, 31), date(2032, 12, 31))),
    (SOL, date(2027, 1, 1), Term(date(2032, 1, 1), date(2033, 12, 31))),
    (SOL, date(2024, 2, 29), Term(date(2029, 3, 1), date(2030, 12, 31))),
    (SOL, date(2023, 2, 28), Term(date(2028, 2, 28), date(2029, 12, 31))),
    (REGION, date(2016, 11, 21), Term(date(2026, 11, 21))),
    (KOMMUN, date(2016, 11, 21), Term(date(2026, 11, 21))),
    (KOMMUN, date(2024, 2, 29), Term(date(2034, 3, 1))),
    (REGION, date(2012, 2, 29), Term(date(2022, 3, 1))),
]
"""PDL 3:17 for the health records, SoL 16:1 for the social services' record."""

days = st.dates(date(1990, 1, 1), date(2080, 12, 31))
owners = st.sampled_from(RecordOwner)


@pytest.mark.parametrize(("owner", "last_on", "expected"), TERMS)
def test_when_a_record_is_due_pdl_14_sol_06(owner: RecordOwner, last_on: date, expected: Term) -> None:
    assert term(owner, last_on) == expected


@pytest.mark.parametrize(("owner", "last_on"), [(row[0], row[1]) for row in TERMS])
def test_that_nothing_is_proposed_a_day_early_pdl_14_sol_06(owner: RecordOwner, last_on: date) -> None:
    due_on = term(owner, last_on).due_on
    assert proposed(Kept(owner, last_on), due_on - timedelta(days=1)) is None
    assert proposed(Kept(owner, last_on), due_on) == term(owner, last_on)


def test_that_research_keeps_the_social_record_only_sol_06() -> None:
    long_ago, today = date(2000, 1, 1), date(2026, 11, 21)
    assert proposed(Kept(SOL, long_ago, is_research=True), today) is None
    assert proposed(Kept(REGION, long_ago, is_research=True), today) == Term(date(2010, 1, 1))


@pytest.mark.parametrize("owner", list(RecordOwner))
def test_that_what_goes_on_holds_a_record_back_sol_06(owner: RecordOwner) -> None:
    assert proposed(Kept(owner, date(2000, 1, 1), is_open=True), date(2026, 11, 21)) is None


@some
@given(owner=owners, last_on=days, today=days)
def test_that_no_record_is_proposed_before_its_years_are_full_pdl_14_sol_06(
    owner: RecordOwner, last_on: date, today: date
) -> None:
    years = 10 if owner.legal_basis is LegalBasis.HSL else 5
    found = proposed(Kept(owner, last_on), today)
    is_full = (today.year - last_on.year, today.month, today.day) >= (years, last_on.month, last_on.day)
    assert (found is not None) == is_full


@some
@given(last_on=days)
def test_that_the_deadline_ends_the_year_after_the_one_it_fell_due_in_sol_06(last_on: date) -> None:
    found = term(SOL, last_on)
    assert found.deadline == date(found.due_on.year + 1, 12, 31)
    assert timedelta(days=365) <= found.deadline - found.due_on <= timedelta(days=731)


@some
@given(last_on=days, years=st.integers(1, 12))
def test_that_years_are_never_short(last_on: date, years: int) -> None:
    later = years_after(last_on, years)
    assert later - last_on >= timedelta(days=365 * years)
    assert (later.month, later.day) in {(last_on.month, last_on.day), (3, 1)}


@some
@given(today=days)
def test_that_five_years_of_the_log_are_kept_log_03(today: date) -> None:
    assert years_after(log_kept_from(today) - timedelta(days=1), 5) <= today
