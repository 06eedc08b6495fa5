"""Intyg om vårdtid: that someone was cared for here and when, on the patient's request (PDL 3:16).

Nothing of why: what else a certificate should say its author writes.
"""

from __future__ import annotations

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.copies.rows import Certificate
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.patients.identity import NumberPolicy
from ward_app.patients.records import facts_of
from ward_app.patients.shown import Audience, shown
from ward_app.settings.queries import value_of
from ward_app.settings.registry import PRACTICE
from ward_app.stays.model import Stay
from ward_app.wards.model import CareOwner, Unit

PREVIEW, PAPER = "print.preview", "print.certificate"


@command(Permission.PATIENT_READ)
def certify_stay(work: Work, stay_id: int) -> Certificate:
    """The certificate to be looked at, and signed by hand once it is on paper."""
    stay = work.session.get_one(Stay, stay_id)
    if stay.admitted_at is None or stay.cancelled_at is not None:
        raise Refused(_("The patient has not been admitted, so there is no time of care to certify."))
    unit = work.session.get_one(Unit, stay.unit_id)
    provider = work.session.scalar(select(CareOwner.name).where(CareOwner.code == stay.owner))
    person = shown(facts_of(work, stay.patient_id), Audience.RECORD, NumberPolicy.FULL)
    duty = work.user.duty(work.now)
    work.log(PREVIEW, patient_id=stay.patient_id, layout="certificate")
    return Certificate(
        stay.id, person.name, person.number, unit.name, unit.phone or "", provider or "", stay.admitted_at,
        stay.ended_at, stay.end_kind, work.user.name, duty.role if duty else None, work.now,
        bool(value_of(work.session, PRACTICE)),
    )  # fmt: skip


@command(Permission.PATIENT_READ)
def certificate_printed(work: Work, stay_id: int, *, copies: int = 1) -> None:
    """It is on paper."""
    stay = work.session.get_one(Stay, stay_id)
    work.log(PAPER, patient_id=stay.patient_id, layout="certificate", copies=copies)
