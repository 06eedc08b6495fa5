"""Drawing what to look at: by chance, as the law wants it done again and again, or on suspicion (PDL 4:3)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, not_, true

from ward_app.access.policy import Permission
from ward_app.cleaning import one_line
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _
from ward_app.logs.model import LogReview, LogReviewRow, ReviewKind
from ward_app.logs.occasions import IS_PROTECTED, Pattern, during, matching, occasions
from ward_app.ops import Work, command
from ward_app.store.audit import LOG

LARGEST = 500
PROTECTED_SHARE = 5
"""Of a random sample at least every fifth is an access to somebody protected, where there are any."""


@command(Permission.LOG_REVIEW, relation=False)
def draw_random(
    work: Work, from_on: date, to_on: date, size: int, *, user_id: int | None = None,
    unit_id: int | None = None, seed: int | None = None,
) -> int:  # fmt: skip
    """So many accesses of the period, chosen by chance. The seed is kept: the draw can be made again."""
    _expect_size(size)
    _expect_another(work, user_id)
    kept = secrets.randbelow(1 << 31) if seed is None else seed
    period = during(from_on, to_on, work.now)
    narrow = (
        LOG.c.user_id == user_id if user_id else true(),
        LOG.c.unit_id == unit_id if unit_id else true(),
    )
    protected = _others(work, period, *narrow, IS_PROTECTED)
    rest = _others(work, period, *narrow, not_(IS_PROTECTED))
    drawn = by_chance(protected, rest, size, kept)
    return _keep(
        work, ReviewKind.RANDOM, drawn, reason="",
        criteria=_dates(from_on, to_on)
        | {"size": size, "seed": kept, "user_id": user_id, "unit_id": unit_id,
           "found": len(protected) + len(rest), "own": _own(work, period, *narrow)},
    )  # fmt: skip


@command(Permission.LOG_REVIEW, relation=False)
def draw_targeted(
    work: Work, pattern: Pattern, from_on: date, to_on: date, reason: str, *,
    patient_id: int | None = None, user_id: int | None = None,
) -> int:  # fmt: skip
    """All accesses of one kind in the period, the latest ones if there are very many. Why is kept with it."""
    why = one_line(reason, limit=1000, field="reason")
    if not why:
        raise Invalid("reason", _("Say why these accesses are looked at."))
    if pattern is Pattern.PATIENT and patient_id is None:
        raise Invalid("patient_id", _("Choose the patient."))
    if pattern is Pattern.USER and user_id is None:
        raise Invalid("user_id", _("Choose whose accesses to look at."))
    _expect_another(work, user_id if pattern is Pattern.USER else None)
    period, looks = during(from_on, to_on, work.now), matching(pattern, patient_id, user_id)
    found = _others(work, period, looks)
    return _keep(
        work, ReviewKind.TARGETED, found[-LARGEST:], reason=why,
        criteria=_dates(from_on, to_on)
        | {"pattern": pattern.value, "found": len(found), "own": _own(work, period, looks),
           "patient_id": patient_id if pattern is Pattern.PATIENT else None,
           "user_id": user_id if pattern is Pattern.USER else None},
    )  # fmt: skip


def by_chance(protected: Sequence[int], rest: Sequence[int], size: int, seed: int) -> list[int]:
    """The same for the same seed. Whoever has protected identity is drawn more often (PROT-04)."""
    chance = Random(seed)
    share = max(-(-size // PROTECTED_SHARE), size - len(rest))
    chosen = chance.sample(protected, min(share, len(protected)))
    return sorted(chosen + chance.sample(rest, min(size - len(chosen), len(rest))))


def _others(work: Work, *conditions: ColumnElement[bool]) -> Sequence[int]:
    """Nobody looks at what they did themselves."""
    period, *more = conditions
    chosen = occasions(period, *more, LOG.c.user_id != work.user.user_id)
    return work.session.scalars(chosen).all()


def _own(work: Work, *conditions: ColumnElement[bool]) -> int:
    """How many of the drawer's own were left out: another reviewer has to look at them."""
    period, *more = conditions
    return len(work.session.scalars(occasions(period, *more, LOG.c.user_id == work.user.user_id)).all())


def _keep(
    work: Work, kind: ReviewKind, drawn: Sequence[int], *, criteria: dict[str, Any], reason: str
) -> int:
    if not drawn:
        raise Refused(_("There is no access in the log that fits this, other than your own."))
    assert work.user.user_id is not None
    review = LogReview(
        kind=kind, criteria=criteria, reason=reason, drawn_at=work.now, by_id=work.user.user_id
    )
    work.session.add(review)
    work.session.flush()
    work.session.add_all(LogReviewRow(review_id=review.id, log_id=log_id) for log_id in drawn)
    return review.id


def _expect_size(size: int) -> None:
    if not 1 <= size <= LARGEST:
        raise Invalid("size", _("A sample has 1 to {largest} accesses.").format(largest=LARGEST))


def _expect_another(work: Work, user_id: int | None) -> None:
    if work.user.user_id is None or user_id == work.user.user_id:
        raise Refused(_("Nobody reviews what they did themselves. Ask another log reviewer."))


def _dates(from_on: date, to_on: date) -> dict[str, Any]:
    return {"from": from_on.isoformat(), "to": to_on.isoformat()}
