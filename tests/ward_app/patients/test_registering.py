from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.data.numbers import personnummer, samordningsnummer
from tests.data.texts import SAMPLES
from tests.ward_app.patients import steps
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, NotAllowed, Unlikely, WardError
from ward_app.patients import commands as patients
from ward_app.patients.model import IdentityStatus, PatientIdentity, Protection, Sex
from ward_app.patients.search import find


def test_that_a_person_is_kept_as_told(app: App, numbers: Iterator[str]) -> None:
    number = next(numbers)
    patient_id = app.do(
        patients.register, " Öberg ", "Åke\u00a0 Nils", number, birth_date=date(1946, 1, 13), sex=Sex.MALE,
        preferred_name="Åke", street="Storgatan 1", postal_code="740 10", town="Almunge",
        phone="070-123 45 67", interpreter_language="",
    )  # fmt: skip
    person = steps.person(app, patient_id)
    assert (person.family_name, person.given_name, person.preferred_name) == ("Öberg", "Åke Nils", "Åke")
    assert (person.birth_date, person.sex) == (date(1946, 1, 13), Sex.MALE)
    assert (person.street, person.postal_code, person.town) == ("Storgatan 1", "740 10", "Almunge")
    assert (person.phone, person.interpreter_language) == ("070-123 45 67", None)
    [one] = person.numbers
    assert (one.number, one.is_primary, one.is_verified) == (f"{number[:8]}-{number[8:]}", True, True)
    assert person.version == 1


def test_that_birth_date_and_sex_are_never_read_off_the_number(app: App, numbers: Iterator[str]) -> None:
    person = steps.person(app, app.do(patients.register, "Öberg", "Åke", next(numbers)))
    assert (person.birth_date, person.sex) == (None, Sex.UNKNOWN)


def test_that_a_sample_of_the_published_numbers_is_taken_without_a_reason(app: App) -> None:
    real = [number for number in samordningsnummer() if 1 <= int(number[6:8]) - 60 <= 28]
    born = [number for number in personnummer() if number[:8] <= f"{app.clock():%Y%m%d}"]
    sample = random.Random(1).sample(born, 190) + random.Random(2).sample(real, 10)
    for number in sample:
        app.do(patients.register, "Test", number[:8], number)
    kept = factories.ask(app, _identities)
    assert sorted(kept) == sorted((number, IdentityStatus.VERIFIED, None) for number in sample)


def _identities(session: Session) -> list[tuple[str, IdentityStatus, str | None]]:
    return [(one.value, one.status, one.reason) for one in session.scalars(select(PatientIdentity))]


def test_that_a_number_typed_in_another_way_is_the_same(app: App) -> None:
    number = next(number for number in personnummer() if number[:4] == "1948")
    app.do(patients.register, "Öberg", "Åke", f"{number[2:8]}-{number[8:]}")
    with pytest.raises(Invalid):
        app.do(patients.register, "Öberg", "Åke", number)


def test_that_someone_past_a_hundred_is_registered_with_a_plus_sign_id_04(app: App) -> None:
    number = next(number for number in personnummer() if number[:4] == "1920")
    patient_id = app.do(patients.register, "Lund", "Valborg", f"{number[2:8]}+{number[8:]}")
    assert steps.person(app, patient_id).numbers[0].number == f"{number[:8]}-{number[8:]}"


def test_that_a_wrong_check_digit_takes_a_reason_and_is_unverified_id_03(
    app: App, numbers: Iterator[str]
) -> None:
    good = next(numbers)
    faulty = good[:-1] + str((int(good[-1]) + 1) % 10)
    with pytest.raises(Unlikely) as refused:
        app.do(patients.register, "Öberg", "Åke", faulty)
    assert refused.value.field == "number_text"
    assert "check digit" in refused.value.sentence
    assert faulty[-4:] not in refused.value.sentence
    patient_id = app.do(patients.register, "Öberg", "Åke", faulty, "Så står det på legitimationen")
    [kept] = steps.person(app, patient_id).numbers
    assert (kept.is_verified, kept.reason) == (False, "Så står det på legitimationen")


def test_that_a_number_belongs_to_one_person_and_the_refusal_says_to_whom(
    app: App, numbers: Iterator[str]
) -> None:
    number = next(numbers)
    app.do(patients.register, "Öberg", "Åke", number)
    with pytest.raises(Invalid, match="Öberg, Åke has this number") as refused:
        app.do(patients.register, "Oberg", "Ake", number)
    assert number[-4:] not in refused.value.sentence


def test_that_the_refusal_does_not_name_who_is_protected_prot_03(app: App, numbers: Iterator[str]) -> None:
    number = next(numbers)
    app.do(
        patients.register, "Öberg", "Åke", number, protection=Protection.MARKED,
        protection_on=date(2026, 1, 1), protection_seen="Avisering",
    )  # fmt: skip
    with pytest.raises(Invalid, match=r"Å\.Ö\., protected identity has this number"):
        app.do(patients.register, "Lund", "Rut", number)


def test_that_a_person_without_number_needs_a_reason(app: App) -> None:
    with pytest.raises(Invalid) as refused:
        app.do(patients.register, "Öberg", "Åke", " ")
    assert refused.value.field == "number_reason"
    patient_id = app.do(patients.register, "Öberg", "Åke", None, "Bor i Norge")
    person = steps.person(app, patient_id)
    assert (person.numbers, person.unnamed_reason) == ((), "Bor i Norge")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("family_name", {"family_name": " \u202e\x00", "given_name": ""}),
        ("family_name", {"family_name": "Ö" * 101}),
        ("street", {"street": "x" * 201}),
        ("birth_date", {"birth_date": date(2026, 11, 22)}),
        ("birth_date", {"birth_date": date(1880, 1, 1)}),
    ],
)
def test_that_what_cannot_be_is_said_by_its_field(app: App, field: str, given: dict[str, object]) -> None:
    fields = {"family_name": "Öberg", "given_name": "Åke", "number_text": None, "number_reason": "Norge"}
    with pytest.raises(Invalid) as refused:
        app.do(patients.register, **{**fields, **given})  # type: ignore[arg-type]
    assert refused.value.field == field


def test_that_any_text_is_kept_or_refused_in_words(app: App) -> None:
    for text in SAMPLES:
        try:
            patient_id = app.do(
                patients.register, "Öberg", text, None, "Norge", preferred_name=text, street=text, phone=text
            )
        except WardError as refused:
            assert "characters" in refused.sentence
        else:
            steps.banner(app, patient_id)


def test_that_names_of_the_greatest_length_and_letters_fit_the_index(app: App) -> None:
    for letter in ("\ufdfa", "🙂", "ö", "\U0002a6a5"):
        app.do(
            patients.register, f"A{letter * 90}"[:100], letter * 30, None, "Norge", preferred_name=letter * 30
        )


def test_that_a_nameless_person_is_called_by_the_time_they_came(app: App, clock: FrozenClock) -> None:
    first = app.do(patients.register_unnamed, "Medvetslös, utan handlingar", Sex.FEMALE)
    second = app.do(patients.register_unnamed, "Medvetslös")
    clock.advance(timedelta(minutes=1))
    third = app.do(patients.register_unnamed, "Medvetslös")
    names = [steps.banner(app, patient_id).name for patient_id in (first, second, third)]
    assert names == [
        "Unknown person 2026-11-21 08:42",
        "Unknown person 2026-11-21 08:42 (2)",
        "Unknown person 2026-11-21 08:43",
    ]
    assert steps.banner(app, first).unnamed_reason == "Medvetslös, utan handlingar"
    assert [hit.patient_id for hit in app.ask(find, "unknown 08:43", None)] == [third]


def test_that_a_nameless_person_needs_a_reason(app: App) -> None:
    with pytest.raises(Invalid) as refused:
        app.do(patients.register_unnamed, "  ")
    assert refused.value.field == "reason"


def test_that_a_nameless_person_is_named_later_and_then_found_by_name(
    app: App, numbers: Iterator[str]
) -> None:
    patient_id = app.do(patients.register_unnamed, "Medvetslös")
    app.do(patients.update, patient_id, 1, family_name="Öberg", given_name="Åke")
    app.do(patients.add_number, patient_id, next(numbers))
    assert steps.banner(app, patient_id).name == "Öberg, Åke"
    assert [hit.patient_id for hit in app.ask(find, "ake oberg", None)] == [patient_id]
    assert app.ask(find, "unknown", None) == []


def test_that_only_the_fields_given_are_changed(app: App, patient: int) -> None:
    app.do(patients.update, patient, steps.version(app, patient), phone="0174-123 45", preferred_name="Å")
    person = steps.person(app, patient)
    assert (person.family_name, person.phone, person.preferred_name) == ("Öberg", "0174-123 45", "Å")
    app.do(patients.update, patient, person.version, phone=None)
    assert steps.person(app, patient).phone is None


def test_that_a_change_of_what_someone_else_has_changed_is_a_conflict(app: App, patient: int) -> None:
    seen = steps.version(app, patient)
    app.do(patients.update, patient, seen, phone="1")
    with pytest.raises(Conflict):
        app.do(patients.update, patient, seen, phone="2")
    assert steps.person(app, patient).phone == "1"


def test_that_a_name_cannot_be_taken_away(app: App, patient: int) -> None:
    with pytest.raises(Invalid):
        app.do(patients.update, patient, steps.version(app, patient), family_name="", given_name=" ")


def test_that_the_log_tells_who_changed_what_but_no_address(app: App, patient: int) -> None:
    seen = steps.version(app, patient)
    app.do(patients.update, patient, seen, given_name="Åke Nils", street="Storgatan 1", phone="070-1")
    [(patient_id, detail)] = steps.logged(app, "patients.update")
    assert patient_id == patient
    assert detail["changed"]["given_name"] == ["Åke", "Åke Nils"]
    assert "Storgatan" not in str(detail)
    assert "070-1" not in str(detail)


def test_that_who_may_not_edit_patients_is_refused_and_that_is_logged(
    administrator: App, patient: int
) -> None:
    with pytest.raises(NotAllowed):
        administrator.do(patients.register, "Öberg", "Åke", None, "Norge")
    with pytest.raises(NotAllowed):
        administrator.do(patients.update, patient, 1, phone="1")
    assert steps.outcomes(administrator, "patients.register") == ["refused"]
    assert steps.outcomes(administrator, "patients.update") == ["refused"]
