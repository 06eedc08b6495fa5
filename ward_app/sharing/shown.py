"""Entities of sharing as rows, with the names of people, units and staff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from ward_app.access.names import names_of
from ward_app.ops import Work
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.shown import Audience, shown
from ward_app.sharing.duties import own_records
from ward_app.sharing.model import Block, EmergencyOpening, LiftRequest
from ward_app.sharing.rows import BlockedRow, EmergencyRow, RequestRow
from ward_app.wards.model import Unit


def blocked_rows(work: Work, blocks: Sequence[Block]) -> tuple[BlockedRow, ...]:
    wanted = {one.unit_id for one in blocks if one.unit_id is not None}
    named = select(Unit.id, Unit.name).where(Unit.id.in_(wanted))
    units: dict[int | None, str] = {row.id: row.name for row in work.session.execute(named)} if wanted else {}
    return tuple(
        BlockedRow(one.id, one.version, one.owner, one.unit_id, units.get(one.unit_id, ""), one.from_at)
        for one in blocks
    )


def emergency_rows(work: Work, openings: Sequence[EmergencyOpening]) -> list[EmergencyRow]:
    people = people_of(work, (one.patient_id for one in openings))
    names = names_of(work.session, [id_ for one in openings for id_ in (one.user_id, one.reviewed_by_id)])
    return [
        EmergencyRow(
            id=one.id, version=one.version, patient_id=one.patient_id, person=people[one.patient_id],
            user_id=one.user_id, by=names[one.user_id], text=one.text, from_at=one.from_at,
            until_at=one.until_at, reviewed_at=one.reviewed_at,
            reviewed_by=names[one.reviewed_by_id] if one.reviewed_by_id else "",
            is_justified=one.is_justified, review_note=one.review_note,
        )
        for one in openings
    ]  # fmt: skip


def request_rows(work: Work, requests: Sequence[tuple[LiftRequest, Block]]) -> list[RequestRow]:
    people = people_of(work, (one.patient_id for one, _block in requests))
    staff = [id_ for one, _block in requests for id_ in (one.by_id, one.answered_by_id)]
    names, mine = names_of(work.session, staff), own_records(work)
    return [
        RequestRow(
            id=one.id, version=one.version, patient_id=one.patient_id, person=people[one.patient_id],
            block_id=block.id, owner=block.owner, by=names[one.by_id], text=one.text, sent_at=one.sent_at,
            is_mine_to_answer=block.owner in mine, answered_at=one.answered_at,
            answered_by=names[one.answered_by_id] if one.answered_by_id else "", is_granted=one.is_granted,
            answer=one.answer,
        )
        for one, block in requests
    ]  # fmt: skip


def people_of(work: Work, patient_ids: Iterable[int]) -> dict[int, str]:
    """Names as in a list, masked where they must be. The door logs whose they are."""
    wanted = set(patient_ids)
    work.opened(wanted)
    people = select(PERSON).outerjoin(PatientIdentity, PRIMARY).where(Patient.id.in_(wanted))
    facts = work.session.scalars(people) if wanted else ()
    return {one.patient_id: shown(one, Audience.LIST).name for one in facts}
