from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests import factories
from tests.ward_app.patients import steps
from ward_app.access.policy import SYSTEM
from ward_app.app import App
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused, Unlikely, WardError
from ward_app.patients import commands as patients
from ward_app.patients import queries
from ward_app.patients.model import Protection
from ward_app.patients.search import find
from ward_app.settings import commands as settings
from ward_app.settings.registry import NUMBER_SERIES

STOCKHOLM = "991981000010"
UPPSALA = {
    "oid": "1.2.752.74.9.99", "name": "Reservnummer Uppsala", "check_digit": False,
    "pattern": r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)R\d{3}",
}  # fmt: skip


def shown_by(app: App, patient_id: int) -> str:
    return steps.banner(app, patient_id).number


def test_that_a_person_has_several_numbers_and_one_is_shown_id_01(
    app: App, patient: int, numbers: Iterator[str]
) -> None:
    first, better = shown_by(app, patient), next(numbers)
    app.do(patients.add_number, patient, STOCKHOLM)
    assert shown_by(app, patient) == first
    app.do(patients.add_number, patient, better, make_primary=True)
    assert shown_by(app, patient) == f"{better[:8]}-{better[8:]}"
    rows = steps.person(app, patient).numbers
    assert [row.is_primary for row in rows] == [True, False, False]
    assert [row.series for row in rows][2] == "Reserve number, Region Stockholm"


def test_that_any_of_the_numbers_finds_the_person(app: App, patient: int) -> None:
    app.do(patients.add_number, patient, STOCKHOLM)
    assert [hit.patient_id for hit in app.ask(find, "981000010", None)] == [patient]


def test_that_the_first_number_is_shown_without_asking(app: App, numbers: Iterator[str]) -> None:
    patient_id = app.do(patients.register_unnamed, "Medvetslös")
    app.do(patients.add_number, patient_id, next(numbers))
    assert steps.person(app, patient_id).numbers[0].is_primary


def test_that_another_number_can_be_chosen_and_that_is_noticed(app: App, patient: int) -> None:
    added = app.do(patients.add_number, patient, STOCKHOLM)
    seen = steps.version(app, patient)
    app.do(patients.make_primary, patient, added, seen)
    assert shown_by(app, patient) == STOCKHOLM
    with pytest.raises(Conflict):
        app.do(patients.make_primary, patient, added, seen)


def test_that_a_mistaken_number_is_kept_with_its_reason_and_free_again(
    app: App, patient: int, numbers: Iterator[str]
) -> None:
    wrong = next(numbers)
    added = app.do(patients.add_number, patient, wrong, make_primary=True)
    app.do(patients.retire_number, patient, added, steps.version(app, patient), "Fel person")
    person = steps.person(app, patient)
    [current, retired] = person.numbers
    assert current.is_primary
    assert retired.retired_at == app.clock()
    assert retired.reason == "Fel person"
    assert app.ask(find, wrong, None) == []
    app.do(patients.register, "Lund", "Rut", wrong)


def test_that_a_mistaken_number_needs_a_reason(app: App, patient: int) -> None:
    [number] = steps.person(app, patient).numbers
    with pytest.raises(Invalid):
        app.do(patients.retire_number, patient, number.identity_id, steps.version(app, patient), " ")


def test_that_the_same_number_is_not_added_twice(app: App, patient: int) -> None:
    app.do(patients.add_number, patient, STOCKHOLM)
    with pytest.raises(Invalid, match="already"):
        app.do(patients.add_number, patient, STOCKHOLM)


def test_that_another_persons_number_is_not_this_persons_to_change(app: App, patient: int) -> None:
    other = factories.make_patient(app, "Lund", "Rut")
    [number] = steps.person(app, other).numbers
    with pytest.raises(Refused):
        app.do(patients.make_primary, patient, number.identity_id, steps.version(app, patient))


def test_that_a_number_of_unknown_form_takes_a_reason_id_03(app: App, patient: int) -> None:
    with pytest.raises(Unlikely, match="no known form"):
        app.do(patients.add_number, patient, "ABC-123")
    app.do(patients.add_number, patient, "ABC-123", "Norskt nummer")
    assert [row.is_verified for row in steps.person(app, patient).numbers] == [True, False]


def test_that_the_regions_own_series_is_known_from_the_settings(app: App, patient: int) -> None:
    app.acting(SYSTEM).do(settings.change, NUMBER_SERIES, [UPPSALA])
    app.do(patients.add_number, patient, "19460113R123")
    assert steps.person(app, patient).numbers[1].series == "Reservnummer Uppsala"
    assert steps.person(app, patient).numbers[1].is_verified
    assert app.ask(queries.look_up_number, "19460113-r123").series == "Reservnummer Uppsala"


@pytest.mark.parametrize(
    "value", [[{**UPPSALA, "pattern": "("}], [{"oid": "1"}], {}, [1], [{**UPPSALA, "name": ""}]]
)
def test_that_a_series_that_cannot_be_read_is_not_a_setting(app: App, value: object) -> None:
    with pytest.raises(Invalid):
        app.acting(SYSTEM).do(settings.change, NUMBER_SERIES, value)


def test_that_a_reserve_number_for_a_protected_person_is_warned_about_prot_05(app: App) -> None:
    protected = factories.make_patient(app, protection=Protection.MARKED)
    with pytest.raises(Unlikely, match="protected identity"):
        app.do(patients.add_number, protected, STOCKHOLM)
    app.do(patients.add_number, protected, STOCKHOLM, "Inget annat nummer känt")


def test_that_two_who_register_one_number_at_once_make_one_person(app: App, numbers: Iterator[str]) -> None:
    number = next(numbers)
    ready = threading.Barrier(4)
    made: list[int] = []
    refused: list[WardError] = []

    def register(name: str) -> None:
        ready.wait()
        try:
            made.append(app.acting(app.user).do(patients.register, name, "Test", number))
        except WardError as error:
            refused.append(error)

    threads = [threading.Thread(target=register, args=(name,)) for name in ("Ek", "Alm", "Asp", "Lind")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert [type(error) for error in refused] == [Invalid] * 3
    assert all("has this number" in error.sentence for error in refused)


def test_that_who_may_not_edit_patients_adds_no_number(administrator: App, patient: int) -> None:
    with pytest.raises(NotAllowed):
        administrator.do(patients.add_number, patient, STOCKHOLM)
