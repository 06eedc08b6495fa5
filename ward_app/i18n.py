"""The language of the program, and dates, times and numbers as people read them.

Texts are written in English in the code and found by gettext; Swedish is the language of the ward.
One language holds for the whole process. Until `use` is called texts are the English of the code.
"""

from __future__ import annotations

import gettext
import warnings
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from ward_app import paths
from ward_app.errors import Invalid, Unlikely

DOMAIN = "narvard"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
NO_BREAK_SPACE = "\u00a0"


class MissingCatalogue(UserWarning):
    """A language was asked for whose compiled catalogue is not there; texts stay English."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Names of days and months. Short forms without the full stop that CLDR gives them."""

    days: tuple[str, ...]
    days_short: tuple[str, ...]
    months: tuple[str, ...]
    months_short: tuple[str, ...]


_WORDS = {
    "sv": _Words(
        ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
        ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
        ("januari", "februari", "mars", "april", "maj", "juni",
         "juli", "augusti", "september", "oktober", "november", "december"),
        ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    ),
    "en": _Words(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        ("January", "February", "March", "April", "May", "June",
         "July", "August", "September", "October", "November", "December"),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
}  # fmt: skip
LANGUAGES = tuple(_WORDS)


@dataclass(frozen=True, slots=True)
class _Language:
    code: str
    words: _Words
    texts: gettext.NullTranslations


_current: _Language = _Language("en", _WORDS["en"], gettext.NullTranslations())


def use(language: str = "sv") -> None:
    """Speak this language from now on, in every thread. A catalogue that is missing is warned about."""
    global _current
    words = _WORDS.get(language)
    if words is None:
        raise ValueError(f"no such language: {language}")
    try:
        texts = gettext.translation(DOMAIN, paths.RESOURCES / "locale", [language])
    except FileNotFoundError:
        _current = _Language(language, words, gettext.NullTranslations())
        if language != "en":
            warnings.warn(f"no compiled texts for language {language}", MissingCatalogue, stacklevel=2)
        return
    _current = _Language(language, words, texts)


def language() -> str:
    return _current.code


def _(text: str) -> str:
    return _current.texts.gettext(text) if text else ""  # gettext answers "" with the catalogue's header


def N_(text: str) -> str:
    """Mark a module-level text for the catalogue; `_` translates it when it is shown."""
    return text


def ngettext(one: str, many: str, count: int) -> str:
    return _current.texts.ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    return _current.texts.pgettext(context, text)


# Local time


def local(moment: datetime) -> datetime:
    """A stored moment on the ward's clock."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(STOCKHOLM)


def from_local(day: date, at: time, *, fold: int | None = None, field: str = "time") -> datetime:
    """The moment, in UTC, that the ward's clock shows as this day and time.

    When clocks go forward an hour is missing: Invalid. When they go back an hour comes twice: `fold`
    0 is the first, 1 the second, and without it Unlikely asks for the choice.
    """
    first = datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=STOCKHOLM)
    second = first.replace(fold=1)
    before, after = _offset(first), _offset(second)
    if before < after:
        raise Invalid(
            field,
            _("{time} does not exist on {date}: the clocks went forward from 02:00 to 03:00.").format(
                time=time_text(at), date=date_text(day)
            ),
        )
    if before > after and fold is None:
        raise Unlikely(
            field,
            _(
                "{time} came twice on {date}, when the clocks went back. Choose summer or standard time."
            ).format(time=time_text(at), date=date_text(day)),
        )
    return (second if fold else first).astimezone(UTC)


def comes_twice(moment: datetime) -> bool:
    """Whether the ward's clock showed this time twice, because clocks went back."""
    here = local(moment)
    return _offset(here.replace(fold=0)) > _offset(here.replace(fold=1))


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _day(when: date) -> date:
    """The day on the ward's calendar of a date or a moment."""
    return local(when).date() if isinstance(when, datetime) else when


# Dates and times as people read them


def date_text(when: date) -> str:
    """2026-11-21"""
    return _day(when).isoformat()


def day_text(when: date) -> str:
    """Sat 21 Nov, lör 21 nov"""
    day = _day(when)
    return f"{_current.words.days_short[day.weekday()]} {short_day(day)}"


def dated_text(when: date) -> str:
    """Sat 2026-11-21, lör 2026-11-21"""
    day = _day(when)
    return f"{_current.words.days_short[day.weekday()]} {day.isoformat()}"


def long_day_text(when: date) -> str:
    """Saturday 21 November 2026, lördag 21 november 2026"""
    day, words = _day(when), _current.words
    return f"{words.days[day.weekday()]} {day.day} {words.months[day.month - 1]} {day.year}"


def short_day(when: date) -> str:
    """21 Nov, 21 nov"""
    day = _day(when)
    return f"{day.day} {_current.words.months_short[day.month - 1]}"


def week_text(when: date) -> str:
    """The ISO week: w. 47, v. 47"""
    return _("w. {week}").format(week=_day(when).isocalendar().week)


def time_text(when: datetime | time) -> str:
    """07:05, midnight 00:00"""
    at = local(when) if isinstance(when, datetime) else when
    return f"{at.hour:02}:{at.minute:02}"


def exact_time_text(moment: datetime) -> str:
    """08:41:58, for when something was saved or brought up to date"""
    return f"{time_text(moment)}:{local(moment).second:02}"


def moment_text(moment: datetime) -> str:
    """2026-11-21 07:05. In the hour that comes twice it says which one is meant."""
    text = f"{date_text(moment)} {time_text(moment)}"
    if not comes_twice(moment):
        return text
    which = _("{moment} (standard time)") if local(moment).fold else _("{moment} (summer time)")
    return which.format(moment=text)


def span_text(from_at: datetime | time, to_at: datetime | time) -> str:
    """21:00–07:15"""
    return f"{time_text(from_at)}–{time_text(to_at)}"


def relative_day(when: date, today: date) -> str:
    """today, yesterday, tomorrow; else the weekday and date, in another year the date"""
    day, today = _day(when), _day(today)
    near = {0: N_("today"), -1: N_("yesterday"), 1: N_("tomorrow")}.get((day - today).days)
    if near:
        return _(near)
    return day_text(day) if day.year == today.year else date_text(day)


def relative_text(moment: datetime, now: datetime) -> str:
    """today 07:05, yesterday 22:10, Sat 21 Nov 07:05, 2025-11-21 07:05"""
    if comes_twice(moment):
        return moment_text(moment)
    return f"{relative_day(moment, now)} {time_text(moment)}"


def since_text(moment: datetime, now: datetime) -> str:
    """How long ago, or in how long: just now, 5 min ago, 3 h ago, 2 days ago, in 5 min"""
    minutes = abs(now - moment) // timedelta(minutes=1)
    if minutes < 1:
        return _("just now")
    ago = moment < now
    if minutes < 60:
        return (_("{minutes} min ago") if ago else _("in {minutes} min")).format(minutes=minutes)
    hours = minutes // 60
    if hours < 48:
        return (_("{hours} h ago") if ago else _("in {hours} h")).format(hours=hours)
    days = hours // 24
    form = ngettext("{days} day ago", "{days} days ago", days) if ago else ngettext(
        "in {days} day", "in {days} days", days
    )  # fmt: skip
    return form.format(days=days)


def duration_text(length: timedelta) -> str:
    """45 min, 3 h, 10 h 15 min"""
    hours, minutes = divmod(max(length, timedelta()) // timedelta(minutes=1), 60)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    if not minutes:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)


# Ages and numbers


def age_years(born: date, on: date) -> int:
    """Whole years. Who was born on 29 February turns a year on the 28th in other years (1930:173, 1 §)."""
    return max(0, _months(born, on) // 12)


def age_text(born: date, on: date) -> str:
    """80 years; under two years in months, under two months in days"""
    months = max(0, _months(born, on))
    if months >= 24:
        return ngettext("{years} year", "{years} years", months // 12).format(years=months // 12)
    if months >= 2:
        return ngettext("{months} month", "{months} months", months).format(months=months)
    days = max(0, (on - born).days)
    return ngettext("{days} day", "{days} days", days).format(days=days)


def _months(born: date, on: date) -> int:
    whole = (on.year - born.year) * 12 + on.month - born.month
    last_of_month = on.day == monthrange(on.year, on.month)[1]
    return whole if on.day >= born.day or last_of_month else whole - 1


def number_text(value: Decimal | float, decimals: int | None = None) -> str:
    """38,2 and 1 400: decimal comma, no-break space in thousands, a real minus sign, in every language."""
    exact = (
        value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else value)
    )
    if not exact.is_finite():
        raise ValueError("only finite numbers can be shown")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(exact):,f}".replace(",", NO_BREAK_SPACE).replace(".", ",")
    return f"−{text}" if exact < 0 else text
