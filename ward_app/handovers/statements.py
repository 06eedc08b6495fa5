"""The statements behind a sheet: the unit with its beds and the last handovers, the people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, true
from sqlalchemy.orm import aliased

from ward_app.access.names import name_of
from ward_app.access.reach import Reach
from ward_app.handovers.model import Handover, HandoverRemark, HandoverTick
from ward_app.handovers.shift_change import ShiftChange
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.settings.model import Setting
from ward_app.settings.registry import NUMBER_ON_HANDOVER, PRACTICE, SHIFT_TIMES, Declared
from ward_app.stays.board import AWAY, EXPECTED
from ward_app.stays.model import Leave, Placement, Stay, StayPurpose
from ward_app.stays.purposes import purpose_of
from ward_app.store.owned import Owned
from ward_app.wards.model import Bed, BedClosure, Room, Unit
from ward_app.wards.queries import CLOSED_NOW
from ward_app.wards.shifts import ShiftKind

REMARK_COUNTS = timedelta(days=3)
"""An older remark is no longer part of the handover (HAND-09)."""
LEFT_SINCE = timedelta(hours=24)
EARLY = timedelta(hours=12)
"""No handover is closed longer before its shift begins: one from before that was the day before."""


def content(reach: Reach | None, table: type[Owned]) -> ColumnElement[bool]:
    """What may be read of the table. Without a reader, for the ward's own archive, all of it."""
    return true() if reach is None else reach.where(table)


def named(unit_id: int, now: datetime) -> Select[int]:
    """Everyone who is named on the sheet: who is in or expected, and who left in the last 24 hours."""
    recent = or_(Stay.ended_at.is_(None), Stay.ended_at > now - LEFT_SINCE)
    return select(Stay.patient_id).where(Stay.unit_id == unit_id, Stay.cancelled_at.is_(None), recent)


def _setting(declared: Declared[Any]) -> Any:
    return select(Setting.value).where(Setting.key == declared.key).scalar_subquery()


def beds(unit_id: int) -> Select[Any]:
    """The unit and its settings with each bed in use, what keeps it out of use, and whom it waits for."""
    return (
        select(
            Unit.name.label("unit"), _setting(SHIFT_TIMES).label("shift_times"),
            _setting(NUMBER_ON_HANDOVER).label("number"), _setting(PRACTICE).label("practice"),
            *(_last_closed(unit_id, kind) for kind in ShiftKind),
            Bed.id.label("bed_id"), Bed.label, BedClosure, Stay.id.label("waiting_id"), Stay.planned_at,
            PERSON,
        )
        .select_from(Unit)
        .outerjoin(Bed, and_(Bed.unit_id == Unit.id, Bed.closed_at.is_(None)))
        .outerjoin(BedClosure, CLOSED_NOW)
        .outerjoin(Stay, and_(Stay.planned_bed_id == Bed.id, EXPECTED))
        .outerjoin(Patient, Patient.id == Stay.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .where(Unit.id == unit_id)
        .order_by(Bed.position, Stay.planned_at.desc())
    )  # fmt: skip


def _last_closed(unit_id: int, kind: ShiftKind) -> Any:
    """When such a shift last took over: a column for each kind, as the plan of shifts is not known yet."""
    closed_at = (
        select(Handover.closed_at).where(Handover.unit_id == unit_id, Handover.to_shift == kind)
        .order_by(Handover.closed_at.desc()).limit(1)
    )  # fmt: skip
    return closed_at.scalar_subquery().label(f"closed_{kind.value}")


def since(row: Row[Any], change: ShiftChange) -> datetime:
    """When the shift that now hands over took over itself, or should have."""
    begins = change.from_.starts_at
    closed_at: datetime | None = getattr(row, f"closed_{change.from_.kind.value}")
    return closed_at if closed_at is not None and closed_at > begins - EARLY else begins


def people(
    unit_id: int, now: datetime, change: ShiftChange, since: datetime, reach: Reach | None
) -> Select[*tuple[Any, ...]]:
    """Who is in, in the order of the beds, and who left in the last 24 hours. Of remarks the newest that may
    be read."""
    before, old_bed = aliased(Placement), aliased(Bed)
    lay = select(old_bed.label).join(before, before.bed_id == old_bed.id).where(
        before.stay_id == Stay.id, before.voided_at.is_(None), before.from_at <= since,
        or_(before.to_at.is_(None), before.to_at > since),
    ).limit(1)  # fmt: skip
    last = (
        select(Placement.id).where(Placement.stay_id == Stay.id, Placement.voided_at.is_(None))
        .order_by(Placement.from_at.desc(), Placement.id.desc()).limit(1)
    )  # fmt: skip
    remark = (
        select(HandoverRemark.id)
        .where(HandoverRemark.stay_id == Stay.id, HandoverRemark.recorded_at > now - REMARK_COUNTS)
        .where(content(reach, HandoverRemark))
        .order_by(HandoverRemark.recorded_at.desc(), HandoverRemark.id.desc()).limit(1)
    )  # fmt: skip
    purpose_at = (
        select(StayPurpose.recorded_at).where(StayPurpose.stay_id == Stay.id)
        .order_by(StayPurpose.from_at.desc(), StayPurpose.id.desc()).limit(1)
    )  # fmt: skip
    tick = and_(
        HandoverTick.stay_id == Stay.id, HandoverTick.day == change.to.day,
        HandoverTick.to_shift == change.to.kind,
    )  # fmt: skip
    return (
        select(
            Stay, PERSON, Patient.hypersensitivity, Patient.hypersensitivity_owner,
            Patient.interpreter_language, Leave, HandoverRemark,
            HandoverTick, purpose_of().label("purpose"), purpose_at.scalar_subquery().label("purpose_at"),
            name_of(Stay.responsible_nurse_id).label("nurse"),
            name_of(Stay.responsible_doctor_id).label("doctor"),
            name_of(HandoverRemark.by_id).label("remark_by"),
            name_of(HandoverTick.given_by_id).label("given_by"),
            name_of(HandoverTick.taken_by_id).label("taken_by"),
            Placement.bed_id, Bed.label, Room.name.label("room"), lay.scalar_subquery().label("lay"),
        )
        .join(Patient, Patient.id == Stay.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(Placement, Placement.id == last.correlate(Stay).scalar_subquery())
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .outerjoin(Room, Room.id == Bed.room_id)
        .outerjoin(Leave, and_(AWAY, Leave.from_at <= now))
        .outerjoin(HandoverRemark, HandoverRemark.id == remark.correlate(Stay).scalar_subquery())
        .outerjoin(HandoverTick, tick)
        .where(Stay.unit_id == unit_id, Stay.admitted_at.is_not(None), Stay.cancelled_at.is_(None))
        .where(or_(Stay.ended_at.is_(None), Stay.ended_at > now - LEFT_SINCE))
        .order_by(Bed.position.is_(None), Bed.position, Stay.ended_at.desc(), Patient.sort_key)
    )  # fmt: skip
