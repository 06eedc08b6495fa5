"""What a stay is for, with its history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ScalarSelect, select

from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.stays import placing, times
from ward_app.stays.model import Purpose, Stay, StayEventKind, StayPurpose
from ward_app.words import word


@command(Permission.STAY_ADMIT)
def change_purpose(
    work: Work, stay_id: int, seen: int, purpose: Purpose, from_at: datetime | None = None
) -> None:
    """The stay is for something else from now, or from an earlier time, on."""
    stay = placing.open_stay(work, stay_id, seen)
    at = times.happened(work, from_at, "from_at")
    assert stay.admitted_at is not None  # it is open
    placing.refuse_before(work, at, stay.admitted_at)
    before = work.session.scalar(select(purpose_of(stay_id)))
    if before is purpose:
        raise Refused(_("The type of stay is already {purpose}.").format(purpose=word(purpose)))
    add_purpose(work, stay, purpose, at)
    detail = f"{before}>{purpose}"
    placing.note_event(work, stay, StayEventKind.PURPOSE_CHANGED, at, detail=detail)


def add_purpose(work: Work, stay: Stay, purpose: Purpose, at: datetime) -> None:
    work.session.add(StayPurpose(
        stay_id=stay.id, purpose=purpose, from_at=at, recorded_at=work.now, by_id=work.user.user_id
    ))  # fmt: skip


def begin(work: Work, stay: Stay, purpose: Purpose, at: datetime) -> None:
    """What the stay is for from the admission on. What was planned until then no longer counts."""
    planned = work.session.scalars(select(StayPurpose).where(StayPurpose.stay_id == stay.id)).one_or_none()
    if planned is None:
        add_purpose(work, stay, purpose, at)
    else:
        planned.purpose, planned.from_at, planned.recorded_at = purpose, at, work.now


def purpose_of(stay_id: int | None = None) -> ScalarSelect[Purpose]:
    """The newest purpose, of the stay or of each Stay in the statement around it."""
    newest = select(StayPurpose.purpose).order_by(StayPurpose.from_at.desc(), StayPurpose.id.desc()).limit(1)
    if stay_id is not None:
        return newest.where(StayPurpose.stay_id == stay_id).scalar_subquery()
    return newest.where(StayPurpose.stay_id == Stay.id).correlate(Stay).scalar_subquery()
