"""Reading people: one record, and who a number belongs to. Finding them by name is in `search`."""

from __future__ import annotations

from sqlalchemy import select

from ward_app.access.disclosure import Hint
from ward_app.access.policy import Permission
from ward_app.i18n import local
from ward_app.ops import Work, query
from ward_app.owners import RecordOwner
from ward_app.patients import identity, reading
from ward_app.patients.cpr import cpr_state
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.identity import Reading
from ward_app.patients.identity_domains import PERSONNUMMER
from ward_app.patients.model import IdentityStatus, Patient, PatientIdentity
from ward_app.patients.namesakes import namesakes
from ward_app.patients.rows import Banner, LookUp, PersonCard, PersonRow
from ward_app.patients.search import Hit, find
from ward_app.patients.series import region_series
from ward_app.patients.shown import Audience, age, shown
from ward_app.patients.wanted import whole_numbers
from ward_app.patients.whereabouts import OpenStay, inpatients, open_stay, stays_of
from ward_app.sharing.reading import reach_of
from ward_app.sharing.unread import unread

__all__ = ["Hit", "banner", "find", "look_up_number", "person"]


@query(Permission.PATIENT_READ, log="record")
def banner(work: Work, patient_id: int) -> Banner:
    """Who the person is, where, and what must be known before anything is done."""
    session, today = work.session, local(work.now).date()
    patient, facts, status = session.execute(
        select(Patient, PERSON, PatientIdentity.status)
        .outerjoin(PatientIdentity, PRIMARY)
        .where(Patient.id == patient_id)
    ).one()
    work.opened([patient_id])
    text = shown(facts, Audience.RECORD)
    stay = open_stay(session, patient_id, work.now)
    reach = reach_of(work, [patient_id])
    alerts = reading.alerts_of(session, reach, patient_id)
    limitations = reading.limitations_of(session, reach, patient_id, today)
    is_read = reach.reads_all_of(patient_id, RecordOwner.REGION_HSL)
    return Banner(
        patient_id=patient_id, version=patient.version, name=text.name, number=text.number,
        preferred_name=patient.preferred_name, series=identity.domain_name(facts.domain or PERSONNUMMER),
        is_verified=status is IdentityStatus.VERIFIED, unnamed_reason=patient.unnamed_reason,
        birth_date=patient.birth_date, age=age(facts, work.now), sex=patient.sex,
        is_protected=text.is_protected, protection=patient.protection, deceased_at=patient.deceased_at,
        same_name=_has_namesake(work, patient_id, stay), stay=stay,
        hypersensitivity=reading.hypersensitivity_of(patient, reach, alerts), alerts=alerts,
        limitations=limitations, cpr=cpr_state(limitations, today, is_read=is_read),
        interpreter_language=patient.interpreter_language, address=text.address,
        phone="" if text.is_protected else patient.phone or "", kin=reading.kin_of(session, patient_id),
        merged_into=reading.other_record(session, patient.merged_into_id),
        unread=unread(session, reach, [patient_id]).get(patient_id, Hint.NOTHING),
    )  # fmt: skip


@query(Permission.PATIENT_READ, log="record")
def person(work: Work, patient_id: int) -> PersonRow:
    """All that can be changed about a person, with what once held."""
    session = work.session
    patient = session.get_one(Patient, patient_id)
    work.opened([patient_id])
    reach, today = reach_of(work, [patient_id]), local(work.now).date()
    alerts = reading.alerts_of(session, reach, patient_id, ended=True)
    return PersonRow(
        patient_id=patient_id, version=patient.version, family_name=patient.family_name,
        given_name=patient.given_name, preferred_name=patient.preferred_name,
        birth_date=patient.birth_date, sex=patient.sex, protection=patient.protection,
        protection_on=patient.protection_on, protection_seen=patient.protection_seen,
        street=patient.street, postal_code=patient.postal_code, town=patient.town, phone=patient.phone,
        interpreter_language=patient.interpreter_language, unnamed_reason=patient.unnamed_reason,
        hypersensitivity=reading.hypersensitivity_of(patient, reach, alerts),
        hypersensitivity_asked_at=patient.hypersensitivity_asked_at, deceased_at=patient.deceased_at,
        numbers=reading.numbers_of(session, patient_id, region_series(session)), alerts=alerts,
        limitations=reading.limitations_of(session, reach, patient_id, today, ended=True),
        kin=reading.kin_of(session, patient_id), stays=tuple(stays_of(session, patient_id)),
        merged_into=reading.other_record(session, patient.merged_into_id),
        merged_here=reading.merged_here(session, patient_id),
    )  # fmt: skip


@query(Permission.PATIENT_FIND, log="look_up", relation=False)
def look_up_number(work: Work, text: str) -> LookUp:
    """Who has this number, said before going on: also of who is protected, as the number is known already."""
    today, region = local(work.now).date(), region_series(work.session)
    read = identity.parse(text, today=today, region=region, field="text")
    return LookUp(
        number=read.shown, series=identity.domain_name(read.domain, region),
        is_verified=read.status is IdentityStatus.VERIFIED,
        doubts=tuple(warning.sentence for warning in read.warnings if warning.takes_reason),
        remarks=tuple(warning.sentence for warning in read.warnings if not warning.takes_reason),
        birth_date_hint=read.birth_date_hint, sex_hint=read.sex_hint, existing=_holder(work, text, read),
    )  # fmt: skip


def _holder(work: Work, text: str, read: Reading) -> PersonCard | None:
    """Whose number it is; one typed without century may also be of another century than was read."""
    values = dict.fromkeys([read.value, *whole_numbers(text, local(work.now).date())])
    held = select(PatientIdentity).where(
        PatientIdentity.value.in_(values), PatientIdentity.retired_at.is_(None)
    )
    holders = {number.value: number.patient_id for number in work.session.scalars(held)}
    patient_id = next((holders[value] for value in values if value in holders), None)
    if patient_id is None:
        return None
    work.opened([patient_id])
    version, facts = work.session.execute(
        select(Patient.version, PERSON).outerjoin(PatientIdentity, PRIMARY).where(Patient.id == patient_id)
    ).one()
    seen = shown(facts, Audience.RECORD)
    return PersonCard(
        patient_id, version, seen.name, seen.number, facts.birth_date, age(facts, work.now), facts.sex,
        seen.address, seen.is_protected, facts.deceased_at, tuple(stays_of(work.session, patient_id)),
    )  # fmt: skip


def _has_namesake(work: Work, patient_id: int, stay: OpenStay | None) -> bool:
    """Against the others on the same unit; nobody elsewhere is taken for someone here."""
    if stay is None:
        return False
    here = work.session.execute(inpatients()).all()
    return patient_id in namesakes(row.person for row in here if row.unit_id == stay.unit_id)
