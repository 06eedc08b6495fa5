"""Arrivals that are planned, and beds kept for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.i18n import _, local, relative_text
from ward_app.ops import Work, command
from ward_app.owners import Principal
from ward_app.patients.records import writer
from ward_app.sharing.terms import SharingTerms, record_terms
from ward_app.social.decisions import register
from ward_app.social.terms import DecisionTerms
from ward_app.stays import occupancy, placing, purposes, times
from ward_app.stays.model import CareForm, Purpose, Stay, StayEventKind
from ward_app.stays.particulars import particulars, told


@command(Permission.STAY_PLAN, relation=False)
def plan_arrival(
    work: Work, patient_id: int, unit_id: int, *, purpose: Purpose, care_form: CareForm,
    funding_principal: Principal, reason: str, expected_at: datetime, decided_by: str,
    referred_from: str = "", bed_id: int | None = None, background: str = "",
    decision: DecisionTerms | None = None, sharing: SharingTerms | None = None,
) -> int:  # fmt: skip
    """Someone is expected. A bed may be kept; it can still be used by someone who needs it more."""
    planned_at = times.expected(work, expected_at, work.now, "expected_at")
    occupancy.refuse_deceased(work, patient_id)
    _refuse_planned(work, patient_id, planned_at)
    if bed_id is not None:
        placing.bed_of(work, bed_id, unit_id)
    stay = Stay(
        patient_id=patient_id, unit_id=unit_id, owner=writer(work).owner, planned_at=planned_at,
        planned_bed_id=bed_id, recorded_at=work.now,
        **particulars(
            care_form=care_form, funding_principal=funding_principal, reason=reason, decided_by=decided_by,
            referred_from=referred_from, background=background,
        ),
    )  # fmt: skip
    if decision is not None:
        register(work, patient_id, decision)
    stay_id = _planned(work, stay, purpose)
    record_terms(work, patient_id, stay_id, sharing)
    return stay_id


@command(Permission.STAY_PLAN)
def change_plan(
    work: Work, stay_id: int, seen: int, *, purpose: Purpose, care_form: CareForm,
    funding_principal: Principal, reason: str, expected_at: datetime, decided_by: str,
    referred_from: str = "", bed_id: int | None = None, background: str = "",
) -> None:  # fmt: skip
    """The arrival will be at another time, in another bed, for something else."""
    stay = planned_stay(work, stay_id, seen)
    if expected_at != stay.planned_at:
        stay.planned_at = times.expected(work, expected_at, work.now, "expected_at")
        _refuse_planned(work, stay.patient_id, stay.planned_at, but=stay_id)
    if bed_id is not None:
        placing.bed_of(work, bed_id, stay.unit_id)
    stay.planned_bed_id = bed_id
    values = particulars(
        care_form=care_form, funding_principal=funding_principal, reason=reason, decided_by=decided_by,
        referred_from=referred_from, background=background,
    )  # fmt: skip
    for name, value in values.items():
        setattr(stay, name, value)
    stay.owner = writer(work).owner
    assert stay.planned_at is not None  # it is planned
    purposes.begin(work, stay, purpose, stay.planned_at)


@command(Permission.STAY_PLAN)
def cancel_plan(work: Work, stay_id: int, seen: int, reason: str) -> None:
    """The patient does not come after all."""
    stay = planned_stay(work, stay_id, seen)
    stay.cancelled_at = work.now
    stay.cancel_reason = told(reason, "reason", missing="cancel_reason")
    placing.note_event(
        work, stay, StayEventKind.PLAN_CANCELLED, times.minute(work.now), detail=stay.cancel_reason
    )


def planned_stay(work: Work, stay_id: int, seen: int | None = None) -> Stay:
    stay = work.session.get_one(Stay, stay_id)
    if seen is not None:
        stay.expect(seen)
    if not stay.is_planned:
        raise Refused(_("This arrival is no longer planned. Look at the list of planned arrivals again."))
    return stay


def plan_again(work: Work, undone: Stay) -> None:
    """The plan that an undone admission had used up stands again, as a stay of its own."""
    purpose = work.session.scalar(select(purposes.purpose_of(undone.id)))
    stay = Stay(
        patient_id=undone.patient_id, unit_id=undone.unit_id, owner=undone.owner, care_form=undone.care_form,
        funding_principal=undone.funding_principal, reason=undone.reason, background=undone.background,
        referred_from=undone.referred_from, decided_by=undone.decided_by, planned_at=undone.planned_at,
        planned_bed_id=undone.planned_bed_id, recorded_at=work.now,
    )  # fmt: skip
    assert purpose is not None  # every stay has one
    _planned(work, stay, purpose)


def _planned(work: Work, stay: Stay, purpose: Purpose) -> int:
    assert stay.planned_at is not None
    work.session.add(stay)
    work.session.flush()
    purposes.add_purpose(work, stay, purpose, stay.planned_at)
    placing.note_event(work, stay, StayEventKind.PLANNED, times.minute(work.now), to_bed=stay.planned_bed_id)
    return stay.id


def _refuse_planned(work: Work, patient_id: int, at: datetime, *, but: int | None = None) -> None:
    """Once a day is enough; someone in respite care may be expected many times."""
    planned = select(Stay.planned_at).where(
        Stay.patient_id == patient_id, Stay.admitted_at.is_(None), Stay.cancelled_at.is_(None),
        Stay.id.is_distinct_from(but),
    )  # fmt: skip
    for known in work.session.scalars(planned):
        if known is not None and local(known).date() == local(at).date():
            raise Refused(
                _("The patient is already expected {time}. Cancel that arrival first.").format(
                    time=relative_text(known, work.now)
                )
            )
