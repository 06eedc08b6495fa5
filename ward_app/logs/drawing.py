"""Drawing what to look at: by chance, as the law wants it done again and again, or on suspicion (PDL 4:3)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, true

from ward_app.access.policy import Permission
from ward_app.cleaning import one_line
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _
from ward_app.logs.model import LogReview, LogReviewRow, ReviewKind
from ward_app.logs.occasions import Pattern, during, matching, occasions, protected
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
    user = LOG.c.user_id == user_id if user_id else true()
    unit = LOG.c.unit_id == unit_id if unit_id else true()
    found = _found(work, during(from_on, to_on, work.now), user, unit)
    return _keep(
        work, ReviewKind.RANDOM, by_chance(found.protected, found.rest, size, kept), reason="",
        criteria=_dates(from_on, to_on)
        | {"size": size, "seed": kept, "user_id": user_id, "unit_id": unit_id, "found": len(found.all),
           "own": found.own},
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
    found = _found(work, during(from_on, to_on, work.now), matching(pattern, patient_id, user_id))
    return _keep(
        work, ReviewKind.TARGETED, found.all[-LARGEST:], reason=why,
        criteria=_dates(from_on, to_on)
        | {"pattern": pattern.value, "found": len(found.all), "own": found.own,
           "patient_id": patient_id if pattern is Pattern.PATIENT else None,
           "user_id": user_id if pattern is Pattern.USER else None},
    )  # fmt: skip


def by_chance(hidden: Sequence[int], rest: Sequence[int], size: int, seed: int) -> list[int]:
    """The same for the same seed. Whoever has protected identity is drawn more often (PROT-04)."""
    chance = Random(seed)
    share = max(-(-size // PROTECTED_SHARE), size - len(rest))
    chosen = chance.sample(hidden, min(share, len(hidden)))
    return sorted(chosen + chance.sample(rest, min(size - len(chosen), len(rest))))


@dataclass(frozen=True, slots=True)
class _Found:
    """What can be drawn, in the order of the log. Nobody looks at what they did themselves: how many of
    those there are is told, for another reviewer has to look at them."""

    protected: Sequence[int]
    rest: Sequence[int]
    own: int

    @property
    def all(self) -> list[int]:
        return sorted([*self.protected, *self.rest])


def _found(work: Work, *conditions: ColumnElement[bool]) -> _Found:
    period, *more = conditions
    hidden = protected(work.session)
    rows = work.session.execute(occasions(period, *more)).all()
    others = [row for row in rows if row.user_id != work.user.user_id]
    return _Found(
        [row.id for row in others if row.patient_id in hidden],
        [row.id for row in others if row.patient_id not in hidden],
        len(rows) - len(others),
    )


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
