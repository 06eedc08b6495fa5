"""Undoing what was recorded by mistake: an admission, a discharge, a death. The trace of both stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.notes.model import Note
from ward_app.ops import Work, command
from ward_app.patients.model import Patient
from ward_app.stays import leaves, occupancy, placing, plans, times
from ward_app.stays.model import EndKind, Placement, Stay, StayEvent, StayEventKind
from ward_app.stays.particulars import told
from ward_app.wards.turns import take_turn


@command(Permission.STAY_UNDO)
def undo_admission(work: Work, stay_id: int, seen: int, reason: str) -> None:
    """The person was never here: the wrong one was chosen, or the arrival came to nothing."""
    why = told(reason, "reason", missing="undo_reason")
    stay = placing.open_stay(work, stay_id, seen)
    signed = select(Note.id).where(Note.stay_id == stay_id, Note.signed_at.is_not(None)).limit(1)
    if work.session.scalar(signed):
        raise Refused(
            _("There are signed notes from this stay, so it did take place. Discharge the patient instead.")
        )
    take_turn(work, stay.unit_id)
    there = placing.current(work, stay_id)
    placing.void(work, *_counting(work, stay_id))
    leaves.void_leaves(work, stay)
    stay.cancelled_at, stay.cancel_reason = work.now, why
    placing.note_event(
        work, stay, StayEventKind.ADMISSION_UNDONE, times.minute(work.now),
        from_bed=there.bed_id if there else None, detail=why,
    )  # fmt: skip
    work.session.flush()
    if stay.planned_at is not None:
        plans.plan_again(work, stay)


@command(Permission.STAY_UNDO)
def undo_discharge(work: Work, stay_id: int, seen: int, reason: str, bed_id: int | None = None) -> None:
    """The patient never left, or lives: back to the same bed as if nothing had been, or to another from now.

    Also undoes a death. Refused when the bed is no longer free, or the person has been admitted again.
    """
    why = told(reason, "reason", missing="undo_reason")
    stay = placing.seen_stay(work, stay_id, seen)
    if stay.ended_at is None or stay.cancelled_at is not None:
        raise Refused(_("The patient has not been discharged. Look at the board again."))
    ended_at, was_death = stay.ended_at, stay.end_kind is EndKind.DECEASED
    person = work.session.get_one(Patient, stay.patient_id)
    if was_death:
        person.deceased_at = None
    occupancy.refuse_deceased(work, stay.patient_id)
    occupancy.refuse_admitted(work, stay.patient_id, ended_at, but=stay.id)
    old = _last_bed(work, stay_id)
    stay.ended_at, stay.end_kind, stay.discharged_to = None, None, None
    leaves.resume_leave(work, stay, ended_at)
    if bed_id is None or bed_id == old:
        _back(work, stay, old, ended_at)
    else:
        _elsewhere(work, stay, bed_id)
    kind = StayEventKind.DEATH_UNDONE if was_death else StayEventKind.DISCHARGE_UNDONE
    placing.note_event(
        work, stay, kind, times.minute(work.now), from_bed=old, to_bed=bed_id or old, detail=why
    )


def _back(work: Work, stay: Stay, bed_id: int | None, ended_at: datetime) -> None:
    """The placement goes on as if it had never ended."""
    if bed_id is None:
        return
    occupancy.claim_bed(work, placing.bed_of(work, bed_id, stay.unit_id), ended_at)
    last = next((one for one in _counting(work, stay.id) if one.to_at == ended_at), None)
    if last is not None:
        placing.void(work, last)
    placing.place(work, stay, bed_id, last.from_at if last else ended_at)


def _elsewhere(work: Work, stay: Stay, bed_id: int) -> None:
    now = times.minute(work.now)
    occupancy.claim_bed(work, placing.bed_of(work, bed_id, stay.unit_id), now)
    placing.place(work, stay, bed_id, now)


def _counting(work: Work, stay_id: int) -> list[Placement]:
    """The placements that have not been voided."""
    counting = select(Placement).where(Placement.stay_id == stay_id, Placement.voided_at.is_(None))
    return list(work.session.scalars(counting))


def _last_bed(work: Work, stay_id: int) -> int | None:
    """Where the patient was discharged from."""
    ends = (StayEventKind.DISCHARGED, StayEventKind.DECEASED)
    last = select(StayEvent.from_bed_id).where(StayEvent.stay_id == stay_id, StayEvent.kind.in_(ends))
    return work.session.scalar(last.order_by(StayEvent.id.desc()).limit(1))
