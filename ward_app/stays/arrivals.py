"""Who is expected and who has left: the two lists of the in- and out page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from ward_app.access.policy import Permission
from ward_app.ops import Work, query
from ward_app.owners import Principal
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.shown import Audience, shown
from ward_app.sharing.reading import reach_of
from ward_app.stays.board import EXPECTED
from ward_app.stays.model import CareForm, EndKind, Purpose, Stay, StayEvent, StayEventKind
from ward_app.stays.purposes import purpose_of
from ward_app.wards.model import Bed


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """What is known of an arrival: enough to begin the admission with. The texts are empty for who may not
    read them."""

    stay_id: int
    version: int
    patient_id: int
    name: str
    number: str
    is_protected: bool
    expected_at: datetime
    is_late: bool
    bed_id: int | None
    bed: str
    purpose: Purpose
    care_form: CareForm
    funding_principal: Principal
    reason: str
    background: str
    decided_by: str
    referred_from: str


@dataclass(frozen=True, slots=True)
class DischargedRow:
    stay_id: int
    version: int
    patient_id: int
    name: str
    number: str
    is_protected: bool
    bed_id: int | None
    bed: str
    admitted_at: datetime
    ended_at: datetime
    end_kind: EndKind
    discharged_to: str


@query(Permission.WARD_SEE, log="arrivals", log_seconds=900)
def planned_arrivals(work: Work, unit_id: int) -> list[ArrivalRow]:
    """The next first. Who should have come by now is at the top. What is said of the stay is its owner's to
    show (PDL 4:1, LSVO 3:1)."""
    found = (
        select(Stay, PERSON, Bed.label.label("bed"), purpose_of().label("purpose"))
        .join(Patient, Patient.id == Stay.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(Bed, Bed.id == Stay.planned_bed_id)
        .where(Stay.unit_id == unit_id, EXPECTED)
        .order_by(Stay.planned_at, Stay.id)
    )
    rows = work.session.execute(found).all()
    reach = reach_of(work, [row.person.patient_id for row in rows])
    work.opened(row.person.patient_id for row in rows)
    people = [shown(row.person, Audience.LIST) for row in rows]
    return [
        ArrivalRow(
            row.Stay.id, row.Stay.version, row.Stay.patient_id, person.name, person.number,
            person.is_protected, row.Stay.planned_at, row.Stay.planned_at < work.now,
            row.Stay.planned_bed_id, row.bed or "", row.purpose, row.Stay.care_form,
            row.Stay.funding_principal, **_texts(row.Stay, is_read=reach.shows(row.Stay)),
        )
        for row, person in zip(rows, people, strict=True)
    ]  # fmt: skip


def _texts(stay: Stay, *, is_read: bool) -> dict[str, str]:
    names = ("reason", "background", "decided_by", "referred_from")
    return {name: getattr(stay, name) if is_read else "" for name in names}


@query(Permission.WARD_SEE, log="discharged", log_seconds=900)
def discharged_since(work: Work, unit_id: int, since: datetime) -> list[DischargedRow]:
    """Who has left or died, the latest first, with the bed they had: as long as they are followed up here."""
    later = aliased(StayEvent)
    ends = (StayEventKind.DISCHARGED, StayEventKind.DECEASED)
    last = (
        select(later.from_bed_id).where(later.stay_id == Stay.id, later.kind.in_(ends))
        .order_by(later.id.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    found = (
        select(Stay, PERSON, Bed.id.label("bed_id"), Bed.label.label("bed"))
        .join(Patient, Patient.id == Stay.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(Bed, Bed.id == last)
        .where(Stay.unit_id == unit_id, Stay.ended_at >= since, Stay.cancelled_at.is_(None))
        .order_by(Stay.ended_at.desc(), Stay.id.desc())
    )
    rows = work.session.execute(found).all()
    reach = reach_of(work, [row.person.patient_id for row in rows])
    rows = [row for row in rows if reach.relation(row.person.patient_id)]
    work.opened(row.person.patient_id for row in rows)
    people = [shown(row.person, Audience.LIST) for row in rows]
    return [
        DischargedRow(
            row.Stay.id, row.Stay.version, row.Stay.patient_id, person.name, person.number,
            person.is_protected, row.bed_id, row.bed or "", row.Stay.admitted_at, row.Stay.ended_at,
            row.Stay.end_kind, _left_for(row.Stay, is_told=reach.shows(row.Stay) and not person.is_protected),
        )
        for row, person in zip(rows, people, strict=True)
    ]  # fmt: skip


def _left_for(stay: Stay, *, is_told: bool) -> str:
    """Where a protected person went is told nowhere (OSL 21:3)."""
    return stay.discharged_to or "" if is_told else ""
