"""Reading the social services' record: what the decision on disclosure lets through, and nothing else."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from ward_app.access.policy import Permission
from ward_app.access.reach import Reach
from ward_app.i18n import local
from ward_app.ops import Work, query
from ward_app.owners import RecordOwner
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.shown import Audience, shown
from ward_app.sharing.reading import reach_of
from ward_app.social.grounds import grounds_of
from ward_app.social.model import SocialDecision, SocialEntry
from ward_app.social.reading import decision_rows, rows_of
from ward_app.social.rows import (
    DecisionRow,
    DecisionState,
    EndingRow,
    SocialRecord,
    SocialRow,
    state_on,
)
from ward_app.stays.model import CareForm, Placement, Stay
from ward_app.store.signed import newest
from ward_app.wards.model import Bed

__all__ = ["decisions_ending", "decisions_of", "ending_of", "entries_of", "social_record"]


@query(Permission.SOCIAL_READ, log="social")
def entries_of(work: Work, patient_id: int, *, discarded: bool = False) -> list[SocialRow]:
    """The newest versions, the latest event first; with `discarded` also what was thrown away unsigned."""
    wanted = newest(SocialEntry).where(
        SocialEntry.patient_id == patient_id, reach_of(work, [patient_id]).where(SocialEntry)
    )
    if not discarded:
        wanted = wanted.where(SocialEntry.discarded_at.is_(None))
    work.opened([patient_id])
    found = work.session.scalars(wanted.order_by(SocialEntry.occurred_at.desc(), SocialEntry.id.desc()))
    return rows_of(work, found.all())


@query(Permission.SOCIAL_READ, log="social")
def decisions_of(work: Work, patient_id: int) -> list[DecisionRow]:
    """The newest first; ended and replaced ones too."""
    wanted = select(SocialDecision).where(
        SocialDecision.patient_id == patient_id, reach_of(work, [patient_id]).where(SocialDecision)
    )
    work.opened([patient_id])
    found = work.session.scalars(wanted.order_by(SocialDecision.from_on.desc(), SocialDecision.id.desc()))
    return decision_rows(work, found.all(), local(work.now).date())


@query(Permission.SOCIAL_READ, log="social")
def social_record(work: Work, patient_id: int, *, discarded: bool = False) -> SocialRecord:
    """Entries, decisions, and whether there is more that may not be read."""
    work.opened([patient_id])
    reach = reach_of(work, [patient_id])
    return SocialRecord(
        patient_id=patient_id,
        entries=tuple(entries_of(work, patient_id, discarded=discarded)),
        decisions=tuple(decisions_of(work, patient_id)),
        works_here=RecordOwner.KOMMUN_SOL in reach.reader.homes,
        is_elsewhere=_is_elsewhere(work, reach, patient_id),
    )


@query(Permission.SOCIAL_READ, log="social.ending", log_seconds=900)
def decisions_ending(work: Work, unit_id: int) -> list[EndingRow]:
    """The stays under the Social Services Act whose decision ends within a week, or has ended: soonest first.

    Name, place, last day and whom to ask, and no more (SOL-07, PDL-21).
    """
    here = and_(Stay.unit_id == unit_id, Stay.admitted_at.is_not(None), Stay.cancelled_at.is_(None))
    rows = _ending(work, here)
    work.opened(row.patient_id for row in rows)
    return rows


@query(Permission.SOCIAL_READ, log="social.ending", log_seconds=900)
def ending_of(work: Work, stay_id: int) -> EndingRow | None:
    """The same of one stay; None where there is nothing to warn of."""
    rows = _ending(work, Stay.id == stay_id)
    work.opened(row.patient_id for row in rows)
    return rows[0] if rows else None


def _ending(work: Work, which: ColumnElement[bool]) -> list[EndingRow]:
    lying = and_(Placement.stay_id == Stay.id, Placement.to_at.is_(None), Placement.voided_at.is_(None))
    found = work.session.execute(
        select(Stay.id, Stay.patient_id, Bed.label, PERSON)
        .join(Patient, Patient.id == Stay.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(Placement, lying)
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .where(which, Stay.care_form == CareForm.SOCIAL_SHORT_TERM, Stay.ended_at.is_(None))
    ).all()
    patients = [row.patient_id for row in found]
    grounds = grounds_of(work.session, reach_of(work, patients), patients)
    today = local(work.now).date()
    rows = [
        EndingRow(
            row.id, row.patient_id, shown(row.person, Audience.LIST).name, row.label or "", ground.last_on,
            ground.decided_by, state_on(today, ground.last_on),
        )
        for row in found
        if (ground := grounds.get(row.patient_id)) is not None
    ]  # fmt: skip
    ending = [row for row in rows if row.state is not DecisionState.HOLDS]
    return sorted(ending, key=lambda row: (row.last_on or today, row.name))


def _is_elsewhere(work: Work, reach: Reach, patient_id: int) -> bool:
    """Whether there are rows that are not shown, where that may be told (LSVO 2:4)."""
    if RecordOwner.KOMMUN_SOL not in reach.hints(patient_id):
        return False
    entries = select(SocialEntry.id).where(
        SocialEntry.patient_id == patient_id, SocialEntry.discarded_at.is_(None),
        not_(reach.where(SocialEntry)),
    )  # fmt: skip
    decisions = select(SocialDecision.id).where(
        SocialDecision.patient_id == patient_id, not_(reach.where(SocialDecision))
    )
    return bool(work.session.scalar(select(or_(exists(entries), exists(decisions)))))
