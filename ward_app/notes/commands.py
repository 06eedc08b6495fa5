"""Writing the record: entries, signatures, corrections, remarks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.cleaning import clean_text
from ward_app.entries import corrected_sentence, expect_correctable, expect_past, reason_to_correct
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _
from ward_app.notes.model import Note, NoteKind, NoteRemark
from ward_app.notes.reading import changed_sentence, expect_own_or_readable, rows_of
from ward_app.notes.rows import NoteConflict, NoteRow
from ward_app.notes.writing import Sections, author_of, cleaned, expect_kind, is_signing_required
from ward_app.ops import Work, command
from ward_app.patients.records import open_record
from ward_app.sharing.expect import expect_readable
from ward_app.sharing.reading import reach_of
from ward_app.stays.model import Stay


@command(Permission.NOTE_WRITE)
def save(
    work: Work,
    patient_id: int,
    stay_id: int | None,
    kind: NoteKind,
    sections: Sections,
    occurred_at: datetime,
    author_id: int | None = None,
) -> int:
    """A new, unsigned note. `author_id` is for who enters what someone else answers for (PDL-03)."""
    _expect_stay_of(work, patient_id, stay_id)
    note = _new(work, patient_id, stay_id, kind, sections, occurred_at, author_id)
    work.session.add(note)
    work.session.flush()
    return note.id


@command(Permission.NOTE_WRITE, relation=False)
def rewrite(work: Work, note_id: int, seen: int, sections: Sections, occurred_at: datetime) -> int:
    """Other words for a note that is not signed. Gives the version it has now."""
    note = _seen(work, note_id, seen)
    _expect_own(work, note)
    expect_past(occurred_at, work.now)
    note.rewrite(cleaned(sections), occurred_at)
    work.session.flush()
    return note.version


@command(Permission.NOTE_SIGN, relation=False)
def sign(work: Work, note_id: int, seen: int) -> None:
    note = _seen(work, note_id, seen)
    note.sign(work.user.user_id or 0, work.now)


@command(Permission.NOTE_WRITE)
def correct(
    work: Work,
    note_id: int,
    sections: Sections,
    occurred_at: datetime,
    reason: str,
    author_id: int | None = None,
) -> int:
    """A new version that points at a signed one; both stay readable (PDL 3:14). To be signed in its turn."""
    wrong = work.session.get_one(Note, note_id)
    expect_readable(work, wrong)
    expect_correctable(is_signed=wrong.is_signed, is_destroyed=wrong.destruction_id is not None)
    if (theirs := _correction_of(work, note_id)) is not None:
        raise NoteConflict(corrected_sentence(theirs, work.now), theirs)
    reason = reason_to_correct(reason)
    note = _new(work, wrong.patient_id, wrong.stay_id, wrong.kind, sections, occurred_at, author_id)
    if note.owner is not wrong.owner:
        raise Refused(_("This note is in another organisation's record. Ask its author to correct it."))
    note.corrects_id = wrong.id
    note.correction_reason = reason
    work.session.add(note)
    work.session.flush()
    return note.id


@command(Permission.NOTE_WRITE)
def remark(work: Work, note_id: int, text: str) -> int:
    """What the patient considers wrong or misleading: said beside the note, which stays as it is (PDL-07)."""
    note = work.session.get_one(Note, note_id)
    expect_readable(work, note)
    text = clean_text(text)
    if not text.strip():
        raise Invalid("text", _("Write what the patient considers wrong."))
    if note.discarded_at is not None or work.user.user_id is None:
        raise Refused(_("The note was thrown away and cannot be changed."))
    row = NoteRemark(note_id=note.id, text=text, by_id=work.user.user_id, recorded_at=work.now)
    work.session.add(row)
    work.session.flush()
    return row.id


@command(Permission.NOTE_WRITE, relation=False)
def discard(work: Work, note_id: int, seen: int) -> None:
    """An unsigned note made by mistake. It is kept, and shown in the history only."""
    note = _seen(work, note_id, seen)
    _expect_own(work, note)
    note.discard(work.now)


def _new(
    work: Work,
    patient_id: int,
    stay_id: int | None,
    kind: NoteKind,
    sections: Sections,
    occurred_at: datetime,
    author_id: int | None,
) -> Note:
    author = author_of(work, author_id)
    expect_kind(kind, author.role)
    expect_past(occurred_at, work.now)
    return Note(
        patient_id=patient_id,
        stay_id=stay_id,
        owner=author.owner,
        kind=kind,
        sections=cleaned(sections),
        author_id=author.id,
        author_title=author.role.value,
        entered_by_id=work.user.user_id or author.id,
        occurred_at=occurred_at,
        recorded_at=work.now,
        signing_required=is_signing_required(work.session, author.role, kind),
    )


def _seen(work: Work, note_id: int, seen: int) -> Note:
    """The note, if it still is the one the user was looking at."""
    note = work.session.get_one(Note, note_id)
    expect_own_or_readable(work, note)
    if note.version != seen:
        theirs = _row(work, note)
        raise NoteConflict(changed_sentence(theirs), theirs)
    return note


def _expect_own(work: Work, note: Note) -> None:
    if work.user.user_id not in (note.author_id, note.entered_by_id):
        raise Refused(_("Only the author, or who entered it, can change an unsigned note. Write your own."))


def _expect_stay_of(work: Work, patient_id: int, stay_id: int | None) -> None:
    open_record(work, patient_id)
    if stay_id is not None and work.session.get_one(Stay, stay_id).patient_id != patient_id:
        raise ValueError("the stay belongs to another patient")


def _correction_of(work: Work, note_id: int) -> NoteRow | None:
    other = work.session.scalars(
        select(Note).where(Note.corrects_id == note_id, Note.discarded_at.is_(None))
    ).one_or_none()
    if other is None:
        return None
    expect_own_or_readable(work, other)
    return _row(work, other)


def _row(work: Work, note: Note) -> NoteRow:
    work.opened([note.patient_id])
    [row] = rows_of(work, reach_of(work, [note.patient_id]), [note], history=False)
    return row
