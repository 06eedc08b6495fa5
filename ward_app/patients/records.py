"""What every command on a record begins with: the row as the user saw it, and who writes in which record."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work
from ward_app.owners import RecordOwner
from ward_app.patients.facts import PERSON, PRIMARY, PersonFacts
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.shown import Audience, shown


@dataclass(frozen=True, slots=True)
class Writer:
    user_id: int
    owner: RecordOwner


def writer(work: Work) -> Writer:
    """Who writes, and in whose record: decided by the assignment, never chosen."""
    owner = work.user.owner(work.now)
    if owner is None or work.user.user_id is None:
        raise Refused(_("You have no assignment here now, so no record to write in. Ask the unit manager."))
    return Writer(work.user.user_id, owner)


def open_record(work: Work, patient_id: int, seen: int | None = None) -> Patient:
    """The record to write in. `seen` is the version the user was looking at, where that matters."""
    patient = work.session.get_one(Patient, patient_id)
    if seen is not None:
        patient.expect(seen)
    if patient.merged_into_id is not None:
        raise Refused(
            _("This record has been merged into that of {person}. Write there instead.").format(
                person=called(work, patient.merged_into_id)
            )
        )
    return patient


def called(work: Work, patient_id: int) -> str:
    """The person's name in a refusal, masked as in a list."""
    work.opened([patient_id])
    return shown(facts_of(work, patient_id), Audience.LIST).name


def facts_of(work: Work, patient_id: int) -> PersonFacts:
    one = select(PERSON).outerjoin(PatientIdentity, PRIMARY).where(Patient.id == patient_id)
    person: PersonFacts = work.session.execute(one).scalar_one()
    return person
