from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.data.numbers import personnummer
from tests.ward_app.patients import steps
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Invalid, NotAllowed
from ward_app.ops import Work
from ward_app.patients import commands as patients
from ward_app.patients import queries
from ward_app.patients.model import AlertKind, Protection, Sex
from ward_app.patients.queries import look_up_number
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import RelationReason
from ward_app.stays import commands as stays
from ward_app.stays.model import Purpose


@pytest.fixture
def stay(app: App, ward: factories.Ward, doctor: App, patient: int) -> int:
    """Öberg lies in 1:2 since the third of November, with a nurse and a doctor."""
    return factories.make_stay(
        app, ward, "1:2", patient_id=patient, at=factories.MORNING - timedelta(days=18),
        responsible_nurse_id=app.user.user_id, responsible_doctor_id=doctor.user.user_id,
    )  # fmt: skip


def test_that_the_banner_says_who_where_and_for_what(app: App, patient: int, stay: int) -> None:
    banner = steps.banner(app, patient)
    number = steps.person(app, patient).numbers[0].number
    assert (banner.name, banner.number, banner.age) == ("Öberg, Åke", number, "80 years")
    assert (banner.series, banner.is_verified, banner.sex) == ("Personal identity number", True, Sex.MALE)
    assert banner.stay is not None
    assert (banner.stay.stay_id, banner.stay.bed, banner.stay.unit) == (stay, "1:2", "Närvårdsenheten")
    assert (banner.stay.purpose, banner.stay.day) == (Purpose.MEDICAL_TREATMENT, 19)
    assert (banner.stay.nurse, banner.stay.doctor) == ("M. Falk", "E. Lund")
    assert (banner.same_name, banner.stay.is_on_leave, banner.deceased_at) == (False, False, None)


def test_that_the_banner_opens_address_telephone_and_kin(app: App, patient: int) -> None:
    app.do(
        patients.update, patient, 1, street="Storgatan 1", postal_code="740 10", town="Almunge", phone="0174",
        preferred_name="Åke", interpreter_language="finska",
    )  # fmt: skip
    banner = steps.banner(app, patient)
    assert (banner.address, banner.phone) == ("Storgatan 1, 740 10 Almunge", "0174")
    assert (banner.preferred_name, banner.interpreter_language) == ("Åke", "finska")
    assert (banner.kin, banner.stay, banner.merged_into) == ((), None, None)


def test_that_a_namesake_on_the_ward_is_said(app: App, ward: factories.Ward, patient: int, stay: int) -> None:
    other = factories.make_patient(app, "Åberg", "Siv")
    factories.make_stay(app, ward, "1:1", patient_id=other)
    assert steps.banner(app, patient).same_name
    assert steps.banner(app, other).same_name


def test_that_a_namesake_elsewhere_is_not(app: App, patient: int, stay: int) -> None:
    other = factories.make_ward(app, "Korttidsenheten")
    factories.make_stay(app, other, "1:1", patient_id=factories.make_patient(app, "Öberg", "Siv"))
    assert not steps.banner(app, patient).same_name


def test_that_a_leave_shows_in_the_banner(app: App, patient: int, stay: int, clock: FrozenClock) -> None:
    back = clock() + timedelta(hours=8)
    app.do(stays.start_leave, stay, factories.version_of(app, stay), clock() - timedelta(hours=1), back)
    found = steps.banner(app, patient).stay
    assert found is not None
    assert (found.is_on_leave, found.on_leave_until, found.bed) == (True, back, "1:2")


def test_that_the_deceased_have_their_time_and_age_at_death(
    app: App, patient: int, stay: int, clock: FrozenClock
) -> None:
    died = clock() - timedelta(hours=4)
    app.do(stays.record_death, stay, factories.version_of(app, stay), died)
    clock.advance(timedelta(days=3000))
    app.do(sharing.state_relation, patient, RelationReason.FOLLOWS_UP)
    banner = steps.banner(app, patient)
    assert (banner.deceased_at, banner.age, banner.stay) == (died, "80 years", None)


def test_that_the_record_of_a_protected_person_has_the_name_but_not_the_address_prot_02(app: App) -> None:
    protected = factories.make_patient(app, protection=Protection.MARKED)
    app.do(patients.update, protected, 1, street="Storgatan 1", phone="0174")
    banner = steps.banner(app, protected)
    assert (banner.name, banner.is_protected) == ("Öberg, Åke", True)
    assert (banner.address, banner.phone) == ("", "")


def test_that_reading_a_record_is_in_the_log_log_01(app: App, patient: int, stay: int) -> None:
    app.ask(queries.banner, patient)
    app.ask(queries.person, patient)
    assert [patient_id for patient_id, _ in steps.logged(app, "record")] == [patient]


def test_that_a_record_is_a_few_statements(app: App, ward: factories.Ward, patient: int, stay: int) -> None:
    app.do(patients.add_alert, patient, AlertKind.HYPERSENSITIVITY, "Penicillin")
    app.do(patients.add_alert, patient, AlertKind.FALL)
    app.do(patients.add_kin, patient, "Anna")
    for read, most in ((queries.banner, 7), (queries.person, 9)):
        with Session(app.store.reader) as session, steps.statements(app) as said:
            read(Work(session, app.user, app.clock(), "ws1"), patient)
        assert len(said) <= most


def test_that_who_may_not_read_records_reads_none(administrator: App, patient: int) -> None:
    with pytest.raises(NotAllowed):
        administrator.ask(queries.banner, patient)
    with pytest.raises(NotAllowed):
        administrator.ask(queries.person, patient)
    with pytest.raises(NotAllowed):
        administrator.ask(look_up_number, "19460113-6098")


def test_that_a_known_number_shows_the_person_before_going_on(app: App) -> None:
    patient_id = factories.make_patient(app, number="194601136098")
    app.do(patients.update, patient_id, 1, street="Storgatan 1", postal_code="740 10", town="Almunge")
    for text in ("194601136098", "19460113-6098", "460113-6098", "4601136098"):
        found = app.ask(look_up_number, text)
        card = found.existing
        assert card is not None
        assert (found.number, found.doubts) == ("19460113-6098", ())
        assert (card.patient_id, card.name, card.age) == (patient_id, "Öberg, Åke", "80 years")
        assert (card.address, card.is_protected) == ("Storgatan 1, 740 10 Almunge", False)
        assert (card.open_stay, card.expected_stay, card.last_stay) == (None, None, None)
    assert [patient_id for patient_id, _ in steps.logged(app, "look_up")] == [patient_id]


def test_that_a_look_up_tells_of_stays(
    app: App, ward: factories.Ward, patient: int, stay: int, clock: FrozenClock
) -> None:
    number = steps.banner(app, patient).number
    card = app.ask(look_up_number, number).existing
    assert card is not None
    assert card.open_stay is not None
    assert (card.open_stay.stay_id, card.open_stay.bed) == (stay, "1:2")
    app.do(stays.discharge, stay, factories.version_of(app, stay), discharged_to="Hemmet")
    clock.advance(timedelta(hours=1))
    card = app.ask(look_up_number, number).existing
    assert card is not None
    assert (card.open_stay, card.last_stay and card.last_stay.stay_id) == (None, stay)


def test_that_a_look_up_of_a_protected_person_has_no_address(app: App) -> None:
    factories.make_patient(app, number="194601136098", protection=Protection.PROTECTED_REGISTRATION)
    card = app.ask(look_up_number, "19460113-6098").existing
    assert card is not None
    assert (card.name, card.address, card.is_protected) == ("Öberg, Åke", "", True)


def test_that_an_unknown_number_gives_hints_and_doubts_only(app: App, numbers: Iterator[str]) -> None:
    number = next(numbers)
    found = app.ask(look_up_number, number)
    assert (found.existing, found.is_verified, found.doubts) == (None, True, ())
    assert found.birth_date_hint == date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    assert found.sex_hint in (Sex.MALE, Sex.FEMALE)
    faulty = app.ask(look_up_number, number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not faulty.is_verified
    assert "check digit" in faulty.doubts[0]
    with pytest.raises(Invalid) as refused:
        app.ask(look_up_number, " - ")
    assert refused.value.field == "text"


def test_that_someone_past_a_hundred_is_looked_up_without_century(app: App) -> None:
    number = next(number for number in personnummer() if number[:4] == "1921")
    patient_id = factories.make_patient(app, "Lund", "Valborg", number=number)
    card = app.ask(look_up_number, number[2:]).existing
    assert card is not None
    assert card.patient_id == patient_id


def test_that_no_row_prints_a_name_into_a_log(app: App, patient: int, stay: int) -> None:
    rows = [
        steps.banner(app, patient),
        steps.person(app, patient),
        app.ask(look_up_number, steps.banner(app, patient).number),
        *app.ask(queries.find, "öberg", None),
    ]
    assert not [row for row in rows if "berg" in repr(row)]
