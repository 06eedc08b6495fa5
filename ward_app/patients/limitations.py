"""A doctor's decisions not to start or go on with a treatment (SOSFS 2011:7; EOL-01, EOL-02)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from ward_app.access.policy import Permission, Role
from ward_app.cleaning import clean_text, one_line
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _, local
from ward_app.ops import Work, command
from ward_app.owners import Principal, RecordOwner
from ward_app.patients.fields import required
from ward_app.patients.model import LimitationKind, TreatmentLimitation
from ward_app.patients.records import Writer, open_record, writer
from ward_app.sharing.expect import expect_readable
from ward_app.sharing.reading import reach_of

LONGEST = 5_000


@command(Permission.LIMITATION_DECIDE)
def decide_limitation(
    work: Work,
    patient_id: int,
    kind: LimitationKind,
    grounds: str,
    consulted: str,
    patient_attitude: str,
    review_on: date,
    text: str = "",
    kin_informed: str | None = None,
    decided_at: datetime | None = None,
) -> int:
    """Decide, as a doctor of the region who has consulted a licensed colleague.

    A new decision of the same kind takes the place of the last one.
    """
    open_record(work, patient_id)
    by = _doctor(work)
    at = decided_at or work.now
    _expect_times(at, review_on, work.now)
    decision = TreatmentLimitation(
        patient_id=patient_id, owner=by.owner, kind=kind, decided_by_id=by.user_id, decided_at=at,
        text=one_line(text, limit=200),
        grounds=_said(grounds, "grounds", _("Say on what grounds the decision is made.")),
        consulted=required(
            consulted, "consulted", _("Name the licensed colleague who was consulted."), 200
        ),
        patient_attitude=_said(
            patient_attitude, "patient_attitude",
            _("Say what the patient thinks, or why the patient could not be asked."),
        ),
        kin_informed=clean_text(kin_informed or "", limit=LONGEST, field="kin_informed").strip() or None,
        review_on=review_on,
    )  # fmt: skip
    if kind is LimitationKind.OTHER and not decision.text:
        raise Invalid("text", _("Say which treatment is not to be given."))
    if kind is not LimitationKind.OTHER:
        _end_earlier(work, patient_id, kind, by)
    work.session.add(decision)
    work.session.flush()
    return decision.id


@command(Permission.LIMITATION_DECIDE)
def end_limitation(work: Work, limitation_id: int, seen: int, reason: str) -> None:
    decision = work.session.get_one(TreatmentLimitation, limitation_id)
    expect_readable(work, decision)
    decision.expect(seen)
    if decision.ended_at is not None:
        raise Refused(_("The decision has ended already."))
    why = required(reason, "reason", _("Say why the decision no longer holds."))
    _end(decision, work, _doctor(work), why)


def _doctor(work: Work) -> Writer:
    """The region's doctors decide; nobody else, whatever the role's rights are widened to."""
    duties = work.user.current(work.now)
    if not any(one.role is Role.DOCTOR and one.principal is Principal.REGION for one in duties):
        raise Refused(_("Only a doctor of the region decides on limits of treatment."))
    return Writer(writer(work).user_id, RecordOwner.REGION_HSL)


def _end_earlier(work: Work, patient_id: int, kind: LimitationKind, by: Writer) -> None:
    earlier = select(TreatmentLimitation).where(
        TreatmentLimitation.patient_id == patient_id, TreatmentLimitation.kind == kind,
        TreatmentLimitation.ended_at.is_(None),
    )  # fmt: skip
    reach = reach_of(work, [patient_id])
    for decision in filter(reach.shows, work.session.scalars(earlier)):
        _end(decision, work, by, _("Replaced by a new decision."))


def _end(decision: TreatmentLimitation, work: Work, by: Writer, reason: str) -> None:
    decision.ended_at, decision.ended_by_id, decision.end_reason = work.now, by.user_id, reason


def _expect_times(decided_at: datetime, review_on: date, now: datetime) -> None:
    if decided_at > now:
        raise Invalid("decided_at", _("The decision cannot be made in the future."))
    if review_on < local(now).date():
        raise Invalid("review_on", _("Choose a day for the review, at the earliest today."))


def _said(text: str, field: str, sentence: str) -> str:
    said = clean_text(text, limit=LONGEST, field=field).strip()
    if not said:
        raise Invalid(field, sentence)
    return said
