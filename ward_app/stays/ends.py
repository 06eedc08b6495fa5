"""The end of a stay: discharge or death."""

from __future__ import annotations

from datetime import datetime

from ward_app.access.policy import Permission
from ward_app.ops import Work, command
from ward_app.patients.model import Patient
from ward_app.stays import leaves, placing, times
from ward_app.stays.model import EndKind, Stay, StayEventKind
from ward_app.stays.particulars import named
from ward_app.wards.closures import need_cleaning
from ward_app.wards.turns import take_turn


@command(Permission.STAY_DISCHARGE)
def discharge(
    work: Work, stay_id: int, seen: int, at: datetime | None = None, *, discharged_to: str,
    needs_cleaning: bool = True,
) -> None:  # fmt: skip
    """The patient goes, also straight from a leave. The bed is to be cleaned unless told otherwise."""
    when = times.happened(work, at)
    stay = placing.open_stay(work, stay_id, seen)
    stay.discharged_to = named(discharged_to, "discharged_to")
    _end(work, stay, EndKind.DISCHARGED, when, needs_cleaning)


@command(Permission.DEATH_RECORD)
def record_death(work: Work, stay_id: int, seen: int, at: datetime, *, needs_cleaning: bool = True) -> None:
    """The patient died on the ward, or on leave from it. Next of kin are told at once (HSF 4:3)."""
    when = times.happened(work, at)
    stay = placing.open_stay(work, stay_id, seen)
    work.session.get_one(Patient, stay.patient_id).deceased_at = when
    _end(work, stay, EndKind.DECEASED, when, needs_cleaning)


def _end(work: Work, stay: Stay, kind: EndKind, at: datetime, needs_cleaning: bool) -> None:
    placing.refuse_before(work, at, leaves.last_known(work, stay))
    take_turn(work, stay.unit_id)
    leaves.end_leave(work, stay, at)
    there = placing.current(work, stay.id)
    if there is not None:
        placing.leave_bed(work, stay, there, at)
        if needs_cleaning:
            need_cleaning(work, there.bed_id, at)
    stay.ended_at, stay.end_kind = at, kind
    placing.note_event(
        work, stay, StayEventKind(kind.value), at, from_bed=there.bed_id if there else None,
        detail=stay.discharged_to or "",
    )  # fmt: skip
