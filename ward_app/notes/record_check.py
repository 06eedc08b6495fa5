"""Whether the record of a stay holds what every record must, if it is known (PDL 3:6, second paragraph)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from sqlalchemy import select

from ward_app.access.disclosure import Aim
from ward_app.access.policy import Permission
from ward_app.i18n import N_, _
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import Note
from ward_app.ops import Work, query
from ward_app.patients.model import PatientIdentity
from ward_app.sharing.reading import reach_of
from ward_app.stays.model import Stay
from ward_app.store.signed import newest


class RecordPart(StrEnum):
    """The six parts, in the order of the act."""

    IDENTITY = auto()
    BACKGROUND = auto()
    DIAGNOSIS = auto()
    MEASURES = auto()
    INFORMATION = auto()
    DECLINED = auto()


class PartState(StrEnum):
    PRESENT = auto()
    MISSING = auto()
    NOT_RECORDED = auto()
    """Nothing is written, and there may be nothing to write: most patients decline no care."""


PART_WORDS = {
    RecordPart.IDENTITY: N_("Who the patient is"),
    RecordPart.BACKGROUND: N_("Background of the care"),
    RecordPart.DIAGNOSIS: N_("Diagnosis, and why measures were taken"),
    RecordPart.MEASURES: N_("Measures taken and planned"),
    RecordPart.INFORMATION: N_("Information given, and choices made"),
    RecordPart.DECLINED: N_("Care that the patient has declined"),
}

PROVED_BY: dict[RecordPart, frozenset[Keyword]] = {
    RecordPart.BACKGROUND: frozenset({Keyword.BACKGROUND, Keyword.HISTORY, Keyword.REASON}),
    RecordPart.DIAGNOSIS: frozenset({Keyword.DIAGNOSIS, Keyword.ASSESSMENT}),
    RecordPart.MEASURES: frozenset({Keyword.MEASURES, Keyword.PLAN, Keyword.ORDERS, Keyword.TRAINING}),
    RecordPart.INFORMATION: frozenset({Keyword.INFORMATION, Keyword.CHOICES, Keyword.SECOND_OPINION}),
    RecordPart.DECLINED: frozenset({Keyword.DECLINED}),
}
"""A part is there when a note of the stay has text under one of these headings."""


@dataclass(frozen=True, slots=True)
class PartRow:
    part: RecordPart
    state: PartState

    @property
    def text(self) -> str:
        return _(PART_WORDS[self.part])


@dataclass(frozen=True, slots=True)
class RecordCheck:
    parts: tuple[PartRow, ...]
    unsigned: int
    """Notes of the stay that still wait for a signature."""

    @property
    def missing(self) -> tuple[PartRow, ...]:
        return tuple(part for part in self.parts if part.state is PartState.MISSING)

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.unsigned


@query(Permission.NOTE_READ, log="notes.check")
def record_check(work: Work, stay_id: int) -> RecordCheck:
    """Before a discharge: what the reader's own record lacks. Each answers for its own (PDL-05, PDL 2:4)."""
    stay = work.session.get_one(Stay, stay_id)
    work.opened([stay.patient_id])
    reach = reach_of(work, [stay.patient_id], aim=Aim.FOLLOW_UP)
    identity = select(PatientIdentity.id).where(
        PatientIdentity.patient_id == stay.patient_id, PatientIdentity.retired_at.is_(None)
    )
    notes = work.session.scalars(
        newest(Note).where(Note.stay_id == stay_id, Note.discarded_at.is_(None), reach.where(Note))
    ).all()
    written = {keyword for note in notes for keyword, _text in note.sections}
    present = {part for part, keywords in PROVED_BY.items() if keywords & written}
    if stay.background.strip() and reach.shows(stay):
        present.add(RecordPart.BACKGROUND)
    if work.session.scalar(identity.limit(1)) is not None:
        present.add(RecordPart.IDENTITY)
    return RecordCheck(
        parts=tuple(PartRow(part, _state(part, present)) for part in RecordPart),
        unsigned=sum(1 for note in notes if note.signing_required and not note.is_signed),
    )


def _state(part: RecordPart, present: set[RecordPart]) -> PartState:
    if part in present:
        return PartState.PRESENT
    return PartState.NOT_RECORDED if part is RecordPart.DECLINED else PartState.MISSING
