"""What is to be done: put down, ticked, closed with a reason, changed, taken away."""

from __future__ import annotations

from datetime import datetime

from ward_app.access.policy import Permission, Role
from ward_app.cleaning import clean_text, one_line
from ward_app.errors import Conflict, Invalid, Refused
from ward_app.i18n import _, relative_text
from ward_app.ops import Work, command
from ward_app.sharing.expect import expect_readable
from ward_app.stays.model import Stay
from ward_app.tasks.model import Task
from ward_app.tasks.queries import row_of

LONGEST = 500
"""Characters: a task is a line to read in passing, what is longer belongs in a note."""


@command(Permission.TASK_WRITE)
def add(work: Work, stay_id: int, text: str, due_at: datetime, role: Role | None = None) -> int:
    """A task for the shift, or for the profession that answers for it."""
    stay = work.session.get_one(Stay, stay_id)
    owner = work.user.owner(work.now)
    if owner is None or work.user.user_id is None:
        raise Refused(_("You have no assignment here now, so no record to write in. Ask the unit manager."))
    if stay.ended_at is not None or stay.cancelled_at is not None:
        raise Refused(_("The stay has ended. A task belongs to a patient who is here or on the way in."))
    task = Task(
        stay_id=stay.id,
        patient_id=stay.patient_id,
        owner=owner,
        text=_said(text),
        due_at=due_at,
        role=role,
        recorded_at=work.now,
        by_id=work.user.user_id,
    )
    work.session.add(task)
    work.session.flush()
    return task.id


@command(Permission.TASK_WRITE)
def change(work: Work, task_id: int, seen: int, text: str, due_at: datetime, role: Role | None) -> None:
    task = _open(work, task_id, seen)
    task.text, task.due_at, task.role = _said(text), due_at, role


@command(Permission.TASK_WRITE)
def cancel(work: Work, task_id: int, seen: int) -> None:
    """Put there by mistake: gone from the lists, kept in the log."""
    _open(work, task_id, seen).cancelled_at = work.now


@command(Permission.TASK_DO)
def tick(work: Work, task_id: int, seen: int) -> int:
    """Done, now, by the user. Gives the version, so that it can be undone."""
    return _close(work, _open(work, task_id, seen))


@command(Permission.TASK_DO)
def close_undone(work: Work, task_id: int, seen: int, reason: str) -> int:
    """Not done, and why."""
    task = _open(work, task_id, seen)
    reason = clean_text(reason, field="reason").strip()
    if not reason:
        raise Invalid("reason", _("Say why it was not done."))
    task.not_done_reason = reason
    return _close(work, task)


@command(Permission.TASK_DO)
def untick(work: Work, task_id: int, seen: int) -> int:
    """Open again: it was ticked or closed by mistake. The log keeps who had done so."""
    task = work.session.get_one(Task, task_id)
    expect_readable(work, task)
    task.expect(seen)
    task.done_at = task.done_by_id = task.not_done_reason = None
    work.session.flush()
    return task.version


def _close(work: Work, task: Task) -> int:
    task.done_at, task.done_by_id = work.now, work.user.user_id
    work.session.flush()
    return task.version


def _open(work: Work, task_id: int, seen: int) -> Task:
    """The task, if it is still open and still the one the user saw."""
    task = work.session.get_one(Task, task_id)
    expect_readable(work, task)
    if task.cancelled_at is not None:
        raise Conflict(_("The task has been taken away meanwhile."))
    if task.done_at is not None:
        work.opened([task.patient_id])
        row = row_of(work.session, task, work.now)
        sentence = (
            _("{name} closed the task as not done {when}: {reason}")
            if row.not_done_reason
            else _("{name} already ticked the task {when}.")
        )
        raise Conflict(
            sentence.format(
                name=row.done_by, when=relative_text(task.done_at, work.now), reason=row.not_done_reason
            )
        )
    task.expect(seen)
    return task


def _said(text: str) -> str:
    text = one_line(text, limit=LONGEST)
    if not text:
        raise Invalid("text", _("Write what is to be done."))
    return text
