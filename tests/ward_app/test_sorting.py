from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.texts import HOSTILE, many
from ward_app.sorting import search_key, search_words, sort_key

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
WORDS = st.text(st.sampled_from(ALPHABET), max_size=8)
NAMES = st.text(st.sampled_from(ALPHABET + "éüøæßÉÅÄÖ -'’"), max_size=12)


@many
@given(WORDS, WORDS)
def test_that_swedish_words_order_by_the_swedish_alphabet(one: str, other: str) -> None:
    by_alphabet = [ALPHABET.index(char) for char in one] < [ALPHABET.index(char) for char in other]
    assert (sort_key(one) < sort_key(other)) == by_alphabet


def test_that_names_come_in_the_order_of_the_phone_book() -> None:
    names = [
        "Adolfsson", "André", "Andrea", "Eken", "Ekén", "Éken", "Eker", "Muller", "Myller", "Müller", "Vall",
        "Wall", "Zetterlund", "Åström", "Äng", "Ærlig", "Ärlund", "Öberg", "Ørsted", "Östh",
    ]  # fmt: skip
    assert sorted(set(names), key=sort_key) == names


def test_that_a_shorter_name_comes_before_the_longer_it_begins() -> None:
    names = ["Ann", "Ann Ek", "Ann-Sofi", "Anna", "Anna Ek", "Annå"]
    assert sorted(set(names), key=sort_key) == names


@many
@given(HOSTILE)
def test_that_one_text_has_one_key_however_it_is_encoded(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert sort_key(normalize(form, text)) == sort_key(text)
        assert search_key(normalize(form, text)) == search_key(text)


@many
@given(NAMES)
def test_that_case_changes_neither_order_nor_search(text: str) -> None:
    assert sort_key(text.upper()) == sort_key(text)
    assert search_key(text.upper()) == search_key(text)


@many
@given(HOSTILE)
def test_that_a_search_key_is_its_own_search_key(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert key == " ".join(key.split())


@many
@given(NAMES)
def test_that_a_swedish_search_key_can_be_typed_on_any_keyboard(text: str) -> None:
    assert set(search_key(text)) <= set("abcdefghijklmnopqrstuvwxyz ")


@many
@given(NAMES)
def test_that_a_name_is_found_by_itself(text: str) -> None:
    assert all(word in search_key(text) for word in search_words(text))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("oberg", "Öberg"),
        ("Ångström", "Angstrom"),
        ("strom ak", "Åke Ström"),
        ("ann marie", "Ann-Marie"),
        ("ann-marie", "Ann Marie"),
        ("annmarie", "Ann-Marie"),
        ("obrien", "O’Brien"),
        ("o'brien", "O´Brien"),
        ("jorgen", "Jørgen"),
        ("aesa", "Æsa"),
        ("strasse", "Straße"),
        ("lukasz", "Łukasz"),
        ("fin", "ﬁn"),
        ("450829-1234", "194508291234"),
        ("19450829–1234", "194508291234"),
    ],
)
def test_that_a_search_finds_the_name(query: str, name: str) -> None:
    words = search_words(query)
    assert words
    assert all(word in search_key(name) for word in words)


def test_that_space_between_names_is_kept_as_one() -> None:
    assert search_key("  Anna\tMaria   Öst ") == "anna maria ost"
    assert search_words(" - ' ") == []
