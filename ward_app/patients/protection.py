"""Protected identity: its level, and what may then not be kept (PROT-01, PROT-02)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.errors import Invalid
from ward_app.i18n import _, local
from ward_app.ops import Work, command
from ward_app.patients.fields import ABODE, required
from ward_app.patients.model import NextOfKin, Patient, Protection
from ward_app.patients.numbers import reindex
from ward_app.patients.records import open_record


@command(Permission.PROTECTION_SET)
def set_protection(
    work: Work,
    patient_id: int,
    seen: int,
    level: Protection,
    on: date | None = None,
    document_seen: str = "",
) -> None:
    """Mark, change or end a protection. Where the person lives is removed when it may not be kept."""
    patient = open_record(work, patient_id, seen)
    with work.session.no_autoflush:
        protect(patient, level, on, document_seen, local(work.now).date())
        if patient.hides_abode:
            _forget_abode(work, patient)
        reindex(work, patient)


def protect(
    patient: Patient,
    level: Protection,
    on: date | None,
    document_seen: str,
    today: date,
    fields: tuple[str, str] = ("on", "document_seen"),
) -> None:
    """The level with its date and the document that was seen; without protection neither is kept."""
    date_field, document_field = fields
    patient.protection = level
    if level is Protection.NONE:
        patient.protection_on = patient.protection_seen = None
        return
    if on is None or on > today:
        raise Invalid(
            date_field, _("Type the date of the decision on protected identity, at the latest today.")
        )
    patient.protection_on = on
    patient.protection_seen = required(
        document_seen, document_field, _("Say which document shows the protected identity."), 200
    )


def _forget_abode(work: Work, patient: Patient) -> None:
    for field in ABODE:
        setattr(patient, field, None)
    for kin in work.session.scalars(select(NextOfKin).where(NextOfKin.patient_id == patient.id)):
        kin.phone, kin.phone_at_night = None, False
