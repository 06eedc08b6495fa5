from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ward_app.patients.facts import PersonFacts
from ward_app.patients.identity import NumberPolicy
from ward_app.patients.identity_domains import PERSONNUMMER
from ward_app.patients.model import Protection, Sex
from ward_app.patients.shown import Audience, ShownPerson, age, shown
from ward_app.sorting import sort_key

OBERG = PersonFacts(
    patient_id=1, family_name="Öberg", given_name="Åke", preferred_name=None, birth_date=date(1946, 1, 13),
    sex=Sex.MALE, protection=Protection.NONE, deceased_at=None, sort_key=sort_key("Öberg, Åke"),
    street="Storgatan 1", postal_code="740 10", town="Almunge", domain=PERSONNUMMER, value="194601136098",
)  # fmt: skip
NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
LEVELS = [level for level in Protection if level is not Protection.NONE]
NOT_THE_RECORD = [audience for audience in Audience if audience is not Audience.RECORD]


@pytest.mark.parametrize("audience", [Audience.RECORD, Audience.LIST, Audience.SEARCH])
def test_that_a_person_is_shown_with_name_number_and_address(audience: Audience) -> None:
    assert shown(OBERG, audience) == ShownPerson(
        "Öberg, Åke", "19460113-6098", "Storgatan 1, 740 10 Almunge", False, "Å.Ö."
    )


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PRINT])
def test_that_boards_and_prints_hide_the_last_four_unless_the_ward_decides_otherwise_id_05(
    audience: Audience,
) -> None:
    assert shown(OBERG, audience).number == "460113-XXXX"
    assert shown(OBERG, audience, NumberPolicy.FULL).number == "19460113-6098"


def test_that_the_discreet_board_has_initials_only() -> None:
    assert shown(OBERG, Audience.DISCREET) == ShownPerson("Å.Ö.", "", "", False, "Å.Ö.")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("audience", NOT_THE_RECORD)
def test_that_nothing_outside_the_record_names_who_is_protected_prot_03(
    audience: Audience, level: Protection
) -> None:
    text = shown(replace(OBERG, protection=level), audience, NumberPolicy.FULL)
    assert "Öberg" not in text.name
    assert "Åke" not in text.name
    assert (text.number, text.address, text.is_protected) == ("", "", True)
    assert text.name == (
        "Protected identity" if audience is Audience.DISCREET else "Å.Ö., protected identity"
    )


@pytest.mark.parametrize("level", LEVELS)
def test_that_the_opened_record_names_the_protected_person_but_not_the_address_prot_02(
    level: Protection,
) -> None:
    text = shown(replace(OBERG, protection=level), Audience.RECORD)
    assert (text.name, text.number, text.address) == ("Öberg, Åke", "19460113-6098", "")
    assert text.is_protected


@pytest.mark.parametrize(
    ("given", "family", "name", "initials"),
    [
        ("Gun-Britt", "Forsberg", "Forsberg, Gun-Britt", "G.F."),
        ("", "Unknown person 2026-11-21 00:30", "Unknown person 2026-11-21 00:30", "U."),
        ("Karin", "", "Karin", "K."),
        ("åsa", "’t Hooft", "’t Hooft, åsa", "Å.T."),
        ("🙂", "…", "…, 🙂", ""),
    ],
)
def test_that_any_name_can_be_shown(given: str, family: str, name: str, initials: str) -> None:
    text = shown(replace(OBERG, given_name=given, family_name=family), Audience.RECORD)
    assert (text.name, text.initials) == (name, initials)


def test_that_a_protected_person_without_letters_is_still_said_to_be_protected() -> None:
    nameless = replace(OBERG, given_name="🙂", family_name="…", protection=Protection.MARKED)
    assert shown(nameless, Audience.BOARD).name == "Protected identity"


def test_that_a_person_without_number_has_none_shown() -> None:
    assert shown(replace(OBERG, domain=None, value=None), Audience.RECORD).number == ""


def test_that_the_age_is_counted_to_today_or_to_death() -> None:
    assert age(OBERG, NOW) == "80 years"
    assert age(replace(OBERG, deceased_at=datetime(2026, 1, 12, 22, 59, tzinfo=UTC)), NOW) == "79 years"
    assert age(replace(OBERG, deceased_at=datetime(2026, 1, 12, 23, 0, tzinfo=UTC)), NOW) == "80 years"
    assert age(replace(OBERG, birth_date=None), NOW) == "Unknown age"


def test_that_facts_do_not_print_a_name_into_a_log() -> None:
    assert "Öberg" not in repr(OBERG)
