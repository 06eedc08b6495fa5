"""Reading the log, for log reviewers only, and itself in the log (LOG-05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session

from ward_app.access.names import names_of
from ward_app.access.policy import Permission
from ward_app.logs.actions import in_words
from ward_app.logs.model import Judgement, LogReview, LogReviewRow
from ward_app.logs.occasions import Pattern
from ward_app.logs.rows import AccessRow, Criteria, Review, ReviewRow
from ward_app.logs.wording import ground_words, owner_words, role_words
from ward_app.ops import Work, query
from ward_app.patients.facts import PERSON, PRIMARY, PersonFacts
from ward_app.patients.model import Patient, PatientIdentity, Protection
from ward_app.patients.shown import Audience, shown
from ward_app.store.audit import LOG, REFUSED
from ward_app.wards.model import Unit


@query(Permission.LOG_REVIEW, log="logs.reviews", log_seconds=900, relation=False)
def reviews(work: Work, limit: int = 200) -> list[ReviewRow]:
    """The checks that were made, the latest first."""
    found = work.session.scalars(
        select(LogReview).order_by(LogReview.drawn_at.desc(), LogReview.id.desc()).limit(limit)
    ).all()
    rows = _heads(work, found)
    work.opened(_patients_in(found))
    return rows


@query(Permission.LOG_REVIEW, log="logs.review", log_seconds=900, relation=False)
def review(work: Work, review_id: int) -> Review:
    """One check with every access in it. Whose records they were is read with it, and logged."""
    head = work.session.get_one(LogReview, review_id)
    units = _units(work.session)
    found = work.session.execute(_accesses(review_id)).all()
    names = names_of(work.session, {row.user_id for row in found})
    accesses = tuple(_access(row, units, names) for row in found)
    work.opened({row.patient_id for row in found if row.patient_id is not None} | _patients_in([head]))
    return Review(_heads(work, [head])[0], accesses)


def masked(person: PersonFacts | None) -> str:
    """The patient as a print of the ward would name them: whoever is protected stays so (PROT-01)."""
    if person is None or person.patient_id is None:
        return ""
    text = shown(person, Audience.PRINT)
    return f"{text.name} {text.number}".strip()


def _accesses(review_id: int) -> Select[Any]:
    return (
        select(
            LogReviewRow, PERSON, LOG.c.at, LOG.c.user_id, LOG.c.actor, LOG.c.role, LOG.c.owner,
            LOG.c.unit_id, LOG.c.workstation, LOG.c.action, LOG.c.outcome, LOG.c.patient_id, LOG.c.reason,
            LOG.c.detail,
        )
        .join(LOG, LOG.c.id == LogReviewRow.log_id)
        .outerjoin(Patient, Patient.id == LOG.c.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .where(LogReviewRow.review_id == review_id)
        .order_by(LOG.c.at, LOG.c.id)
    )  # fmt: skip


def _access(row: Row[Any], units: dict[int, str], names: dict[int, str]) -> AccessRow:
    one: LogReviewRow = row.LogReviewRow
    protection = row.person.protection if row.person is not None else None
    return AccessRow(
        id=one.id, version=one.version, at=row.at, who=names.get(row.user_id, row.actor),
        role=role_words(row.role), unit=units.get(row.unit_id, ""), owner=owner_words(row.owner),
        workstation=row.workstation, action=in_words(row.action), is_refused=row.outcome == REFUSED,
        patient=masked(row.person), is_protected=protection not in (None, Protection.NONE),
        ground=ground_words(row.reason, row.detail), judgement=one.judgement, comment=one.comment,
    )  # fmt: skip


def _heads(work: Work, found: Iterable[LogReview]) -> list[ReviewRow]:
    many = list(found)
    session = work.session
    counts = {row.review_id: row for row in session.execute(_counts([one.id for one in many]))}
    names = names_of(session, {one.by_id for one in many} | {one.criteria.get("user_id") for one in many})
    units, patients = _units(session), _people(session, _patients_in(many))
    return [
        ReviewRow(
            id=one.id, version=one.version, kind=one.kind,
            criteria=_criteria(one.criteria, names, units, patients), reason=one.reason,
            drawn_at=one.drawn_at, by=names[one.by_id], is_mine=one.by_id == work.user.user_id,
            accesses=counts[one.id].accesses, judged=counts[one.id].judged, to_ask=counts[one.id].to_ask,
            unjustified=counts[one.id].unjustified, outcome=one.outcome, closed_at=one.closed_at,
        )
        for one in many
    ]  # fmt: skip


def _counts(review_ids: list[int]) -> Select[int, int, int, int, int]:
    judged = LogReviewRow.judgement
    return (
        select(
            LogReviewRow.review_id, func.count().label("accesses"), func.count(judged).label("judged"),
            func.count(case((judged == Judgement.ASK, 1))).label("to_ask"),
            func.count(case((judged == Judgement.UNJUSTIFIED, 1))).label("unjustified"),
        )
        .where(LogReviewRow.review_id.in_(review_ids))
        .group_by(LogReviewRow.review_id)
    )  # fmt: skip


def _criteria(
    kept: dict[str, Any], names: dict[int, str], units: dict[int, str], patients: dict[int, str]
) -> Criteria:
    pattern = kept.get("pattern")
    return Criteria(
        from_on=date.fromisoformat(kept["from"]), to_on=date.fromisoformat(kept["to"]), found=kept["found"],
        own=kept["own"], size=kept.get("size"), seed=kept.get("seed"),
        pattern=Pattern(pattern) if pattern else None, user=names.get(kept.get("user_id") or 0),
        unit=units.get(kept.get("unit_id") or 0), patient=patients.get(kept.get("patient_id") or 0),
    )  # fmt: skip


def _patients_in(found: Iterable[LogReview]) -> set[int]:
    """Whom checks of one patient's record are about."""
    return {one.criteria["patient_id"] for one in found if one.criteria.get("patient_id")}


def _people(session: Session, patient_ids: set[int]) -> dict[int, str]:
    people = select(PERSON).outerjoin(PatientIdentity, PRIMARY).where(Patient.id.in_(patient_ids))
    return {one.patient_id: masked(one) for one in session.scalars(people)}


def _units(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Unit.id, Unit.name))}
