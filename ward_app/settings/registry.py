"""Ward-wide settings, each declared once: key, type, default and the words that explain it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ward_app.i18n import N_

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Declared(Generic[T]):
    """One setting. `accepts` says whether a value can be stored."""

    key: str
    default: T
    label: str
    accepts: Callable[[Any], bool]


def _text(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _one_of(*values: str) -> Callable[[Any], bool]:
    return lambda value: value in values


def _between(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _clock_times(value: Any) -> bool:
    """Three shifts that begin at different times, each a pair of `HH:MM` on a quarter of an hour."""
    if not isinstance(value, list) or not all(isinstance(one, list) and len(one) == 2 for one in value):
        return False
    times = [time for shift in value for time in shift]
    return (
        len(value) == 3
        and all(isinstance(time, str) and _QUARTER.fullmatch(time) for time in times)
        and len(set(times[::2])) == 3
    )


_QUARTER = re.compile("(?:[01][0-9]|2[0-3]):(?:00|15|30|45)")


def _number_series(value: Any) -> bool:
    """A list of series, each with the four parts that `patients.series` reads."""
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and one.keys() == {"oid", "name", "pattern", "check_digit"}
        and all(
            isinstance(one[part], str) and 0 < len(one[part]) <= 200 for part in ("oid", "name", "pattern")
        )
        and isinstance(one["check_digit"], bool)
        and _is_pattern(one["pattern"])
        for one in value
    )


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


SIGN_IN_BANNER = Declared(
    "access.sign_in_banner",
    "",
    N_("Text on the sign-in page, for example that the access log is checked"),
    _text(300),
)
LOCK_MINUTES = Declared(
    "access.lock_minutes", 5, N_("Minutes without a key before the screen locks"), _between(1, 10)
)
SECOND_FACTOR = Declared(
    "access.second_factor",
    "optional",
    N_("A code from a phone beside the password"),
    _one_of("off", "optional", "demanded"),
)
NUMBER_ON_HANDOVER = Declared(
    "handover.number", "birth", N_("Personal number on the handover sheet"), _one_of("none", "birth", "full")
)
NUMBER_SERIES: Declared[list[dict[str, Any]]] = Declared(
    "patients.number_series", [], N_("The region's own reserve numbers"), _number_series
)
SHIFT_TIMES = Declared(
    "ward.shift_times",
    [["07:00", "15:30"], ["13:30", "21:30"], ["21:00", "07:15"]],
    N_("Times of day, evening and night shift"),
    _clock_times,
)
SIGNING_ROUTINE = Declared(
    "notes.signing_routine",
    "",
    N_("The written routine that lets assistant nurses' observations stand unsigned; empty: none may"),
    _text(200),
)
RECOVERY_CONFIRMED = Declared(
    "store.recovery_confirmed",
    False,
    N_("The recovery code has been typed back"),
    lambda value: isinstance(value, bool),
)
RESEARCH_MUNICIPALITY = Declared(
    "retention.research_municipality",
    False,
    N_("The municipality is one whose social services records are kept for research (SoL 16:4)"),
    lambda value: isinstance(value, bool),
)
NAMES_IN_EXTRACT = Declared(
    "logs.names_in_extract",
    False,
    N_("Names of the staff in the patient's extract of the log"),
    lambda value: isinstance(value, bool),
)
PRACTICE = Declared("ward.practice", False, N_("Practice ward"), lambda value: isinstance(value, bool))

ALL: tuple[Declared[Any], ...] = (
    SIGN_IN_BANNER, LOCK_MINUTES, SECOND_FACTOR, NUMBER_ON_HANDOVER, NUMBER_SERIES, SHIFT_TIMES,
    SIGNING_ROUTINE, RECOVERY_CONFIRMED, RESEARCH_MUNICIPALITY, NAMES_IN_EXTRACT, PRACTICE,
)  # fmt: skip
