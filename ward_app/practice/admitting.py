"""How the practice ward's patients arrive, and what is known of them from the first day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from ward_app.app import App
from ward_app.handovers import commands as handovers
from ward_app.i18n import local
from ward_app.owners import Principal
from ward_app.patients import commands as patients
from ward_app.patients import queries as people
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Protection
from ward_app.practice import asking, chores, writing
from ward_app.practice.content import Expected, Inpatient, Person
from ward_app.practice.stage import Stage
from ward_app.social.terms import LAW, DecisionTerms
from ward_app.stays import commands as stays
from ward_app.stays import queries as stay_queries
from ward_app.stays.model import CareForm

SOON = 6
"""Days until a decision ends that nobody has planned beyond."""
NEWS = 0.25
"""How many of the patients something new is told of since the shift began."""


def bring(stage: Stage, one: Inpatient) -> None:
    """From the arrival to now."""
    arrival = stage.on_day(one.days, one.hour, 30)
    stage.at(arrival + timedelta(minutes=20), lambda: _arrive(stage, one, arrival))


def register(door: App, person: Person, **more: Any) -> int:
    number = person.number
    born = date(int(number[:4]), int(number[4:6]), int(number[6:8])) if number else None
    return door.do(
        patients.register, person.family_name, person.given_name, number or None, person.number_reason,
        birth_date=born, sex=person.sex, **more,
    )  # fmt: skip


def payer(care_form: CareForm) -> Principal:
    return Principal.REGION if care_form is CareForm.INPATIENT else Principal.KOMMUN


def expect(stage: Stage, one: Expected) -> None:
    """A planned arrival with a bed kept for it."""

    def plan() -> None:
        door = stage.named("Falk")
        patient_id = register(door, one.person)
        door.do(
            stays.plan_arrival, patient_id, stage.unit_id, purpose=one.purpose, care_form=one.care_form,
            funding_principal=payer(one.care_form), reason=one.reason, decided_by=one.decided_by,
            referred_from=one.came_from, bed_id=stage.beds[one.bed],
            expected_at=stage.now + timedelta(hours=one.in_hours),
        )  # fmt: skip

    stage.at(stage.now - timedelta(hours=4), plan)


def _arrive(stage: Stage, one: Inpatient, arrival: datetime) -> None:
    door = stage.named(one.nurse)
    patient_id = register(door, one.person, **_particulars(one, local(arrival).date()))
    today = local(stage.now).date()
    stay_id = door.do(
        stays.admit, patient_id, stage.unit_id, stage.beds[one.bed], purpose=one.purpose,
        care_form=one.care_form, funding_principal=payer(one.care_form), reason=one.reason,
        decided_by=one.decided_by, referred_from=one.came_from, background=one.background,
        admitted_at=arrival, responsible_nurse_id=door.user.user_id,
        responsible_doctor_id=stage.named(one.doctor).user.user_id,
        planned_discharge_on=today + timedelta(days=one.home) if one.home else None,
        decision=_decided(one, local(arrival).date(), today), sharing=asking.at_admission(one),
    )  # fmt: skip
    _warn(door, one, patient_id)
    for kin in one.kin:
        door.do(patients.add_kin, patient_id, *kin)
    for kind, text in one.facts:
        door.do(stays.set_care_fact, stay_id, kind, text)
    asking.afterwards(stage, one, patient_id, stay_id)
    stage.at(stage.clock() + timedelta(hours=1), lambda: writing.admission(stage, one, patient_id, stay_id))
    writing.days(stage, one, patient_id, stay_id)
    chores.yesterday(stage, door, one.chores, stay_id)
    _decide(stage, one, patient_id, stay_id)
    is_news = stage.random.random() < NEWS
    told_at = stage.now - timedelta(minutes=25) if is_news else stage.shift_began - timedelta(minutes=40)
    stage.at(told_at, lambda: _last_shift(stage, one, stay_id))


def _decided(one: Inpatient, from_on: date, today: date) -> DecisionTerms | None:
    """What a stay under the Social Services Act rests on; it ends with the stay, or soon."""
    if one.care_form is not CareForm.SOCIAL_SHORT_TERM:
        return None
    to_on = today + timedelta(days=one.home or SOON)
    return DecisionTerms("Korttidsplats", from_on, to_on, one.decided_by, from_on, LAW)


def _particulars(one: Inpatient, arrived_on: date) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if one.address:
        street, code, town = one.address
        given |= {"street": street, "postal_code": code, "town": town}
    if one.interpreter:
        given["interpreter_language"] = one.interpreter
    if one.protection is not Protection.NONE:
        given |= {"protection": one.protection, "protection_on": arrived_on}
        given["protection_seen"] = "Underrättelse från Skatteverket"
    return given


def _warn(door: App, one: Inpatient, patient_id: int) -> None:
    for alert in one.warnings:
        door.do(
            patients.add_alert, patient_id, alert.kind, alert.text, reaction=alert.reaction,
            severity=alert.severity,
        )  # fmt: skip
    if one.hypersensitivity is not HypersensitivityAnswer.KNOWN:
        seen = door.ask(people.person, patient_id).version
        door.do(patients.answer_hypersensitivity, patient_id, seen, one.hypersensitivity)
    assert any(alert.kind is AlertKind.HYPERSENSITIVITY for alert in one.warnings) == (
        one.hypersensitivity is HypersensitivityAnswer.KNOWN
    )


def _decide(stage: Stage, one: Inpatient, patient_id: int, stay_id: int) -> None:
    doctor = stage.named(one.doctor)
    if limitation := one.limitation:
        stage.at(
            stage.clock() + timedelta(hours=20),
            lambda: doctor.do(
                patients.decide_limitation, patient_id, limitation.kind, limitation.grounds,
                limitation.consulted, limitation.attitude,
                review_on=local(stage.now).date() + timedelta(days=30), kin_informed=limitation.kin_informed,
            ),
        )  # fmt: skip
    if one.is_ready:
        stage.at(
            stage.now - timedelta(hours=18),
            lambda: doctor.do(stays.mark_ready, stay_id, version(doctor, stay_id)),
        )


def _last_shift(stage: Stage, one: Inpatient, stay_id: int) -> None:
    """What is left to the shift that has just begun."""
    door = stage.named(one.nurse)
    chores.leave(stage, door, one.chores, stay_id)
    names = ("situation", "background", "assessment", "recommendation", "if_then")
    door.do(handovers.write_remark, stay_id, seen=None, **dict(zip(names, one.sbar, strict=True)))
    if one.on_leave_hours:
        door.do(
            stays.start_leave, stay_id, version(door, stay_id),
            expected_at=stage.now + timedelta(hours=one.on_leave_hours),
            note="Hemma över dagen, hustrun hämtade.",
        )  # fmt: skip


def version(door: App, stay_id: int) -> int:
    return door.ask(stay_queries.stay_summary, stay_id).version
