from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ward_app.patients.test_shown import OBERG
from ward_app.patients.facts import PersonFacts
from ward_app.patients.model import Protection
from ward_app.patients.namesakes import namesakes


def people(*names: str) -> list[PersonFacts]:
    return [replace(OBERG, patient_id=nth, family_name=name) for nth, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Öberg", "Öberg"),
        ("Öberg", "Oberg"),
        ("Karlsson", "Carlsson"),
        ("Jonsson", "Jönsson"),
        ("Eriksson", "Ericsson"),
        ("Hansson", "Jansson"),
        ("Petersson", "Pettersson"),
        ("Lindqvist", "LINDQUIST"),
        ("Berg Lundin", "Lundin"),
        ("Sjölund-Håkansson", "Håkanson"),
        ("von Essen", "Essén"),
        ("Ek", "Ek"),
        ("von", "von"),
    ],
)
def test_that_same_and_like_surnames_get_the_tag(one: str, other: str) -> None:
    assert namesakes(people(one, "Zetterlund", other)) == {1, 3}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Berg", "Borg"),
        ("Ek", "Eks"),
        ("Nilsson", "Olsson"),
        ("Svensson", "Hansson"),
        ("von Essen", "von Rosen"),
        ("Lindström", "Lindgren"),
        ("Andersson", "Andersén"),
        ("", ""),
    ],
)
def test_that_other_surnames_do_not(one: str, other: str) -> None:
    assert namesakes(people(one, other)) == frozenset()


def test_that_three_of_a_name_all_get_the_tag_and_the_rest_does_not() -> None:
    assert namesakes(people("Holm", "Berg", "Holm", "Holm", "Lund")) == {1, 3, 4}


def test_that_a_protected_person_neither_gets_the_tag_nor_gives_the_name_away() -> None:
    one, other = people("Öberg", "Öberg")
    assert namesakes([one, replace(other, protection=Protection.MARKED)]) == frozenset()


def test_that_nobody_is_their_own_namesake() -> None:
    [one] = people("Öberg")
    assert namesakes([one, one]) == frozenset()
