"""The settings page on a real encrypted store."""

from __future__ import annotations

from tests.ui.settings.conftest import (
    answers,
    english,
    entrance,
    guide,
    house,
    looks,
    open_page,
    ready,
    set_up_once,
    settings_of_nobody,
)

__all__ = [
    "answers", "english", "entrance", "guide", "house", "looks", "open_page", "ready", "set_up_once",
    "settings_of_nobody",
]  # fmt: skip
