"""Admitting a patient."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ward_app.access.policy import Permission
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _, local
from ward_app.ops import Work, command
from ward_app.owners import Principal
from ward_app.patients.records import writer
from ward_app.settings.commands import require_recovery
from ward_app.sharing.terms import SharingTerms, record_terms
from ward_app.social.decisions import admit_under, register
from ward_app.social.terms import DecisionTerms
from ward_app.stays import occupancy, placing, plans, purposes, times
from ward_app.stays.model import CareForm, Purpose, Stay, StayEventKind
from ward_app.stays.particulars import particulars


@command(Permission.STAY_ADMIT, relation=False)
def admit(
    work: Work, patient_id: int, unit_id: int, bed_id: int | None, *,
    purpose: Purpose, care_form: CareForm, funding_principal: Principal, reason: str, decided_by: str,
    referred_from: str = "", background: str = "", admitted_at: datetime | None = None,
    planned_stay_id: int | None = None, responsible_nurse_id: int | None = None,
    responsible_doctor_id: int | None = None, planned_discharge_on: date | None = None,
    decision: DecisionTerms | None = None, sharing: SharingTerms | None = None,
) -> int:  # fmt: skip
    """Take a person in, now or at an earlier time that is recorded late. Only day care is without a bed.

    `decision` is the one that a stay under the Social Services Act rests on, if it is not registered yet;
    `sharing` what the patient answered about the owners reading each other's records.
    """
    require_recovery(work)
    at = times.happened(work, admitted_at, "admitted_at")
    if bed_id is None and care_form is not CareForm.DAY_CARE:
        raise Invalid("bed_id", _("Choose a bed. Only day care goes without."))
    occupancy.refuse_deceased(work, patient_id)
    occupancy.refuse_admitted(work, patient_id, at)
    if bed_id is not None:
        occupancy.claim_bed(work, placing.bed_of(work, bed_id, unit_id), at)
    values = particulars(
        care_form=care_form, funding_principal=funding_principal, reason=reason, decided_by=decided_by,
        referred_from=referred_from, background=background,
    )  # fmt: skip
    values |= {
        "owner": writer(work).owner, "admitted_at": at, "admitted_by_id": work.user.user_id,
        "planned_discharge_on": planned_discharge_on,
        "responsible_nurse_id": responsible_nurse_id, "responsible_doctor_id": responsible_doctor_id,
    }  # fmt: skip
    stay = _begin(work, patient_id, unit_id, values, planned_stay_id)
    if care_form is CareForm.SOCIAL_SHORT_TERM:
        admit_under(work, patient_id, local(at).date(), decision)
    elif decision is not None:
        register(work, patient_id, decision)
    record_terms(work, patient_id, stay.id, sharing)
    purposes.begin(work, stay, purpose, at)
    if bed_id is not None:
        placing.place(work, stay, bed_id, at)
    placing.note_event(work, stay, StayEventKind.ADMITTED, at, to_bed=bed_id)
    return stay.id


def _begin(
    work: Work, patient_id: int, unit_id: int, values: dict[str, Any], planned_stay_id: int | None
) -> Stay:
    """The stay that was planned, if there was a plan, else a new one."""
    if planned_stay_id is None:
        stay = Stay(patient_id=patient_id, unit_id=unit_id, recorded_at=work.now, **values)
        work.session.add(stay)
        work.session.flush()
        return stay
    stay = plans.planned_stay(work, planned_stay_id)
    if (stay.patient_id, stay.unit_id) != (patient_id, unit_id):
        raise Refused(
            _("The planned arrival is for someone else. Choose the right one, or admit without it.")
        )
    for name, value in values.items():
        setattr(stay, name, value)
    return stay
