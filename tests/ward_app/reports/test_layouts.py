"""Both layouts of the handover print: what is on the pages, and what they are for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.ward_app.reports.making import PRINTED
from tests.ward_app.reports.pages import (
    Render,
    foreign,
    made,
    opened,
    pages,
    sizes,
    squeezed,
    text_within,
    texts,
)
from tests.ward_app.reports.ward import ROWS, SHEET
from ward_app import i18n
from ward_app.handovers.rows import SheetRow
from ward_app.reports import report_sheet, sbar_sheet
from ward_app.stays.model import CareForm

LAYOUTS = [report_sheet.render, sbar_sheet.render]
both = pytest.mark.parametrize("render", LAYOUTS, ids=["report sheet", "SBAR"])
AKE = ROWS[1]


def page_of(found: list[str], row: SheetRow) -> str:
    """The one page that holds the patient's row: by the last and the first thing said of them."""
    [page] = [text for text in found if f"{row.bed} {row.name}" in text and row.reason in text]
    return page


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_that_eighteen_patients_take_four_landscape_pages_hand_01(language: str) -> None:
    i18n.use(language)
    with opened(made(report_sheet.render, SHEET, PRINTED)) as document:
        assert len(document) <= 4
        width, height = document.get_page_size(0)
    assert (round(width), round(height)) == (842, 595)


def test_that_a_ward_with_much_to_say_is_set_more_tightly() -> None:
    assert AKE.remark
    remark = replace(AKE.remark, background="KOL stadium III, hustrun är närmast anhörig och informerad.")
    told = replace(SHEET, rows=tuple(replace(row, remark=remark) for row in ROWS))
    assert len(texts(made(report_sheet.render, told, PRINTED))) <= 5
    assert len(texts(made(report_sheet.render, SHEET, PRINTED))) == 4


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_that_the_sbar_layout_has_three_patients_or_more_on_a_portrait_page_hand_01(language: str) -> None:
    i18n.use(language)
    with opened(made(sbar_sheet.render, SHEET, PRINTED)) as document:
        assert len(document) <= 6
        width, height = document.get_page_size(0)
    assert (round(width), round(height)) == (595, 842)


@both
def test_that_each_page_says_what_it_is_and_whose_hand_04(render: Render) -> None:
    found = texts(made(render, SHEET, PRINTED))
    for number, text in enumerate(found, start=1):
        assert "Närvårdsenheten" in text
        assert "Sat 2026-11-21 · w. 47 · Night → Day 07:00" in text
        assert "Secrecy, OSL 25:1 – keep under supervision, shred after the shift" in text
        assert "Printed 2026-11-21 06:48 by M. Falk (RN) · Data valid to 06:48" in text
        assert "No. 261121-0007" in text and "Log ws3 48211-RK5U2H5Y" in text
        assert f"Page {number} of {len(found)}" in text


@both
def test_that_the_secrecy_line_names_the_laws_of_the_content_osl_01(render: Render) -> None:
    social = replace(ROWS[0], care_form=CareForm.SOCIAL_SHORT_TERM)
    [text] = texts(made(render, replace(SHEET, rows=(AKE, social)), PRINTED))
    assert "OSL 25:1 and 26:1" in text


@both
def test_that_practice_is_said_on_every_page(render: Render) -> None:
    assert not any("Practice – invented people" in text for text in texts(made(render, SHEET, PRINTED)))
    found = texts(made(render, replace(SHEET, is_practice=True), PRINTED))
    assert all("Practice – invented people" in text for text in found)


@both
def test_that_all_of_a_patient_stands_on_one_page_hand_01(render: Render) -> None:
    found = texts(made(render, SHEET, PRINTED))
    for row in ROWS:
        page = page_of(found, row)
        told = [row.background, *(fact.text for fact in row.facts), *(task.text for task in row.open_tasks)]
        told += [kin.name for kin in row.kin] + ([row.remark.situation] if row.remark else [])
        assert [text for text in told if squeezed(text) not in squeezed(page)] == []


@both
def test_that_the_row_of_a_patient_has_everything_hand_02(render: Render) -> None:
    [text] = texts(made(render, replace(SHEET, rows=(AKE,)), PRINTED))
    for expected in (
        "► 1:2 Öberg, Åke", "331018-XXXX · 93 years · M", "Treatment · day 19",
        "HYPERSENSITIVITY: Penicillin (andnöd, chock 1998, life-threatening)",
        "INFECTION: ► MRSA, egen toalett", "Risks: Nutrition", "Resp.: RN J. Ek, Dr K. Björk",
        "late, 06:30 Inhalation enligt läkemedelslista (RN)", "► 10:00 Bedömning inför helgen (Dr, region)",
        "► Lines and catheters: PVK höger underarm satt 20 nov", "► Sämre sedan i natt",
        "If – then: Om AF ≥ 25 eller SpO₂ under 85 %: ring läkare direkt.",
        "Planned discharge: not set", "Gun Öberg (hustru) 070-174 06 12 (also at night)",
    ):  # fmt: skip
        assert squeezed(expected) in squeezed(text)


@both
def test_that_limitations_say_how_long_they_hold(render: Render) -> None:
    found = texts(made(render, SHEET, PRINTED))
    assert "No CPR until 2026-12-12 (A. Lund 2026-11-12)" in page_of(found, ROWS[2])
    assert "No transfer to hospital until 2026-12-12" in page_of(found, ROWS[2])


@both
def test_that_an_overdue_decision_is_visibly_not_valid_eol_02(render: Render) -> None:
    [text] = texts(made(render, replace(SHEET, rows=(ROWS[7],)), PRINTED))
    assert "NOT VALID: No CPR, review was due 2026-11-19 (A. Lund 2026-10-20)" in text
    assert "No CPR until" not in text


def test_that_the_sbar_layout_says_that_cpr_is_given() -> None:
    found = texts(made(sbar_sheet.render, SHEET, PRINTED))
    assert "CPR: yes" in page_of(found, AKE)
    [overdue] = texts(made(sbar_sheet.render, replace(SHEET, rows=(ROWS[7],)), PRINTED))
    assert "CPR: yes" in overdue
    [decided] = texts(made(sbar_sheet.render, replace(SHEET, rows=(ROWS[2],)), PRINTED))
    assert "CPR: yes" not in decided


@both
def test_that_unknown_is_said_in_words(render: Render) -> None:
    [text] = texts(made(render, replace(SHEET, rows=(ROWS[4],)), PRINTED))
    assert "Hypersensitivity not documented" in text
    [text] = texts(made(render, replace(SHEET, rows=(replace(ROWS[4], birth_date=None),)), PRINTED))
    assert "Age unknown" in text


@both
def test_that_leave_moves_arrivals_and_interpreters_are_said(render: Render) -> None:
    found = texts(made(render, SHEET, PRINTED))
    assert "On leave, back 21 Nov 17:48" in page_of(found, ROWS[11])
    assert "► Moved from bed 8:2" in page_of(found, ROWS[12])
    assert "► Admitted 20 Nov 06:48" in page_of(found, ROWS[9])
    assert "Interpreter: finska" in page_of(found, ROWS[9])


@both
def test_that_the_end_lists_who_left_who_is_away_and_the_empty_beds(render: Render) -> None:
    last = texts(made(render, SHEET, PRINTED))[-1]
    assert "9:2 Hedlund, Sture: discharged 20 Nov 13:30, hemmet med hemtjänst" in last
    assert "7:1 Rosén, Elsa: deceased 20 Nov 04:12" in last
    assert "On leave: 6:2 Hussein, Amina" in last
    assert "10:1 (Stängd: bemanning); 10:2 (reserverad, väntas 14:00)" in last
    assert "Medicines: see the medicine list. This sheet holds to 06:48." in last


@both
def test_that_a_ward_without_patients_prints_a_page(render: Render) -> None:
    [text] = texts(made(render, replace(SHEET, rows=(), left=(), empty=()), PRINTED))
    assert "Left in the last 24 hours: nobody" in text


@both
def test_that_a_task_that_is_done_is_not_printed(render: Render) -> None:
    done = replace(AKE.tasks[0], done_at=SHEET.at - timedelta(minutes=5))
    row = replace(AKE, tasks=(done, *AKE.tasks[1:]), later_tasks=3)
    [text] = texts(made(render, replace(SHEET, rows=(row,)), PRINTED))
    assert "Inhalation" not in text and "Vätskelista" in text
    assert "3 more after this shift" in text


@both
def test_that_kin_of_a_protected_person_are_in_the_record_only(render: Render) -> None:
    row = replace(
        AKE, name="Å.Ö., protected identity", number="", is_protected=True, is_kin_hidden=True, kin=()
    )
    [text] = texts(made(render, replace(SHEET, rows=(row,)), PRINTED))
    assert "Next of kin: see the record" in text and "Gun" not in text.replace("SpO₂", "")


def test_that_a_quarter_of_each_row_is_free_for_the_pen_hand_02() -> None:
    for page in pages(made(report_sheet.render, SHEET, PRINTED)):
        left, right = page.get_size()[0] * 0.743, page.get_size()[0]
        said = text_within(page, left, right).split()
        assert " ".join(said).startswith("Sat 2026-11-21") or "Own notes" in " ".join(said)
        rows = " ".join(said).partition("Own notes")[2]
        assert rows.strip().startswith("Page")


@both
def test_that_nothing_is_smaller_than_can_be_read_hand_03(render: Render) -> None:
    assert min(sizes(made(render, SHEET, PRINTED))) >= 8.5


@both
def test_that_the_pages_have_no_colour_to_lose_hand_03(render: Render) -> None:
    for page in pages(made(render, replace(SHEET, is_practice=True), PRINTED)):
        seen = page.render(scale=0.7).to_pil().convert("RGB")
        red, green, blue = seen.split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


@both
def test_that_words_are_dark_enough_for_a_poor_printer_hand_03(render: Render) -> None:
    """Threshold at mid grey, as a tired printer does: the words are still there."""
    for page in pages(made(render, SHEET, PRINTED)):
        grey = page.render(scale=2).to_pil().convert("L")
        assert sum(grey.histogram()[:128]) > 0.02 * grey.width * grey.height


@both
def test_that_the_same_sheet_gives_the_same_bytes(render: Render) -> None:
    assert made(render, SHEET, PRINTED) == made(render, SHEET, PRINTED)


@both
def test_that_our_pages_hold_text_and_lines_only(render: Render) -> None:
    assert foreign(made(render, SHEET, PRINTED)) == []


@both
def test_that_the_file_itself_names_no_patient(render: Render) -> None:
    """Titles of documents end up in print queues and window titles."""
    with opened(made(render, SHEET, PRINTED)) as document:
        said = " ".join(str(value) for value in document.get_metadata_dict().values())
    assert "Öberg" not in said and "331018" not in said
