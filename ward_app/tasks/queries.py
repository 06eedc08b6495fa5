"""Reading tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ward_app.access.names import names_of
from ward_app.access.policy import Permission
from ward_app.ops import Work, query
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.shown import Audience, shown
from ward_app.sharing.reading import reach_of
from ward_app.stays.model import Placement, Stay
from ward_app.tasks.model import Task
from ward_app.tasks.rows import TaskRow, WardTaskRow
from ward_app.wards.model import Bed


@query(Permission.PATIENT_READ, log="tasks")
def tasks_of(work: Work, stay_id: int, *, done_since: datetime | None = None) -> list[TaskRow]:
    """What is left, the next first; then what is done, the latest first, back to `done_since`."""
    stay = work.session.get_one(Stay, stay_id)
    work.opened([stay.patient_id])
    reach = reach_of(work, [stay.patient_id])
    wanted = select(Task).where(Task.stay_id == stay_id, Task.cancelled_at.is_(None), reach.where(Task))
    if done_since is not None:
        wanted = wanted.where(Task.done_at.is_(None) | (Task.done_at >= done_since))
    rows = rows_of(work.session, work.session.scalars(wanted).all(), work.now)
    left = sorted((row for row in rows if row.is_open), key=lambda row: (row.due_at, row.id))
    done = [row for row in rows if row.done_at is not None]
    done.sort(key=lambda row: (row.done_at or row.due_at, row.id), reverse=True)
    return left + done


@query(Permission.PATIENT_READ, log="tasks.unit", log_seconds=900)
def open_tasks(work: Work, unit_id: int, *, until: datetime | None = None) -> list[WardTaskRow]:
    """What is left to do for those who are in, the next first; with `until` only what is due by then."""
    here = and_(
        Stay.unit_id == unit_id, Stay.admitted_at.is_not(None), Stay.ended_at.is_(None),
        Stay.cancelled_at.is_(None),
    )  # fmt: skip
    reach = reach_of(work, select(Stay.patient_id).where(here))
    wanted = (
        select(Task, Bed.label, PERSON)
        .join(Stay, Stay.id == Task.stay_id)
        .join(Patient, Patient.id == Task.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(
            Placement,
            and_(Placement.stay_id == Stay.id, Placement.to_at.is_(None), Placement.voided_at.is_(None)),
        )
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .where(here, reach.where(Task), Task.done_at.is_(None), Task.cancelled_at.is_(None))
        .order_by(Task.due_at, Task.id)
    )
    if until is not None:
        wanted = wanted.where(Task.due_at <= until)
    found = work.session.execute(wanted).all()
    tasks = rows_of(work.session, [row[0] for row in found], work.now)
    people = [shown(row.person, Audience.LIST) for row in found]
    work.opened({task.patient_id for task in tasks})
    return [
        WardTaskRow(task, person.name, person.is_protected, row.label or "")
        for task, person, row in zip(tasks, people, found, strict=True)
    ]


def rows_of(session: Session, tasks: Sequence[Task], now: datetime) -> list[TaskRow]:
    """In the order given; one statement for the names."""
    names = names_of(session, [user for task in tasks for user in (task.by_id, task.done_by_id)])
    return [
        TaskRow(
            id=task.id,
            version=task.version,
            stay_id=task.stay_id,
            patient_id=task.patient_id,
            owner=task.owner,
            text=task.text,
            due_at=task.due_at,
            role=task.role,
            by=names[task.by_id],
            recorded_at=task.recorded_at,
            done_at=task.done_at,
            done_by=names.get(task.done_by_id or 0, ""),
            not_done_reason=task.not_done_reason or "",
            is_overdue=task.done_at is None and task.due_at < now,
        )
        for task in tasks
    ]


def row_of(session: Session, task: Task, now: datetime) -> TaskRow:
    [row] = rows_of(session, [task], now)
    return row
