"""From stored notes to rows: names, remarks and earlier versions put in their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_app.access.names import names_of
from ward_app.access.policy import Role
from ward_app.entries import RemarkRow
from ward_app.i18n import _
from ward_app.notes.model import Note, NoteRemark
from ward_app.notes.rows import NoteRow, Section
from ward_app.store.signed import corrected
from ward_app.words import word


def rows_of(
    session: Session, notes: Sequence[Note], reader_id: int | None, *, history: bool = True
) -> list[NoteRow]:
    """The notes as rows, in the order given. With `history` each with its remarks and earlier versions.

    Three statements more, however many notes.
    """
    patients = {note.patient_id for note in notes}
    before = corrected(session, Note, patients) if history else {}
    said = _remarks(session, patients) if history else {}
    everyone = [*notes, *before.values()]
    people = {note.author_id for note in everyone} | {note.entered_by_id for note in everyone}
    people |= {remark.by_id for remarks in said.values() for remark in remarks}
    names = names_of(session, people)

    def row(note: Note) -> NoteRow:
        earlier = before.get(note.corrects_id) if note.corrects_id else None
        earlier_row = row(earlier) if earlier is not None else None
        is_open = not note.is_signed and note.discarded_at is None
        return NoteRow(
            id=note.id,
            version=note.version,
            patient_id=note.patient_id,
            stay_id=note.stay_id,
            kind=note.kind,
            owner=note.owner,
            sections=tuple(Section(keyword, text) for keyword, text in note.sections),
            author_id=note.author_id,
            author=names[note.author_id],
            author_title=title_text(note.author_title),
            entered_by=names[note.entered_by_id] if note.entered_by_id != note.author_id else "",
            occurred_at=note.occurred_at,
            recorded_at=note.recorded_at,
            signing_required=note.signing_required,
            signed_at=note.signed_at,
            corrects_id=note.corrects_id,
            correction_reason=note.correction_reason or "",
            discarded_at=note.discarded_at,
            may_sign=is_open and note.author_id == reader_id,
            may_rewrite=is_open and reader_id in (note.author_id, note.entered_by_id),
            remarks=tuple(
                RemarkRow(remark.id, remark.text, names[remark.by_id], remark.recorded_at)
                for remark in said.get(note.id, ())
            ),
            earlier=(earlier_row, *earlier_row.earlier) if earlier_row else (),
        )

    return [row(note) for note in notes]


def title_text(author_title: str) -> str:
    """`Sjuksköterska`: a role is stored, and read as its word."""
    return word(Role(author_title)) if author_title in set(Role) else author_title


def changed_sentence(theirs: NoteRow) -> str:
    return _("{name} has changed this note since you opened it. Compare the texts and choose.").format(
        name=theirs.entered_by or theirs.author
    )


def _remarks(session: Session, patients: set[int]) -> dict[int, list[NoteRemark]]:
    wanted = select(NoteRemark).join(Note, Note.id == NoteRemark.note_id)
    wanted = wanted.where(Note.patient_id.in_(patients)).order_by(NoteRemark.recorded_at, NoteRemark.id)
    found: dict[int, list[NoteRemark]] = defaultdict(list)
    for remark in session.scalars(wanted):
        found[remark.note_id].append(remark)
    return found
