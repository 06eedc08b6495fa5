"""What is shared of one patient and why, and what waits to be reviewed or answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from ward_app.access.disclosure import Ground, Hint, may_read
from ward_app.access.names import names_of
from ward_app.access.policy import Permission
from ward_app.access.reach import Reach
from ward_app.ops import Work, query
from ward_app.owners import RecordOwner
from ward_app.sharing.duties import own_records
from ward_app.sharing.emergencies import told
from ward_app.sharing.model import (
    Block,
    CapacityAssessment,
    Consent,
    EmergencyOpening,
    LiftRequest,
)
from ward_app.sharing.reading import reach_of
from ward_app.sharing.rows import (
    AnswerRow,
    AssessmentRow,
    BlockedRow,
    EmergencyRow,
    ReadRow,
    RequestRow,
    SharingRow,
)
from ward_app.sharing.shown import blocked_rows, emergency_rows, request_rows
from ward_app.sharing.unread import everything_unread
from ward_app.stays.model import Stay


@query(Permission.PATIENT_READ, log="sharing")
def sharing_of(work: Work, patient_id: int) -> SharingRow:
    """As far as this reader may know: not what another provider has blocked, nor who has what."""
    work.opened([patient_id])
    reach = reach_of(work, [patient_id])
    known, unread = reach.patients[patient_id], everything_unread(work.session, reach, reach.patients)
    hints = frozenset[Hint]().union(*unread.values())
    reads = tuple(_read(reach, patient_id, owner) for owner in RecordOwner)
    return SharingRow(
        patient_id=patient_id,
        informed_at=known.informed.from_at if known.informed else None,
        answer=_answer(work, reach),
        assessment=_assessment(work, reach),
        presumed=any(one.ground is Ground.PRESUMED for one in reads),
        blocks=_blocks(work, reach),
        requests=tuple(_requests(work, reach.patients)),
        emergencies=tuple(_emergencies(work, reach)),
        reads=reads,
        own=tuple(owner for owner in RecordOwner if owner in reach.reader.homes),
        model=known.model,
        relation=reach.relation(patient_id),
        has_elsewhere=Hint.ELSEWHERE in hints,
        has_blocked=Hint.BLOCKED in hints,
    )


@query(Permission.LOG_REVIEW, log="sharing.emergencies", relation=False)
def emergencies(work: Work, *, reviewed: bool = False) -> list[EmergencyRow]:
    """Openings that wait for review, or those that have been reviewed; the oldest first."""
    done = EmergencyOpening.reviewed_at
    rows = select(EmergencyOpening).where(done.is_not(None) if reviewed else done.is_(None))
    found = work.session.scalars(rows.order_by(EmergencyOpening.from_at, EmergencyOpening.id))
    return emergency_rows(work, list(found))


@query(Permission.SHARING_RECORD, log="sharing.requests", relation=False)
def lift_requests(work: Work) -> list[RequestRow]:
    """What others ask the user's own records to unblock, and what the user has asked for: unanswered."""
    return _requests(work)


def _requests(work: Work, patient_ids: Iterable[int] | None = None) -> list[RequestRow]:
    waiting = (
        select(LiftRequest, Block)
        .join(Block, Block.id == LiftRequest.block_id)
        .where(
            LiftRequest.answered_at.is_(None),
            Block.owner.in_(own_records(work)) | (LiftRequest.by_id == work.user.user_id),
        )
    )
    if patient_ids is not None:
        waiting = waiting.where(LiftRequest.patient_id.in_(list(patient_ids)))
    found = work.session.execute(waiting.order_by(LiftRequest.sent_at, LiftRequest.id))
    return request_rows(work, [(one, block) for one, block in found])


def _read(reach: Reach, patient_id: int, owner: RecordOwner) -> ReadRow:
    """The ground without another provider's block, of which nothing may be told outside an emergency."""
    decision = reach.decide(patient_id, owner)
    known = reach.patients[patient_id]
    if decision.ground is Ground.BLOCKED_ELSEWHERE and not _in_emergency(reach, patient_id):
        unblocked = replace(known, blocks=tuple(one for one in known.blocks if one.owner is not owner))
        decision = may_read(reach.reader, unblocked, owner, reach.at)
    return ReadRow(owner, decision.ground, decision.hint)


def _in_emergency(reach: Reach, patient_id: int) -> bool:
    return any(span.counts(reach.at) for span in reach.patients[patient_id].emergencies)


def _answer(work: Work, reach: Reach) -> AnswerRow | None:
    """The last one, while it holds: as the decision on reading sees it."""
    given = (
        select(Consent, Stay.ended_at, Stay.cancelled_at)
        .outerjoin(Stay, Stay.id == Consent.stay_id)
        .where(Consent.patient_id.in_(list(reach.patients)))
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    )
    found = work.session.execute(given.limit(1)).first()
    if found is None or any((found.Consent.withdrawn_at, found.ended_at, found.cancelled_at)):
        return None
    one = found.Consent
    by = names_of(work.session, [one.by_id])[one.by_id]
    return AnswerRow(one.id, one.version, one.is_given, one.social, one.scope, one.form, one.given_at, by)


def _assessment(work: Work, reach: Reach) -> AssessmentRow | None:
    standing = select(CapacityAssessment).where(
        CapacityAssessment.patient_id.in_(list(reach.patients)), CapacityAssessment.ended_at.is_(None)
    )
    one = work.session.scalars(standing.order_by(CapacityAssessment.id.desc())).first()
    if one is None:
        return None
    by = names_of(work.session, [one.by_id])[one.by_id]
    return AssessmentRow(one.id, one.version, one.findings, one.attitude, one.would_object, one.made_at, by)


def _blocks(work: Work, reach: Reach) -> tuple[BlockedRow, ...]:
    """Whoever a unit's block keeps out learns which unit it is by the first step only (PDL 4:5)."""
    standing = select(Block).where(
        Block.patient_id.in_(list(reach.patients)), Block.owner.in_(reach.reader.homes),
        Block.lifted_at.is_(None),
    )  # fmt: skip
    found = work.session.scalars(standing.order_by(Block.from_at, Block.id))
    mine = [one for one in found if one.unit_id is None or reach.reader.works_on(one.unit_id)]
    return blocked_rows(work, mine)


def _emergencies(work: Work, reach: Reach) -> list[EmergencyRow]:
    """Those that are open now; the reader's own with whose blocks stand, as long as it lasts."""
    open_now = select(EmergencyOpening).where(
        EmergencyOpening.patient_id.in_(list(reach.patients)), EmergencyOpening.until_at > reach.at
    )
    rows = emergency_rows(work, list(work.session.scalars(open_now.order_by(EmergencyOpening.id))))
    return [told(work, reach, row) if row.user_id == work.user.user_id else row for row in rows]
