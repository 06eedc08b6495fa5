"""One order and one way to search for names and words: in the core, in SQL and in the window."""

from __future__ import annotations

import re
from unicodedata import category, normalize

_AFTER_Z = {"a\u030a": "{", "a\u0308": "|", "o\u0308": "}", "u\u0308": "y"}
"""å, ä and ö follow z (the three characters after z do); ü is read as y."""
_SORTED_AS = str.maketrans({"æ": "|", "ø": "}", "œ": "}", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"})
_FOUND_AS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"})
_SWEDISH_LETTER = re.compile("|".join(_AFTER_Z))
_DASHES = "-\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d"
_JOINING = re.compile(f"[{_DASHES}+'\u2018\u2019\u02bc\u00b4`\u2032]")
_SPACES = re.compile(r"[\W_]+")
_BETWEEN_WORDS = re.compile(f"[{_DASHES}+\\s]+")


def sort_key(text: str) -> str:
    """A key whose order by code point is the Swedish one: … z å ä ö, é as e, case and other accents last.

    Texts that differ in accents only are kept apart by a second part, so that the order never wavers.
    """
    spelled = _spelled_out(text)
    letters = _SWEDISH_LETTER.sub(lambda found: _AFTER_Z[found.group()], spelled).translate(_SORTED_AS)
    return f"{_without_marks(letters)}\x01{normalize('NFC', spelled)}"


def search_key(text: str) -> str:
    """What a text is found by: å and ä as a, ö and ø as o; no accents, hyphens or apostrophes; one space."""
    plain = _without_marks(_spelled_out(_JOINING.sub("", text)).translate(_FOUND_AS))
    return _SPACES.sub(" ", _JOINING.sub("", plain)).strip()


def search_words(query: str) -> list[str]:
    """The words of a query, each to be looked for within a `search_key`. A double name is two words."""
    keys = (search_key(word) for word in _BETWEEN_WORDS.split(query))
    return [word for key in keys for word in key.split()]


def _spelled_out(text: str) -> str:
    """Lower case, letters and their marks apart, the same for all ways to write one text."""
    return normalize("NFKD", normalize("NFKD", text).casefold())


def _without_marks(text: str) -> str:
    return text if text.isascii() else "".join(char for char in text if category(char) != "Mn")
