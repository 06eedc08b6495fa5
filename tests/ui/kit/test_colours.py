"""Both themes can be read, and no colour hides outside the table of tokens."""

from __future__ import annotations

import re
from dataclasses import fields
from string import Template

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from ui.kit import style, tags
from ui.kit.tokens import DARK, THEMES, Theme, Tokens
from ward_app.paths import RESOURCES

TEXT, SHAPE = 4.5, 3.0
NAMES = [field.name for field in fields(Tokens)]
STAYS = ["rehab", "palliative", "medical", "respite"]
LEVELS = ["danger", "warning", "success", "info"]

PAIRS = [
    *((ink, ground, TEXT) for ink in ("text", "muted") for ground in ("bg", "surface", "surface2")),
    ("text", "accent_soft", TEXT),
    *(("text", f"{level}_soft", TEXT) for level in LEVELS),
    *((level, ground, TEXT) for level in LEVELS for ground in (f"{level}_soft", "surface", "bg")),
    *((stay, ground, TEXT) for stay in STAYS for ground in ("surface", "accent_soft")),
    ("disabled", "surface", SHAPE),
    ("disabled", "surface2", SHAPE),
    *(("accent", ground, TEXT) for ground in ("surface", "bg", "accent_soft", "danger_soft")),
    *(("danger", ground, TEXT) for ground in ("accent_soft", "surface2")),
    *(("on_accent", ground, TEXT) for ground in ("accent", "accent_hover")),
    *(("border_strong", ground, SHAPE) for ground in ("surface", "bg", "surface2")),
    *(("focus", ground, SHAPE) for ground in ("bg", "surface", "accent_soft")),
    *((f"on_{news}", news, TEXT) for news in ("news0", "news_low", "news_lm", "news_med", "news_high")),
]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 counts it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_that_contrast_is_counted_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_that_what_is_written_can_be_read(theme: Theme, ink: str, ground: str, least: float) -> None:
    colours = THEMES[theme]
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= least


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("kind", tags.KINDS)
def test_that_every_tag_can_be_read_and_seen(theme: Theme, kind: str) -> None:
    ink, ground, frame = (getattr(THEMES[theme], name) for name in tags.KINDS[kind])
    assert contrast(ink, ground) >= TEXT
    for around in ("surface", "bg"):
        assert contrast(frame, getattr(THEMES[theme], around)) >= SHAPE


def test_that_the_style_sheet_has_no_colour_of_its_own() -> None:
    sheet = (RESOURCES / "style.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(", sheet) == []
    known = {*NAMES, "theme", "title_size", "heading_size", "name_size", "small_size"}
    assert set(Template(sheet).get_identifiers()) <= known


@pytest.mark.parametrize("theme", Theme)
def test_that_the_marks_in_boxes_have_the_colours_of_the_theme(theme: Theme) -> None:
    colours = THEMES[theme]
    expected = {"check": colours.on_accent, "partial": colours.on_accent, "dot": colours.on_accent}
    expected |= {"arrow-up": colours.text, "arrow-down": colours.text, "arrow-down-off": colours.disabled}
    folder = RESOURCES / "controls" / theme.value
    assert {file.stem for file in folder.iterdir()} == set(expected)
    for name, colour in expected.items():
        assert set(re.findall(r"#\w{6}", (folder / f"{name}.svg").read_text("utf-8"))) == {colour}


def test_that_a_palette_of_high_contrast_goes_before_ours(styled: QApplication) -> None:
    palette = QPalette()
    for role, value in {
        QPalette.ColorRole.Window: "#000000",
        QPalette.ColorRole.Base: "#000000",
        QPalette.ColorRole.Text: "#FFFFFF",
        QPalette.ColorRole.Highlight: "#1AEBFF",
        QPalette.ColorRole.HighlightedText: "#000000",
    }.items():
        palette.setColor(role, value)
    system = style.tokens_of_system(palette, DARK)
    inks = ("text", "muted", "danger", "warning", "border", "border_strong", "rehab")
    assert {getattr(system, name) for name in inks} == {"#ffffff"}
    assert (system.surface, system.danger_soft, system.accent) == ("#000000", "#000000", "#1aebff")
    assert (system.news_med, system.on_news_med) == (DARK.news_med, DARK.on_news_med)
