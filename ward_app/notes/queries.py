"""Reading notes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, or_, select

from ward_app.access import queries as access
from ward_app.access.names import names_of
from ward_app.access.policy import HOLDS, Permission, Role
from ward_app.notes.model import Note, NoteKind
from ward_app.notes.reading import expect_own_or_readable, own_unsigned, rows_of
from ward_app.notes.rows import NoteRow, UnsignedRow
from ward_app.notes.writing import kinds_for, signing_duty
from ward_app.ops import Work, query
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.shown import Audience, of_several, shown
from ward_app.sharing.reading import reach_of
from ward_app.stays.model import Placement, Stay
from ward_app.store.signed import newest
from ward_app.wards.model import Bed

PAGE = 200
"""Notes in one list; three weeks of a stay are some hundred."""


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """Someone who can answer for a note that is entered for them."""

    id: int
    name: str
    role: Role
    kinds: tuple[NoteKind, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user may write: in their own name, or, with `authors`, for one of these."""

    kinds: tuple[NoteKind, ...]
    authors: tuple[AuthorRow, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Subject:
    """Whom a note is about, for a question that has to name them. `bed` is empty for who is not in one."""

    patient_id: int
    name: str
    bed: str


@query(Permission.NOTE_READ, log="notes")
def notes_of(
    work: Work, patient_id: int, stay_id: int | None = None, *, discarded: bool = False, limit: int = PAGE
) -> list[NoteRow]:
    """The newest versions, the latest event first; with `discarded` also what was thrown away unsigned."""
    reach = reach_of(work, [patient_id])
    is_readable = or_(reach.where(Note), own_unsigned(work.user.user_id))
    wanted = newest(Note).where(Note.patient_id == patient_id, is_readable)
    if stay_id is not None:
        wanted = wanted.where(Note.stay_id == stay_id)
    if not discarded:
        wanted = wanted.where(Note.discarded_at.is_(None))
    wanted = wanted.order_by(Note.occurred_at.desc(), Note.id.desc()).limit(limit)
    notes = work.session.scalars(wanted).all()
    work.opened([patient_id])
    return rows_of(work, reach, notes)


@query(Permission.NOTE_READ, log="notes", relation=False)
def note(work: Work, note_id: int) -> NoteRow:
    """One note with its history, for a conflict or a print."""
    found = work.session.get_one(Note, note_id)
    expect_own_or_readable(work, found)
    work.opened([found.patient_id])
    [row] = rows_of(work, reach_of(work, [found.patient_id]), [found])
    return row


@query(Permission.NOTE_READ, log="notes.unsigned", log_seconds=900, relation=False)
def unsigned(work: Work, *, unit_id: int | None = None, author_id: int | None = None) -> list[UnsignedRow]:
    """What waits for a signature on a unit or from an author; without either, from the user. Oldest first."""
    waits = [Note.signed_at.is_(None), Note.signing_required, Note.discarded_at.is_(None)]
    if unit_id is not None:
        waits.append(Note.stay_id.in_(select(Stay.id).where(Stay.unit_id == unit_id)))
    if author_id is not None or unit_id is None:
        waits.append(Note.author_id == (author_id or work.user.user_id))
    reach = reach_of(work, select(Note.patient_id).where(*waits))
    wanted = (
        select(
            Note.id, Note.version, Note.patient_id, Note.stay_id, Note.kind, Note.author_id, Note.occurred_at,
            Note.recorded_at, Bed.label, PERSON,
        )
        .join(Patient, Patient.id == Note.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(
            Placement,
            and_(Placement.stay_id == Note.stay_id, Placement.to_at.is_(None), Placement.voided_at.is_(None)),
        )
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .where(*waits, or_(reach.where(Note), own_unsigned(work.user.user_id)))
        .order_by(Note.recorded_at, Note.id)
    )  # fmt: skip
    found = work.session.execute(wanted).all()
    names = names_of(work.session, {row.author_id for row in found})
    people = {row.id: shown(row.person, Audience.LIST) for row in found}
    work.opened({row.patient_id for row in found})
    return [
        UnsignedRow(
            note_id=row.id,
            version=row.version,
            patient_id=row.patient_id,
            stay_id=row.stay_id,
            patient=people[row.id].name,
            is_protected=people[row.id].is_protected,
            bed=row.label or "",
            kind=row.kind,
            author_id=row.author_id,
            author=names[row.author_id],
            occurred_at=row.occurred_at,
            recorded_at=row.recorded_at,
            age_minutes=(work.now - row.recorded_at) // timedelta(minutes=1),
        )
        for row in found
    ]


@query(Permission.NOTE_READ, log="notes", relation=False)
def subjects(work: Work, patient_ids: Collection[int], audience: Audience = Audience.LIST) -> list[Subject]:
    """Names and beds as they are now. Of who is no longer in the user's care, as a list shows them; as openly
    as an opened record only one at a time (PROT-03)."""
    if len(patient_ids) != 1:
        of_several(audience, frozenset(Audience))
    reach = reach_of(work, patient_ids)
    seen = {id_: audience if reach.relation(id_) else Audience.LIST for id_ in patient_ids}
    wanted = (
        select(Patient.id, Bed.label, PERSON)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(
            Placement,
            and_(
                Placement.patient_id == Patient.id, Placement.to_at.is_(None), Placement.voided_at.is_(None)
            ),
        )
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .where(Patient.id.in_(patient_ids))
    )  # fmt: skip
    found = work.session.execute(wanted).all()
    work.opened(row.id for row in found)
    return [Subject(row.id, shown(row.person, seen[row.id]).name, row.label or "") for row in found]


@query(Permission.NOTE_WRITE)
def choices(work: Work) -> Choices:
    """Which kinds of note the user writes, and for whom."""
    own = signing_duty(work.user, work.now)
    if own is not None:
        return Choices(kinds_for(own.role), ())
    duty = work.user.duty(work.now)
    if duty is None or duty.unit_id is None:
        return Choices((), ())
    authors = tuple(
        AuthorRow(row.id, row.name, row.role, kinds_for(row.role))
        for row in access.staff(work, duty.unit_id)
        if Permission.NOTE_SIGN in HOLDS[row.role]
    )
    return Choices((), authors)
