"""Fusion, our palette and one small style sheet; light and dark, changed at run time."""

from __future__ import annotations

import logging
from string import Template

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.kit.look import FONT_FAMILY, colour, look, tokens
from ui.kit.tokens import THEMES, Theme, Tokens
from ward_app.paths import RESOURCES

__all__ = ["Theme", "apply", "colour", "look", "points_for", "start", "tokens"]

LARGE_SCREEN = 1600
LARGE_POINTS, SMALL_POINTS = 10.5, 9.0
LEAST_POINTS, MOST_POINTS = 9.0, 14.0

Role = QPalette.ColorRole
Group = QPalette.ColorGroup


def start(app: QApplication) -> None:
    """What is done once and before the first widget: style, fonts, where the sheet finds arrows."""
    app.setStyle("Fusion")
    QDir.setSearchPaths("controls", [str(RESOURCES / "controls")])
    if FONT_FAMILY not in QFontDatabase.families():
        for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
            if QFontDatabase.addApplicationFont(str(file)) < 0:
                logging.getLogger(__name__).error("the font %s cannot be read", file.name)
    apply(app, Theme.LIGHT)  # a sheet has to be in place for later font sizes to reach what it styles


def apply(app: QApplication, theme: Theme, points: float = LARGE_POINTS) -> None:
    """Show `theme` in letters of `points`. A system palette of high contrast goes before ours."""
    if _wants_high_contrast(app):
        palette = app.style().standardPalette()
        chosen = tokens_of_system(palette, THEMES[_theme_of(palette)])
        theme = _theme_of(palette)
    else:
        chosen = THEMES[theme]
        palette = palette_of(chosen)
    look.set(chosen, points)
    app.setFont(_font(points))
    app.setPalette(palette)
    app.setStyleSheet(sheet(chosen, theme, points))


def points_for(screen_width: int, chosen: float | None = None) -> float:
    """The user's own choice within reason, or what fits the screen."""
    if chosen is not None:
        return min(max(chosen, LEAST_POINTS), MOST_POINTS)
    return LARGE_POINTS if screen_width >= LARGE_SCREEN else SMALL_POINTS


def sheet(colours: Tokens, theme: Theme, points: float) -> str:
    """The style sheet with colours and sizes filled in."""
    template = Template((RESOURCES / "style.qss").read_text(encoding="utf-8"))
    sizes = {
        "title_size": points + 5,
        "heading_size": points + 2,
        "name_size": points + 4.5,
        "small_size": max(points - 1, 8.0),
    }
    values = {name: getattr(colours, name) for name in Tokens.__dataclass_fields__}
    return template.substitute(values, theme=theme.value, **sizes)


def palette_of(colours: Tokens) -> QPalette:
    palette = QPalette()
    for role, value in {
        Role.Window: colours.bg, Role.WindowText: colours.text,
        Role.Base: colours.surface, Role.AlternateBase: colours.surface2, Role.Text: colours.text,
        Role.Button: colours.surface, Role.ButtonText: colours.text, Role.BrightText: colours.danger,
        Role.Highlight: colours.accent, Role.HighlightedText: colours.on_accent, Role.Accent: colours.accent,
        Role.Link: colours.accent, Role.LinkVisited: colours.accent, Role.PlaceholderText: colours.muted,
        Role.ToolTipBase: colours.surface, Role.ToolTipText: colours.text,
        Role.Light: colours.surface, Role.Midlight: colours.surface2, Role.Mid: colours.border,
        Role.Dark: colours.border_strong, Role.Shadow: colours.border_strong,
    }.items():  # fmt: skip
        palette.setColor(role, QColor(value))
    for role in (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText, Role.PlaceholderText):
        palette.setColor(Group.Disabled, role, QColor(colours.disabled))
    palette.setColor(Group.Disabled, Role.Highlight, QColor(colours.surface2))
    return palette


def tokens_of_system(palette: QPalette, ours: Tokens) -> Tokens:
    """The system's own few colours for everything but NEWS2, which has grounds of its own."""
    text, ground = palette.color(Role.Text).name(), palette.color(Role.Base).name()
    window, accent = palette.color(Role.Window).name(), palette.color(Role.Highlight).name()
    system = dict.fromkeys(Tokens.__dataclass_fields__, text)
    system |= dict.fromkeys(("bg", "surface2"), window)
    system |= {name: ground for name in system if name.endswith("_soft") or name == "surface"}
    system |= dict.fromkeys(("accent", "accent_hover"), accent)
    system["on_accent"] = palette.color(Role.HighlightedText).name()
    system["disabled"] = palette.color(Group.Disabled, Role.Text).name()
    system |= {name: getattr(ours, name) for name in system if "news" in name}
    return Tokens(**system)


def _wants_high_contrast(app: QApplication) -> bool:
    hints = app.styleHints()
    accessibility = hints.accessibility()
    return accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast


def _theme_of(palette: QPalette) -> Theme:
    is_dark = palette.color(Role.Base).lightness() < palette.color(Role.Text).lightness()
    return Theme.DARK if is_dark else Theme.LIGHT


def _font(points: float) -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPointSizeF(points)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font
