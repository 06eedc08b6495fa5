"""The colours of both themes: one blue accent; red, orange, yellow for clinical meaning and errors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. `on_x` is what is written on `x`; `x_soft` is a ground that `x` can be written on."""

    bg: str
    surface: str
    surface2: str
    border: str
    border_strong: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    focus: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    info: str
    info_soft: str
    news0: str
    on_news0: str
    news_low: str
    on_news_low: str
    news_lm: str
    on_news_lm: str
    news_med: str
    on_news_med: str
    news_high: str
    on_news_high: str
    rehab: str
    palliative: str
    medical: str
    respite: str


LIGHT = Tokens(
    bg="#F2F4F6", surface="#FFFFFF", surface2="#E8ECF0",
    border="#C5CCD3", border_strong="#76818C",
    text="#16202B", muted="#4B5864", disabled="#6C7883",
    accent="#0A5B8F", accent_hover="#084A75", accent_soft="#DCEBF6", on_accent="#FFFFFF", focus="#0A5B8F",
    danger="#B3261E", danger_soft="#FBE4E2",
    warning="#7A4B00", warning_soft="#FFF0CF",
    success="#1A6838", success_soft="#DDF1E3",
    info="#0A5B8F", info_soft="#DCEBF6",
    news0="#FFFFFF", on_news0="#16202B", news_low="#E8ECF0", on_news_low="#16202B",
    news_lm="#FFE27A", on_news_lm="#16202B", news_med="#F59B42", on_news_med="#16202B",
    news_high="#B3261E", on_news_high="#FFFFFF",
    rehab="#1F6F78", palliative="#6B4E9B", medical="#0A5B8F", respite="#5C6670",
)  # fmt: skip

DARK = Tokens(
    bg="#14191F", surface="#1D242C", surface2="#28313B",
    border="#3C4752", border_strong="#7F8C99",
    text="#E8EDF2", muted="#B1BCC7", disabled="#8793A0",
    accent="#6CB8EC", accent_hover="#8FCBF3", accent_soft="#1B3A50", on_accent="#0B1620", focus="#8FCBF3",
    danger="#FF9A90", danger_soft="#4A1F1C",
    warning="#F6C667", warning_soft="#46340E",
    success="#7FD6A0", success_soft="#17402A",
    info="#6CB8EC", info_soft="#1B3A50",
    news0="#1D242C", on_news0="#E8EDF2", news_low="#28313B", on_news_low="#E8EDF2",
    news_lm="#F2D14E", on_news_lm="#14191F", news_med="#F59B42", on_news_med="#14191F",
    news_high="#D93A30", on_news_high="#FFFFFF",
    rehab="#6CC3CC", palliative="#BFA4EA", medical="#6CB8EC", respite="#B1BCC7",
)  # fmt: skip

THEMES = {Theme.LIGHT: LIGHT, Theme.DARK: DARK}
