"""Checks of the log as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ward_app.logs.model import Judgement, ReviewKind
from ward_app.logs.occasions import Pattern


@dataclass(frozen=True, slots=True)
class Criteria:
    """How it was drawn. What does not apply is None."""

    from_on: date
    to_on: date
    found: int
    """So many accesses fitted; the sample has some or all of them."""
    own: int
    """So many were the drawer's own and left out: another reviewer looks at them."""
    size: int | None = None
    seed: int | None = None
    pattern: Pattern | None = None
    user: str | None = None
    unit: str | None = None
    patient: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class ReviewRow:
    id: int
    version: int
    kind: ReviewKind
    criteria: Criteria
    reason: str
    drawn_at: datetime
    by: str
    is_mine: bool
    """Whether the reader drew it, and so judges it."""
    accesses: int
    judged: int
    to_ask: int
    unjustified: int
    outcome: str | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class AccessRow:
    """One access in words, and what the reviewer thinks of it."""

    id: int
    version: int
    at: datetime
    who: str
    role: str
    unit: str
    owner: str
    workstation: str
    action: str
    is_refused: bool
    patient: str
    is_protected: bool
    ground: str
    """Why data of another owner, or blocked data, could be read; and the reason that was given."""
    judgement: Judgement | None
    comment: str


@dataclass(frozen=True, slots=True, repr=False)
class Review:
    head: ReviewRow
    accesses: tuple[AccessRow, ...]
