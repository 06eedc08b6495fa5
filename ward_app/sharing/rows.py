"""Sharing as rows: what was answered, what is blocked, who asked for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ward_app.access.disclosure import CollaborationModel, Ground, Hint, Relation
from ward_app.owners import RecordOwner
from ward_app.sharing.model import AnswerForm, ConsentScope


@dataclass(frozen=True, slots=True, repr=False)
class AnswerRow:
    id: int
    version: int
    is_given: bool
    social: bool
    scope: ConsentScope
    form: AnswerForm
    given_at: datetime
    by: str


@dataclass(frozen=True, slots=True, repr=False)
class AssessmentRow:
    id: int
    version: int
    findings: str
    attitude: str
    would_object: bool
    made_at: datetime
    by: str


@dataclass(frozen=True, slots=True, repr=False)
class BlockedRow:
    """A block: of a unit's data, or of a whole record where `unit_id` is None and `unit` is empty."""

    block_id: int
    version: int
    owner: RecordOwner
    unit_id: int | None
    unit: str
    since: datetime


@dataclass(frozen=True, slots=True, repr=False)
class RequestRow:
    """Someone asks another owner to lift its block. `is_mine_to_answer` is for who works in that record."""

    id: int
    version: int
    patient_id: int
    person: str
    block_id: int
    owner: RecordOwner
    by: str
    text: str
    sent_at: datetime
    is_mine_to_answer: bool
    answered_at: datetime | None
    answered_by: str
    is_granted: bool | None
    answer: str


@dataclass(frozen=True, slots=True, repr=False)
class EmergencyRow:
    """An opening in an emergency. `blocked` and `unblocked` are told to who has just opened (LSVO 3:5):
    whose blocks stand, and which other owners have data that are open now."""

    id: int
    version: int
    patient_id: int
    person: str
    user_id: int
    by: str
    text: str
    from_at: datetime
    until_at: datetime
    blocked: tuple[BlockedRow, ...] = ()
    unblocked: tuple[RecordOwner, ...] = ()
    reviewed_at: datetime | None = None
    reviewed_by: str = ""
    is_justified: bool | None = None
    review_note: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """On which ground the reader reads an owner's record, or why not. Says nothing of what there is in it:
    another provider's block looks as if there were none, until an emergency (LSVO 2:2)."""

    owner: RecordOwner
    ground: Ground
    hint: Hint

    @property
    def allowed(self) -> bool:
        return self.ground.opens


@dataclass(frozen=True, slots=True, repr=False)
class SharingRow:
    """All that the shield in the banner tells of one patient, as far as this reader may know."""

    patient_id: int
    informed_at: datetime | None
    answer: AnswerRow | None
    assessment: AssessmentRow | None
    presumed: bool
    """Open by the path of who cannot answer."""
    blocks: tuple[BlockedRow, ...]
    """Those of the records the reader works in, and may end."""
    requests: tuple[RequestRow, ...]
    emergencies: tuple[EmergencyRow, ...]
    reads: tuple[ReadRow, ...]
    own: tuple[RecordOwner, ...]
    """The records the reader works in, and may block."""
    model: CollaborationModel
    relation: Relation | None
    has_elsewhere: bool
    has_blocked: bool
