"""The recovery code: 160 bits as 32 letters and digits in groups of four, written on paper and typed back."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O or U: on paper they pass for 1, 0 and V."""
LENGTH = 32
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new_code() -> str:
    """`7K2M-…`: eight groups of four."""
    return grouped("".join(secrets.choice(ALPHABET) for _letter in range(LENGTH)))


def grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def as_typed(text: str) -> str:
    """What a person meant: case, spaces and dashes do not count, look-alikes are read as what is on paper."""
    return "".join(sign for sign in text.upper().translate(_READ_AS) if sign in ALPHABET)
