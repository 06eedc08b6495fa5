"""Moving patients between beds."""

from __future__ import annotations

from datetime import datetime

from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.stays import occupancy, placing, times
from ward_app.stays.model import Placement, Stay, StayEventKind
from ward_app.wards.closures import need_cleaning
from ward_app.wards.turns import take_turn


@command(Permission.STAY_MOVE)
def move(
    work: Work, stay_id: int, bed_id: int, seen: int, at: datetime | None = None, *,
    needs_cleaning: bool = False,
) -> None:  # fmt: skip
    """To a free bed, now or at an earlier time. A move back within the minute leaves no gap."""
    when = times.happened(work, at)
    stay = placing.open_stay(work, stay_id, seen)
    bed = placing.bed_of(work, bed_id, stay.unit_id)
    there = placing.current(work, stay_id)
    if there is not None and there.bed_id == bed_id:
        raise Refused(_("The patient is already in bed {bed}.").format(bed=bed.label))
    placing.refuse_before(work, when, _begun(stay, there))
    occupancy.claim_bed(work, bed, when)
    if there is not None:
        placing.leave_bed(work, stay, there, when)
        if needs_cleaning:
            need_cleaning(work, there.bed_id, when)
    placing.place(work, stay, bed_id, when)
    placing.note_event(
        work, stay, StayEventKind.MOVED, when, from_bed=there.bed_id if there else None, to_bed=bed_id
    )


@command(Permission.STAY_MOVE)
def swap(
    work: Work, stay_id: int, other_stay_id: int, seen: int, other_seen: int, at: datetime | None = None
) -> None:
    """Two patients change beds in one step, so that neither is ever without one."""
    when = times.happened(work, at)
    stays = placing.open_stay(work, stay_id, seen), placing.open_stay(work, other_stay_id, other_seen)
    first, second = stays
    if first.unit_id != second.unit_id or first is second:
        raise Refused(_("Choose two patients of the same unit."))
    here, there = placing.current(work, first.id), placing.current(work, second.id)
    if here is None or there is None:
        raise Refused(_("Only patients who both have a bed can swap. Move one of them instead."))
    take_turn(work, first.unit_id)
    placing.leave_bed(work, first, here, when)
    placing.leave_bed(work, second, there, when)
    for stay, old, new in ((first, here, there), (second, there, here)):
        placing.place(work, stay, new.bed_id, when)
        placing.note_event(work, stay, StayEventKind.SWAPPED, when, from_bed=old.bed_id, to_bed=new.bed_id)


def _begun(stay: Stay, there: Placement | None) -> datetime:
    """A move cannot be earlier than what is recorded of where the patient lies."""
    assert stay.admitted_at is not None  # it is open
    return there.from_at if there else stay.admitted_at
