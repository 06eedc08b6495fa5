"""The ward's rooms and beds: setting them up, closing and opening them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from ward_app.access.disclosure import CollaborationModel
from ward_app.access.policy import Permission
from ward_app.cleaning import clean_text, one_line
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _, relative_text
from ward_app.ops import Work, command
from ward_app.owners import Principal, RecordOwner
from ward_app.stays import occupancy, times
from ward_app.wards.closures import end_closure, open_closure
from ward_app.wards.model import Bed, BedClosure, BedKind, CareOwner, ClosureKind, Room, Unit
from ward_app.wards.turns import take_turn

LONGEST_LABEL = 20


@command(Permission.SETTINGS_EDIT)
def set_up(
    work: Work, *, unit_name: str, region_name: str, municipality_name: str,
    rooms: Sequence[tuple[str, Sequence[str]]], phone: str | None = None,
) -> int:  # fmt: skip
    """A unit with its rooms and beds, and the three owners of the records that are kept there."""
    _name_owners(work, region_name, municipality_name)
    unit = Unit(name=_required(unit_name, "unit_name"), phone=one_line(phone) or None if phone else None)
    work.session.add(unit)
    work.session.flush()
    for name, labels in rooms:
        room_id = add_room(work, unit.id, name)
        for label in labels:
            add_bed(work, unit.id, room_id, label)
    return unit.id


@command(Permission.SETTINGS_EDIT)
def set_collaboration(
    work: Work, unit_id: int, seen: int, model: CollaborationModel, decision_ref: str = ""
) -> None:
    """How region and kommun run the unit: their decision, named here, and from now on who reads what.

    Two care providers is what the law says where nothing is decided, so it alone needs no decision.
    """
    unit = work.session.get_one(Unit, unit_id)
    unit.expect(seen)
    ref = one_line(decision_ref, field="decision_ref")
    if not ref and model is not CollaborationModel.TWO_CAREGIVERS:
        raise Invalid(
            "decision_ref",
            _("Name the decision this rests on: it changes who may read whose records."),
        )
    unit.collaboration_model, unit.collaboration_ref = model, ref or None


@command(Permission.BEDS_EDIT)
def add_room(work: Work, unit_id: int, name: str) -> int:
    name = _required(name, "name", LONGEST_LABEL)
    if work.session.scalar(select(Room.id).where(Room.unit_id == unit_id, Room.name == name)):
        raise Invalid("name", _("There is already a room {room}. Choose another name.").format(room=name))
    last = work.session.scalar(select(func.max(Room.position)).where(Room.unit_id == unit_id))
    room = Room(unit_id=unit_id, name=name, position=(last or 0) + 1)
    work.session.add(room)
    work.session.flush()
    return room.id


@command(Permission.BEDS_EDIT)
def add_bed(
    work: Work, unit_id: int, room_id: int, label: str, *, funding_principal: Principal | None = None
) -> int:
    """One more ordinary bed. Beds stand on the board in the order in which they were added."""
    bed = _new_bed(work, unit_id, room_id, label, BedKind.ORDINARY)
    bed.funding_principal = funding_principal
    work.session.flush()
    return bed.id


@command(Permission.BEDS_EDIT)
def open_over_occupancy(work: Work, room_id: int, label: str, reason: str) -> int:
    """A place beyond the ward's beds: a fact of its own, with the reason why it had to be."""
    room = work.session.get_one(Room, room_id)
    bed = _new_bed(work, room.unit_id, room_id, label, BedKind.OVER_OCCUPANCY)
    bed.reason = clean_text(reason, field="reason").strip()
    if not bed.reason:
        raise Invalid("reason", _("Say why the ward takes one patient more than it has beds."))
    work.session.flush()
    return bed.id


@command(Permission.BEDS_EDIT)
def close_over_occupancy(work: Work, bed_id: int, seen: int) -> None:
    bed = work.session.get_one(Bed, bed_id)
    bed.expect(seen)
    take_turn(work, bed.unit_id)
    if bed.kind is not BedKind.OVER_OCCUPANCY:
        raise Refused(
            _("Bed {bed} is an ordinary bed. Close it with a reason instead.").format(bed=bed.label)
        )
    occupancy.refuse_taken(work, bed, work.now, _("Move the patient first."))
    bed.closed_at = work.now


@command(Permission.BEDS_EDIT)
def close_bed(
    work: Work, bed_id: int, kind: ClosureKind, note: str = "", *, from_at: datetime | None = None
) -> int:
    """Take an empty bed out of use for a while. Cleaning gives way to any other reason."""
    bed = work.session.get_one(Bed, bed_id)
    take_turn(work, bed.unit_id)
    begins = times.happened(work, from_at, "from_at")
    occupancy.refuse_taken(work, bed, begins, _("Move the patient first."))
    closed = open_closure(work, bed_id)
    if closed is not None and closed.kind is not ClosureKind.CLEANING:
        raise Refused(
            _("Bed {bed} has been closed since {time}. Open it again first.").format(
                bed=bed.label, time=relative_text(closed.from_at, work.now)
            )
        )
    if closed is not None:
        end_closure(work, closed)
        begins = max(begins, closed.from_at)
    closure = BedClosure(
        bed_id=bed_id, kind=kind, from_at=begins, by_id=work.user.user_id,
        note=clean_text(note, field="note").strip() or None,
    )  # fmt: skip
    work.session.add(closure)
    work.session.flush()
    return closure.id


@command(Permission.BEDS_EDIT)
def reopen_bed(work: Work, bed_id: int) -> None:
    """Whatever closed it has passed."""
    _reopen(work, bed_id, tuple(ClosureKind), _("Bed {bed} is not closed."))


@command(Permission.TASK_DO)
def bed_cleaned(work: Work, bed_id: int) -> None:
    """The bed is ready for the next patient."""
    _reopen(work, bed_id, (ClosureKind.CLEANING,), _("Bed {bed} is not waiting to be cleaned."))


def _reopen(work: Work, bed_id: int, kinds: tuple[ClosureKind, ...], otherwise: str) -> None:
    closed = open_closure(work, bed_id)
    if closed is None or closed.kind not in kinds:
        raise Refused(otherwise.format(bed=work.session.get_one(Bed, bed_id).label))
    end_closure(work, closed)


def _new_bed(work: Work, unit_id: int, room_id: int, label: str, kind: BedKind) -> Bed:
    label = _required(label, "label", LONGEST_LABEL)
    taken = select(Bed.id).where(Bed.unit_id == unit_id, Bed.label == label, Bed.closed_at.is_(None))
    if work.session.scalar(taken):
        raise Invalid("label", _("There is already a bed {bed}. Choose another name.").format(bed=label))
    last = work.session.scalar(select(func.max(Bed.position)).where(Bed.unit_id == unit_id))
    bed = Bed(
        unit_id=unit_id, room_id=room_id, label=label, kind=kind, position=(last or 0) + 1,
        opened_at=work.now,
    )  # fmt: skip
    work.session.add(bed)
    return bed


def _name_owners(work: Work, region_name: str, municipality_name: str) -> None:
    """Once a store: a second unit is kept by the same owners."""
    region = _required(region_name, "region_name")
    municipality = _required(municipality_name, "municipality_name")
    known = set(work.session.scalars(select(CareOwner.code)))
    for code in RecordOwner:
        if code not in known:
            name = region if code.principal is Principal.REGION else municipality
            work.session.add(CareOwner(code=code, name=name))


def _required(text: str, field: str, limit: int = 200) -> str:
    if cleaned := one_line(text, limit=limit, field=field):
        return cleaned
    raise Invalid(field, _("Fill in a name."))
