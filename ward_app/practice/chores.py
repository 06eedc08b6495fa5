"""The practice ward's tasks: done yesterday, and to do on the shift that is under way, whatever the hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.practice.content import Chore, phrases
from ward_app.practice.stage import Scene, Stage
from ward_app.tasks import commands as tasks
from ward_app.tasks import queries as task_queries
from ward_app.wards.shifts import DEFAULT_PLAN, ShiftKind, shift_at

LATE = timedelta(minutes=42)


def leave(stage: Stage, door: App, chores: Sequence[Chore], stay_id: int) -> None:
    """The standing ones at their hours; in the evening and at night those of the hour as well."""
    for chore in chores:
        due = stage.now - LATE if chore.hour < 0 else stage.next_time(chore.hour)
        door.do(tasks.add, stay_id, chore.text, due, chore.role)
    kind = shift_at(stage.now, DEFAULT_PLAN).kind
    if kind is ShiftKind.DAY:
        return
    drawn = stage.random.sample(phrases()[f"{kind.value}_chores"], k=stage.random.randrange(1, 3))
    for hours, (text, role) in enumerate(drawn, start=1):
        due = stage.now + timedelta(hours=hours, minutes=15 * stage.random.randrange(-2, 3))
        door.do(tasks.add, stay_id, text, due, Role(role))


def yesterday(stage: Stage, door: App, chores: Sequence[Chore], stay_id: int) -> None:
    """The same chores the day before, ticked by someone of the right profession."""
    for chore in chores:
        due = stage.on_day(1, max(chore.hour, 8))
        if due - stage.clock() > timedelta(hours=4):
            stage.at(due - timedelta(hours=3), _done(stage, door, chore, stay_id, due))


def _done(stage: Stage, door: App, chore: Chore, stay_id: int, due: datetime) -> Scene:
    def add() -> None:
        task_id = door.do(tasks.add, stay_id, chore.text, due, chore.role)
        stage.at(due + timedelta(minutes=stage.random.randrange(-5, 25)), lambda: tick(task_id))

    def tick(task_id: int) -> None:
        colleague = stage.someone(chore.role)
        row = next(row for row in colleague.ask(task_queries.tasks_of, stay_id) if row.id == task_id)
        colleague.do(tasks.tick, task_id, row.version)

    return add
