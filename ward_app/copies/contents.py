"""A whole copy: which parts each kind of record has, and who it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import or_, select

from ward_app.access.disclosure import Aim
from ward_app.copies import entries, standing
from ward_app.copies.reading import Source
from ward_app.copies.rows import CopyPart, CopyTerms, RecordCopy
from ward_app.errors import NotAllowed
from ward_app.i18n import _
from ward_app.ops import Work
from ward_app.owners import LegalBasis, RecordOwner
from ward_app.patients.identity import NumberPolicy
from ward_app.patients.model import Patient
from ward_app.patients.records import facts_of
from ward_app.patients.shown import Audience, shown
from ward_app.settings.queries import value_of
from ward_app.settings.registry import PRACTICE
from ward_app.sharing.reading import reach_of
from ward_app.store import audit
from ward_app.wards.model import CareOwner

PARTS: Mapping[LegalBasis, tuple[Callable[[Source], CopyPart], ...]] = {
    LegalBasis.HSL: (
        standing.stays, standing.alerts, standing.limitations, standing.care_facts, entries.notes,
        standing.tasks, standing.reports, standing.disclosures,
    ),
    LegalBasis.SOL: (standing.stays, standing.decisions, entries.social_entries, standing.disclosures),
}  # fmt: skip
"""A health record and a social services record are never one print (SOL-01)."""


def owners_for(work: Work) -> tuple[RecordOwner, ...]:
    """The records that the user works in: a copy is handed out by its own controller (PDL 2:6, PDL-20)."""
    reader = work.user.reader(work.now, Aim.COPY)
    return tuple(one for one in RecordOwner if one in reader.homes and one.legal_basis in reader.reads)


def read(work: Work, patient_id: int, owner: RecordOwner, terms: CopyTerms) -> RecordCopy:
    """Everything the owner holds about the person, records merged into this one included."""
    if owner not in owners_for(work):
        raise NotAllowed(
            _("This record belongs to another owner than the one you work for. Ask them to hand it out.")
        )
    merged = select(Patient.id).where(or_(Patient.id == patient_id, Patient.merged_into_id == patient_id))
    ids = tuple(work.session.scalars(merged))
    reach = reach_of(work, ids, aim=Aim.COPY)
    source = Source(work.session, ids, owner, reach, terms.since_on, terms.until_on)
    parts = (part(source) for part in PARTS[owner.legal_basis])
    facts = facts_of(work, patient_id)
    person = shown(facts, Audience.RECORD, NumberPolicy.FULL)
    name = work.session.scalar(select(CareOwner.name).where(CareOwner.code == owner))
    work.opened(ids)
    return RecordCopy(
        patient_id, person.name, person.number, facts.birth_date, owner, name or "", terms,
        tuple(part for part in parts if part.items), work.user.name, work.now,
        audit.anchor(work.session.connection(), work.workstation), bool(value_of(work.session, PRACTICE)),
    )  # fmt: skip
