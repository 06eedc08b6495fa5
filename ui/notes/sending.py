"""From what is written to the command that saves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.calls import Call
from ui.desk import Desk
from ui.notes.writing import Mode, Writing
from ward_app.entries import EntryRow
from ward_app.i18n import _
from ward_app.notes import commands as notes
from ward_app.notes.model import NoteKind
from ward_app.notes.queries import Subject


def send(
    desk: Desk, writing: Writing, kind: NoteKind, texts: Mapping[str, str], head: Mapping[str, Any]
) -> Call[int]:
    """Save it as what it is. `saved_as` tells what the answer means."""
    sections = [(keyword, text) for keyword, text in texts.items() if text.strip()]
    when, author_id = head["occurred_at"], head.get("author_id")
    if writing.mode is Mode.NEW:
        return desk.do(
            notes.save, writing.patient_id, writing.stay_id, kind, sections, when, author_id=author_id
        )
    assert writing.note_id is not None
    if writing.mode is Mode.REWRITE:
        return desk.do(notes.rewrite, writing.note_id, writing.seen, sections, when)
    return desk.do(notes.correct, writing.note_id, sections, when, head["reason"], author_id=author_id)


def saved_as(writing: Writing, answer: int) -> tuple[int, int]:
    """The note and the version it has now."""
    if writing.mode is Mode.REWRITE and writing.note_id is not None:
        return writing.note_id, answer
    return answer, 1


def going_on(theirs: EntryRow) -> Writing | None:
    """As what one's own text can go on after someone else was faster. None while it has to wait."""
    if theirs.discarded_at is not None:
        return Writing(theirs.patient_id, theirs.stay_id)
    if theirs.is_signed:
        return Writing(theirs.patient_id, theirs.stay_id, Mode.CORRECT, theirs.id, theirs.version)
    if theirs.may_rewrite:
        return Writing(theirs.patient_id, theirs.stay_id, Mode.REWRITE, theirs.id, theirs.version)
    return None


def named(subject: Subject) -> str:
    """Name and bed, as they stand in every question about a patient."""
    if not subject.bed:
        return subject.name
    return _("{name}, bed {bed}").format(name=subject.name, bed=subject.bed)
