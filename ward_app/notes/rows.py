"""Notes as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ward_app.entries import EntryConflict, EntryRow
from ward_app.notes.keywords import heading
from ward_app.notes.model import NoteKind


@dataclass(frozen=True, slots=True, repr=False)
class Section:
    keyword: str
    text: str

    @property
    def heading(self) -> str:
        return heading(self.keyword)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class NoteRow(EntryRow):
    """One version of a note."""

    kind: NoteKind
    sections: tuple[Section, ...]
    earlier: tuple[NoteRow, ...] = ()


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


class NoteConflict(EntryConflict):
    """Of a note."""

    theirs: NoteRow

    def __init__(self, sentence: str, theirs: NoteRow) -> None:
        super().__init__(sentence, theirs)
