"""Who is admitted: found, in a bed already, dead, protected, new, without number, unknown, doubtful."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.admission.admitting import begin
from tests.ui.keys import press, type_text
from tests.ui.seating import FakeGuide, button
from tests.ward_app.stays.steps import discharge, lying, plan
from ui.admission.page import AdmissionPage
from ui.admission.person_fields import How
from ui.kit.fields import Level
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.patients import commands as patients
from ward_app.patients import queries as people
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Protection, Severity, Sex
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import Purpose

NUMBER = "194002049163"
WRONG = "19400204-9164"


def fill_stay(page: AdmissionPage, ward: Ward, label: str = "9") -> None:
    """What is asked of everyone, whoever it is."""
    page.form.terms.purpose.input.setFocus()
    page.form.form.set_values(
        {"purpose": Purpose.MEDICAL_TREATMENT, "reason": "KOL", "decided_by": "Dr Lund"}
    )
    page.form.terms.purpose.edited.emit()
    page.form.form.set_values({"answer": HypersensitivityAnswer.NONE_KNOWN, "bed_id": ward.beds[label]})
    page.form.risks.arrange()


def look_up(page: AdmissionPage, number: str) -> None:
    field = page.form.person.fields.number
    field.focus()
    field.set_value(None)
    type_text(field.input, number)
    press(field.input, "Return")


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app, "Bergqvist", "Anna-Lena", number=NUMBER, sex=Sex.FEMALE)


def test_that_a_found_person_is_shown_with_age_address_and_last_stay(
    page: AdmissionPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    version = app.ask(people.person, patient).version
    app.do(patients.update, patient, version, street="Storgatan 1", postal_code="740 10", town="Almunge")
    discharge(app, factories.make_stay(app, ward, "9", patient_id=patient, at=clock() - timedelta(days=5)))
    page.begin()
    look_up(page, NUMBER)
    assert page.form.person.card.texts() == [
        "Bergqvist, Anna-Lena",
        "19400204-9163 · 86 years · Woman · Storgatan 1, 740 10 Almunge",
        "Last stay: Närvårdsenheten, 2026-11-16 to 2026-11-21",
    ]


def test_that_who_is_in_a_bed_already_is_said_to_be_and_not_admitted(
    page: AdmissionPage, patient: int, app: App, ward: Ward, guide: FakeGuide
) -> None:
    factories.make_stay(app, ward, "1:1", patient_id=patient)
    page.begin()
    look_up(page, NUMBER)
    said = "Already admitted on Närvårdsenheten, bed 1:1. Move the patient, or discharge from there first."
    assert page.form.person.card.texts()[2] == said
    fill_stay(page, ward)
    page.send()
    assert page.form.form.summary.texts() == [said]
    assert list(lying(app, ward)) == ["1:1"]
    button(page, "admission.open_record").click()
    assert guide.opened == [(patient, "overview")]


def test_that_who_is_recorded_as_dead_is_not_admitted(
    page: AdmissionPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    stay = factories.make_stay(app, ward, "1:1", patient_id=patient, at=clock() - timedelta(days=1))
    app.do(stays.record_death, stay, factories.version_of(app, stay), clock())
    page.begin()
    look_up(page, NUMBER)
    assert page.form.person.card.texts()[2].startswith("Recorded as deceased 2026-11-21 08:42.")


def test_that_a_protected_person_is_known_by_the_whole_number_and_no_address_shown(
    page: AdmissionPage, app: App, ward: Ward
) -> None:
    person = factories.make_patient(app, "Hemlig", "Hedda", number=NUMBER)
    version = app.ask(people.person, person).version
    app.do(patients.update, person, version, street="Hemliga gatan 1")
    version = app.ask(people.person, person).version
    app.do(
        patients.set_protection, person, version, Protection.MARKED, date(2026, 1, 1), "Skatteverkets beslut"
    )
    page.begin()
    look_up(page, NUMBER)
    assert "Protected identity: the address is not shown" in page.form.person.card.texts()[1]
    assert "Hemliga" not in " ".join(page.form.person.card.texts())
    type_text(page.form.terms.reason.input, "x")
    assert page.form.raw()["called"] == "Protected identity"


def test_that_a_newcomer_is_registered_with_what_is_asked(
    page: AdmissionPage, app: App, ward: Ward, guide: FakeGuide
) -> None:
    page.begin()
    look_up(page, NUMBER)
    fields = page.form.person.fields
    assert fields.family.isVisibleTo(page.form.form)
    assert fields.born.value() == date(1940, 2, 4)  # a hint to confirm
    assert fields.sex.value() is None  # never chosen beforehand
    fill_stay(page, ward)
    page.send()
    assert fields.sex.remark is not None
    fields.family.set_value("Ny")
    fields.given.set_value("Nils")
    fields.sex.set_value(Sex.MALE)
    fields.town.set_value("Alunda")
    page.send()
    banner = app.ask(people.banner, guide.opened[0][0])
    assert (banner.name, banner.number, banner.address) == ("Ny, Nils", "19400204-9163", "Alunda")


def test_that_a_wrong_check_digit_warns_and_takes_a_reason(
    page: AdmissionPage, app: App, ward: Ward, guide: FakeGuide
) -> None:
    page.begin()
    look_up(page, WRONG)
    number = page.form.person.fields.number
    assert number.remark is not None
    assert number.remark.level is Level.UNLIKELY
    page.form.person.fields.family.set_value("Ny")
    page.form.person.fields.sex.set_value(Sex.UNKNOWN)
    fill_stay(page, ward)
    page.send()
    assert lying(app, ward) == {}
    reason = page.findChild(QLineEdit, "admission.number_text.reason")
    assert isinstance(reason, QLineEdit)
    type_text(reason, "Står så på id-kortet")
    page.send()
    number_row = app.ask(people.person, guide.opened[0][0]).numbers[0]
    assert (number_row.is_verified, number_row.reason) == (False, "Står så på id-kortet")


def test_that_a_reserve_number_is_taken_too(
    page: AdmissionPage, app: App, ward: Ward, guide: FakeGuide
) -> None:
    page.begin()
    look_up(page, "NR24-0042")
    page.form.person.fields.family.set_value("Ny")
    page.form.person.fields.sex.set_value(Sex.UNKNOWN)
    fill_stay(page, ward)
    reason = page.findChild(QLineEdit, "admission.number_text.reason")
    assert isinstance(reason, QLineEdit)
    if reason.isVisibleTo(page):
        type_text(reason, "Reservnummer från ambulansen")
    page.send()
    assert app.ask(people.banner, guide.opened[0][0]).number


def test_that_a_person_without_number_is_admitted_with_the_reason(
    page: AdmissionPage, app: App, ward: Ward, guide: FakeGuide
) -> None:
    page.begin()
    fields = page.form.person.fields
    fields.how.set_value(How.NO_NUMBER)
    fields.how.edited.emit()
    assert not fields.number.isVisibleTo(page.form.form)
    fields.family.set_value("Smith")
    fields.sex.set_value(Sex.FEMALE)
    fields.reason.set_value("Turist")
    fill_stay(page, ward)
    page.send()
    assert app.ask(people.banner, guide.opened[0][0]).unnamed_reason == "Turist"


def test_that_who_cannot_say_who_they_are_is_admitted_with_the_reason_alone(
    page: AdmissionPage, app: App, ward: Ward, guide: FakeGuide
) -> None:
    page.begin()
    fields = page.form.person.fields
    fields.how.set_value(How.UNKNOWN)
    fields.how.edited.emit()
    assert not fields.family.isVisibleTo(page.form.form)
    fields.reason.set_value("Medvetslös")
    fields.sex.set_value(Sex.UNKNOWN)
    fill_stay(page, ward)
    page.send()
    assert app.ask(people.banner, guide.opened[0][0]).name == "Unknown person 2026-11-21 08:42"


def test_that_a_newcomer_with_the_stronger_protection_is_not_asked_where_they_live(
    page: AdmissionPage, app: App, ward: Ward, guide: FakeGuide
) -> None:
    page.begin()
    look_up(page, NUMBER)
    fields = page.form.person.fields
    fields.street.set_value("Storgatan 1")
    fields.protection.set_value(Protection.PROTECTED_REGISTRATION)
    fields.protection.edited.emit()
    assert not fields.street.isVisibleTo(page.form.form)
    assert fields.protection_on.isVisibleTo(page.form.form)
    fields.family.set_value("Hemlig")
    fields.sex.set_value(Sex.FEMALE)
    fields.protection_on.set_value(date(2026, 11, 1))
    fields.protection_seen.set_value("Skatteverkets beslut")
    fill_stay(page, ward)
    page.send()
    person = app.ask(people.person, guide.opened[0][0])
    assert (person.protection, person.street) == (Protection.PROTECTED_REGISTRATION, None)


def test_that_a_number_typed_over_is_no_longer_the_one_that_was_found(
    qtbot: QtBot, page: AdmissionPage, patient: int
) -> None:
    typist = begin(qtbot, page)
    typist.type(NUMBER)
    typist.press("Return")
    assert page.form.person.card.isVisibleTo(page)
    page.form.person.fields.number.focus()
    typist.type("1")
    assert not page.form.person.card.isVisibleTo(page)


def test_that_not_this_person_begins_again_at_the_number(page: AdmissionPage, patient: int) -> None:
    page.begin()
    look_up(page, NUMBER)
    button(page, "admission.other_person").click()
    assert page.form.person.person is None
    assert page.form.person.fields.number.value() is None


def test_that_a_name_that_was_searched_for_in_vain_is_filled_in(page: AdmissionPage) -> None:
    page.begin(typed="Nils Erik Ny")
    fields = page.form.person.fields
    assert (fields.family.value(), fields.given.value()) == ("Ny", "Nils Erik")
    page.begin(typed="Ny, Nils")
    fields = page.form.person.fields
    assert (fields.family.value(), fields.given.value()) == ("Ny", "Nils")


def test_that_a_number_that_was_searched_for_is_looked_up_at_once(page: AdmissionPage, patient: int) -> None:
    page.begin(typed="400204-9163")
    assert page.form.person.person is not None
    assert page.form.person.person.patient_id == patient


@pytest.mark.parametrize("text", ["-", "☃", "1" * 40, "'; DROP TABLE patient; --"])
def test_that_what_is_no_number_is_said_to_be_none(page: AdmissionPage, text: str) -> None:
    page.begin()
    look_up(page, text)
    assert page.form.person.fields.number.remark is not None


def test_that_what_the_record_warns_of_is_shown_and_not_written_twice(
    page: AdmissionPage, patient: int, app: App, ward: Ward, guide: FakeGuide
) -> None:
    app.do(
        patients.add_alert, patient, AlertKind.HYPERSENSITIVITY, "Penicillin", "anafylaxi",
        Severity.LIFE_THREATENING,
    )  # fmt: skip
    app.do(patients.add_alert, patient, AlertKind.FALL)
    page.begin()
    look_up(page, NUMBER)
    known = page.form.risks.known.text()
    assert known == "In the record: Hypersensitivity: Penicillin (anafylaxi, life-threatening); Fall risk"
    assert not page.form.risks.ticks[AlertKind.FALL].isEnabled()
    fill_stay(page, ward)
    page.send()  # the answer “no” stands against the record
    assert "Penicillin" in page.form.form.summary.texts()[0]
    page.form.risks.answer.set_value(HypersensitivityAnswer.KNOWN)
    page.form.risks.arrange()
    page.send()
    assert len(app.ask(people.banner, guide.opened[0][0]).alerts) == 2


def test_that_substances_and_risks_are_written_with_the_admission(
    page: AdmissionPage, patient: int, app: App, ward: Ward, guide: FakeGuide
) -> None:
    page.begin()
    look_up(page, NUMBER)
    fill_stay(page, ward)
    risks = page.form.risks
    risks.answer.set_value(HypersensitivityAnswer.KNOWN)
    risks.answer.edited.emit()
    page.send()
    assert risks.substances[0][0].remark is not None  # to what?
    risks.substances[0][0].set_value("Penicillin")
    risks.more.click()
    risks.substances[1][0].set_value("Latex")
    risks.infection.set_value("MRSA")
    risks.ticks[AlertKind.DELIRIUM].set_value(True)
    page.send()
    banner = app.ask(people.banner, guide.opened[0][0])
    assert [one.text for one in banner.hypersensitivities] == ["Penicillin", "Latex"]
    assert [one.text for one in banner.infections] == ["MRSA"]
    assert [one.kind for one in banner.risks] == [AlertKind.DELIRIUM]


def test_that_a_planned_arrival_fills_the_page_and_is_used_up(
    page: AdmissionPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    planned = plan(app, ward, patient, clock() + timedelta(hours=2))
    page.begin(patient)
    form = page.form
    assert form.use_plan.value() is True
    assert form.form.values()["purpose"] is Purpose.RESPITE
    assert form.form.values()["bed_id"] == ward.beds["9"]
    form.risks.answer.set_value(HypersensitivityAnswer.NOT_KNOWN)
    form.decision.is_there.set_value(True)
    form.decision.is_there.edited.emit()
    page.send()
    assert lying(app, ward) == {"9": planned}
    assert app.ask(queries.planned_arrivals, ward.unit_id) == []


def test_that_a_plan_for_another_day_is_kept_unless_it_is_chosen(
    page: AdmissionPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    plan(app, ward, patient, clock() + timedelta(days=9))
    page.begin(patient)
    assert page.form.use_plan.isVisibleTo(page.form)
    assert page.form.use_plan.value() is False
    assert page.form.terms.purpose.value() is None
    fill_stay(page, ward)
    page.send()
    assert len(app.ask(queries.planned_arrivals, ward.unit_id)) == 1
