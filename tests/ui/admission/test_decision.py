"""The part of the admission that a stay under the Social Services Act needs (SOL-04)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import Ward
from tests.ward_app.stays.steps import lying
from ui.admission.page import AdmissionPage
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.i18n import local
from ward_app.patients.model import HypersensitivityAnswer
from ward_app.social import queries
from ward_app.stays.model import CareForm, Purpose

TODAY = local(factories.MORNING).date()


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app, "Bergqvist", "Anna-Lena")


def begin(page: AdmissionPage, patient: int, ward: Ward, purpose: Purpose = Purpose.RESPITE) -> None:
    page.begin(patient)
    page.form.form.set_values({
        "purpose": purpose, "reason": "Avlastning", "decided_by": "B. Ahl",
        "answer": HypersensitivityAnswer.NONE_KNOWN, "bed_id": ward.beds["9"],
    })  # fmt: skip
    page.form.terms.purpose.edited.emit()


def asked(page: AdmissionPage) -> list[str]:
    part = page.form.decision
    return [field.name for field in (part.is_there, *part.fields.all) if field.isVisibleTo(page.form)]


def test_that_it_is_asked_for_when_that_is_the_care_form_only_sol_04(
    page: AdmissionPage, patient: int, ward: Ward
) -> None:
    begin(page, patient, ward, Purpose.MEDICAL_TREATMENT)
    assert asked(page) == []
    page.form.terms.form.set_value(CareForm.SOCIAL_SHORT_TERM)
    page.form.terms.form.edited.emit()
    assert len(asked(page)) == 7
    assert page.form.decision.fields.from_on.value() == TODAY
    page.form.terms.form.set_value(CareForm.INPATIENT)
    page.form.terms.form.edited.emit()
    assert asked(page) == []


def test_that_what_is_typed_is_registered_with_the_stay_sol_04(
    page: AdmissionPage, patient: int, ward: Ward, app: App
) -> None:
    begin(page, patient, ward)
    page.send()
    assert lying(app, ward) == {}  # who decided, and when
    fields = page.form.decision.fields
    fields.decided_by.set_value("Berit Ahl")
    fields.decided_on.set_value(TODAY)
    fields.to_on.set_value(TODAY + timedelta(days=14))
    page.send()
    assert list(lying(app, ward)) == ["9"]
    assessor = app.acting(factories.make_user(app, Role.NEEDS_ASSESSOR))
    [decision] = assessor.ask(queries.decisions_of, patient)
    assert (decision.decided_by, decision.from_on, decision.paragraph) == ("Berit Ahl", TODAY, "SoL 11:1")
    assert decision.to_on == TODAY + timedelta(days=14)


def test_that_a_decision_that_is_said_to_be_there_must_be_there_sol_04(
    page: AdmissionPage, patient: int, ward: Ward, app: App
) -> None:
    begin(page, patient, ward)
    page.form.decision.is_there.set_value(True)
    page.form.decision.is_there.edited.emit()
    assert asked(page) == ["decision_is_there"]
    page.send()
    assert lying(app, ward) == {}
    assert len(asked(page)) == 7
    remark = page.form.decision.fields.what.remark
    assert remark is not None
    assert "needs a decision that covers" in remark.sentence


def test_that_a_draft_brings_it_back_sol_04(page: AdmissionPage, patient: int, ward: Ward, app: App) -> None:
    begin(page, patient, ward)
    page.form.decision.fields.decided_by.set_value("Berit Ahl")
    raw = page.form.raw()
    begin(page, factories.make_patient(app, "Lund"), ward, Purpose.MEDICAL_TREATMENT)
    page.form.set_raw(raw)
    assert page.form.decision.fields.decided_by.value() == "Berit Ahl"
    assert len(asked(page)) == 7
