"""From stored notes to rows: names, remarks and earlier versions put in their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from ward_app.access.names import names_of
from ward_app.access.policy import Role
from ward_app.access.reach import Reach
from ward_app.copies.tombstones import tombstones
from ward_app.entries import RemarkRow
from ward_app.i18n import _
from ward_app.notes.model import Note, NoteRemark
from ward_app.notes.rows import NoteRow, Section
from ward_app.ops import Work
from ward_app.sharing.expect import expect_readable
from ward_app.store.signed import corrected
from ward_app.words import word


def own_unsigned(user_id: int | None) -> ColumnElement[bool]:
    """What waits for its author is theirs to see and sign, whatever has changed since (PDL 3:10)."""
    mine = or_(Note.author_id == user_id, Note.entered_by_id == user_id)
    return and_(Note.signed_at.is_(None), mine)


def expect_own_or_readable(work: Work, note: Note) -> None:
    if note.is_signed or work.user.user_id not in (note.author_id, note.entered_by_id):
        expect_readable(work, note)


def rows_of(work: Work, reach: Reach, notes: Sequence[Note], *, history: bool = True) -> list[NoteRow]:
    """The notes as rows, in the order given. With `history` each with its remarks and earlier versions.

    Three statements more, however many notes.
    """
    session, reader_id = work.session, work.user.user_id
    patients = {note.patient_id for note in notes}
    before = corrected(session, Note, patients) if history else {}
    said = _remarks(session, patients) if history else {}
    everyone = [*notes, *before.values()]
    people = {note.author_id for note in everyone} | {note.entered_by_id for note in everyone}
    people |= {remark.by_id for remarks in said.values() for remark in remarks}
    names = names_of(session, people)
    gone = tombstones(session, everyone)

    def row(note: Note) -> NoteRow:
        earlier = before.get(note.corrects_id) if note.corrects_id else None
        earlier_row = row(earlier) if earlier is not None and reach.shows(earlier) else None
        is_open = not note.is_signed and note.discarded_at is None
        return NoteRow(
            id=note.id,
            version=note.version,
            patient_id=note.patient_id,
            stay_id=note.stay_id,
            kind=note.kind,
            owner=note.owner,
            sections=_sections(note, gone),
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
                if remark.destruction_id is None
            ),
            earlier=(earlier_row, *earlier_row.earlier) if earlier_row else (),
        )

    return [row(note) for note in notes]


def _sections(note: Note, gone: Mapping[int, str]) -> tuple[Section, ...]:
    """Of a destroyed note only that it was destroyed (PDL 8:4)."""
    if note.destruction_id is not None:
        return (Section("", gone[note.destruction_id]),)
    return tuple(Section(keyword, text) for keyword, text in note.sections)


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
