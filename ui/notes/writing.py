"""What is being written: a new note, other words for an unsigned one, or the correction of a signed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from ward_app.cleaning import clean_text
from ward_app.drafts.journal import Draft
from ward_app.entries import EntryRow
from ward_app.notes.keywords import template
from ward_app.notes.model import NoteKind
from ward_app.notes.rows import NoteRow

FORM = "note"
"""The form's name in the journal of drafts."""

SECTION = "section."
"""What the names of a draft's texts begin with; the rest is the keyword."""


class Mode(StrEnum):
    NEW = auto()
    REWRITE = auto()
    CORRECT = auto()


@dataclass(frozen=True, slots=True)
class Writing:
    """`seen` is the version of the note that the writer has before them."""

    patient_id: int
    stay_id: int | None
    mode: Mode = Mode.NEW
    note_id: int | None = None
    seen: int = 0

    @property
    def subject(self) -> str:
        """Where its draft is kept."""
        return f"{self.patient_id}/{self.mode}" + (f"/{self.note_id}" if self.note_id else "")

    def of(self, row: EntryRow) -> Writing:
        """The same act on this version."""
        return replace(self, note_id=row.id, seen=row.version)


def rewriting(row: EntryRow) -> Writing:
    return Writing(row.patient_id, row.stay_id, Mode.REWRITE, row.id, row.version)


def correcting(row: EntryRow) -> Writing:
    return Writing(row.patient_id, row.stay_id, Mode.CORRECT, row.id, row.version)


def subjects_of(patient_id: int) -> str:
    """How the subjects of all drafts about one patient begin."""
    return f"{patient_id}/"


def patient_of(subject: str) -> int:
    return int(subject.partition("/")[0])


def headings_for(mode: Mode, kind: NoteKind, written: Mapping[str, str]) -> list[str]:
    """The kind's keywords, and any others that have text: changing the kind loses nothing.

    Where a note is changed, what it says comes first.
    """
    offered = [str(keyword) for keyword in template(kind)]
    used = [keyword for keyword, text in written.items() if text.strip()]
    first, then = (offered, used) if mode is Mode.NEW else (used, offered)
    return first + [keyword for keyword in then if keyword not in first]


def is_saved(draft: Draft, rows: Sequence[NoteRow]) -> bool:
    """Whether its text already stands in the record: the program ended between the save and the tidying up.

    A note that was there before the draft was last kept is another one that happens to say the same.
    """
    texts = section_texts(draft.values)
    mode, _slash, note_id = draft.subject.partition("/")[2].partition("/")
    for row in rows:
        same = {section.keyword: section.text for section in row.sections} == texts
        if mode == Mode.NEW:
            is_it = row.corrects_id is None and row.recorded_at >= draft.kept_at
        else:
            is_it = str(row.corrects_id if mode == Mode.CORRECT else row.id) == note_id
        if same and is_it:
            return True
    return False


def section_texts(values: Mapping[str, str]) -> dict[str, str]:
    """The sections of a draft that have text, as they would be stored."""
    drafted = {key.removeprefix(SECTION): text for key, text in values.items() if key.startswith(SECTION)}
    return {keyword: clean_text(text, limit=len(text)) for keyword, text in drafted.items() if text.strip()}


def writing_of(draft: Draft, stay_id: int | None) -> Writing:
    """What a draft was meant to become."""
    patient_id, mode, *note_id = draft.subject.split("/")
    seen = int(draft.values.get("seen", 0))
    return Writing(int(patient_id), stay_id, Mode(mode), int(note_id[0]) if note_id else None, seen)
