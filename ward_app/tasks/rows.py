"""Tasks as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ward_app.access.policy import Role
from ward_app.owners import RecordOwner


@dataclass(frozen=True, slots=True, repr=False)
class TaskRow:
    """One thing to do, or done, and by whom."""

    id: int
    version: int
    stay_id: int
    patient_id: int
    owner: RecordOwner
    text: str
    due_at: datetime
    role: Role | None
    """The profession that does it; None is anyone on the shift."""
    by: str
    recorded_at: datetime
    done_at: datetime | None
    done_by: str
    not_done_reason: str
    """Why it was closed without being done."""
    is_overdue: bool

    @property
    def is_open(self) -> bool:
        return self.done_at is None

    @property
    def is_done(self) -> bool:
        return self.done_at is not None and not self.not_done_reason


@dataclass(frozen=True, slots=True, repr=False)
class WardTaskRow:
    """A task among those of the whole unit; the person's name is masked for lists."""

    task: TaskRow
    patient: str
    is_protected: bool
    bed: str

    @property
    def id(self) -> int:
        return self.task.id
