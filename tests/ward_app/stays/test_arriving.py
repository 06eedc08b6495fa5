"""Someone comes: person, warnings and stay are written together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests import factories
from tests.data.numbers import personnummer
from tests.factories import MORNING, Ward, ask, make_patient, make_stay
from tests.ward_app.stays.steps import lying, plan
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused, Unlikely
from ward_app.owners import Principal
from ward_app.patients import commands as patients
from ward_app.patients import queries as people
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Patient, Severity, Sex
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.arriving import Known, Newcomer, Risks, StayTerms, Substance
from ward_app.stays.model import CareForm, Purpose
from ward_app.stays.usual import USUAL

NONE_KNOWN = Risks(HypersensitivityAnswer.NONE_KNOWN)
NUMBER = personnummer()[700]
TERMS: StayTerms = {
    "purpose": Purpose.REHABILITATION, "care_form": CareForm.MUNICIPAL_HEALTH_SHORT_TERM,
    "funding_principal": Principal.KOMMUN, "reason": "Höftfraktur", "decided_by": "B. Ahl",
}  # fmt: skip


def newcomer(**more: Any) -> Newcomer:
    return Newcomer(
        **{"family_name": "Ek", "given_name": "Ture", "number_text": NUMBER, "sex": Sex.MALE} | more
    )


def count_patients(app: App) -> int:
    total: int = ask(app, lambda session: session.scalar(select(func.count()).select_from(Patient)))
    return total


def known(app: App, patient_id: int) -> Known:
    return Known(patient_id, app.ask(people.person, patient_id).version)


def test_that_a_known_person_is_admitted_with_the_answer_on_hypersensitivity(app: App, ward: Ward) -> None:
    patient_id = make_patient(app)
    arrived = app.do(
        stays.admit_person, known(app, patient_id), NONE_KNOWN, ward.unit_id, ward.beds["9"], **TERMS
    )
    assert arrived.patient_id == patient_id
    assert lying(app, ward) == {"9": arrived.stay_id}
    assert app.ask(people.banner, patient_id).hypersensitivity is HypersensitivityAnswer.NONE_KNOWN


def test_that_a_newcomer_is_registered_warned_of_and_admitted_at_once(app: App, ward: Ward) -> None:
    risks = Risks(
        HypersensitivityAnswer.KNOWN,
        (Substance("Penicillin", "anafylaxi", Severity.LIFE_THREATENING), Substance("Latex")),
        ((AlertKind.INFECTION, "MRSA"), (AlertKind.FALL, "")),
    )
    person = newcomer(particulars={"town": "Almunge"})
    arrived = app.do(stays.admit_person, person, risks, ward.unit_id, ward.beds["9"], **TERMS)
    banner = app.ask(people.banner, arrived.patient_id)
    assert banner.name == "Ek, Ture"
    assert banner.address == "Almunge"
    assert [alert.text for alert in banner.hypersensitivities] == ["Penicillin", "Latex"]
    assert [alert.text for alert in banner.infections] == ["MRSA"]
    assert [alert.kind for alert in banner.risks] == [AlertKind.FALL]
    assert banner.stay is not None
    assert banner.stay.bed == "9"


def test_that_who_cannot_say_who_they_are_is_admitted_without_name(app: App, ward: Ward) -> None:
    person = Newcomer(is_unnamed=True, number_reason="Medvetslös", sex=Sex.UNKNOWN)
    risks = Risks(HypersensitivityAnswer.NOT_KNOWN)
    arrived = app.do(stays.admit_person, person, risks, ward.unit_id, ward.beds["9"], **TERMS)
    assert app.ask(people.banner, arrived.patient_id).unnamed_reason == "Medvetslös"


def taken(app: App, ward: Ward) -> Known | Newcomer:
    make_stay(app, ward, "9")
    return newcomer()


def doubtful(app: App, ward: Ward) -> Known | Newcomer:
    wrong = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
    return newcomer(number_text=wrong)


def nameless(app: App, ward: Ward) -> Known | Newcomer:
    return newcomer(family_name="", given_name=" ")


@pytest.mark.parametrize(
    ("make", "error"), [(taken, Refused), (doubtful, Unlikely), (nameless, Invalid)]
)  # fmt: skip
def test_that_a_refusal_leaves_nothing_behind(
    app: App, ward: Ward, make: Callable[[App, Ward], Known | Newcomer], error: type[Exception]
) -> None:
    person = make(app, ward)
    before = count_patients(app)
    with pytest.raises(error):
        app.do(stays.admit_person, person, NONE_KNOWN, ward.unit_id, ward.beds["9"], **TERMS)
    assert count_patients(app) == before


def test_that_an_answer_against_the_record_is_refused_and_nobody_admitted(app: App, ward: Ward) -> None:
    patient_id = make_patient(app)
    app.do(patients.add_alert, patient_id, AlertKind.HYPERSENSITIVITY, "Penicillin")
    with pytest.raises(Refused, match="Penicillin"):
        app.do(stays.admit_person, known(app, patient_id), NONE_KNOWN, ward.unit_id, ward.beds["9"], **TERMS)
    assert lying(app, ward) == {}


def test_that_a_person_who_was_changed_after_being_shown_is_looked_at_again(app: App, ward: Ward) -> None:
    patient_id = make_patient(app)
    shown = known(app, patient_id)
    app.do(patients.add_alert, patient_id, AlertKind.HYPERSENSITIVITY, "Penicillin")
    with pytest.raises(Conflict):
        app.do(stays.admit_person, shown, NONE_KNOWN, ward.unit_id, ward.beds["9"], **TERMS)
    assert lying(app, ward) == {}


def test_that_the_plan_is_used_up_by_the_admission(app: App, ward: Ward) -> None:
    patient_id = make_patient(app)
    planned = plan(app, ward, patient_id, MORNING + timedelta(hours=2))
    terms: StayTerms = {**TERMS, "planned_stay_id": planned}
    arrived = app.do(
        stays.admit_person, known(app, patient_id), NONE_KNOWN, ward.unit_id, ward.beds["9"], **terms
    )
    assert arrived.stay_id == planned
    assert app.ask(queries.planned_arrivals, ward.unit_id) == []


def test_that_an_admission_can_be_undone_with_the_version_that_it_gave(app: App, ward: Ward) -> None:
    arrived = app.do(stays.admit_person, newcomer(), NONE_KNOWN, ward.unit_id, ward.beds["9"], **TERMS)
    app.do(stays.undo_admission, arrived.stay_id, arrived.version, "Fel person")
    assert lying(app, ward) == {}


def test_that_a_newcomer_is_expected_with_a_record_of_their_own(app: App, ward: Ward) -> None:
    app.do(
        stays.expect_person, newcomer(), ward.unit_id, purpose=Purpose.RESPITE, reason="Växelvård",
        care_form=CareForm.SOCIAL_SHORT_TERM, funding_principal=Principal.KOMMUN, decided_by="B. Ahl",
        expected_at=MORNING + timedelta(days=1),
    )  # fmt: skip
    assert [row.name for row in app.ask(queries.planned_arrivals, ward.unit_id)] == ["Ek, Ture"]


def test_that_only_who_may_admit_admits(app: App, ward: Ward) -> None:
    assistant = app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        assistant.do(stays.admit_person, newcomer(), NONE_KNOWN, ward.unit_id, ward.beds["9"], **TERMS)


def test_that_every_purpose_has_a_usual_care_form() -> None:
    assert set(USUAL) == set(Purpose)
    assert USUAL[Purpose.DAY_CARE][0] is CareForm.DAY_CARE
