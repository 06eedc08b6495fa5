from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from tests.data.texts import many
from ward_app import i18n, paths
from ward_app.errors import Invalid, Unlikely
from ward_app.i18n import _, ngettext, pgettext

NBSP = "\u00a0"
LOCALE = paths.RESOURCES / "locale"


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins in the language of the code and leaves the process as it was."""
    monkeypatch.setattr(i18n, "_current", i18n._current)
    monkeypatch.setattr(paths, "RESOURCES", Path("/nowhere"))
    i18n.use("en")


def read(file: Path) -> Catalog:
    with file.open("rb") as texts:
        return pofile.read_po(texts, "sv")


@pytest.fixture(scope="module")
def resources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A resources folder with the Swedish texts as they are written now, compiled."""
    folder = tmp_path_factory.mktemp("resources")
    compiled = folder / "locale" / "sv" / "LC_MESSAGES" / "narvard.mo"
    compiled.parent.mkdir(parents=True)
    catalog = Catalog("sv")
    for file in (*sorted((LOCALE / "sv/parts").glob("*.po")), LOCALE / "sv/LC_MESSAGES/narvard.po"):
        for message in read(file):
            if message.id and any(message.string or ()) and message.id not in catalog:
                catalog[message.id] = message
    with compiled.open("wb") as out:
        mofile.write_mo(out, catalog)
    return folder


@pytest.fixture
def swedish(resources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "RESOURCES", resources)
    i18n.use("sv")


# Language


def test_that_swedish_is_spoken_unless_another_language_is_asked_for(
    resources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "RESOURCES", resources)
    i18n.use()
    assert i18n.language() == "sv"
    assert _("Night shift") == "Nattpass"
    assert ngettext("{days} day ago", "{days} days ago", 2) == "för {days} dagar sedan"
    i18n.use("en")
    assert _("Night shift") == "Night shift"


def test_that_a_missing_catalogue_is_told_and_leaves_english() -> None:
    with pytest.warns(i18n.MissingCatalogue, match="sv"):
        i18n.use("sv")
    assert _("Night shift") == "Night shift"
    assert ngettext("{days} day", "{days} days", 1) == "{days} day"
    assert pgettext("shift", "Day") == "Day"
    assert i18n.day_text(date(2026, 11, 21)) == "lör 21 nov"


def test_that_a_language_nobody_wrote_is_a_bug() -> None:
    with pytest.raises(ValueError, match="de"):
        i18n.use("de")


@pytest.mark.usefixtures("swedish")
def test_that_an_empty_text_stays_empty() -> None:
    assert _("") == ""


# Dates, in both languages


@pytest.mark.usefixtures("swedish")
def test_that_dates_read_as_in_swedish() -> None:
    day = date(2026, 11, 21)
    assert i18n.date_text(day) == "2026-11-21"
    assert i18n.day_text(day) == "lör 21 nov"
    assert i18n.short_day(date(2026, 3, 1)) == "1 mars"
    assert i18n.long_day_text(day) == "lördag 21 november 2026"
    assert i18n.week_text(day) == "v. 47"


def test_that_dates_read_as_in_english() -> None:
    day = date(2026, 11, 21)
    assert i18n.day_text(day) == "Sat 21 Nov"
    assert i18n.long_day_text(day) == "Saturday 21 November 2026"
    assert i18n.week_text(day) == "w. 47"


@pytest.mark.usefixtures("swedish")
def test_that_no_name_of_a_day_or_month_carries_a_full_stop() -> None:
    year = [date(2026, 1, 1) + timedelta(days=step) for step in range(365)]
    assert not [day for day in year if "." in i18n.day_text(day) + i18n.long_day_text(day)]
    assert {i18n.day_text(day).split()[0] for day in year} == {
        "mån", "tis", "ons", "tors", "fre", "lör", "sön"
    }  # fmt: skip


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 12, 28), "v. 53"),
        (date(2026, 12, 31), "v. 53"),
        (date(2027, 1, 1), "v. 53"),
        (date(2027, 1, 3), "v. 53"),
        (date(2027, 1, 4), "v. 1"),
        (date(2024, 12, 30), "v. 1"),
    ],
)
def test_that_weeks_are_iso_weeks_over_the_turn_of_the_year(day: date, week: str) -> None:
    assert i18n.week_text(day) == week


def test_that_a_moment_is_shown_on_the_wards_clock() -> None:
    assert i18n.moment_text(at(2026, 11, 21, 6, 5)) == "2026-11-21 07:05"
    assert i18n.moment_text(at(2026, 7, 1, 22, 0)) == "2026-07-02 00:00"
    assert i18n.date_text(at(2026, 11, 20, 23, 30)) == "2026-11-21"
    assert i18n.time_text(time(0, 0)) == "00:00"
    assert i18n.time_text(at(2026, 11, 20, 23, 0)) == "00:00"
    assert i18n.span_text(at(2026, 11, 21, 20, 0), at(2026, 11, 22, 6, 15)) == "21:00–07:15"


def test_that_a_moment_without_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="time zone"):
        i18n.moment_text(datetime(2026, 11, 21, 7, 5))  # noqa: DTZ001


@pytest.mark.usefixtures("swedish")
def test_that_the_hour_that_comes_twice_is_told_apart() -> None:
    assert i18n.moment_text(at(2026, 10, 25, 0, 30)) == "2026-10-25 02:30 (sommartid)"
    assert i18n.moment_text(at(2026, 10, 25, 1, 30)) == "2026-10-25 02:30 (normaltid)"
    assert i18n.moment_text(at(2026, 10, 25, 2, 0)) == "2026-10-25 03:00"
    assert i18n.relative_text(at(2026, 10, 25, 1, 30), at(2026, 10, 25, 8)) == "2026-10-25 02:30 (normaltid)"


# From the ward's clock to a moment


def test_that_a_typed_time_becomes_a_moment() -> None:
    assert i18n.from_local(date(2026, 11, 21), time(7, 5)) == at(2026, 11, 21, 6, 5)
    assert i18n.from_local(date(2026, 7, 1), time(7, 5)) == at(2026, 7, 1, 5, 5)
    assert i18n.from_local(date(2026, 11, 21), time(0, 30)) == at(2026, 11, 20, 23, 30)


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_that_a_time_the_clock_skipped_is_refused(minute: int) -> None:
    with pytest.raises(Invalid) as refused:
        i18n.from_local(date(2027, 3, 28), time(2, minute), field="admitted_at")
    assert refused.value.field == "admitted_at"
    assert refused.value.sentence.startswith(f"02:{minute:02} does not exist on 2027-03-28")
    assert not isinstance(refused.value, Unlikely)


def test_that_the_hours_around_the_skipped_one_are_taken() -> None:
    assert i18n.from_local(date(2027, 3, 28), time(1, 59)) == at(2027, 3, 28, 0, 59)
    assert i18n.from_local(date(2027, 3, 28), time(3, 0)) == at(2027, 3, 28, 1, 0)


def test_that_a_time_that_came_twice_asks_which() -> None:
    day = date(2026, 10, 25)
    with pytest.raises(Unlikely):
        i18n.from_local(day, time(2, 30))
    assert i18n.from_local(day, time(2, 30), fold=0) == at(2026, 10, 25, 0, 30)
    assert i18n.from_local(day, time(2, 30), fold=1) == at(2026, 10, 25, 1, 30)
    assert i18n.from_local(day, time(3, 0)) == at(2026, 10, 25, 2, 0)


@many
@given(st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_that_every_moment_comes_back_from_the_wards_clock(moment: datetime) -> None:
    here = i18n.local(moment)
    fold = here.fold if i18n.comes_twice(moment) else None
    assert i18n.from_local(here.date(), here.time(), fold=fold) == moment


# Relative times


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (at(2026, 11, 21, 6, 5), "i dag 07:05"),
        (at(2026, 11, 20, 23, 0), "i dag 00:00"),
        (at(2026, 11, 20, 22, 59), "i går 23:59"),
        (at(2026, 11, 22, 8, 0), "i morgon 09:00"),
        (at(2026, 11, 14, 6, 5), "lör 14 nov 07:05"),
        (at(2025, 11, 14, 6, 5), "2025-11-14 07:05"),
    ],
)
def test_that_near_days_are_named(moment: datetime, text: str) -> None:
    assert i18n.relative_text(moment, at(2026, 11, 21, 20, 0)) == text


def test_that_yesterday_is_the_calendars_and_not_24_hours_ago() -> None:
    now = at(2027, 3, 28, 21, 30)  # 23:30 on the day that has 23 hours
    assert i18n.relative_text(now - timedelta(hours=23), now) == "yesterday 23:30"
    assert i18n.relative_day(date(2027, 3, 29), now) == "tomorrow"


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=59), "nyss"),
        (timedelta(minutes=1), "för 1 min sedan"),
        (timedelta(minutes=59, seconds=59), "för 59 min sedan"),
        (timedelta(hours=1), "för 1 tim sedan"),
        (timedelta(hours=47, minutes=59), "för 47 tim sedan"),
        (timedelta(hours=48), "för 2 dagar sedan"),
        (timedelta(minutes=-5), "om 5 min"),
        (timedelta(hours=-3), "om 3 tim"),
        (timedelta(days=-12), "om 12 dagar"),
    ],
)
def test_that_time_since_is_told_roughly(ago: timedelta, text: str) -> None:
    now = at(2026, 11, 21, 20, 0)
    assert i18n.since_text(now - ago, now) == text


@pytest.mark.usefixtures("swedish")
def test_that_durations_read_in_hours_and_minutes() -> None:
    assert i18n.duration_text(timedelta(minutes=45)) == "45 min"
    assert i18n.duration_text(timedelta(hours=3)) == "3 tim"
    assert i18n.duration_text(timedelta(hours=10, minutes=15)) == "10 tim 15 min"
    assert i18n.duration_text(timedelta()) == i18n.duration_text(timedelta(minutes=-5)) == "0 min"


# Ages


@pytest.mark.usefixtures("swedish")
@pytest.mark.parametrize(
    ("born", "on", "text"),
    [
        (date(1946, 11, 21), date(2026, 11, 20), "79 år"),
        (date(1946, 11, 21), date(2026, 11, 21), "80 år"),
        (date(1922, 1, 1), date(2026, 11, 21), "104 år"),
        (date(1944, 2, 29), date(2026, 2, 27), "81 år"),
        (date(1944, 2, 29), date(2026, 2, 28), "82 år"),
        (date(1944, 2, 29), date(2028, 2, 28), "83 år"),
        (date(1944, 2, 29), date(2028, 2, 29), "84 år"),
        (date(2024, 11, 22), date(2026, 11, 21), "23 mån"),
        (date(2024, 11, 21), date(2026, 11, 21), "2 år"),
        (date(2026, 9, 21), date(2026, 11, 21), "2 mån"),
        (date(2026, 9, 22), date(2026, 11, 21), "60 dagar"),
        (date(2026, 11, 20), date(2026, 11, 21), "1 dag"),
        (date(2026, 11, 22), date(2026, 11, 21), "0 dagar"),
    ],
)
def test_that_ages_are_told_in_years_and_for_the_smallest_in_months_or_days(
    born: date, on: date, text: str
) -> None:
    assert i18n.age_text(born, on) == text


@many
@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.dates(date(1900, 1, 1), date(2090, 1, 1)))
def test_that_a_year_is_turned_once_a_year(born: date, on: date) -> None:
    years = i18n.age_years(born, on)
    assert 0 <= years <= max(0, on.year - born.year)
    assert years >= on.year - born.year - 1
    assert i18n.age_years(born, on + timedelta(days=1)) - years in {0, 1}


# Numbers


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("38.2"), "38,2"),
        (Decimal("38.20"), "38,20"),
        (38.2, "38,2"),
        (0.1, "0,1"),
        (1400, f"1{NBSP}400"),
        (1234567, f"1{NBSP}234{NBSP}567"),
        (Decimal("1400.5"), f"1{NBSP}400,5"),
        (999, "999"),
        (-3.5, "−3,5"),
        (0, "0"),
        (Decimal("-0.0"), "0,0"),
        (Decimal("1E+3"), f"1{NBSP}000"),
        (1e-7, "0,0000001"),
    ],
)
@pytest.mark.filterwarnings("ignore::ward_app.i18n.MissingCatalogue")
def test_that_numbers_are_swedish_in_every_language(value: Decimal | float, text: str, language: str) -> None:
    i18n.use(language)
    assert i18n.number_text(value) == text


def test_that_decimals_are_rounded_half_up_when_asked_for() -> None:
    assert i18n.number_text(Decimal("2.345"), 2) == "2,35"
    assert i18n.number_text(2.5, 0) == "3"
    assert i18n.number_text(3, 1) == "3,0"
    assert i18n.number_text(Decimal("-0.04"), 1) == "0,0"


def test_that_what_is_not_a_number_is_a_bug() -> None:
    with pytest.raises(ValueError, match="finite"):
        i18n.number_text(float("nan"))


@many
@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_that_a_number_can_be_read_back(value: Decimal) -> None:
    text = i18n.number_text(value).replace(NBSP, "").replace("−", "-").replace(",", ".")
    assert Decimal(text) == value
