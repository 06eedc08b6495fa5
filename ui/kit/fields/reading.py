"""Dates and times as people type them. Pure: what is today is told."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
_SHORT = re.compile(r"(\d{2})(\d{2})(\d{2})", re.ASCII)
_STEP = re.compile(r"([+-])\s*(\d{1,3})", re.ASCII)
_WEEK = re.compile(r"[vw]\.?\s*(\d{1,2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?", re.ASCII)
_TIME_DIGITS = re.compile(r"(\d{1,2})(\d{2})", re.ASCII)

WORDS = {
    "idag": 0, "i dag": 0, "today": 0,
    "igår": -1, "i går": -1, "yesterday": -1, "i förrgår": -2, "förrgår": -2,
    "imorgon": 1, "i morgon": 1, "imorron": 1, "tomorrow": 1, "i övermorgon": 2, "övermorgon": 2,
}  # fmt: skip
"""Understood in every language of the program: people type as they speak."""


def read_date(text: str, today: date) -> date | None:
    """2026-11-21, 20261121, 261121, idag, i går, +3, v48 (its Monday); None when it is none of these."""
    typed = " ".join(text.lower().split())
    if typed in WORDS:
        return today + timedelta(days=WORDS[typed])
    if found := _STEP.fullmatch(typed):
        return today + timedelta(days=int(found[1] + found[2]))
    if found := _WEEK.fullmatch(typed):
        return _monday(int(found[1]), today)
    if found := _ISO.fullmatch(typed):
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT.fullmatch(typed):
        year = today.year // 100 * 100 + int(found[1])
        return _real(year if year <= today.year + 20 else year - 100, int(found[2]), int(found[3]))
    return None


def read_time(text: str) -> time | None:
    """07:05, 7.05, 0705, 705, 7; None when it is no time of day."""
    typed = text.strip()
    found = _TIME.fullmatch(typed) or _TIME_DIGITS.fullmatch(typed)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _monday(week: int, today: date) -> date | None:
    """The Monday of that week in the year which puts it nearest to today."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date.fromisocalendar(year, week, 1))
        except ValueError:  # this year has no such week
            continue
    return min(found, key=lambda monday: abs(monday - today), default=None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
