"""Where a patient lies, in two clocks: a placement is never moved in time but voided and written anew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from ward_app.errors import Invalid, Refused
from ward_app.i18n import _
from ward_app.ops import Work
from ward_app.stays.model import Placement, Stay, StayEvent, StayEventKind
from ward_app.stays.times import since
from ward_app.wards.model import Bed


def open_stay(work: Work, stay_id: int, seen: int) -> Stay:
    """The stay the user was looking at, if the patient is still admitted. Counts as changed from here on."""
    stay = seen_stay(work, stay_id, seen)
    if not stay.is_open:
        raise Refused(_("The patient is no longer admitted. Look at the board again."))
    return stay


def seen_stay(work: Work, stay_id: int, seen: int) -> Stay:
    """The stay in the version the user was looking at.

    What happens to a stay is mostly written beside it; its version goes up all the same, so that of two
    people who act on what they see the later one is told.
    """
    stay = work.session.get_one(Stay, stay_id)
    stay.expect(seen)
    flag_modified(stay, "recorded_at")
    return stay


def bed_of(work: Work, bed_id: int, unit_id: int) -> Bed:
    """The bed, if it stands on the unit."""
    bed = work.session.get_one(Bed, bed_id)
    if bed.unit_id != unit_id:
        raise Invalid(
            "bed_id", _("Bed {bed} is on another unit. Choose a bed of this unit.").format(bed=bed.label)
        )
    return bed


def current(work: Work, stay_id: int) -> Placement | None:
    """Where the patient lies now; None in day care without a bed."""
    there = select(Placement).where(
        Placement.stay_id == stay_id, Placement.to_at.is_(None), Placement.voided_at.is_(None)
    )
    return work.session.scalars(there).one_or_none()


def place(work: Work, stay: Stay, bed_id: int, at: datetime, to_at: datetime | None = None) -> None:
    work.session.add(Placement(
        stay_id=stay.id, patient_id=stay.patient_id, bed_id=bed_id, from_at=at, to_at=to_at,
        recorded_at=work.now, by_id=work.user.user_id,
    ))  # fmt: skip
    work.session.flush()


def void(work: Work, *placements: Placement) -> None:
    """Flushed at once: the store compares what is written next with what still counts."""
    for placement in placements:
        placement.voided_at = work.now
    work.session.flush()


def leave_bed(work: Work, stay: Stay, there: Placement, at: datetime) -> None:
    """The placement lasted until `at`. One that would have had no length was a mistake and only voided."""
    refuse_before(work, at, there.from_at)
    void(work, there)
    if at > there.from_at:
        place(work, stay, there.bed_id, there.from_at, at)


def refuse_before(work: Work, at: datetime, earliest: datetime) -> None:
    if at < earliest:
        raise Refused(
            _(
                "Something is already recorded for this patient: {time}. Give that time or a later one."
            ).format(time=since(earliest, work.now))
        )


def note_event(
    work: Work, stay: Stay, kind: StayEventKind, at: datetime, *,
    from_bed: int | None = None, to_bed: int | None = None, detail: str = "",
) -> None:  # fmt: skip
    """One line of the stay's trace. Nothing happens to a stay without one."""
    work.session.add(StayEvent(
        stay_id=stay.id, kind=kind, occurred_at=at, recorded_at=work.now, by_id=work.user.user_id,
        from_bed_id=from_bed, to_bed_id=to_bed, detail=detail,
    ))  # fmt: skip
