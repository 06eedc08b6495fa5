"""The ward as it was known at some moment: what had been recorded by then and not yet taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.i18n import _
from ward_app.ops import Work, query
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.shown import NOT_SHOWN, Audience, shown
from ward_app.sharing.reading import reach_of
from ward_app.stays.model import Placement, Purpose, Stay, StayEvent, StayEventKind, StayPurpose
from ward_app.wards.model import Bed

_LEAVE = (
    StayEventKind.LEFT, StayEventKind.RETURNED, StayEventKind.LEAVE_CANCELLED, StayEventKind.ADMISSION_UNDONE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownRow:
    """Who was thought to lie in a bed. Not by name where the reader's part in the care is long over."""

    bed_id: int
    bed: str
    stay_id: int
    patient_id: int
    name: str
    is_protected: bool
    since: datetime
    purpose: Purpose
    on_leave: bool


@query(Permission.WARD_SEE, log="board.known", log_seconds=900)
def as_known(work: Work, unit_id: int, at: datetime) -> list[KnownRow]:
    """Who lay where at `at`, as anyone on the ward could have said then; later corrections do not count."""
    purpose = (
        select(StayPurpose.purpose)
        .where(StayPurpose.stay_id == Stay.id, StayPurpose.recorded_at <= at, StayPurpose.from_at <= at)
        .order_by(StayPurpose.from_at.desc(), StayPurpose.id.desc()).limit(1)
        .correlate(Stay).scalar_subquery().label("purpose")
    )  # fmt: skip
    leave = (
        select(StayEvent.kind)
        .where(StayEvent.stay_id == Stay.id, StayEvent.kind.in_(_LEAVE), StayEvent.recorded_at <= at)
        .order_by(StayEvent.id.desc()).limit(1)
        .correlate(Stay).scalar_subquery().label("leave")
    )  # fmt: skip
    found = (
        select(Placement, Bed.label.label("bed"), PERSON, purpose, leave)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Stay, Stay.id == Placement.stay_id)
        .join(Patient, Patient.id == Stay.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .where(
            Stay.unit_id == unit_id,
            Placement.recorded_at <= at, Placement.voided_at.is_(None) | (Placement.voided_at > at),
            Placement.from_at <= at, Placement.to_at.is_(None) | (Placement.to_at > at),
        )
        .order_by(Bed.position)
    )  # fmt: skip
    rows = work.session.execute(found).all()
    reach = reach_of(work, [row.person.patient_id for row in rows])
    related = {row.person.patient_id for row in rows if reach.relation(row.person.patient_id)}
    work.opened(related)
    people = [shown(row.person, Audience.BOARD) for row in rows]
    return [
        KnownRow(
            row.Placement.bed_id, row.bed, row.Placement.stay_id, row.Placement.patient_id,
            person.name if row.person.patient_id in related else _(NOT_SHOWN),
            person.is_protected, row.Placement.from_at, row.purpose, row.leave is StayEventKind.LEFT,
        )
        for row, person in zip(rows, people, strict=True)
    ]  # fmt: skip
