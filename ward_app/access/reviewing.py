"""The monthly look at who has which rights, and why still (H-07): each is kept or ended, never one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from ward_app.access.commands import end_assignment
from ward_app.access.model import Assignment, RightsReview, User
from ward_app.access.names import names_of
from ward_app.access.policy import Permission, Role
from ward_app.access.sessions import end_all, last_sign_ins
from ward_app.errors import NotAllowed, Refused
from ward_app.i18n import _, local
from ward_app.ops import Work, command, query
from ward_app.owners import Principal
from ward_app.sorting import sort_key


@dataclass(frozen=True, slots=True)
class RightRow:
    """One assignment that counts, as the month's review sees it."""

    id: int
    version: int
    user_id: int
    name: str
    login: str
    role: Role
    principal: Principal
    unit_id: int | None
    social: bool
    from_at: datetime
    to_at: datetime | None
    analysis_ref: str
    signed_in_at: datetime | None
    """When the person last signed in anywhere; None for never."""
    is_own: bool
    reviewed_at: datetime | None
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How far the month's review has come. New rights of this month were looked at when they were given."""

    month: date
    total: int
    left: int
    """Not counting one's own, which someone else looks at."""


@query(Permission.RIGHTS_REVIEW)
def rights(work: Work) -> list[RightRow]:
    """Every assignment that counts now, by name, with what this month's review says of it."""
    found = work.session.execute(_counting(work)).all()
    reviews = _reviews(work)
    seen = last_sign_ins(work)
    names = names_of(work.session, [review.by_id for review in reviews.values()])
    rows = [_row(work, held, user, reviews.get(held.id), names, seen.get(user.id)) for held, user in found]
    return sorted(rows, key=lambda row: (sort_key(row.name), row.id))


@query(Permission.RIGHTS_REVIEW)
def review_state(work: Work) -> ReviewState:
    month = _month(work.now)
    begun = work.session.execute(_counting(work)).all()
    due = [held for held, _user in begun if local(held.from_at).date() < month]
    done = _reviews(work)
    left = [held for held in due if held.id not in done and held.user_id != work.user.user_id]
    return ReviewState(month, len(due), len(left))


@command(Permission.RIGHTS_REVIEW)
def review(work: Work, assignment_id: int, seen: int, *, is_kept: bool) -> bool:
    """Keep a right for another month, or end it. True where the account was shut with its last right."""
    held = work.session.get_one(Assignment, assignment_id)
    held.expect(seen)
    if held.user_id == work.user.user_id:
        raise NotAllowed(_("Nobody reviews their own rights. Ask another who may."))
    month = _month(work.now)
    done = select(RightsReview.id).where(RightsReview.assignment_id == held.id, RightsReview.month == month)
    if work.session.scalar(done):
        raise Refused(_("This right has been reviewed this month already."))
    work.session.add(
        RightsReview(
            assignment_id=held.id,
            month=month,
            is_kept=is_kept,
            reviewed_at=work.now,
            by_id=_reviewer(work),
        )
    )
    if is_kept:
        return False
    end_assignment(work, assignment_id, seen)
    return _let_go(work, held.user_id)


def _let_go(work: Work, user_id: int) -> bool:
    """Who has no right left, now or later, has left: the account is shut, never deleted."""
    later = (
        select(func.count())
        .select_from(Assignment)
        .where(Assignment.user_id == user_id, Assignment.to_at.is_(None) | (Assignment.to_at > work.now))
    )
    if work.session.scalar(later):
        return False
    work.session.get_one(User, user_id).is_active = False
    end_all(work, user_id)
    work.log("access.let_go", user=user_id)
    return True


def _reviewer(work: Work) -> int:
    if work.user.user_id is None:
        raise NotAllowed(_("A review is signed by a person."))
    return work.user.user_id


def _counting(work: Work) -> Select[Assignment, User]:
    return (
        select(Assignment, User).join(User, User.id == Assignment.user_id)
        .where(
            User.is_active, Assignment.from_at <= work.now,
            Assignment.to_at.is_(None) | (Assignment.to_at > work.now),
        )
    )  # fmt: skip


def _reviews(work: Work) -> dict[int, RightsReview]:
    of_month = select(RightsReview).where(RightsReview.month == _month(work.now))
    return {review.assignment_id: review for review in work.session.scalars(of_month)}


def _month(now: datetime) -> date:
    return local(now).date().replace(day=1)


def _row(
    work: Work, held: Assignment, user: User, review: RightsReview | None, names: dict[int, str],
    signed_in_at: datetime | None,
) -> RightRow:  # fmt: skip
    return RightRow(
        held.id, held.version, user.id, f"{user.family_name}, {user.given_name}", user.login, held.role,
        held.principal, held.unit_id, held.social, held.from_at, held.to_at, held.analysis_ref or "",
        signed_in_at, user.id == work.user.user_id, review.reviewed_at if review else None,
        names[review.by_id] if review else "",
    )  # fmt: skip
