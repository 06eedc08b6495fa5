"""Units and beds as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from ward_app.access.disclosure import CollaborationModel
from ward_app.access.policy import Permission
from ward_app.i18n import _, relative_text
from ward_app.ops import Work, query
from ward_app.stays.model import Placement, Stay
from ward_app.wards.model import Bed, BedClosure, BedKind, ClosureKind, Room, Unit
from ward_app.words import word


@dataclass(frozen=True, slots=True)
class UnitRow:
    id: int
    name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class CollaborationRow:
    """How region and kommun run a unit, and the decision it rests on."""

    unit_id: int
    version: int
    model: CollaborationModel
    decision_ref: str


@dataclass(frozen=True, slots=True)
class RoomRow:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ClosureRow:
    kind: ClosureKind
    note: str
    from_at: datetime


@dataclass(frozen=True, slots=True)
class BedRow:
    id: int
    label: str
    room_id: int
    room: str
    kind: BedKind
    position: int
    closed: ClosureRow | None
    occupied_by_stay: int | None
    version: int


@dataclass(frozen=True, slots=True)
class FreeBedRow:
    """A bed to choose. `note` says what should be known first: being cleaned, kept for an arrival."""

    id: int
    label: str
    note: str


@query(Permission.SETTINGS_EDIT)
def collaboration(work: Work, unit_id: int) -> CollaborationRow:
    unit = work.session.get_one(Unit, unit_id)
    return CollaborationRow(unit.id, unit.version, unit.collaboration_model, unit.collaboration_ref or "")


@query(None)
def units(work: Work) -> list[UnitRow]:
    columns = Unit.id, Unit.name, Unit.phone
    return [UnitRow(*row) for row in work.session.execute(select(*columns).order_by(Unit.id))]


@query(Permission.BEDS_EDIT)
def rooms(work: Work, unit_id: int) -> list[RoomRow]:
    columns = select(Room.id, Room.name).where(Room.unit_id == unit_id).order_by(Room.position)
    return [RoomRow(*row) for row in work.session.execute(columns)]


@query(Permission.BEDS_EDIT)
def beds(work: Work, unit_id: int) -> list[BedRow]:
    """Every bed in use, in the order of the board. Says that a bed is taken, not by whom."""
    there = and_(Placement.bed_id == Bed.id, Placement.to_at.is_(None), Placement.voided_at.is_(None))
    found = (
        select(Bed, Room.name.label("room"), BedClosure, Placement.stay_id)
        .join(Room, Room.id == Bed.room_id)
        .outerjoin(BedClosure, CLOSED_NOW)
        .outerjoin(Placement, there)
        .where(Bed.unit_id == unit_id, Bed.closed_at.is_(None))
        .order_by(Bed.position)
    )
    return [
        BedRow(
            bed.id, bed.label, bed.room_id, room, bed.kind, bed.position, closure_row(closure), stay_id,
            bed.version,
        )
        for bed, room, closure, stay_id in work.session.execute(found)
    ]  # fmt: skip


@query(Permission.WARD_SEE)
def free_beds(work: Work, unit_id: int, at: datetime | None = None) -> list[FreeBedRow]:
    """The beds that a patient can come to, from now or from an earlier time on."""
    taken = select(Placement.id).where(
        Placement.bed_id == Bed.id, Placement.voided_at.is_(None),
        Placement.to_at.is_(None) | (Placement.to_at > (at or work.now)),
    )  # fmt: skip
    kept = (
        select(Stay.planned_at)
        .where(Stay.planned_bed_id == Bed.id, Stay.admitted_at.is_(None), Stay.cancelled_at.is_(None))
        .order_by(Stay.planned_at).limit(1).scalar_subquery()
    )  # fmt: skip
    found = (
        select(Bed.id, Bed.label, BedClosure.kind, kept)
        .outerjoin(BedClosure, CLOSED_NOW)
        .where(Bed.unit_id == unit_id, Bed.closed_at.is_(None), ~taken.exists())
        .where(BedClosure.id.is_(None) | (BedClosure.kind == ClosureKind.CLEANING))
        .order_by(Bed.position)
    )
    return [
        FreeBedRow(bed_id, label, _note(kind, planned_at, work.now))
        for bed_id, label, kind, planned_at in work.session.execute(found)
    ]


CLOSED_NOW = and_(BedClosure.bed_id == Bed.id, BedClosure.to_at.is_(None))
"""Joins a bed to what keeps it out of use."""


def closure_row(closure: BedClosure | None) -> ClosureRow | None:
    return ClosureRow(closure.kind, closure.note or "", closure.from_at) if closure else None


def _note(kind: ClosureKind | None, planned_at: datetime | None, now: datetime) -> str:
    notes = [word(kind)] if kind else []
    if planned_at:
        notes.append(_("kept for an arrival {time}").format(time=relative_text(planned_at, now)))
    return ", ".join(notes)
