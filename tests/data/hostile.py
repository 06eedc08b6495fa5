"""Hostile texts one after the other, for what takes many at a time; as many as `HOW_MANY` says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.data.texts import SAMPLES
from ward_app.cleaning import clean_text, one_line

AWKWARD = (
    "\x00\x01\x1b\x7f\x85\t\n\r\x0b\x0c\u00a0\u00ad\u0301\u030a\u0308\u200b\u200d\u200e\u200f\u2028\u202a\u202e"
    "\u2066\u2069\ufeff\ufffd\ufffe\ud83d\ude00åäöÅÄÖéß<>&'\"%{}=+-@\\&&"
)
WORDS = (
    "ge <Alvedon 500 mg> vid behov",
    "vikt <b",
    "&amp;",
    "a & b",
    "&Spara",
    "<br/>",
    "{bed}",
    "%s",
    "\t| x",
)


class Texts:
    """`picture` is named in some of them, as a picture to be shown."""

    def __init__(self, seed: int, picture: Path) -> None:
        self._draw = Random(seed)
        self._made = self._make(picture)
        self.count = 0

    def line(self, limit: int = 200) -> str:
        """For a field of one line that must not be empty; with a letter in it, as names must have."""
        typed = self._next()
        room = one_line(typed, limit=10**9)[:limit].strip()
        return room if any(char.isalnum() for char in room) else ("Å" + room)[:limit]

    def text(self, limit: int = 200_000) -> str:
        """For a field of several lines, as it is typed."""
        typed = self._next()
        return typed if 0 < len(clean_text(typed).strip()) <= limit else self.line(limit)

    def _next(self) -> str:
        self.count += 1
        return next(self._made)

    def _make(self, picture: Path) -> Iterator[str]:
        """Each starts as markup would: Qt looks at the beginning of a text."""
        yield f"<img src='{picture}' width=40 height=40>"
        yield f'<html><body><img src="file://{picture}"> &nbsp;</body></html>'
        yield from SAMPLES
        while True:
            yield self._draw.choice((self._any, self._awkward, self._mixed, lambda: self._markup(picture)))()

    def _any(self) -> str:
        return "".join(chr(self._draw.randrange(0x110000)) for _nth in range(self._draw.randrange(1, 80)))

    def _awkward(self) -> str:
        return "".join(self._draw.choice(AWKWARD) for _nth in range(self._draw.randrange(1, 40)))

    def _mixed(self) -> str:
        return " ".join(self._draw.choice(WORDS) for _nth in range(self._draw.randrange(1, 9)))

    def _markup(self, picture: Path) -> str:
        tag = self._draw.choice(("img src", "table background", "body background", "a href"))
        return f"<{tag}='{picture}'>{self._awkward()}"
