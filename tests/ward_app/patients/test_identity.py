from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.data.numbers import personnummer, samordningsnummer
from tests.data.texts import HOSTILE, many
from ward_app import i18n
from ward_app.errors import Invalid
from ward_app.patients import identity
from ward_app.patients.identity import IdentityStatus, NumberPolicy, Reading, parse, shown, ten_digits
from ward_app.patients.identity_domains import (
    INERA_RESERVE,
    NATIONAL_RESERVE,
    PERSONNUMMER,
    SAMORDNINGSNUMMER,
    STOCKHOLM_RESERVE,
    UNKNOWN_SERIES,
    VARMLAND_RESERVE,
    VASTRA_GOTALAND_RESERVE,
    Doubt,
    Sex,
    local_domain,
    luhn,
)

TODAY = date(2026, 11, 21)
NUMBERS = st.sampled_from(personnummer())
ANY_NUMBERS = st.sampled_from(personnummer() + samordningsnummer())


def read(text: str) -> Reading:
    return parse(text, today=TODAY)


def doubts(text: str) -> list[Doubt]:
    return [warning.doubt for warning in read(text).warnings]


# Skatteverket's test numbers, all of them


def test_that_every_test_personnummer_is_taken_without_a_warning() -> None:
    assert len(personnummer()) == 41_493
    readings = [read(number) for number in personnummer()]
    assert [reading.value for reading in readings] == list(personnummer())
    assert {reading.domain for reading in readings} == {PERSONNUMMER}
    assert {reading.status for reading in readings} == {IdentityStatus.VERIFIED}
    assert not [reading for reading in readings if reading.warnings]


def test_that_every_test_samordningsnummer_is_taken_and_only_unreal_dates_warned_of() -> None:
    assert len(samordningsnummer()) == 2_264
    readings = [read(number) for number in samordningsnummer()]
    assert [reading.value for reading in readings] == list(samordningsnummer())
    assert {reading.domain for reading in readings} == {SAMORDNINGSNUMMER}
    doubtful = [reading for reading in readings if reading.warnings]
    assert len(doubtful) == 194
    assert {warning.doubt for reading in doubtful for warning in reading.warnings} == {Doubt.DATE}
    assert {reading.status for reading in doubtful} == {IdentityStatus.UNVERIFIED}
    assert all(reading.takes_reason and reading.birth_date_hint is None for reading in doubtful)


def test_that_every_test_number_survives_its_ten_digit_form_id_04() -> None:
    for number in personnummer() + samordningsnummer():
        assert read(ten_digits(number, TODAY)).value == number


# How numbers are typed


@pytest.mark.parametrize(
    "text",
    [
        "193403188398",
        "19340318-8398",
        "19340318 8398",
        " 1934 03 18 - 8398 ",
        "1934-03-18-8398",
        "1934-03-18 8398",
        "19340318–8398",
        "19340318−8398",
        "340318-8398",
        "3403188398",
        "340318 8398",
        "34-03-18-8398",
        "3403-188398",
        "１９３４０３１８８３９８",
        "١٩٣٤٠٣١٨-٨٣٩٨",
    ],
)
def test_that_one_personnummer_is_understood_however_it_is_typed(text: str) -> None:
    reading = read(text)
    assert (reading.domain, reading.value) == (PERSONNUMMER, "193403188398")
    assert reading.shown == "19340318-8398"
    assert reading.birth_date_hint == date(1934, 3, 18)
    assert reading.sex_hint is Sex.MALE
    assert not reading.warnings
    assert not reading.takes_reason


@pytest.mark.parametrize(
    ("text", "today", "value"),
    [
        ("340318-8398", date(2033, 12, 31), "193403188398"),
        ("340318-8398", date(2034, 1, 1), "193403188398"),  # not born yet in 2034, so a hundred years before
        ("340318-8398", date(2034, 3, 17), "193403188398"),
        ("340318-8398", date(2034, 3, 18), "203403188398"),
        ("340318+8398", date(2034, 1, 1), "193403188398"),
        ("340318+8398", date(2034, 12, 31), "193403188398"),
        ("340318+8398", date(2133, 12, 31), "193403188398"),
        ("340318+8398", date(2026, 11, 21), "183403188398"),
        ("3403188398", date(2034, 3, 17), "193403188398"),
        ("3403188398", date(2034, 3, 18), "203403188398"),
        ("19340318+8398", date(2026, 11, 21), "193403188398"),
        ("1934-03-18+8398", date(2034, 3, 18), "193403188398"),
        ("300161-2385", date(2029, 12, 31), "193001612385"),  # samordningsnummer: day 61 is the 1st
        ("300161-2385", date(2030, 1, 1), "203001612385"),
        ("300172-2390", date(2030, 1, 11), "193001722390"),
        ("300172-2390", date(2030, 1, 12), "203001722390"),
        ("300172+2390", date(2030, 1, 11), "193001722390"),
    ],
)
def test_that_the_century_follows_the_sign_and_the_calendar(text: str, today: date, value: str) -> None:
    assert parse(text, today=today).value == value


def test_that_a_hundred_years_are_written_with_plus_from_the_year_they_are_turned_id_04() -> None:
    number = "193403188398"
    assert ten_digits(number, date(2033, 12, 31)) == "340318-8398"
    assert ten_digits(number, date(2034, 1, 1)) == "340318+8398"


def test_that_a_child_that_may_be_a_hundred_years_old_is_noted_without_asking_for_a_reason() -> None:
    assert doubts("1701022384") == [Doubt.CENTURY_ASSUMED]
    reading = read("1701022384")
    assert reading.value == "201701022384"
    assert reading.status is IdentityStatus.VERIFIED
    assert not reading.takes_reason
    assert "2017" in reading.warnings[0].sentence
    assert "1917" in reading.warnings[0].sentence
    assert doubts("170102-2384") == doubts("170102+2384") == doubts("201701022384") == []


@many
@given(NUMBERS, st.dates(date(1991, 1, 1), date(2089, 12, 31)))
def test_that_any_age_below_two_hundred_survives_the_ten_digit_form(number: str, today: date) -> None:
    born = parse(number, today=today).birth_date_hint
    assert born is not None
    assume(born <= today and today.year - born.year < 200)
    assert parse(ten_digits(number, today), today=today).value == number


# Doubts


@many
@given(ANY_NUMBERS, st.integers(2, 11), st.integers(1, 9))
def test_that_one_wrong_digit_is_always_noticed(number: str, place: int, by: int) -> None:
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert Doubt.CHECK_DIGIT in doubts(wrong)
    assert read(wrong).takes_reason
    assert read(wrong).value == wrong


@many
@given(ANY_NUMBERS, st.integers(2, 10))
def test_that_two_swapped_digits_are_noticed_but_for_0_and_9(number: str, place: int) -> None:
    one, other = number[place], number[place + 1]
    assume(one != other and {one, other} != {"0", "9"})
    swapped = number[:place] + other + one + number[place + 2 :]
    assert Doubt.CHECK_DIGIT in doubts(swapped)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("193402300003", [Doubt.DATE]),
        ("193413010009", [Doubt.DATE]),
        ("193400000005", [Doubt.DATE]),
        ("193402309994", [Doubt.DATE, Doubt.CHECK_DIGIT]),
    ],
)
def test_that_an_impossible_date_warns_and_is_kept(text: str, expected: list[Doubt]) -> None:
    if Doubt.CHECK_DIGIT not in expected:
        text = text[:-1] + next(digit for digit in "0123456789" if luhn(text[2:-1] + digit))
    reading = read(text)
    assert [warning.doubt for warning in reading.warnings] == expected
    assert reading.value == text
    assert reading.status is IdentityStatus.UNVERIFIED
    assert reading.takes_reason


def test_that_a_birth_in_the_future_warns_and_is_kept() -> None:
    reading = parse("201701022384", today=date(2017, 1, 1))
    assert [warning.doubt for warning in reading.warnings] == [Doubt.FUTURE]
    assert reading.takes_reason
    assert not parse("201701022384", today=date(2017, 1, 2)).warnings


def test_that_no_warning_repeats_the_number() -> None:
    for text in ("193403188399", "193402309994", "AB-123456", "1701022384"):
        for warning in read(text).warnings:
            assert warning.sentence
            assert not any(
                part in warning.sentence for part in ("0318", "8399", "0230", "9994", "123456", "2384")
            )


# Reserve numbers, with the published examples


@pytest.mark.parametrize(
    ("text", "domain", "shown_as", "born", "sex"),
    [
        ("991981000010", STOCKHOLM_RESERVE, "991981000010", None, None),
        ("991945000023", STOCKHOLM_RESERVE, "991945000023", None, None),
        ("991993000032", STOCKHOLM_RESERVE, "991993000032", None, None),
        ("19810829M071", VASTRA_GOTALAND_RESERVE, "19810829-M071", date(1981, 8, 29), Sex.MALE),
        ("19450829K088", VASTRA_GOTALAND_RESERVE, "19450829-K088", date(1945, 8, 29), Sex.FEMALE),
        ("19930829X802", VASTRA_GOTALAND_RESERVE, "19930829-X802", date(1993, 8, 29), None),
        ("450829k088", VASTRA_GOTALAND_RESERVE, "19450829-K088", date(1945, 8, 29), Sex.FEMALE),
        ("19810829SU3A", VARMLAND_RESERVE, "19810829-SU3A", None, Sex.MALE),
        ("19450829SF2B", VARMLAND_RESERVE, "19450829-SF2B", date(1945, 8, 29), Sex.FEMALE),
        ("19930829SX0C", VARMLAND_RESERVE, "19930829-SX0C", None, None),
        ("198108320014", INERA_RESERVE, "19810832-0014", None, None),
        ("22950606-FH20", NATIONAL_RESERVE, "22950606-FH20", date(1995, 6, 6), Sex.FEMALE),
        ("25780404KHD5", NATIONAL_RESERVE, "25780404-KHD5", date(1978, 4, 4), None),
        ("00342145BZ31", NATIONAL_RESERVE, "00342145-BZ31", None, Sex.MALE),
        ("00749852BZK0", NATIONAL_RESERVE, "00749852-BZK0", None, None),
    ],
)
def test_that_published_reserve_numbers_are_known(
    text: str, domain: str, shown_as: str, born: date | None, sex: Sex | None
) -> None:
    reading = read(text)
    assert reading.domain == domain
    assert reading.shown == shown_as
    assert (reading.birth_date_hint, reading.sex_hint) == (born, sex)
    assert reading.status is IdentityStatus.VERIFIED
    assert not reading.warnings
    assert read(reading.shown).value == reading.value


@pytest.mark.parametrize(
    "text", ["991981000010", "19810829M071", "19930829X802", "198108320014", "22950606FH20", "25780404KHD5"]
)
def test_that_a_reserve_number_with_a_wrong_check_digit_is_kept_and_warned_of(text: str) -> None:
    wrong = text[:-1] + str((int(text[-1]) + 1) % 10)
    assert Doubt.CHECK_DIGIT in doubts(wrong)
    assert read(wrong).value == wrong


@pytest.mark.parametrize(
    "text",
    [
        "19810230M077",  # 30 February
        "19810230SF2B",
    ],
)
def test_that_a_reserve_number_with_an_impossible_date_is_kept_and_warned_of(text: str) -> None:
    assert Doubt.DATE in doubts(text)


@pytest.mark.parametrize(
    "text",
    [
        "19810829K071",  # odd number for a woman
        "19810829M051",  # below 06
        "19810829SV3A",  # no such kind
        "19810829SU3V",  # no such letter
        "22950606IH20",  # letter I is not used
        "18950606FH20",  # 18 to 21 are not used
        "00342165BZ31",  # day of an unknown birth date is 40 to 59
        "19810829-AB1C",
        "810829DA1B",
        "123",
        "12345678901",
        "P<SWE AB/123.456",
        "okänd",
    ],
)
def test_that_an_unknown_form_is_taken_unverified(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_current", i18n._current)
    i18n.use("en")
    reading = read(text)
    assert reading.domain == UNKNOWN_SERIES
    assert [warning.doubt for warning in reading.warnings] == [Doubt.UNKNOWN_FORM]
    assert reading.status is IdentityStatus.UNVERIFIED
    assert reading.takes_reason
    assert identity.domain_name(reading.domain) == "Unverified number"


def test_that_a_region_describes_its_own_series() -> None:
    uppsala = local_domain(
        "1.2.752.9999.1",
        "Reservnummer, Region Uppsala",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})UB[0-9]{2}",
    )
    reading = parse("450829-ub12", today=TODAY, region=(uppsala,))
    assert (reading.domain, reading.value) == ("1.2.752.9999.1", "19450829UB12")
    assert reading.birth_date_hint == date(1945, 8, 29)
    assert reading.status is IdentityStatus.VERIFIED
    assert identity.domain_name(reading.domain, (uppsala,)) == "Reservnummer, Region Uppsala"
    assert parse("450230UB12", today=TODAY, region=(uppsala,)).warnings[0].doubt is Doubt.DATE


def test_that_a_regions_series_of_digits_gives_way_to_a_faultless_personnummer() -> None:
    greedy = local_domain("1.2.752.9999.2", "Alla siffror", "[0-9]{12}", check_digit=True)
    assert parse("193403188398", today=TODAY, region=(greedy,)).domain == PERSONNUMMER
    assert parse("993403188398", today=TODAY, region=(greedy,)).domain == "1.2.752.9999.2"
    assert parse("223403188399", today=TODAY, region=(greedy,)).warnings[0].doubt is Doubt.CHECK_DIGIT


def test_that_a_pattern_that_cannot_be_read_is_refused_with_a_sentence() -> None:
    with pytest.raises(Invalid) as refused:
        local_domain("1.2.3", "x", "([0-9]")
    assert refused.value.field == "pattern"


# Anything else


@pytest.mark.parametrize("text", ["", "   ", "-", "+-+", "\x00\x01", "\u202e", "?!", "— —"])
def test_that_nothing_at_all_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(text, today=TODAY, field="number")
    assert refused.value.field == "number"
    assert refused.value.sentence


def test_that_a_number_too_long_for_the_store_is_refused() -> None:
    assert len(read("1" * identity.LONGEST).value) == identity.LONGEST
    with pytest.raises(Invalid):
        read("1" * (identity.LONGEST + 1))
    with pytest.raises(Invalid):
        read("1" * 100_000)


TYPED = st.one_of(HOSTILE, st.from_regex(r"\A[0-9]{6,8}[-+ ]?[0-9A-Za-zÅåÖö]{2,5}\Z"))


@many
@given(TYPED, st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_that_any_text_is_read_or_refused_and_reads_the_same_again(text: str, today: date) -> None:
    try:
        reading = parse(text, today=today)
    except Invalid:
        return
    assert 1 <= len(reading.value) <= identity.LONGEST
    again = parse(reading.value, today=today)
    assert (again.domain, again.value) == (reading.domain, reading.value)
    assert parse(reading.shown, today=today).value == reading.value
    assert bool(reading.status is IdentityStatus.UNVERIFIED) == reading.takes_reason


# What is shown


@pytest.mark.parametrize(
    ("domain", "value", "full", "hidden"),
    [
        (PERSONNUMMER, "193403188398", "19340318-8398", "340318-XXXX"),
        (SAMORDNINGSNUMMER, "191401682396", "19140168-2396", "140168-XXXX"),
        (VARMLAND_RESERVE, "19450829SF2B", "19450829-SF2B", "450829-XXXX"),
        (NATIONAL_RESERVE, "25780404KHD5", "25780404-KHD5", "780404-XXXX"),
        (STOCKHOLM_RESERVE, "991981000010", "991981000010", "99198100XXXX"),
        (UNKNOWN_SERIES, "19450829AB1C", "19450829-AB1C", "450829-XXXX"),
        (UNKNOWN_SERIES, "AB123456", "AB123456", "AB12XXXX"),
        (UNKNOWN_SERIES, "AB1", "AB1", "XXX"),
    ],
)
def test_that_a_number_is_shown_in_full_or_without_its_last_four(
    domain: str, value: str, full: str, hidden: str
) -> None:
    assert shown(domain, value) == full
    assert shown(domain, value, NumberPolicy.LAST_HIDDEN) == hidden


@many
@given(NUMBERS)
def test_that_the_last_four_never_show_where_they_are_hidden(number: str) -> None:
    assert shown(PERSONNUMMER, number, NumberPolicy.LAST_HIDDEN) == f"{number[2:8]}-XXXX"


@pytest.mark.parametrize(("digits", "right"), [("79927398713", True), ("79927398710", False), ("0", True)])
def test_that_luhn_is_the_published_one(digits: str, right: bool) -> None:
    assert luhn(digits) is right
