"""The copy of a record and the information to the patient, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from tests.ward_app.reports.pages import squeezed, texts
from ward_app import i18n
from ward_app.copies.model import LegalGround
from ward_app.copies.rows import CopyItem, CopyPart, CopyTerms, RecordCopy
from ward_app.owners import RecordOwner
from ward_app.reports import patient_information, record_copy
from ward_app.reports.patient_information import PARTS, InformationSheet

NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
TERMS = CopyTerms("Åke Öberg", "Enhetschef Holm", LegalGround.OSL_12_1, date(2026, 1, 1))
EARLIER = CopyItem(
    ("note", 1), NOW, "Note", "written by M. Falk", (("Sleep", "felskriven"),), remarks=("invändning",)
)
NOTE = CopyItem(
    ("note", 2), NOW, "Note", "corrected", (("Sleep", "rättad"), ("", "utan rubrik")), earlier=(EARLIER,)
)
UNSIGNED = CopyItem(("note", 3), NOW, "Note", "by", (("", "<b>fet</b> & osignerad"),), mark="Not signed")


def made(
    *items: CopyItem, owner: RecordOwner = RecordOwner.KOMMUN_HSL, serial: str = "K261121-1"
) -> RecordCopy:
    return RecordCopy(
        1, "Öberg, Åke", "19300101-6595", date(1930, 1, 1), owner, "Östhammars kommun", TERMS,
        (CopyPart("Notes", items),), "A. Ek", NOW, "101-G3NLGWJI", False, serial,
    )  # fmt: skip


def read(copy: RecordCopy) -> list[str]:
    to = BytesIO()
    record_copy.render(copy, to)
    return texts(to.getvalue())


def test_that_every_version_remark_and_mark_is_on_paper_pdl_12() -> None:
    [page] = read(made(NOTE, UNSIGNED))
    for said in ("rättad", "utan rubrik", "felskriven", "invändning", "Earlier version", "[Not signed]"):
        assert said in page
    assert "<b>fet</b> & osignerad" in page


def test_that_it_says_to_whom_by_whose_decision_and_on_which_ground_pdl_10_osl_03() -> None:
    [page] = read(made(NOTE))
    for said in ("Åke Öberg", "Enhetschef Holm", "OSL 12:1", "2026-01-01", "Östhammars kommun", "K261121-1"):
        assert said in page


@pytest.mark.parametrize(("owner", "law", "other"), [
    (RecordOwner.REGION_HSL, "OSL 25:1", "26:1"), (RecordOwner.KOMMUN_HSL, "OSL 25:1", "26:1"),
    (RecordOwner.KOMMUN_SOL, "OSL 26:1", "25:1"),
])  # fmt: skip
def test_that_the_secrecy_is_that_of_the_content_osl_01(owner: RecordOwner, law: str, other: str) -> None:
    [page] = read(replace(made(NOTE, owner=owner)))
    assert f"Secrecy, {law}" in page
    assert other not in page


def test_that_a_draft_says_so_on_every_page_pdl_10() -> None:
    many = [replace(NOTE, source=("note", n), texts=(("", f"rad {n} " * 60),)) for n in range(40)]
    pages = read(made(*many, serial=""))
    assert len(pages) > 3
    assert all("Draft – not handed out" in page for page in pages)
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, start=1))
    assert all("Öberg, Åke" in page for page in pages)


def test_that_no_word_of_a_long_copy_is_lost_and_no_heading_left_alone() -> None:
    many = [
        replace(NOTE, heading=f"Rubrik{n}", texts=(("", " ".join(f"ord{n}x{word}" for word in range(150))),))
        for n in range(60)
    ]
    pages = read(made(*many))
    whole = squeezed(" ".join(pages))
    assert all(f"ord{n}x{word}" in whole for n in range(60) for word in range(150))
    for page in pages:
        for n in range(60):
            if f"Rubrik{n} " in page:
                assert f"ord{n}x0" in page


@pytest.fixture
def swedish() -> Iterator[None]:
    i18n.use("sv")
    yield
    i18n.use("en")


@pytest.mark.parametrize("language", ["en", "sv"])
def test_that_the_information_is_one_page_with_all_its_parts_pdl_24(
    request: pytest.FixtureRequest, language: str
) -> None:
    if language == "sv":
        request.getfixturevalue("swedish")
    owners = ("Region Uppsala", "Östhammars kommun, hälso- och sjukvård", "Östhammars kommun, socialtjänst")
    to = BytesIO()
    sheet = InformationSheet("Närvårdsenheten i Östhammar", "0173-123 45", owners, NOW, "Practice")
    patient_information.render(sheet, to)
    [page] = texts(to.getvalue())
    whole = squeezed(page)
    assert all(squeezed(i18n._(heading)) in whole for heading, _text in PARTS)
    assert all(squeezed(i18n._(text).format(owners=", ".join(owners))) in whole for _heading, text in PARTS)
    assert "0173-123 45" in page
