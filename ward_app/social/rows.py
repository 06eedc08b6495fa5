"""Entries and decisions of the social services as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from ward_app.access.policy import Role
from ward_app.entries import EntryConflict, EntryRow, PlainPart
from ward_app.social.model import SocialKind

SOON = timedelta(days=7)
"""So long before its last day the end of a decision is warned of."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class SocialRow(EntryRow):
    """One version of an entry. Every entry of this record is signed."""

    kind: SocialKind
    sections: tuple[PlainPart, ...]
    earlier: tuple[SocialRow, ...] = ()


class DecisionState(StrEnum):
    """How it stands with a decision, or with the ground of a stay, on a day."""

    TO_COME = auto()
    HOLDS = auto()
    ENDS_SOON = auto()
    ENDS_NOW = auto()
    """Today or tomorrow is the last day."""
    OVER = auto()


def state_on(today: date, last_on: date | None, from_on: date | None = None) -> DecisionState:
    if last_on is not None and last_on < today:
        return DecisionState.OVER
    if from_on is not None and today < from_on:
        return DecisionState.TO_COME
    if last_on is None or last_on - today > SOON:
        return DecisionState.HOLDS
    return DecisionState.ENDS_NOW if last_on - today <= timedelta(days=1) else DecisionState.ENDS_SOON


@dataclass(frozen=True, slots=True)
class DecisionEnd:
    """That the decision behind a stay ends, and when: all that a list need say of it (SOL-07)."""

    last_on: date
    state: DecisionState


@dataclass(frozen=True, slots=True, repr=False)
class DecisionRow:
    id: int
    version: int
    what: str
    from_on: date
    to_on: date | None
    decided_by: str
    decided_on: date
    paragraph: str
    by: str
    """Who registered it."""
    recorded_at: datetime
    last_on: date | None
    """The last day it holds, with what ended or replaced it before its time."""
    end_reason: str
    state: DecisionState

    @property
    def is_open(self) -> bool:
        """Neither ended nor replaced."""
        return not self.end_reason

    @property
    def has_held(self) -> bool:
        """It has begun, and no other took its place from the first day on."""
        return self.state is not DecisionState.TO_COME and (
            self.last_on is None or self.last_on >= self.from_on
        )


@dataclass(frozen=True, slots=True, repr=False)
class EndingRow:
    """A stay whose decision ends: no more than a list over such data may say (SOL-07, PDL-21)."""

    stay_id: int
    patient_id: int
    name: str
    bed: str
    last_on: date | None
    contact: str
    """Who decided: whom to ask for the next decision."""
    state: DecisionState


@dataclass(frozen=True, slots=True, repr=False)
class SocialRecord:
    """What the section of a record shows at once."""

    patient_id: int
    entries: tuple[SocialRow, ...]
    decisions: tuple[DecisionRow, ...]
    works_here: bool
    """The reader works in this record: may write, if the role includes it."""
    is_elsewhere: bool
    """There is more that the reader may not read: that much is told, and nothing else (LSVO 2:4)."""

    @property
    def ground(self) -> DecisionRow | None:
        """The decision that a stay rests on now: the one that lasts longest, or the last one that held."""
        held = [one for one in self.decisions if one.has_held]
        return max(held, key=lambda one: one.last_on or date.max, default=None)


@dataclass(frozen=True, slots=True, repr=False)
class SocialExtract:
    """What stands on it. The oldest entry first, as it is read."""

    patient_id: int
    name: str
    number: str
    keeper: str
    """The municipality's social services, whose record it is."""
    decisions: tuple[DecisionRow, ...]
    entries: tuple[SocialRow, ...]
    printed_by: str
    role: Role
    printed_at: datetime
    stream: str
    anchor: str
    is_practice: bool


class SocialConflict(EntryConflict):
    """Of an entry of this record."""

    theirs: SocialRow

    def __init__(self, sentence: str, theirs: SocialRow) -> None:
        super().__init__(sentence, theirs)
