"""The series of identity numbers: who gives them out, their form, and what can be checked in them.

Sources: folkbokföringslagen 18 §, lag (2022:1697), Inera's pages on local and national reserve identities.
A series reads a number of its own form and says what is doubtful; it never refuses one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from ward_app.errors import Invalid
from ward_app.i18n import N_, _

PERSONNUMMER = "1.2.752.129.2.1.3.1"
SAMORDNINGSNUMMER = "1.2.752.129.2.1.3.3"
NATIONAL_RESERVE = "1.2.752.74.9.1"
STOCKHOLM_RESERVE = "1.2.752.97.3.1.3"
VASTRA_GOTALAND_RESERVE = "1.2.752.113.11.0.2.1.1.1"
VARMLAND_RESERVE = "1.2.752.74.9.2"
INERA_RESERVE = "1.2.752.129.2.1.3.2"
UNKNOWN_SERIES = "unknown"
"""Stands where no OID is known. Such a number must not go to another system."""


class Sex(StrEnum):
    """As the person or the register says. Stored, never derived from a number as truth."""

    FEMALE = auto()
    MALE = auto()
    UNKNOWN = auto()


class Doubt(StrEnum):
    """What may be wrong with a number."""

    CHECK_DIGIT = auto()
    DATE = auto()
    FUTURE = auto()
    UNKNOWN_FORM = auto()
    CENTURY_ASSUMED = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one series makes of a number. Birth date and sex are hints for a form, never facts."""

    doubts: tuple[Doubt, ...] = ()
    birth_date: date | None = None
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """One series of numbers. `read` gives None for a text that is not of its form."""

    oid: str
    name: str
    read: Callable[[str], Finding | None]
    hyphen: bool = True
    """Shown with a hyphen before the last four."""


def luhn(digits: str, letters: dict[str, int] | None = None) -> bool:
    """Whether the last digit is the Luhn check digit of those before it; letters count as their values."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) if char.isdecimal() else (letters or {})[char]
        total += _digit_sum(value * 2 if place % 2 else value)
    return total % 10 == 0


def _digit_sum(number: int) -> int:
    return number if number < 10 else number % 10 + _digit_sum(number // 10)


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _sex_of(digit: str) -> Sex:
    return Sex.MALE if int(digit) % 2 else Sex.FEMALE


def _doubts(check_digit: bool, born: date | None) -> tuple[Doubt, ...]:
    date_doubt = () if born else (Doubt.DATE,)
    return date_doubt if check_digit else (*date_doubt, Doubt.CHECK_DIGIT)


_TWELVE_DIGITS = re.compile(r"(?:1[89]|2[01])[0-9]{10}")


def _personnummer(value: str) -> Finding | None:
    if not _TWELVE_DIGITS.fullmatch(value) or value[6] >= "6":
        return None
    born = _real_date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    return Finding(_doubts(luhn(value[2:]), born), born, _sex_of(value[10]))


def _samordningsnummer(value: str) -> Finding | None:
    """As a personnummer with 60 added to the day. Some are given out with a date that does not exist."""
    if not _TWELVE_DIGITS.fullmatch(value) or value[6] < "6":
        return None
    born = _real_date(int(value[:4]), int(value[4:6]), int(value[6:8]) - 60)
    return Finding(_doubts(luhn(value[2:]), born), born, _sex_of(value[10]))


_NRID_LETTERS = "A-HJ-NPR-UXYZ"
_NRID = re.compile(f"([0-9]{{8}})[{_NRID_LETTERS}]{{2}}([0-9{_NRID_LETTERS}])[0-9]")
_NRID_UNBORN = re.compile("00[0-9]{2}[2-9][0-9][45][0-9]")
_CODE_POINTS = {chr(code): code for code in range(ord("A"), ord("Z") + 1)}


def _national_reserve(value: str) -> Finding | None:
    """XXYYMMDDNNGC: century of birth + 3, 6, 9 … or 00 if the date is unknown; a letter for unknown sex."""
    form = _NRID.fullmatch(value)
    if not form or "01" <= value[:2] <= "21":
        return None
    sex = _sex_of(form[2]) if form[2].isdecimal() else None
    check_digit = luhn(value, _CODE_POINTS)
    if value.startswith("00"):
        doubts = () if check_digit else (Doubt.CHECK_DIGIT,)
        return Finding(doubts, None, sex) if _NRID_UNBORN.match(value) else None
    century = 18 + int(value[:2]) % 3
    born = _real_date(century * 100 + int(value[2:4]), int(value[4:6]), int(value[6:8]))
    return Finding(_doubts(check_digit, born), born, sex)


_STOCKHOLM = re.compile("99[0-9]{10}")


def _stockholm_reserve(value: str) -> Finding | None:
    """99 + year + serial number + check digit over all but the first four."""
    if not _STOCKHOLM.fullmatch(value):
        return None
    return Finding(() if luhn(value[4:]) else (Doubt.CHECK_DIGIT,))


_VASTRA_GOTALAND = re.compile(
    "[0-9]{8}(?:K(?:0[68]|[1-7][02468])|M(?:0[79]|[1-7][13579])|X8[0-9])[0-9]"
)  # fmt: skip
_VASTRA_GOTALAND_LETTERS = {"K": 5, "M": 7, "X": 8}
_VASTRA_GOTALAND_SEX = {"K": Sex.FEMALE, "M": Sex.MALE}


def _vastra_gotaland_reserve(value: str) -> Finding | None:
    if not _VASTRA_GOTALAND.fullmatch(value):
        return None
    born = _real_date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    doubts = _doubts(luhn(value[2:], _VASTRA_GOTALAND_LETTERS), born)
    return Finding(doubts, born, _VASTRA_GOTALAND_SEX.get(value[8]))


_VARMLAND = re.compile("[0-9]{8}S([FUXPL])([0-9])[A-UW-Z1-9]")


def _varmland_reserve(value: str) -> Finding | None:
    """The letter after S tells the kind; only F means a known date of birth. There is no check digit."""
    form = _VARMLAND.fullmatch(value)
    if not form:
        return None
    day = _real_date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    sex = None if form[2] in "01" else _sex_of(form[2])
    return Finding(() if day else (Doubt.DATE,), day if form[1] == "F" else None, sex)


_INERA = re.compile("(?:1[7-9]|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:3[2-9]|[45][0-9])[0-9]{4}")


def _inera_reserve(value: str) -> Finding | None:
    """Looks like a mistyped personnummer with day 32 to 59, so the check digit decides which it is."""
    return Finding() if _INERA.fullmatch(value) and luhn(value[2:]) else None


DOMAINS = (
    Domain(PERSONNUMMER, N_("Personal identity number"), _personnummer),
    Domain(SAMORDNINGSNUMMER, N_("Coordination number"), _samordningsnummer),
    Domain(NATIONAL_RESERVE, N_("National reserve number"), _national_reserve),
    Domain(STOCKHOLM_RESERVE, N_("Reserve number, Region Stockholm"), _stockholm_reserve, hyphen=False),
    Domain(VASTRA_GOTALAND_RESERVE, N_("Reserve number, Västra Götaland"), _vastra_gotaland_reserve),
    Domain(VARMLAND_RESERVE, N_("Reserve number, Värmland"), _varmland_reserve),
    Domain(INERA_RESERVE, N_("Reserve number, Inera"), _inera_reserve),
)
"""In the order in which they are tried. Later ones are asked only when an earlier one has doubts."""


def local_domain(oid: str, name: str, pattern: str, *, check_digit: bool = False) -> Domain:
    """A series that the ward's region describes in the settings.

    The pattern must match the whole number, in capitals, without hyphens, a six-digit date completed
    with its century. Groups named `year`, `month` and `day` give a hint of the birth date.
    `check_digit` is Luhn over all but the first two characters.
    """
    try:
        form = re.compile(pattern)
    except re.error as error:
        raise Invalid("pattern", _("The pattern is not a regular expression.")) from error

    def read(value: str) -> Finding | None:
        found = form.fullmatch(value)
        if not found:
            return None
        doubts = () if not check_digit or _luhn_of_digits(value) else (Doubt.CHECK_DIGIT,)
        parts = found.groupdict(default="")
        if not {"year", "month", "day"} <= parts.keys():
            return Finding(doubts)
        born = _date_of(parts["year"], parts["month"], parts["day"])
        return Finding(doubts if born else (Doubt.DATE, *doubts), born)

    return Domain(oid, name, read)


def _luhn_of_digits(value: str) -> bool:
    return value.isascii() and value.isdecimal() and luhn(value[2:])


def _date_of(year: str, month: str, day: str) -> date | None:
    digits = year.isdecimal() and month.isdecimal() and day.isdecimal()
    return _real_date(int(year), int(month), int(day)) if digits else None
