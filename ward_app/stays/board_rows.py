"""The board as frozen rows: every place of the unit in order, with its patient or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from ward_app.access.disclosure import Hint
from ward_app.patients.cpr import CprState
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Sex
from ward_app.social.rows import DecisionEnd
from ward_app.stays.model import Purpose


class PlaceState(StrEnum):
    OCCUPIED = auto()
    FREE = auto()
    CLEANING = auto()
    RESERVED = auto()
    CLOSED = auto()
    ON_LEAVE = auto()


@dataclass(frozen=True, slots=True)
class AlertTag:
    kind: AlertKind
    text: str


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One inpatient, masked for the audience, with what the reader may read and nothing else."""

    stay_id: int
    patient_id: int
    version: int
    name: str
    initials: str
    number: str
    is_protected: bool
    same_name: bool
    age: int | None
    sex: Sex
    purpose: Purpose
    day: int
    reason: str
    alerts: tuple[AlertTag, ...]
    hypersensitivity: HypersensitivityAnswer | None
    """None for who has no right to read it."""
    limitations: tuple[str, ...]
    """Decisions that hold, as words."""
    cpr: CprState | None
    """None where a decision may be in a record that is not read."""
    next_task_at: datetime | None
    next_task_text: str
    tasks_left: int
    """Open tasks of this shift, those overdue included."""
    tasks_overdue: int
    nurse: str
    doctor: str
    nurse_id: int | None
    doctor_id: int | None
    planned_discharge_on: date | None
    is_ready: bool
    on_leave_until: datetime | None
    deceased: bool
    reads_record: bool = True
    """Without it nothing is said of the record at all, not even that there is nothing."""
    unread: Hint = Hint.NOTHING
    """What may be told of what the reader may not read."""
    decision_end: DecisionEnd | None = None
    """The decision behind a stay under the Social Services Act ends soon, or has ended (SOL-04)."""


@dataclass(frozen=True, slots=True)
class BoardPlace:
    bed_id: int
    label: str
    room: str
    is_over_occupancy: bool
    state: PlaceState
    state_note: str
    card: BoardCard | None


@dataclass(frozen=True, slots=True)
class Board:
    """`without_bed` are patients in day care, who have no place."""

    unit: str
    at: datetime
    places: tuple[BoardPlace, ...]
    without_bed: tuple[BoardCard, ...]

    def cards(self) -> tuple[BoardCard, ...]:
        return tuple(place.card for place in self.places if place.card) + self.without_bed
