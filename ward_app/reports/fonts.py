"""The print's two fonts: how wide a text is, and what stands for a character that they do not have."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast
from unicodedata import category

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ward_app.paths import RESOURCES

REGULAR = "NarvardInter-Regular"
BOLD = "NarvardInter-Bold"
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINER = 0x034F
"""A mark without a shape: in the fonts, but nobody would see it."""


@cache
def register() -> None:
    """Make the bundled fonts known to ReportLab, once. No other font is ever used in a print."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, RESOURCES / "fonts" / f"{name}.ttf"))


def name_of(bold: bool) -> str:
    return BOLD if bold else REGULAR


@lru_cache(maxsize=20_000)
def width(text: str, bold: bool) -> float:
    """The width of one line at a size of 1 point."""
    register()
    return float(pdfmetrics.stringWidth(text, name_of(bold), 1))


def legible(text: str) -> str:
    """The text with every character visible: one that the fonts lack is written as its code, ‹U+1F600›.

    Emoji, Hebrew, Arabic and Chinese come out this way, in the order they are stored; so do marks that
    nobody can see. Nothing is left out.
    """
    return _illegible().sub(_codes, _LINE_BREAK.sub("\n", text.replace("\t", "    ")))


def _codes(found: re.Match[str]) -> str:
    if found.group().isspace():
        return " " * len(found.group())
    return "‹" + " ".join(f"U+{ord(char):04X}" for char in found.group()) + "›"


@cache
def _illegible() -> re.Pattern[str]:
    """Runs of what the fonts cannot show; white space apart, so that it stays a place to break a line; and
    marks on a letter that has one already: they are not stacked, so they would lie on top of each other."""
    register()
    fonts = [cast(TTFont, pdfmetrics.getFont(name)) for name in (REGULAR, BOLD)]
    glyphs = set.intersection(*(set(font.face.charToGlyph) for font in fonts))
    seen = [chr(code) for code in sorted(glyphs) if _has_shape(code)]
    shown = "".join(map(re.escape, seen))
    marks = "".join(char for char in seen if category(char) == "Mn")
    return re.compile(rf"[^\S\n{shown}]+|[^\s{shown}]+|(?<=[{marks}])[{marks}]+")


def _has_shape(code: int) -> bool:
    return category(chr(code)) not in _UNSEEN and code != _JOINER
