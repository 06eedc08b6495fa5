from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories
from tests.ward_app.patients import steps
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused
from ward_app.owners import Principal, RecordOwner
from ward_app.patients import commands as patients
from ward_app.patients.cpr import CprState
from ward_app.patients.model import LimitationKind

SAID: dict[str, Any] = {
    "grounds": "Svår hjärtsvikt, sannolikt sista veckorna", "consulted": "J. Ek, sjuksköterska",
    "patient_attitude": "Önskar inte hjärt-lungräddning", "review_on": date(2026, 11, 28),
}  # fmt: skip


def decide(app: App, patient_id: int, kind: LimitationKind = LimitationKind.NO_CPR, **given: Any) -> int:
    return app.do(patients.decide_limitation, patient_id, kind, **{**SAID, **given})


def test_that_a_decision_is_kept_with_all_that_the_regulation_asks(doctor: App, patient: int) -> None:
    decide(doctor, patient, kin_informed="Dottern Anna, i dag", text="Gäller även på permission")
    [row] = steps.banner(doctor, patient).limitations
    assert (row.kind, row.holds, row.owner) == (LimitationKind.NO_CPR, True, RecordOwner.REGION_HSL)
    assert (row.decided_by, row.decided_at) == ("E. Lund", doctor.clock())
    assert (row.grounds, row.consulted) == (SAID["grounds"], SAID["consulted"])
    assert (row.patient_attitude, row.kin_informed) == (SAID["patient_attitude"], "Dottern Anna, i dag")
    assert (row.review_on, row.text) == (SAID["review_on"], "Gäller även på permission")


def test_that_a_decision_whose_review_is_overdue_is_shown_but_does_not_hold(
    doctor: App, patient: int, clock: FrozenClock
) -> None:
    decide(doctor, patient)
    assert steps.banner(doctor, patient).cpr is CprState.NO
    clock.set(factories.MORNING + timedelta(days=8))
    banner = steps.banner(doctor, patient)
    assert banner.cpr is CprState.OVERDUE
    assert [row.holds for row in banner.limitations] == [False]


def test_that_a_new_decision_takes_the_place_of_the_last(doctor: App, patient: int) -> None:
    decide(doctor, patient)
    decide(doctor, patient, review_on=date(2026, 12, 24))
    decide(doctor, patient, LimitationKind.NO_HOSPITAL)
    rows = steps.person(doctor, patient).limitations
    assert [(row.kind, row.end_reason) for row in rows] == [
        (LimitationKind.NO_CPR, "Replaced by a new decision."),
        (LimitationKind.NO_CPR, None),
        (LimitationKind.NO_HOSPITAL, None),
    ]


def test_that_a_decision_is_ended_with_a_reason(doctor: App, patient: int) -> None:
    decision = decide(doctor, patient)
    with pytest.raises(Invalid):
        doctor.do(patients.end_limitation, decision, 1, "")
    doctor.do(patients.end_limitation, decision, 1, "Bättre, patienten har ändrat sig")
    assert steps.banner(doctor, patient).cpr is CprState.YES
    with pytest.raises(Conflict):
        doctor.do(patients.end_limitation, decision, 1, "Igen")
    with pytest.raises(Refused, match="ended already"):
        doctor.do(patients.end_limitation, decision, 2, "Igen")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("grounds", {"grounds": " "}),
        ("consulted", {"consulted": ""}),
        ("patient_attitude", {"patient_attitude": "\n"}),
        ("review_on", {"review_on": date(2026, 11, 20)}),
        ("decided_at", {"decided_at": factories.MORNING + timedelta(minutes=1)}),
        ("text", {"kind": LimitationKind.OTHER}),
    ],
)
def test_that_a_decision_is_not_made_without(
    doctor: App, patient: int, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        decide(doctor, patient, **given)
    assert refused.value.field == field


def test_that_only_a_doctor_of_the_region_decides(
    app: App, doctor: App, ward: factories.Ward, patient: int
) -> None:
    factories.make_stay(app, ward, "1:2", patient_id=patient)
    with pytest.raises(NotAllowed):
        decide(app, patient)
    hired = factories.make_user(
        app, Role.DOCTOR, "Berg", "Ola", unit_id=ward.unit_id, principal=Principal.KOMMUN
    )
    with pytest.raises(Refused, match="doctor of the region"):
        decide(app.acting(hired), patient)
    with pytest.raises(Refused, match="doctor of the region"):
        decide(app.acting(SYSTEM), patient)
    decision = decide(doctor, patient)
    with pytest.raises(Refused, match="doctor of the region"):
        app.acting(hired).do(patients.end_limitation, decision, 1, "Nej")


def test_that_the_log_holds_no_words_of_a_decision(doctor: App, patient: int) -> None:
    decide(doctor, patient)
    rows = steps.logged(doctor, "patients.decide_limitation")
    assert [patient_id for patient_id, _ in rows] == [patient]
    assert "hjärtsvikt" not in str(rows)
