"""Skatteverket's test numbers: published for testing, given to nobody.

Source: Skatteverket's open test data for personnummer (41 493) and samordningsnummer (2 264), understood
to be free of rights (CC0). Each file has a line for each date, the date followed by the last four digits
of every number on it.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


@cache
def personnummer() -> tuple[str, ...]:
    """In order, 12 digits each."""
    return _read("personnummer")


@cache
def samordningsnummer() -> tuple[str, ...]:
    """In order, 12 digits each; 194 of them carry a date that is not in the calendar."""
    return _read("samordningsnummer")


def _read(name: str) -> tuple[str, ...]:
    lines = gzip.decompress((HERE / f"{name}.txt.gz").read_bytes()).decode("ascii").splitlines()
    return tuple(day + last for day, *lasts in map(str.split, lines) for last in lasts)
