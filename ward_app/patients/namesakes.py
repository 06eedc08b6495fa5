"""Namnlik: who on the ward is easily taken for someone else by the surname."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from ward_app.patients.facts import PersonFacts
from ward_app.patients.model import Protection
from ward_app.sorting import search_words

PARTICLES = frozenset(
    {"af", "al", "da", "de", "del", "der", "den", "di", "dos", "el", "la", "le", "van", "von"}
)
LONG_ENOUGH = 5
"""Letters from which one letter more, less or other still sounds alike: Karlsson, Carlsson."""


def namesakes(people: Iterable[PersonFacts]) -> frozenset[int]:
    """The patient ids among `people` that get the tag, by same or like surname.

    Who is protected is left out: the name is not shown, and the tag on another would give it away.
    """
    named = [(one.patient_id, parts) for one in people if one.protection is Protection.NONE
             if (parts := _parts(one.family_name))]  # fmt: skip
    pairs = (
        (first, second)
        for (first, ours), (second, theirs) in combinations(named, 2)
        if first != second and any(alike(one, other) for one in ours for other in theirs)
    )
    return frozenset(patient_id for pair in pairs for patient_id in pair)


def alike(one: str, other: str) -> bool:
    """Whether two search keys of surnames are the same, or long and at most one letter apart."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= LONG_ENOUGH and _one_letter_apart(shorter, longer)


def _parts(family_name: str) -> list[str]:
    """Each name of a double surname counts: Berg Lundin is like Lundin."""
    words = search_words(family_name)
    return [word for word in words if word not in PARTICLES] or words


def _one_letter_apart(shorter: str, longer: str) -> bool:
    if len(longer) - len(shorter) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest = shorter[same + 1 :] if len(shorter) == len(longer) else shorter[same:]
    return rest == longer[same + 1 :]
