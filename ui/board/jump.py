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
    tests = (
        lambda label: label == wanted,
        lambda label: _squeezed(label) == wanted,
        lambda label: label.startswith(wanted),
        lambda label: _squeezed(label).startswith(_squeezed(wanted)),
    )
    spelled = [_spelled(label) for label in labels]
    for test in tests:
        for place, label in enumerate(spelled):
            if test(label):
                return place
    return None


def _spelled(text: str) -> str:
    return "".join(":" if char in SEPARATORS else char for char in text.casefold())


def _squeezed(text: str) -> str:
    return text.replace(":", "")
