"""A few words with their head, for the screen and the print alike."""

from __future__ import annotations

from dataclasses import dataclass

NEW = "► "
"""Before what is new since the last handover: a shape, not a colour."""


@dataclass(frozen=True, slots=True)
class Said:
    """`head` stands out; with `is_strong` all of it does. Part of `text` may be what a person typed."""

    head: str
    text: str = ""
    is_strong: bool = False

    @property
    def whole(self) -> str:
        return self.head + self.text
