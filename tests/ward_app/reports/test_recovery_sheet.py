"""The paper with the recovery code."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2  # type: ignore[import-untyped]
import pytest

from ward_app import i18n
from ward_app.reports.recovery_sheet import RecoverySheet, render
from ward_app.store import recovery

CODE = "6J63-90GD-QS4D-K30Y-BS32-AXQY-XGW8-5VF5"
SHEET = RecoverySheet(
    CODE, "Närvårdsenheten", "ws1", "/var/lib/narvard/narvard.db", "A. Berg",
    datetime(2026, 11, 21, 7, 42, tzinfo=UTC),
)  # fmt: skip


def text_of(sheet: RecoverySheet) -> str:
    out = io.BytesIO()
    render(sheet, out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_range())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_that_the_code_and_what_it_opens_stand_on_one_page(language: str) -> None:
    before = i18n.language()
    i18n.use(language)
    text = text_of(SHEET)
    i18n.use(before)
    for group in CODE.split("-"):
        assert group in text
    for said in ("Närvårdsenheten", "ws1", "/var/lib/narvard/narvard.db", "A. Berg", "2026-11-21 08:42"):
        assert said in text


def test_that_what_is_read_off_the_paper_is_the_code() -> None:
    line = " ".join(text_of(SHEET).split())
    start = line.index("6J63")
    assert recovery.as_typed(line[start : start + len(CODE) + 14])[:32] == recovery.as_typed(CODE)


def test_that_a_practice_ward_says_so() -> None:
    assert "ÖVNING" in text_of(replace(SHEET, mark="ÖVNING"))


def test_that_a_name_is_text_whatever_is_in_it() -> None:
    assert "<b>Ward & Co</b>" in text_of(replace(SHEET, unit="<b>Ward & Co</b>"))


def test_that_the_same_sheet_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    render(SHEET, first)
    render(SHEET, second)
    assert first.getvalue() == second.getvalue()
