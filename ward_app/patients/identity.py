"""Reading and showing identity numbers. A number is never refused for being wrong, only doubted (ID-03).

An identity is (domain OID, value): `parse` finds both in what was typed, `shown` writes them for people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from unicodedata import decimal, normalize

from ward_app.cleaning import one_line
from ward_app.errors import Invalid
from ward_app.i18n import N_, _
from ward_app.patients.identity_domains import (
    DOMAINS,
    UNKNOWN_SERIES,
    Domain,
    Doubt,
    Finding,
    Sex,
)

LONGEST = 40
"""Characters in a stored number."""


class IdentityStatus(StrEnum):
    """VERIFIED by its own rules; UNVERIFIED when unknown or faulty and taken with a reason (ID-03)."""

    VERIFIED = auto()
    UNVERIFIED = auto()


class NumberPolicy(StrEnum):
    """How much of a number a screen or print shows (ID-05)."""

    FULL = auto()
    LAST_HIDDEN = auto()


_DATED = re.compile("[0-9]{8}[0-9A-ZÅÄÖ]{4}")
_WITHOUT_HYPHEN = {domain.oid for domain in DOMAINS if not domain.hyphen}
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_TO_CAPITALS = str.maketrans("abcdefghijklmnopqrstuvwxyzåäö", "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ")
_TEN = re.compile("([0-9]{2})-?([0-9]{2})-?([0-9]{2})([-+]?)([0-9A-Z]{4})")
_TWELVE_WITH_PLUS = re.compile("([0-9]{4}-?[0-9]{2}-?[0-9]{2})[+]([0-9A-Z]{4})")

_SENTENCES = {
    Doubt.CHECK_DIGIT: N_("The check digit is wrong. Compare with an identity document."),
    Doubt.DATE: N_("The date in the number is not in the calendar. Compare with an identity document."),
    Doubt.FUTURE: N_("The date in the number is in the future. Compare with an identity document."),
    Doubt.UNKNOWN_FORM: N_("This is no known form of identity number. It is kept, but unverified."),
    Doubt.CENTURY_ASSUMED: N_(
        "Taken as born in {year}. If it was in {earlier}: type the year with four digits, "
        "or a + before the last four."
    ),
}


@dataclass(frozen=True, slots=True)
class IdentityWarning:
    """A doubt about a number, worded. Holds no part of the number but the year of birth."""

    doubt: Doubt
    year: int = 0

    @property
    def sentence(self) -> str:
        return _(_SENTENCES[self.doubt]).format(year=self.year, earlier=self.year - 100)

    @property
    def takes_reason(self) -> bool:
        """Whether the number is stored only with a reason. A note on the century is not."""
        return self.doubt is not Doubt.CENTURY_ASSUMED


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed number, understood. The hints may fill a form that a person then confirms, nothing more."""

    domain: str
    value: str
    status: IdentityStatus
    birth_date_hint: date | None
    sex_hint: Sex | None
    warnings: tuple[IdentityWarning, ...]

    @property
    def shown(self) -> str:
        return shown(self.domain, self.value)

    @property
    def takes_reason(self) -> bool:
        return any(warning.takes_reason for warning in self.warnings)


def parse(text: str, *, today: date, region: Sequence[Domain] = (), field: str = "identity") -> Reading:
    """Understand a number typed with 10 or 12 characters, with or without hyphen, plus sign and spaces.

    `region` holds the region's own series, asked after personnummer and samordningsnummer. The first
    series that has no doubts wins, else the first whose form it is, else the number is of unknown form.
    """
    typed = _condensed(one_line(text, field=field))
    plain = _condensed(typed.replace("-", ""))
    if not any(char.isalnum() for char in plain):
        raise Invalid(field, _("Type an identity number. It needs digits or letters."))
    if len(plain) > LONGEST:
        raise Invalid(field, _("An identity number has at most {limit} characters.").format(limit=LONGEST))
    value, assumed = _with_century(typed, plain, today)
    domain, finding = _best(value, (*DOMAINS[:2], *region, *DOMAINS[2:]))
    doubts = finding.doubts
    if finding.birth_date and finding.birth_date > today:
        doubts = (*doubts, Doubt.FUTURE)
    warnings = tuple(IdentityWarning(doubt) for doubt in doubts)
    if assumed and finding.birth_date:
        warnings = (*warnings, IdentityWarning(Doubt.CENTURY_ASSUMED, finding.birth_date.year))
    return Reading(
        domain=domain,
        value=plain if domain == UNKNOWN_SERIES else value,
        status=IdentityStatus.UNVERIFIED if doubts else IdentityStatus.VERIFIED,
        birth_date_hint=finding.birth_date,
        sex_hint=finding.sex,
        warnings=warnings,
    )


def shown(domain: str, value: str, policy: NumberPolicy = NumberPolicy.FULL) -> str:
    """The number for people: 19450829-1234, or 450829-XXXX where the last four are hidden."""
    dated = domain not in _WITHOUT_HYPHEN and _DATED.fullmatch(value) is not None
    head, tail = value[:-4], value[-4:]
    if policy is NumberPolicy.LAST_HIDDEN:
        head, tail = head[2:] if dated else head, "X" * len(tail)
    return f"{head}-{tail}" if dated else head + tail


def ten_digits(value: str, today: date) -> str:
    """A personnummer or samordningsnummer without century: 450829-1234; + from the year one turns 100."""
    sign = "+" if today.year - int(value[:4]) >= 100 else "-"
    return f"{value[2:8]}{sign}{value[8:]}"


def domain_name(oid: str, region: Sequence[Domain] = ()) -> str:
    """What a series is called. Names of the region's own series are shown as the settings have them."""
    for domain in (*DOMAINS, *region):
        if domain.oid == oid:
            return _(domain.name)
    return _("Unverified number")


def _condensed(text: str) -> str:
    """Without white space, in capitals, with plain digits and hyphens. Repeated until nothing changes."""
    digits = "".join(str(decimal(char, char)) for char in normalize("NFKC", text))
    result = "".join(_DASHES.sub("-", digits).split()).translate(_TO_CAPITALS)
    return result if result == text else _condensed(result)


def _with_century(typed: str, plain: str, today: date) -> tuple[str, bool]:
    """The number with four digits for the year, and whether the century is a guess worth a note.

    A hyphen means under 100 years, counted by year, and a plus sign 100 or more. Without either the
    latest year that is not in the future is taken; a guess that makes a child of someone who may as
    well be past 100 is noted.
    """
    if long := _TWELVE_WITH_PLUS.fullmatch(typed):
        return long[1].replace("-", "") + long[2], False
    short = _TEN.fullmatch(typed) or _TEN.fullmatch(plain)
    if not short:
        return plain, False
    year = today.year - (today.year - int(short[1])) % 100
    not_yet = (year, int(short[2]), int(short[3]) % 60) > (today.year, today.month, today.day)
    if short[4] == "+" or not_yet:
        year -= 100
    assumed = not short[4] and today.year - year <= 20
    return f"{year}{short[2]}{short[3]}{short[5]}", assumed


def _best(value: str, series: Sequence[Domain]) -> tuple[str, Finding]:
    doubtful: tuple[str, Finding] | None = None
    for domain in series:
        finding = domain.read(value)
        if finding and not finding.doubts:
            return domain.oid, finding
        if finding and doubtful is None:
            doubtful = (domain.oid, finding)
    return doubtful or (UNKNOWN_SERIES, Finding((Doubt.UNKNOWN_FORM,)))
