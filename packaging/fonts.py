"""Make resources/fonts from the Inter release, for window and print alike. Run by hand when Inter changes.

    python packaging/fonts.py FOLDER_WITH_INTER_WOFF2    (needs fonttools and brotli)

Three things differ from Inter as published: digits are tabular by default, so that columns of figures line
up in ReportLab too, which knows no font features; contextual alternates are gone, so that a typed "->" stays
what was typed; and only the scripts below are kept. The family is renamed so that an installed Inter cannot
take its place.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Narvard Inter"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "case"]
RANGES = (
    (0x0020, 0x036F),  # Latin with its extensions, IPA, modifiers, combining marks
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Latin for Vietnamese and others
    (0x2000, 0x22FF),  # punctuation, sub- and superscripts, currency, letter-like, arrows, mathematics
    (0x2300, 0x27BF),  # technical signs, boxes, shapes, ticks
    (0xFFFD, 0xFFFD),  # what stands for a character that cannot be shown
)
OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"


def make(source: Path, weight: str) -> TTFont:
    font = TTFont(source / f"Inter-{weight}.woff2", recalcTimestamp=False)
    font.flavor = None
    _tabular_digits(font)
    _subset(font)
    _rename(font, weight)
    return font


def _tabular_digits(font: TTFont) -> None:
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    tabular: dict[str, str] = {}
    for index in lookups:
        for subtable in gsub.LookupList.Lookup[index].SubTable:
            tabular.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    digits = {code: tabular[font.getBestCmap()[code]] for code in map(ord, "0123456789")}
    for table in font["cmap"].tables:
        table.cmap.update(digits)


def _subset(font: TTFont) -> None:
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 16, 17]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)


def _rename(font: TTFont, weight: str) -> None:
    """Regular and Bold are one family to old programs too; the others are their own there (names 1 and 2)."""
    own = weight not in {"Regular", "Bold"}
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    names = {
        1: f"{FAMILY} {weight}" if own else FAMILY,
        2: "Regular" if own else weight,
        3: f"{font['name'].getDebugName(5)};{postscript}",
        4: f"{FAMILY} {weight}",
        6: postscript,
        16: FAMILY,
        17: weight,
    }
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    for weight in WEIGHTS:
        make(Path(sys.argv[1]), weight).save(OUT / f"NarvardInter-{weight}.ttf")
