"""Digits go to a bed: 8 to bed 8, 12 to bed 12, or to 1:2 where there is no bed 12."""

from __future__ import annotations

from collections.abc import Sequence

SEPARATORS = ":.,-"


def is_key(text: str) -> bool:
    """Whether a key belongs to the name of a bed."""
    return len(text) == 1 and (text.isalnum() or text in SEPARATORS)


def find(typed: str, labels: Sequence[str]) -> int | None:
    """The place in `labels` that was meant. A colon may be typed as any separator or be left out."""
    wanted = _spelled(typed)
    spelled = [_spelled(label) for label in labels]
    squeezed = spelled if ":" in wanted else [label.replace(":", "") for label in spelled]
    for names in (spelled, squeezed):
        if wanted in names:
            return names.index(wanted)
    for names in (spelled, squeezed):
        for place, name in enumerate(names):
            if name.startswith(wanted):
                return place
    return None


def _spelled(text: str) -> str:
    return "".join(":" if char in SEPARATORS else char for char in text.casefold())
