from __future__ import annotations

import json
from collections import Counter
from unicodedata import category, is_normalized, normalize

import pytest
from hypothesis import example, given

from tests.data.texts import HOSTILE, SAMPLES, many
from ward_app.cleaning import LIMIT, clean_text, one_line
from ward_app.errors import Invalid

BIDI_OVERRIDES = set(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def visible(text: str) -> Counter[str]:
    """What the eye can see, letters and marks apart; halves of characters joined, as cleaning joins them."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    unseen = {"Cc", "Cf", "Zs", "Zl", "Zp"}
    return Counter(
        char
        for char in normalize("NFD", whole)
        if category(char) not in unseen and char not in "\ufffe\uffff"
    )


@many
@given(HOSTILE)
def test_that_no_visible_character_is_lost_or_invented(text: str) -> None:
    assert visible(clean_text(text)) == visible(text)
    assert visible(clean_text(text, lines=False)) == visible(text)


@many
@given(HOSTILE)
def test_that_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    line = clean_text(text, lines=False)
    assert clean_text(line, lines=False) == line


@many
@given(HOSTILE)
def test_that_a_clean_text_holds_nothing_that_a_store_or_file_refuses(text: str) -> None:
    clean = clean_text(text)
    assert is_normalized("NFC", clean)
    assert not any(category(char) == "Cc" and char not in "\n\t" for char in clean)
    assert not BIDI_OVERRIDES & set(clean)
    assert clean.encode("utf-8").decode("utf-8") == clean


@many
@given(HOSTILE)
@example("\n")
def test_that_one_line_is_one_line_without_space_around_it(text: str) -> None:
    line = clean_text(text, lines=False)
    assert line == " ".join(line.split())


def test_that_every_kind_of_line_break_becomes_one() -> None:
    assert clean_text("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch\ni") == "a\nb\nc\nd\ne\nf\ng\nh\ni"


def test_that_tabs_spaces_and_empty_lines_stay_as_typed() -> None:
    assert clean_text("  a\t b \n\n c \n") == "  a\t b \n\n c \n"


def test_that_right_to_left_text_stays_and_only_its_overrides_go() -> None:
    assert clean_text("\u202eשלום\u202c \u2067مرحبا\u2069") == "שלום مرحبا"
    assert clean_text("أ\u200fب") == "أ\u200fب"


def test_that_composed_and_decomposed_letters_become_the_same_text() -> None:
    assert clean_text("A\u030ake O\u0308berg") == "Åke Öberg"


def test_that_a_control_between_a_letter_and_its_mark_does_not_keep_them_apart() -> None:
    assert clean_text("A\x00\u030a") == "Å"


def test_that_halves_of_a_character_are_joined_and_a_lone_half_shows_as_unreadable() -> None:
    assert clean_text(json.loads('"\\ud83d\\ude00"')) == "😀"
    assert clean_text("\ud83d\ude00") == "😀"
    assert clean_text("a\ud83db\ude00") == "a\ufffdb\ufffd"


def test_that_emoji_of_several_parts_stay_whole() -> None:
    assert clean_text("👩🏽‍⚕️🏳️‍🌈🇸🇪") == "👩🏽‍⚕️🏳️‍🌈🇸🇪"


def test_that_a_note_of_a_hundred_thousand_characters_is_taken() -> None:
    assert len(clean_text("å" * 100_000)) == 100_000


def test_that_a_text_over_the_limit_is_refused_with_a_sentence_and_not_cut() -> None:
    with pytest.raises(Invalid) as refused:
        clean_text("å" * (LIMIT + 1), field="note")
    assert refused.value.field == "note"
    assert "200\u00a0001" in refused.value.sentence
    assert one_line("x" * 200) == "x" * 200
    with pytest.raises(Invalid):
        one_line("x" * 201)


def test_that_a_name_loses_only_superfluous_space() -> None:
    assert one_line("  Anna-Karin \t\u00a0 Öst\n") == "Anna-Karin Öst"


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_that_the_sample_texts_come_through(text: str) -> None:
    assert visible(clean_text(text)) == visible(text)
