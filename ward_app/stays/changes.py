"""What changes during a stay beside the bed: who is responsible, readiness, standing facts."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.cleaning import clean_text
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.sharing.expect import expect_readable
from ward_app.stays import placing, times
from ward_app.stays.model import CareFact, CareFactKind, Stay, StayEventKind
from ward_app.stays.particulars import told


class StayFields(TypedDict, total=False):
    """What may be changed of a stay; a field that is not given stays as it is."""

    reason: str
    background: str
    responsible_nurse_id: int | None
    responsible_doctor_id: int | None
    planned_discharge_on: date | None


OWNED = frozenset({"reason", "background"})
"""Texts of the stay's owner; the rest is the ward's to arrange."""


@command(Permission.PATIENT_EDIT)
def update_stay(work: Work, stay_id: int, seen: int, **fields: Unpack[StayFields]) -> None:
    stay = placing.open_stay(work, stay_id, seen)
    if fields.keys() & OWNED:
        expect_readable(work, stay)
    if "reason" in fields:
        stay.reason = told(fields["reason"], "reason")
    if "background" in fields:
        stay.background = clean_text(fields["background"], field="background").strip()
    if "responsible_nurse_id" in fields:
        stay.responsible_nurse_id = fields["responsible_nurse_id"]
    if "responsible_doctor_id" in fields:
        stay.responsible_doctor_id = fields["responsible_doctor_id"]
    if "planned_discharge_on" in fields:
        stay.planned_discharge_on = fields["planned_discharge_on"]


@command(Permission.READY_DECIDE)
def mark_ready(work: Work, stay_id: int, seen: int) -> None:
    """The doctor judges that the patient no longer needs the ward (utskrivningsklar, LUS 3:1)."""
    stay = placing.open_stay(work, stay_id, seen)
    if stay.medically_ready_at is not None:
        raise Refused(_("The patient is already ready for discharge."))
    stay.medically_ready_at = times.minute(work.now)
    placing.note_event(work, stay, StayEventKind.READY, stay.medically_ready_at)


@command(Permission.READY_DECIDE)
def revoke_ready(work: Work, stay_id: int, seen: int) -> None:
    stay = placing.open_stay(work, stay_id, seen)
    if stay.medically_ready_at is None:
        raise Refused(_("The patient is not marked as ready for discharge."))
    stay.medically_ready_at = None
    placing.note_event(work, stay, StayEventKind.READY_REVOKED, times.minute(work.now))


@command(Permission.PATIENT_EDIT)
def set_care_fact(work: Work, stay_id: int, kind: CareFactKind, text: str) -> None:
    """What holds just now under one heading of every handover. An empty text takes the last one away."""
    owner = work.user.owner(work.now)
    if owner is None or work.user.user_id is None:
        raise Refused(_("You have no assignment just now, so nothing can be written in your name."))
    current = select(CareFact).where(
        CareFact.stay_id == stay_id, CareFact.kind == kind, CareFact.replaced_at.is_(None)
    )
    before = work.session.scalars(current).one_or_none()
    cleaned = clean_text(text).strip()
    if before is not None:
        expect_readable(work, before)
    if before is not None and before.text == cleaned:
        return
    if before is not None:
        before.replaced_at = work.now
        work.session.flush()
    if cleaned:
        work.session.add(CareFact(
            stay_id=stay_id, patient_id=work.session.get_one(Stay, stay_id).patient_id, owner=owner,
            kind=kind, text=cleaned, recorded_at=work.now, by_id=work.user.user_id,
        ))  # fmt: skip
