"""The ward's text on the sign-in page (LOG-07), kept beside the store, which is shut by then."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

FILE = "sign-in.txt"
LONGEST = 300


def read(folder: Path) -> str:
    """What it said when someone last signed in here; empty when nobody has, or the file cannot be read."""
    try:
        return (folder / FILE).read_text("utf-8")[:LONGEST].strip()
    except (OSError, UnicodeDecodeError):
        return ""


def keep(folder: Path, text: str) -> None:
    """A disk that does not take it costs no one the sign-in: the old text stays."""
    if text != read(folder):
        with suppress(OSError):
            (folder / FILE).write_text(text, "utf-8")
