"""Periods in which a bed is out of use."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from ward_app.ops import Work
from ward_app.wards.model import BedClosure, ClosureKind


def open_closure(work: Work, bed_id: int) -> BedClosure | None:
    """What keeps the bed out of use now."""
    still = select(BedClosure).where(BedClosure.bed_id == bed_id, BedClosure.to_at.is_(None))
    return work.session.scalars(still).one_or_none()


def end_closure(work: Work, closure: BedClosure, at: datetime | None = None) -> None:
    """A closure that never came to hold ends when it began."""
    closure.to_at = max(closure.from_at, at or work.now)
    work.session.flush()


def need_cleaning(work: Work, bed_id: int, at: datetime) -> None:
    """The bed that a patient left is cleaned before the next; a bed already out of use stays so."""
    if open_closure(work, bed_id) is None:
        work.session.add(
            BedClosure(bed_id=bed_id, kind=ClosureKind.CLEANING, from_at=at, by_id=work.user.user_id)
        )
