"""What a typed search asks for: words to find in keys, signs to find in names, whole numbers, a bed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from ward_app.cleaning import one_line
from ward_app.errors import Invalid
from ward_app.patients import identity
from ward_app.sorting import search_words

SHORTEST = 2
"""Characters before anything is looked for."""
LONGEST = 200
"""Characters that count: no name or number is longer."""
TRIGRAM = 3

_BED = re.compile(r"\w+:\w+")
"""What can be the label of a bed, and no name or number."""
_SIGNS = frozenset("%_")
_CENTURIES = ("18", "19", "20")
_FULL, _SHORT = 12, 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """`parts` are parts of a search key: letters and digits, or a space and the letters a name begins with.
    `signs` are words with a % or _, which find only themselves."""

    text: str
    parts: tuple[str, ...]
    signs: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def trigrams(self) -> list[str]:
        """The parts that an index of three characters in a row can lead to."""
        return [part for part in self.parts if len(part) >= TRIGRAM]

    def is_met_by(self, inpatient: Any) -> bool:
        """The same for a row of `whereabouts.inpatients`, which is also found by its bed."""
        person = inpatient.person
        if inpatient.bed == self.text or person.value in self.numbers:
            return True
        names = f"{person.family_name}\n{person.given_name}\n{person.preferred_name or ''}".casefold()
        return (
            bool(self.parts or self.signs)
            and all(part in inpatient.search_key for part in self.parts)
            and all(sign.casefold() in names for sign in self.signs)
            and bool(inpatient.search_key)
        )


def understood(text: str, today: date) -> Wanted | None:
    """None when there is too little to look for."""
    line = one_line(text[:LONGEST], limit=4 * LONGEST)
    if _BED.fullmatch(line):
        return Wanted(line, (), (), ())
    signs = tuple(piece for piece in line.split() if _SIGNS & set(piece))
    words = search_words(" ".join(piece for piece in line.split() if piece not in signs))
    if len("".join([*words, *signs])) < SHORTEST:
        return None
    parts = [_part(word) for word in words]
    parts += [word for sign in signs for word in search_words(sign) if len(word) >= TRIGRAM]
    return Wanted(line, tuple(dict.fromkeys(parts)), signs, whole_numbers(line, today))


def _part(word: str) -> str:
    """One or two letters are the start of a name; more of them, or digits, may stand anywhere."""
    return f" {word}" if len(word) < TRIGRAM and word.isalpha() else word


def whole_numbers(text: str, today: date) -> tuple[str, ...]:
    """The stored values that this is the whole of, in every century when it was typed without one."""
    if not any(char.isdecimal() for char in text):
        return ()
    try:
        value = identity.parse(text, today=today).value
    except Invalid:
        return ()
    typed_in_full = sum(char.isalnum() for char in text) >= _FULL
    if typed_in_full or len(value) not in (_SHORT, _FULL):
        return (value,)
    return (value, *(century + value[-_SHORT:] for century in _CENTURIES))
