"""Utdrag ur socialtjänstens dokumentation: its own print, with everything that was written (SOL-01)."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

from tests.ward_app.reports.making import NOW
from tests.ward_app.reports.pages import opened
from ward_app.access.policy import Role
from ward_app.entries import PlainPart, RemarkRow
from ward_app.owners import RecordOwner
from ward_app.reports.social_extract import render
from ward_app.social.model import SocialKind
from ward_app.social.rows import DecisionRow, DecisionState, SocialExtract, SocialRow

ENTRY = SocialRow(
    id=1, version=2, patient_id=1, stay_id=None, kind=SocialKind.MEASURE, owner=RecordOwner.KOMMUN_SOL,
    sections=(PlainPart("Promenad med ledsagare"),), author_id=1, author="J. Ek",
    author_title="Undersköterska", occurred_at=NOW - timedelta(hours=3), recorded_at=NOW, signed_at=NOW,
    corrects_id=None, correction_reason="", discarded_at=None, may_sign=False, may_rewrite=False,
)  # fmt: skip
DECISION = DecisionRow(
    1, 1, "Korttidsplats", date(2026, 11, 1), date(2026, 11, 25), "Berit Ahl", date(2026, 10, 30), "SoL 11:1",
    "M. Falk", NOW, date(2026, 11, 25), "", DecisionState.ENDS_SOON,
)  # fmt: skip
EXTRACT = SocialExtract(
    1, "Lund, Valborg", "19400204-9163", "Östhammars kommun", (DECISION,), (ENTRY,), "J. Ek",
    Role.ASSISTANT_NURSE, NOW, "ws3", "48211-RK5U2H5Y", is_practice=False,
)  # fmt: skip


def texts(extract: SocialExtract) -> list[str]:
    """Of each page, with any white space as one space."""
    to = io.BytesIO()
    render(extract, to)
    with opened(to.getvalue()) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_that_every_page_says_what_it_is_and_which_of_how_many_osl_01() -> None:
    long = replace(ENTRY, sections=(PlainPart("Lång anteckning. " * 1200),))
    pages = texts(replace(EXTRACT, entries=(ENTRY, long, ENTRY)))
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Extract of the social services' record · Östhammars kommun" in text
        assert "Lund, Valborg · 19400204-9163" in text
        assert "Secrecy, OSL 26:1 – keep locked up, destroy when no longer needed" in text
        assert "shred after the shift" not in text
        assert "48211-RK5U2H5Y" in text
    assert sum(text.count("anteckning.") for text in pages) == 1200


def test_that_decisions_stand_with_period_paragraph_and_who_decided_sol_04() -> None:
    [text] = texts(EXTRACT)
    for said in ("Korttidsplats", "2026-11-25", "by Berit Ahl", "SoL 11:1", "registered by M. Falk"):
        assert said in text
    ended = replace(DECISION, last_on=date(2026, 11, 20), end_reason="Plats på boende")
    [text] = texts(replace(EXTRACT, decisions=(ended,)))
    assert "Held to" in text
    assert "Plats på boende" in text


def test_that_both_versions_and_the_objection_stand_on_it_sol_02() -> None:
    objection = RemarkRow(1, "Det var min son", "J. Ek", NOW)
    corrected = replace(
        ENTRY, id=2, sections=(PlainPart("Promenad med sonen"),), correction_reason="Fel person",
        signed_at=None, earlier=(replace(ENTRY, remarks=(objection,)),),
    )  # fmt: skip
    [text] = texts(replace(EXTRACT, entries=(corrected,)))
    order = [
        "Promenad med sonen", "Earlier version, no longer valid", "Promenad med ledsagare", "Det var min son"
    ]  # fmt: skip
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert "not signed" in text
    assert "Why it was corrected: Fel person" in text


def test_that_nothing_written_is_said_too() -> None:
    [text] = texts(replace(EXTRACT, decisions=(), entries=()))
    assert "No decision is registered." in text
    assert "Nothing has been written." in text


def test_that_practice_says_so_on_the_print() -> None:
    assert "Practice" not in texts(EXTRACT)[0]
    assert "Practice – invented people" in texts(replace(EXTRACT, is_practice=True))[0]


def test_that_markup_is_printed_as_it_was_typed() -> None:
    typed = "<b>fet</b> & <script>alert(1)</script>"
    [text] = texts(replace(EXTRACT, entries=(replace(ENTRY, sections=(PlainPart(typed),)),)))
    assert typed in text


def test_that_a_heading_is_never_the_last_on_a_page() -> None:
    """However long what stands before it is."""
    for lines in range(50, 66):
        many = replace(DECISION, what="\n".join("Korttidsplats" for _line in range(lines)))
        pages = texts(replace(EXTRACT, decisions=(many,)))
        heading = next(text for text in pages if " Entries " in text)
        assert "Promenad" in heading
