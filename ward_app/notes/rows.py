"""Notes as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ward_app.errors import Conflict
from ward_app.notes.keywords import heading
from ward_app.notes.model import NoteKind
from ward_app.owners import RecordOwner

LATE = timedelta(hours=2)
"""Notes are written as soon as possible (PDL 3:9); from here on it is said how late one was."""


@dataclass(frozen=True, slots=True, repr=False)
class Section:
    keyword: str
    text: str

    @property
    def heading(self) -> str:
        return heading(self.keyword)


@dataclass(frozen=True, slots=True, repr=False)
class RemarkRow:
    """The patient considers the note wrong or misleading (PDL 3:8)."""

    id: int
    text: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class NoteRow:
    """One version of a note. `earlier` are the versions it corrects, the newest first, all readable."""

    id: int
    version: int
    patient_id: int
    stay_id: int | None
    kind: NoteKind
    owner: RecordOwner
    sections: tuple[Section, ...]
    author_id: int
    author: str
    author_title: str
    entered_by: str
    """Empty when the author wrote it."""
    occurred_at: datetime
    recorded_at: datetime
    signing_required: bool
    signed_at: datetime | None
    corrects_id: int | None
    correction_reason: str
    discarded_at: datetime | None
    may_sign: bool
    """The reader is the author and has not signed yet."""
    may_rewrite: bool
    """The reader wrote it, for themselves or for someone else, and it is not signed."""
    remarks: tuple[RemarkRow, ...] = ()
    earlier: tuple[NoteRow, ...] = ()

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    @property
    def awaits_signature(self) -> bool:
        return self.signing_required and not self.is_signed and self.discarded_at is None

    @property
    def late_minutes(self) -> int:
        """How long after the event it was written (PDL-08)."""
        return max(timedelta(), self.recorded_at - self.occurred_at) // timedelta(minutes=1)

    @property
    def is_late(self) -> bool:
        return self.recorded_at - self.occurred_at >= LATE

    @property
    def text(self) -> str:
        """All of it, headings too: to read aloud, to search in, to compare."""
        return "\n".join(f"{section.heading}: {section.text}" for section in self.sections)


@dataclass(frozen=True, slots=True, repr=False)
class UnsignedRow:
    """A note that waits for its author (PDL-09). The person's name is masked for lists."""

    note_id: int
    version: int
    patient_id: int
    stay_id: int | None
    patient: str
    is_protected: bool
    bed: str
    kind: NoteKind
    author_id: int
    author: str
    occurred_at: datetime
    recorded_at: datetime
    age_minutes: int

    @property
    def id(self) -> int:
        return self.note_id


class NoteConflict(Conflict):
    """Someone else has written meanwhile. `theirs` is what is stored now, to lay beside one's own text."""

    def __init__(self, sentence: str, theirs: NoteRow) -> None:
        super().__init__(sentence)
        self.theirs = theirs
