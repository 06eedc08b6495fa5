"""Setting text in lines: the words stay whole where they can, and every character is on one line."""

from __future__ import annotations

import re
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.texts import HOSTILE, SAMPLES, many
from tests.ward_app.reports.pages import squeezed
from ward_app.cleaning import clean_text
from ward_app.reports import fonts
from ward_app.reports.kit import para, strong
from ward_app.reports.text import Para

CODES = re.compile("‹(U\\+[0-9A-F]{4,6}(?: U\\+[0-9A-F]{4,6})*)›")


def lines(text: Para, width: float) -> list[str]:
    return [line.text for line in text.lines(width)]


def widest(text: Para, width: float) -> float:
    return max(
        sum(fonts.width(run.text, run.bold) for run in line.runs) * text.size for line in text.lines(width)
    )


def test_that_a_line_breaks_between_words() -> None:
    text = "Mobiliserad till fåtölj med två hjälpare"
    found = lines(para(text), 90)
    assert len(found) > 1 and " ".join(found) == text


def test_that_typed_line_breaks_stay_and_empty_lines_become_one() -> None:
    assert lines(para("ett\ntvå\n\n \n\ntre"), 100) == ["ett", "två", "", "tre"]


def test_that_a_word_in_two_weights_stays_together() -> None:
    whole = para("bland alla ", strong("PENI"), "CILLIN")
    assert lines(whole, 70) == ["bland alla", "PENICILLIN"]


@pytest.mark.parametrize("kept", ["2026-11-21", "19460113-6098", "1/2", "3:e"])
def test_that_dates_and_numbers_are_not_broken(kept: str) -> None:
    assert kept in lines(para(f"Beslutat av läkare {kept}"), 80)


def test_that_a_double_name_breaks_after_its_hyphen() -> None:
    assert lines(para("Sjölund-Håkansson"), 60) == ["Sjölund-", "Håkansson"]


def test_that_spaces_within_a_line_stay_as_typed() -> None:
    assert lines(para("Hb   112"), 200) == ["Hb   112"]


@many
@given(HOSTILE, st.sampled_from([12.0, 40.0, 155.0, 786.0]))
def test_that_every_character_is_on_a_line_that_has_room_for_it(text: str, width: float) -> None:
    kept = para("Smitta: ", strong(clean_text(text)))
    assert squeezed("".join(lines(kept, width))) == squeezed(f"Smitta: {fonts.legible(clean_text(text))}")
    widest_letter = max((fonts.width(char, True) for char in fonts.legible(clean_text(text))), default=0.0)
    assert widest(kept, width) <= max(width, widest_letter * kept.size) + 0.001


@many
@given(HOSTILE)
def test_that_what_cannot_be_seen_is_written_as_its_code(text: str) -> None:
    seen = fonts.legible(text)
    assert not [char for char in seen if category(char) in ("Cf", "Co", "Cn", "Cs") or char in "\x00\x07\x1b"]
    if "‹" not in text:
        assert squeezed(CODES.sub(_characters, seen)) == squeezed(text.replace("\x1c", "\n"))


def _characters(found: re.Match[str]) -> str:
    return "".join(chr(int(code[2:], 16)) for code in found.group(1).split())


def test_that_neighbours_share_one_pair_of_brackets() -> None:
    assert fonts.legible("ja 👍🏽!") == "ja ‹U+1F44D U+1F3FD›!"


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_that_parts_of_a_text_make_the_whole(text: str) -> None:
    whole = para(clean_text(text))
    pieces = whole.pieces(155, 40, 300)
    assert [line for piece in pieces for line in lines(piece, 155)] == lines(whole, 155)
    assert pieces[0].height(155) <= 40 and all(piece.height(155) <= 300 for piece in pieces)
