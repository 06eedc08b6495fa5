"""Handing over: what was reported and taken over, and the handover as it was when it was closed."""

from __future__ import annotations

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.handovers import building
from ward_app.handovers.model import Handover, HandoverTick
from ward_app.handovers.prints import record_paper, record_print, shredded
from ward_app.handovers.remarks import RemarkConflict, make_note, write_remark
from ward_app.handovers.shift_change import shift_change
from ward_app.handovers.snapshot import freeze
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.stays.model import Stay
from ward_app.wards.shift_plan import plan_of

__all__ = [
    "RemarkConflict", "close", "make_note", "record_paper", "record_print", "shredded", "tick_given",
    "tick_taken", "write_remark",
]  # fmt: skip


@command(Permission.HANDOVER_WRITE)
def tick_given(work: Work, stay_id: int, *, is_given: bool = True) -> None:
    """Reported by word of mouth, in the change of shifts that is under way."""
    tick = _tick(work, stay_id)
    if is_given is (tick.given_at is not None):
        return
    tick.given_at = work.now if is_given else None
    tick.given_by_id = work.user.user_id if is_given else None


@command(Permission.HANDOVER_WRITE)
def tick_taken(work: Work, stay_id: int, *, is_taken: bool = True) -> None:
    """From now on the user answers for the patient (HAND-07). Nobody takes over from themselves."""
    tick = _tick(work, stay_id)
    if is_taken is (tick.taken_at is not None):
        return
    if is_taken and tick.given_by_id == work.user.user_id:
        raise Refused(_("You handed over this patient yourself. Whoever takes over signs in and ticks here."))
    if not is_taken and tick.taken_by_id != work.user.user_id:
        raise Refused(_("Only who took over the patient can take the tick back."))
    tick.taken_at = work.now if is_taken else None
    tick.taken_by_id = work.user.user_id if is_taken else None


@command(Permission.HANDOVER_WRITE)
def close(work: Work, unit_id: int) -> int:
    """Freeze what is handed over now, of all owners: who reads it later sees what they may read then.

    May be done again when something came up: both stay readable.
    """
    if work.user.user_id is None:
        raise Refused(_("You have no assignment here today, so nothing can be written in your name."))
    sheet = building.whole(work, unit_id)
    handover = Handover(
        unit_id=unit_id, day=sheet.day, from_shift=sheet.from_shift, to_shift=sheet.to_shift,
        closed_at=work.now, by_id=work.user.user_id, snapshot=freeze(sheet),
    )  # fmt: skip
    work.session.add(handover)
    work.session.flush()
    for row in sheet.rows:
        work.log("handover.closed", patient_id=row.patient_id, handover=handover.id)
    return handover.id


def _tick(work: Work, stay_id: int) -> HandoverTick:
    """The tick for the change of shifts under way; made with its first use."""
    stay = work.session.get_one(Stay, stay_id)
    if not stay.is_open:
        raise Refused(_("The patient is no longer on the ward. There is nothing to hand over."))
    to = shift_change(work.now, plan_of(work.session)).to
    tick = work.session.scalars(
        select(HandoverTick).where(
            HandoverTick.stay_id == stay_id, HandoverTick.day == to.day, HandoverTick.to_shift == to.kind
        )
    ).one_or_none()
    if tick is None:
        tick = HandoverTick(stay_id=stay_id, day=to.day, to_shift=to.kind)
        work.session.add(tick)
    return tick
