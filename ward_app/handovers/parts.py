"""The parts of one patient's row on a handover sheet, each with its owner and where it was written.

That decides who may read it, on the screen, on paper and when it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ward_app.access.policy import Role
from ward_app.owners import RecordOwner
from ward_app.patients.model import AlertKind, LimitationKind, Severity
from ward_app.stays.model import CareFactKind


@dataclass(frozen=True, slots=True)
class SheetAlert:
    kind: AlertKind
    text: str
    reaction: str
    severity: Severity
    owner: RecordOwner
    is_new: bool = False
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class SheetLimitation:
    """`holds` is False once the review is overdue: it is shown, and said not to be valid (EOL-02)."""

    kind: LimitationKind
    text: str
    decided_on: date
    decided_by: str
    review_on: date
    holds: bool
    owner: RecordOwner
    is_new: bool = False
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class SheetFact:
    kind: CareFactKind
    text: str
    owner: RecordOwner
    is_new: bool = False
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class SheetTask:
    """Open, or ticked during the shift that hands over."""

    task_id: int
    version: int
    text: str
    due_at: datetime
    role: Role | None
    owner: RecordOwner
    is_new: bool = False
    done_at: datetime | None = None
    done_by: str = ""
    not_done_reason: str = ""
    unit_id: int | None = None

    @property
    def is_open(self) -> bool:
        return self.done_at is None


@dataclass(frozen=True, slots=True)
class SheetKin:
    name: str
    relation: str
    phone: str
    phone_at_night: bool


@dataclass(frozen=True, slots=True)
class SheetRemark:
    """The newest SBAR that a nurse left for the patient, not older than three days (HAND-09)."""

    remark_id: int
    situation: str
    background: str
    assessment: str
    recommendation: str
    if_then: str
    at: datetime
    by: str
    owner: RecordOwner
    is_new: bool = False
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class SheetTick:
    """Given: reported by word of mouth. Taken: the receiver answers for the patient from now on (HAND-07)."""

    given_at: datetime | None = None
    given_by: str = ""
    taken_at: datetime | None = None
    taken_by: str = ""


NOT_TICKED = SheetTick()
