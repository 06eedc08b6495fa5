"""The decision that a stay under the Social Services Act rests on: of those that held, the one that lasts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_app.access.reach import Reach
from ward_app.social.model import SocialDecision


def grounds_of(session: Session, reach: Reach, patient_ids: Collection[int]) -> dict[int, SocialDecision]:
    """By patient, as far as the reader may read it (OSL 8:2). One statement, none for nobody."""
    if not patient_ids:
        return {}
    theirs = select(SocialDecision).where(
        SocialDecision.patient_id.in_(patient_ids), reach.where(SocialDecision)
    )
    grounds: dict[int, SocialDecision] = {}
    for one in session.scalars(theirs.order_by(SocialDecision.id)):
        if one.last_on is not None and one.last_on < one.from_on:
            continue  # another took its place from the first day on
        best = grounds.get(one.patient_id)
        if best is None or (one.last_on or date.max) > (best.last_on or date.max):
            grounds[one.patient_id] = one
    return grounds
