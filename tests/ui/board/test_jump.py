"""Digits that mean a bed."""

from __future__ import annotations

import pytest

from tests.factories import LABELS
from ui.board import jump


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("1", "1:1"), ("12", "12"), ("1:2", "1:2"), ("1.2", "1:2"), ("1,2", "1:2"), ("1-2", "1:2"),
        ("22", "2:2"), ("7", "7"), ("10", "10"), ("11", "11"), ("6", "6:1"), ("61", "6:1"),
    ],
)  # fmt: skip
def test_that_digits_find_the_bed(typed: str, label: str) -> None:
    found = jump.find(typed, LABELS)
    assert found is not None
    assert LABELS[found] == label


@pytest.mark.parametrize("typed", ["0", "99", "1:3", "x"])
def test_that_what_is_no_bed_finds_none(typed: str) -> None:
    assert jump.find(typed, LABELS) is None


def test_that_letters_belong_to_beds_too() -> None:
    assert jump.find("ö1", ["1:1", "Ö1"]) == 1
    assert jump.is_key("ö")
    assert not jump.is_key(" ")
    assert not jump.is_key("")
