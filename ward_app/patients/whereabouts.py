"""Where a person is: the open stay with its bed, a planned one, the last one that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from ward_app.access.model import User
from ward_app.patients.facts import PERSON, PRIMARY, PersonFacts
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.stays.lengths import day_of_stay
from ward_app.stays.model import EndKind, Leave, Placement, Purpose, Stay
from ward_app.stays.purposes import purpose_of
from ward_app.wards.model import Bed, Unit

OPEN = and_(Stay.admitted_at.is_not(None), Stay.ended_at.is_(None), Stay.cancelled_at.is_(None))
EXPECTED = and_(Stay.admitted_at.is_(None), Stay.cancelled_at.is_(None))
IN_BED = and_(Placement.stay_id == Stay.id, Placement.to_at.is_(None), Placement.voided_at.is_(None))
AWAY = and_(Leave.stay_id == Stay.id, Leave.returned_at.is_(None), Leave.cancelled_at.is_(None))


@dataclass(frozen=True, slots=True, repr=False)
class StayBrief:
    """One line about a stay: admitted and still here, or ended, or (neither) expected."""

    stay_id: int
    unit_id: int
    unit: str
    bed: str | None
    admitted_at: datetime | None
    ended_at: datetime | None
    end_kind: EndKind | None
    expected_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.admitted_at is not None and self.ended_at is None


@dataclass(frozen=True, slots=True, repr=False)
class OpenStay:
    """What the patient banner says of the stay."""

    stay_id: int
    version: int
    unit_id: int
    unit: str
    bed: str | None
    purpose: Purpose | None
    day: int
    admitted_at: datetime
    nurse: str | None
    doctor: str | None
    on_leave_until: datetime | None
    is_on_leave: bool
    planned_discharge_on: date | None


def inpatients() -> Select[PersonFacts, str, int, int, str]:
    """Everyone who is admitted: `person`, `search_key`, `stay_id`, `unit_id`, `bed`."""
    return (
        select(
            PERSON, Patient.search_key, Stay.id.label("stay_id"), Stay.unit_id, Bed.label.label("bed"),
        )
        .select_from(Stay)
        .join(Patient, Patient.id == Stay.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(Placement, IN_BED)
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .where(OPEN)
    )  # fmt: skip


def open_stay(session: Session, patient_id: int, now: datetime) -> OpenStay | None:
    nurse, doctor = aliased(User), aliased(User)
    row = session.execute(
        select(Stay, Unit.name, Bed.label, purpose_of(), nurse, doctor, Leave)
        .join(Unit, Unit.id == Stay.unit_id)
        .outerjoin(Placement, IN_BED)
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .outerjoin(nurse, nurse.id == Stay.responsible_nurse_id)
        .outerjoin(doctor, doctor.id == Stay.responsible_doctor_id)
        .outerjoin(Leave, AWAY)
        .where(Stay.patient_id == patient_id, OPEN)
    ).one_or_none()
    if row is None or row[0].admitted_at is None:
        return None
    stay, unit, bed, purpose, nurse_row, doctor_row, leave = row
    return OpenStay(
        stay_id=stay.id, version=stay.version, unit_id=stay.unit_id, unit=unit, bed=bed,
        purpose=purpose, day=day_of_stay(row[0].admitted_at, now), admitted_at=row[0].admitted_at,
        nurse=nurse_row.shown_name if nurse_row else None,
        doctor=doctor_row.shown_name if doctor_row else None,
        is_on_leave=leave is not None and leave.from_at <= now,
        on_leave_until=leave.expected_at if leave else None,
        planned_discharge_on=stay.planned_discharge_on,
    )  # fmt: skip


def stays_of(session: Session, patient_id: int) -> list[StayBrief]:
    """Every stay but cancelled ones, the newest first; what is expected comes before all."""
    rows = session.execute(
        select(Stay, Unit.name, Bed.label)
        .join(Unit, Unit.id == Stay.unit_id)
        .outerjoin(Placement, IN_BED)
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .where(Stay.patient_id == patient_id, Stay.cancelled_at.is_(None))
    )
    briefs = [
        StayBrief(
            stay.id, stay.unit_id, unit, bed, stay.admitted_at, stay.ended_at, stay.end_kind, stay.planned_at
        )
        for stay, unit, bed in rows
    ]
    return sorted(
        briefs, key=lambda one: (one.admitted_at is None, one.admitted_at or one.expected_at), reverse=True
    )


def is_here_or_expected(session: Session, patient_id: int) -> bool:
    found = select(exists().where(Stay.patient_id == patient_id, or_(OPEN, EXPECTED)))
    return bool(session.scalar(found))
