from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests import factories
from tests.data.texts import HOSTILE, many, some
from tests.ward_app.patients import steps
from ward_app.access.policy import Permission
from ward_app.app import App
from ward_app.errors import NotAllowed
from ward_app.ops import Work, command
from ward_app.patients import commands as patients
from ward_app.patients import search
from ward_app.patients.model import Patient, Protection, Sex
from ward_app.patients.search import find
from ward_app.sorting import search_key, search_words, sort_key

NAMES = (
    ("Öberg", "Åke"), ("Oberg", "Inga"), ("Åberg", "Karin"), ("Andersson", "Karin"), ("Andersson", "Bo"),
    ("Alexandersson", "Per-Olof"), ("Bodén", "Anna-Karin"), ("Strand", "Märta"), ("Al-Hassan", "Layla"),
    ("von Essen", "Carl"), ("Sjölund-Håkansson", "Birgitta"), ("O’Neill", "Seán"), ("Łukasz", "Zoë"),
    ("100%", "Sven"), ("Under_streck", "Eva"), ("Ek", "Li"), ("Zetterlund", "Örjan"), ("Ärlig", "Ebba"),
)  # fmt: skip


FOUND: dict[str, list[str]] = {
    "öberg": ["Oberg, Inga", "Öberg, Åke"],
    "oberg": ["Oberg, Inga", "Öberg, Åke"],
    "berg": ["Oberg, Inga", "Åberg, Karin", "Öberg, Åke"],
    "ÅKE": ["Öberg, Åke"],
    "ake ob": ["Öberg, Åke"],
    "öberg, åke": ["Öberg, Åke"],
    "karin": ["Andersson, Karin", "Bodén, Anna-Karin", "Åberg, Karin"],
    "anna-karin": ["Bodén, Anna-Karin"],
    "annakarin": ["Bodén, Anna-Karin"],
    "karin anna": ["Bodén, Anna-Karin"],
    "ander": ["Alexandersson, Per-Olof", "Andersson, Bo", "Andersson, Karin"],
    "bo": ["Andersson, Bo", "Bodén, Anna-Karin"],
    "andersson b": ["Andersson, Bo"],
    "håkans": ["Sjölund-Håkansson, Birgitta"],
    "sjolund hakansson": ["Sjölund-Håkansson, Birgitta"],
    "alhassan": ["Al-Hassan, Layla"],
    "oneill": ["O’Neill, Seán"],
    "o'neill sean": ["O’Neill, Seán"],
    "lukasz zoe": ["Łukasz, Zoë"],
    "vo": ["von Essen, Carl"],
    "li": ["Ek, Li"],
    "å": [],
    " a ": [],
    "": [],
    "xyz": [],
    "ander xyz": [],
}

SIGNS: dict[str, list[str]] = {
    "%%": [],
    "__": [],
    "0%": ["100%, Sven"],
    "100%": ["100%, Sven"],
    "sv 100%": ["100%, Sven"],
    "a%n": [],
    "an%": [],
    "r_s": ["Under_streck, Eva"],
    "n_er": [],
    "*": [],
    "an*": ["Andersson, Bo", "Andersson, Karin", "Bodén, Anna-Karin"],
    '"andersson" OR "strand"': [],
    "search_key:andersson": [],
    "bo andersson\x00": ["Andersson, Bo"],
    "\ud83d ebba \ude00": ["Ärlig, Ebba"],
    "under_str": ["Under_streck, Eva"],
    "under str": ["Under_streck, Eva"],
}


@command(Permission.PATIENT_EDIT)
def _add_people(work: Work, names: tuple[tuple[str, str], ...]) -> None:
    for family_name, given_name in names:
        person = Patient(family_name=family_name, given_name=given_name)
        person.index([])
        work.session.add(person)


@pytest.fixture
def crowd(app: App) -> App:
    app.do(_add_people, NAMES)
    return app


def names(app: App, text: str, unit_id: int | None = None) -> list[str]:
    return [hit.name for hit in app.ask(find, text, unit_id)]


@pytest.mark.parametrize("limit", [0, search.MANY], ids=["read in order", "named and sorted"])
def test_that_people_are_found_in_swedish_order(
    crowd: App, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(search, "MANY", limit)
    assert {text: names(crowd, text) for text in FOUND} == FOUND


def test_that_signs_find_only_themselves(crowd: App) -> None:
    assert {text: names(crowd, text) for text in SIGNS} == SIGNS


@pytest.mark.parametrize("limit", [0, search.MANY], ids=["read in order", "named and sorted"])
def test_that_the_search_finds_what_reading_everyone_would(
    crowd: App, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(search, "MANY", limit)
    letters = st.text("abeiknorsåäö -", min_size=1, max_size=5)

    @some
    @given(letters)
    def search_for(text: str) -> None:
        assert names(crowd, text) == _by_hand(text)

    search_for()


def _by_hand(text: str) -> list[str]:
    words = search_words(text)
    if len("".join(words)) < 2:
        return []
    found = []
    for family, given_name in NAMES:
        key = f" {search_key(family)} {search_key(given_name)}"
        if all((f" {word}" if len(word) < 3 else word) in key for word in words):
            found.append(f"{family}, {given_name}")
    return sorted(found, key=sort_key)


def test_that_no_text_makes_the_search_fail(crowd: App) -> None:
    @many
    @given(HOSTILE)
    def search_for(text: str) -> None:
        crowd.ask(find, text, None)

    search_for()


def test_that_any_part_of_a_number_finds_its_person(app: App) -> None:
    factories.make_patient(app, number="194601136098")
    factories.make_patient(app, "Lund", "Rut", number="193701308888")
    typed = (
        "194601136098", "19460113-6098", "460113-6098", "4601136098", "460113 6098", "1946", "4601", "6098",
        "1946-01-13", "öberg 6098", "0113-60", "−6098",
    )  # fmt: skip
    assert {text: names(app, text) for text in typed} == {text: ["Öberg, Åke"] for text in typed}


def test_that_two_digits_are_enough(app: App) -> None:
    factories.make_patient(app, number="194601136098")
    factories.make_patient(app, "Lund", "Rut", number="193701308888")
    assert names(app, "46") == ["Öberg, Åke"]
    assert names(app, "13") == ["Lund, Rut", "Öberg, Åke"]


def test_that_letters_in_a_reserve_number_are_found_in_either_case(app: App) -> None:
    app.do(patients.register, "Lund", "Rut", "19930829-X802")
    assert names(app, "0829-x8") == names(app, "X802") == ["Lund, Rut"]


def test_that_inpatients_come_first_with_their_bed(crowd: App, ward: factories.Ward) -> None:
    other = factories.make_ward(crowd, "Korttidsenheten")
    zed = factories.make_patient(crowd, "Zetterberg", "Karin")
    far = factories.make_patient(crowd, "Axelsson", "Karin")
    stay_id = factories.make_stay(crowd, ward, "1:2", patient_id=zed)
    factories.make_stay(crowd, other, "4:1", patient_id=far, consent=False)
    hits = crowd.ask(find, "karin", ward.unit_id)
    assert [hit.name for hit in hits] == [
        "Zetterberg, Karin", "Axelsson, Karin", "Andersson, Karin", "Bodén, Anna-Karin", "Åberg, Karin",
    ]  # fmt: skip
    first = hits[0]
    assert (first.patient_id, first.stay_id, first.bed, first.is_inpatient) == (zed, stay_id, "1:2", True)
    assert (hits[2].stay_id, hits[2].bed, hits[2].is_inpatient) == (None, None, False)


def test_that_a_hit_tells_age_sex_and_number(app: App) -> None:
    factories.make_patient(app, number="194601136098", born=date(1946, 1, 14))
    [hit] = app.ask(find, "öberg", None)
    assert (hit.number, hit.age, hit.sex, hit.is_deceased) == ("19460113-6098", "80 years", Sex.MALE, False)


def test_that_a_bed_finds_who_lies_in_it(app: App, ward: factories.Ward) -> None:
    factories.make_stay(app, ward, "1:2")
    assert names(app, "1:2", ward.unit_id) == ["Öberg, Åke"]
    assert names(app, "2:1", ward.unit_id) == []


def test_that_no_more_than_asked_for_are_found(crowd: App, ward: factories.Ward) -> None:
    for label in ("1:1", "1:2", "2:1"):
        factories.make_stay(crowd, ward, label, patient_id=factories.make_patient(crowd, "Bergman", "Sara"))
    hits = crowd.ask(find, "berg", ward.unit_id, 5)
    assert [hit.is_inpatient for hit in hits] == [True, True, True, False, False]
    assert len(crowd.ask(find, "berg", ward.unit_id, 2)) == 2


def test_that_an_inpatient_is_not_found_twice(app: App, ward: factories.Ward) -> None:
    factories.make_stay(app, ward, "1:2")
    assert names(app, "öberg", ward.unit_id) == ["Öberg, Åke"]


@pytest.mark.parametrize("level", [level for level in Protection if level is not Protection.NONE])
def test_that_a_protected_person_is_found_by_the_whole_number_alone_prot_04(
    app: App, level: Protection
) -> None:
    factories.make_patient(app, number="194601136098", protection=level)
    for text in ("öberg", "åke", "1946", "460113", "6098", "46011360", "194601136", "19460113-609"):
        assert names(app, text) == []
    for text in ("19460113-6098", "194601136098", "460113-6098", "4601136098"):
        [hit] = app.ask(find, text, None)
        assert (hit.name, hit.number, hit.is_protected) == ("Å.Ö., protected identity", "", True)


def test_that_a_search_takes_three_statements(crowd: App, ward: factories.Ward) -> None:
    factories.make_stay(crowd, ward, "1:2")
    for text in ("öb", "öberg", "öberg åke", "19460113-6098", "46"):
        with Session(crowd.store.reader) as session, steps.statements(crowd) as said:
            find(Work(session, crowd.user, crowd.clock(), "ws1"), text, ward.unit_id)
        assert len(said) <= 3


def test_that_who_was_found_is_in_the_log_once_log_01(app: App, patient: int) -> None:
    app.ask(find, "öberg", None)
    app.ask(find, "öberg å", None)
    assert [patient_id for patient_id, _ in steps.logged(app, "search")] == [patient]


def test_that_a_refused_search_is_logged(administrator: App) -> None:
    with pytest.raises(NotAllowed):
        administrator.ask(find, "öberg", None)
    assert steps.outcomes(administrator, "patients.find") == ["refused"]
