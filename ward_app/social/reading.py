"""From stored entries and decisions to rows: names, objections and earlier versions put in their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_app.access.names import names_of
from ward_app.access.policy import Role
from ward_app.copies.tombstones import tombstones
from ward_app.entries import PlainPart, RemarkRow
from ward_app.ops import Work
from ward_app.social.model import SocialDecision, SocialEntry, SocialRemark
from ward_app.social.rows import DecisionRow, SocialRow, state_on
from ward_app.store.signed import corrected
from ward_app.words import word


def rows_of(work: Work, entries: Sequence[SocialEntry], *, history: bool = True) -> list[SocialRow]:
    """In the order given. With `history` each with its objections and earlier versions.

    An earlier version was written where its correction was: who may read the one may read the other.
    """
    patients = {entry.patient_id for entry in entries}
    before = corrected(work.session, SocialEntry, patients) if history else {}
    said = _remarks(work.session, patients) if history else {}
    authors = {entry.author_id for entry in (*entries, *before.values())}
    authors |= {remark.by_id for remarks in said.values() for remark in remarks}
    names = names_of(work.session, authors)
    gone = tombstones(work.session, (*entries, *before.values()))

    def row(entry: SocialEntry) -> SocialRow:
        earlier = before.get(entry.corrects_id or 0)
        earlier_row = row(earlier) if earlier is not None else None
        is_own = entry.author_id == work.user.user_id and not entry.is_signed and entry.discarded_at is None
        return SocialRow(
            id=entry.id, version=entry.version, patient_id=entry.patient_id, stay_id=entry.stay_id,
            kind=entry.kind, owner=entry.owner,
            sections=(PlainPart(gone.get(entry.destruction_id or 0, entry.text)),),
            author_id=entry.author_id, author=names[entry.author_id],
            author_title=word(Role(entry.author_title)), occurred_at=entry.occurred_at,
            recorded_at=entry.recorded_at, signed_at=entry.signed_at, corrects_id=entry.corrects_id,
            correction_reason=entry.correction_reason or "", discarded_at=entry.discarded_at,
            may_sign=is_own, may_rewrite=is_own,
            remarks=tuple(
                RemarkRow(remark.id, remark.text, names[remark.by_id], remark.recorded_at)
                for remark in said.get(entry.id, ())
                if remark.destruction_id is None
            ),
            earlier=(earlier_row, *earlier_row.earlier) if earlier_row else (),
        )  # fmt: skip

    return [row(entry) for entry in entries]


def decision_rows(work: Work, decisions: Sequence[SocialDecision], today: date) -> list[DecisionRow]:
    names = names_of(work.session, {one.by_id for one in decisions})
    return [
        DecisionRow(
            id=one.id, version=one.version, what=one.what, from_on=one.from_on, to_on=one.to_on,
            decided_by=one.decided_by, decided_on=one.decided_on, paragraph=one.paragraph,
            by=names[one.by_id], recorded_at=one.recorded_at, last_on=one.last_on,
            end_reason=one.end_reason or "", state=state_on(today, one.last_on, one.from_on),
        )
        for one in decisions
    ]  # fmt: skip


def _remarks(session: Session, patients: set[int]) -> dict[int, list[SocialRemark]]:
    wanted = select(SocialRemark).join(SocialEntry, SocialEntry.id == SocialRemark.social_entry_id)
    wanted = wanted.where(SocialEntry.patient_id.in_(patients))
    found: dict[int, list[SocialRemark]] = defaultdict(list)
    for remark in session.scalars(wanted.order_by(SocialRemark.recorded_at, SocialRemark.id)):
        found[remark.social_entry_id].append(remark)
    return found
