"""Someone comes, known here or not: person, warnings and stay are written together or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Required, TypedDict, Unpack

from ward_app.access.policy import Permission
from ward_app.ops import Work, command
from ward_app.owners import Principal
from ward_app.patients import alerts, registering
from ward_app.patients.fields import Particulars
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Protection, Severity, Sex
from ward_app.patients.records import open_record
from ward_app.sharing.terms import SharingTerms
from ward_app.social.terms import DecisionTerms
from ward_app.stays.admissions import admit
from ward_app.stays.model import CareForm, Presence, Purpose, Stay
from ward_app.stays.plans import plan_arrival
from ward_app.stays.presence import decide


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """Someone with a record here; `seen` is the version of it that was shown before going on."""

    patient_id: int
    seen: int


@dataclass(frozen=True, slots=True, repr=False)
class Newcomer:
    """Someone without. `is_unnamed`: who cannot say who they are, with the reason in `number_reason`."""

    family_name: str = ""
    given_name: str = ""
    number_text: str | None = None
    number_reason: str | None = None
    birth_date: date | None = None
    sex: Sex = Sex.UNKNOWN
    is_unnamed: bool = False
    protection: Protection = Protection.NONE
    protection_on: date | None = None
    protection_seen: str = ""
    particulars: Particulars = field(default_factory=lambda: Particulars())


@dataclass(frozen=True, slots=True, repr=False)
class Substance:
    """What someone is hypersensitive to."""

    text: str
    reaction: str = ""
    severity: Severity = Severity.UNKNOWN


@dataclass(frozen=True, slots=True, repr=False)
class Risks:
    """The answer that every admission needs, and what else must be seen from the first minute."""

    answer: HypersensitivityAnswer
    substances: tuple[Substance, ...] = ()
    warnings: tuple[tuple[AlertKind, str], ...] = ()


class StayTerms(TypedDict, total=False):
    """What `admit` takes beside person and bed."""

    purpose: Required[Purpose]
    care_form: Required[CareForm]
    funding_principal: Required[Principal]
    reason: Required[str]
    decided_by: Required[str]
    referred_from: str
    background: str
    admitted_at: datetime | None
    planned_stay_id: int | None
    responsible_nurse_id: int | None
    responsible_doctor_id: int | None
    planned_discharge_on: date | None
    decision: DecisionTerms | None
    sharing: SharingTerms | None


class PlanTerms(TypedDict, total=False):
    """What a plan says, beside the person."""

    purpose: Required[Purpose]
    care_form: Required[CareForm]
    funding_principal: Required[Principal]
    reason: Required[str]
    decided_by: Required[str]
    expected_at: Required[datetime]
    referred_from: str
    background: str
    bed_id: int | None


class FirstPlanTerms(PlanTerms, total=False):
    """What `plan_arrival` takes besides, when the plan is new."""

    decision: DecisionTerms | None
    sharing: SharingTerms | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """`version` is that of the stay, for undoing it at once."""

    patient_id: int
    stay_id: int
    version: int


@command(Permission.STAY_ADMIT, relation=False)
def admit_person(
    work: Work, person: Known | Newcomer, risks: Risks, unit_id: int, bed_id: int | None, *,
    presence: Presence = Presence.UNASKED, presence_named: str = "", **terms: Unpack[StayTerms],
) -> Arrived:  # fmt: skip
    """The whole admission in one transaction: a refusal at any point leaves nothing behind."""
    patient_id = _recorded(work, person)
    _warn(work, patient_id, risks)
    stay = work.session.get_one(Stay, admit(work, patient_id, unit_id, bed_id, **terms))
    decide(stay, presence, presence_named)
    work.session.flush()
    return Arrived(patient_id, stay.id, stay.version)


@command(Permission.STAY_PLAN, relation=False)
def expect_person(work: Work, person: Known | Newcomer, unit_id: int, **terms: Unpack[FirstPlanTerms]) -> int:
    """Someone is expected; who has no record yet gets one."""
    return plan_arrival(work, _recorded(work, person), unit_id, **terms)


def _recorded(work: Work, person: Known | Newcomer) -> int:
    """The patient id, of a new record if need be."""
    if isinstance(person, Known):
        return open_record(work, person.patient_id, person.seen).id
    if person.is_unnamed:
        return registering.register_unnamed(work, person.number_reason or "", person.sex)
    return registering.register(
        work, person.family_name, person.given_name, person.number_text, person.number_reason,
        person.birth_date, person.sex, person.protection, person.protection_on, person.protection_seen,
        **person.particulars,
    )  # fmt: skip


def _warn(work: Work, patient_id: int, risks: Risks) -> None:
    """A known hypersensitivity is answered by its substances; they come first."""
    for substance in risks.substances:
        alerts.add_alert(
            work, patient_id, AlertKind.HYPERSENSITIVITY, substance.text, substance.reaction or None,
            substance.severity,
        )  # fmt: skip
    for kind, text in risks.warnings:
        alerts.add_alert(work, patient_id, kind, text)
    patient = open_record(work, patient_id)
    alerts.answer_hypersensitivity(work, patient_id, patient.version, risks.answer)
