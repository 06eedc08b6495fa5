"""The columns of a list of tasks, and how a task is worded."""

from __future__ import annotations

from datetime import datetime

from ui.kit.table import Column
from ward_app.access.policy import Role
from ward_app.clock import Clock
from ward_app.i18n import N_, _, relative_text
from ward_app.tasks.rows import TaskRow
from ward_app.words import word

DOERS = (Role.ASSISTANT_NURSE, Role.NURSE, Role.DOCTOR, Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST)
"""Professions a task can be meant for."""


def columns(clock: Clock) -> list[Column[TaskRow]]:
    return [
        Column(
            N_("When"), lambda row: due(row, clock()), sort=lambda row: row.due_at, icon=_icon,
            colour=_colour, bold=lambda row: row.is_overdue,
        ),
        Column(N_("Task"), lambda row: row.text, weight=1, elide=True, colour=_calm),
        Column(N_("Who"), lambda row: doer(row.role), colour=_calm),
        Column(N_("Put down by"), lambda row: row.by, colour=_calm),
        Column(N_("Done"), lambda row: done(row, clock()), sort=_done_at, colour=_calm, weight=1, elide=True),
    ]  # fmt: skip


def due(row: TaskRow, now: datetime) -> str:
    when = relative_text(row.due_at, now)
    return _("Overdue {when}").format(when=when) if row.is_overdue else when


def doer(role: Role | None) -> str:
    return _("Anyone on the shift") if role is None else word(role)


def done(row: TaskRow, now: datetime) -> str:
    """Who did it when, or who said why it was not done."""
    if row.done_at is None:
        return ""
    when = relative_text(row.done_at, now)
    if row.not_done_reason:
        return _("Not done: {reason} ({name}, {when})").format(
            reason=row.not_done_reason, name=row.done_by, when=when
        )
    return _("{when}, {name}").format(when=when, name=row.done_by)


def _icon(row: TaskRow) -> str | None:
    if row.is_open:
        return "clock-alert" if row.is_overdue else "square"
    return "square-check" if row.is_done else "ban"


def _colour(row: TaskRow) -> str | None:
    return "danger" if row.is_overdue else _calm(row)


def _calm(row: TaskRow) -> str | None:
    return None if row.is_open else "muted"


def _done_at(row: TaskRow) -> datetime | None:
    return row.done_at
