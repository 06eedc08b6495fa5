"""Leave (permission): the patient is away for a while and keeps the bed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.cleaning import clean_text
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.stays import placing, times
from ward_app.stays.model import Leave, Stay, StayEventKind


@command(Permission.STAY_MOVE)
def start_leave(
    work: Work, stay_id: int, seen: int, from_at: datetime | None = None,
    expected_at: datetime | None = None, note: str = "",
) -> int:  # fmt: skip
    """The patient goes home for a while. `expected_at` is when the ward expects the patient back."""
    begins = times.happened(work, from_at, "from_at")
    stay = placing.open_stay(work, stay_id, seen)
    if away := open_leave(work, stay_id):
        raise Refused(
            _("The patient has been on leave since {time}.").format(time=times.since(away.from_at, work.now))
        )
    placing.refuse_before(work, begins, last_known(work, stay))
    leave = Leave(
        stay_id=stay_id, from_at=begins, note=clean_text(note, field="note").strip(), recorded_at=work.now,
        expected_at=times.expected(work, expected_at, begins, "expected_at") if expected_at else None,
    )  # fmt: skip
    work.session.add(leave)
    placing.note_event(work, stay, StayEventKind.LEFT, begins)
    work.session.flush()
    return leave.id


@command(Permission.STAY_MOVE)
def return_from_leave(work: Work, stay_id: int, seen: int, at: datetime | None = None) -> None:
    """The patient is back in the bed that was kept."""
    returned = times.happened(work, at)
    stay = placing.open_stay(work, stay_id, seen)
    leave = _on_leave(work, stay_id)
    if returned <= leave.from_at:
        raise Refused(
            _(
                "The leave began {time}. Give a later time, or cancel the leave if it never took place."
            ).format(time=times.since(leave.from_at, work.now))
        )
    leave.returned_at = returned
    placing.note_event(work, stay, StayEventKind.RETURNED, returned)


@command(Permission.STAY_MOVE)
def cancel_leave(work: Work, stay_id: int, seen: int) -> None:
    """The patient never left."""
    stay = placing.open_stay(work, stay_id, seen)
    leave = _on_leave(work, stay_id)
    leave.cancelled_at = work.now
    placing.note_event(work, stay, StayEventKind.LEAVE_CANCELLED, times.minute(work.now))


def open_leave(work: Work, stay_id: int) -> Leave | None:
    return next((leave for leave in leaves_of(work, stay_id) if leave.returned_at is None), None)


def leaves_of(work: Work, stay_id: int) -> list[Leave]:
    """All that took place, in order."""
    taken = select(Leave).where(Leave.stay_id == stay_id, Leave.cancelled_at.is_(None))
    return list(work.session.scalars(taken.order_by(Leave.from_at)))


def last_known(work: Work, stay: Stay) -> datetime:
    """The last time at which the patient is known to have come, left or returned: nothing ends before it."""
    assert stay.admitted_at is not None  # it is open
    ends = [leave.returned_at or leave.from_at for leave in leaves_of(work, stay.id)]
    return max([stay.admitted_at, *ends])


def end_leave(work: Work, stay: Stay, at: datetime) -> None:
    """A patient who does not come back: the leave lasts as long as the stay."""
    leave = open_leave(work, stay.id)
    if leave is None:
        return
    if at > leave.from_at:
        leave.returned_at = at
    else:
        leave.cancelled_at = work.now


def resume_leave(work: Work, stay: Stay, ended_at: datetime) -> None:
    """The leave that the end of the stay had ended goes on when that is undone."""
    for leave in leaves_of(work, stay.id):
        if leave.returned_at == ended_at:
            leave.returned_at = None


def void_leaves(work: Work, stay: Stay) -> None:
    for leave in leaves_of(work, stay.id):
        leave.cancelled_at = work.now


def _on_leave(work: Work, stay_id: int) -> Leave:
    leave = open_leave(work, stay_id)
    if leave is None:
        raise Refused(_("The patient is not on leave."))
    return leave
