"""One record read from the store, each part in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session, aliased

from ward_app.access.model import User
from ward_app.access.reach import Reach
from ward_app.patients import identity
from ward_app.patients.answers import told
from ward_app.patients.facts import PERSON, PRIMARY, PersonFacts
from ward_app.patients.identity_domains import Domain
from ward_app.patients.model import (
    Alert,
    AlertKind,
    HypersensitivityAnswer,
    IdentityStatus,
    NextOfKin,
    Patient,
    PatientIdentity,
    Severity,
    TreatmentLimitation,
)  # fmt: skip
from ward_app.patients.rows import AlertRow, KinRow, LimitationRow, NumberRow, OtherRecord
from ward_app.patients.shown import Audience, shown

_KINDS, _SEVERITIES = list(AlertKind), list(Severity)


def alerts_of(
    session: Session, reach: Reach, patient_id: int, *, ended: bool = False
) -> tuple[AlertRow, ...]:
    """Hypersensitivity and infection first, the worst of each kind before others."""
    author, verifier = aliased(User), aliased(User)
    rows = session.execute(
        select(Alert, author, verifier)
        .join(author, author.id == Alert.recorded_by_id)
        .outerjoin(verifier, verifier.id == Alert.verified_by_id)
        .where(Alert.patient_id == patient_id, reach.where(Alert))
        .where(true() if ended else Alert.ended_at.is_(None))
        .order_by(Alert.id)
    )
    found = [
        AlertRow(
            one.id, one.version, one.owner, one.kind, one.text, one.reaction, one.severity, one.source,
            one.since_on, one.recorded_at, by.shown_name, sure.shown_name if sure else None, one.ended_at,
            one.end_reason,
        )
        for one, by, sure in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (_KINDS.index(one.kind), _SEVERITIES.index(one.severity))))


def hypersensitivity_of(patient: Patient, reach: Reach, alerts: Iterable[AlertRow]) -> HypersensitivityAnswer:
    kinds = {alert.kind for alert in alerts if alert.ended_at is None}
    return told(
        patient.hypersensitivity, patient.hypersensitivity_owner,
        has_warning=AlertKind.HYPERSENSITIVITY in kinds, reads=partial(reach.allows, patient.id),
    )  # fmt: skip


def limitations_of(
    session: Session, reach: Reach, patient_id: int, today: date, *, ended: bool = False
) -> tuple[LimitationRow, ...]:
    rows = session.execute(
        select(TreatmentLimitation, User)
        .join(User, User.id == TreatmentLimitation.decided_by_id)
        .where(
            TreatmentLimitation.patient_id == patient_id,
            reach.where(TreatmentLimitation),
            true() if ended else TreatmentLimitation.ended_at.is_(None),
        )
        .order_by(TreatmentLimitation.decided_at, TreatmentLimitation.id)
    )
    return tuple(
        LimitationRow(
            one.id, one.version, one.owner, one.kind, one.text, one.grounds, by.shown_name, one.decided_at,
            one.consulted, one.patient_attitude, one.kin_informed, one.review_on, one.holds(today),
            one.ended_at, one.end_reason,
        )
        for one, by in rows
    )  # fmt: skip


def kin_of(session: Session, patient_id: int) -> tuple[KinRow, ...]:
    rows = session.scalars(
        select(NextOfKin)
        .where(NextOfKin.patient_id == patient_id, NextOfKin.ended_at.is_(None))
        .order_by(NextOfKin.position, NextOfKin.id)
    )
    return tuple(
        KinRow(
            one.id, one.version, one.name, one.relation, one.phone, one.phone_at_night, one.position, one.note
        )
        for one in rows
    )


def numbers_of(session: Session, patient_id: int, region: tuple[Domain, ...]) -> tuple[NumberRow, ...]:
    """Every number the person has or had, the primary one first."""
    rows = session.scalars(
        select(PatientIdentity)
        .where(PatientIdentity.patient_id == patient_id)
        .order_by(
            PatientIdentity.retired_at.is_not(None), PatientIdentity.is_primary.desc(), PatientIdentity.id
        )
    )
    return tuple(
        NumberRow(
            one.id, identity.shown(one.domain, one.value), identity.domain_name(one.domain, region),
            one.status is IdentityStatus.VERIFIED, one.is_primary, one.reason, one.recorded_at,
            one.retired_at,
        )
        for one in rows
    )  # fmt: skip


def other_record(session: Session, patient_id: int | None) -> OtherRecord | None:
    found = _others(session, people().where(Patient.id == patient_id)) if patient_id is not None else ()
    return next(iter(found), None)


def merged_here(session: Session, patient_id: int) -> tuple[OtherRecord, ...]:
    return _others(session, people().where(Patient.merged_into_id == patient_id).order_by(Patient.id))


def people() -> Select[PersonFacts]:
    return select(PERSON).outerjoin(PatientIdentity, PRIMARY)


def _others(session: Session, found: Select[PersonFacts]) -> tuple[OtherRecord, ...]:
    return tuple(
        OtherRecord(person.patient_id, shown(person, Audience.RECORD).name)
        for person in session.scalars(found)
    )
