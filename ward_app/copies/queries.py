"""Reading what may be handed out, and what has been."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from ward_app.access.names import names_of
from ward_app.access.policy import Permission
from ward_app.copies import contents
from ward_app.copies.model import Disclosure
from ward_app.copies.rows import CopyTerms, DisclosureRow, RecordCopy
from ward_app.copies.serials import serial_of
from ward_app.notes.model import Note
from ward_app.ops import Work, query
from ward_app.owners import RecordOwner
from ward_app.sharing.reading import reach_of
from ward_app.social.model import SocialEntry


@query(Permission.RECORD_COPY)
def owners_to_copy(work: Work) -> tuple[RecordOwner, ...]:
    """Whose record the user may hand out a copy of."""
    return contents.owners_for(work)


@query(Permission.RECORD_COPY, log="copy.preview", relation=False)
def preview(work: Work, patient_id: int, owner: RecordOwner, terms: CopyTerms) -> RecordCopy:
    """The copy as it would be, without a number: to look at before anyone is given it."""
    return contents.read(work, patient_id, owner, terms)


@query(Permission.PATIENT_READ, log="copies")
def disclosures_of(work: Work, patient_id: int) -> list[DisclosureRow]:
    """The copies that were handed out, the latest first (PDL 3:11)."""
    reach = reach_of(work, [patient_id])
    rows = work.session.scalars(
        select(Disclosure)
        .where(Disclosure.patient_id == patient_id, reach.where(Disclosure))
        .order_by(Disclosure.handed_at.desc(), Disclosure.id.desc())
    ).all()
    names = names_of(work.session, (row.by_id for row in rows))
    work.opened([patient_id])
    return [
        DisclosureRow(
            row.id, row.owner, row.recipient, row.decided_by, row.ground, row.since_on, row.until_on,
            row.handed_at, names[row.by_id], serial_of(row.id, row.handed_at),
        )
        for row in rows
    ]  # fmt: skip


@query(Permission.OWN_ACCOUNT)
def destroyed_among(
    work: Work, notes: Collection[int], entries: Collection[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """Which of these notes, and of these entries of the social services, have been destroyed (PDL 8:4)."""
    gone = (
        select(table.id).where(table.id.in_(ids), table.destruction_id.is_not(None))
        for table, ids in ((Note, notes), (SocialEntry, entries))
    )
    in_notes, in_entries = (frozenset(work.session.scalars(found)) for found in gone)
    return in_notes, in_entries
