"""What the security check counts among accounts, rights and the log (H-06). Numbers and user names only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from ward_app.access.model import Assignment, RightsReview, User
from ward_app.access.policy import Permission, Role
from ward_app.access.sessions import last_sign_ins
from ward_app.i18n import local
from ward_app.ops import Work, query
from ward_app.store.audit import LOG

AWAY = timedelta(days=90)
"""So long without a sign-in, and the account is probably not needed any more."""
RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SecurityFacts:
    """User names in alphabetical order; counts over the last 30 days."""

    active: int
    without_factor: tuple[str, ...]
    never_in: tuple[str, ...]
    long_away: tuple[str, ...]
    without_right: tuple[str, ...]
    administrators: tuple[str, ...]
    unreviewed: int
    """Rights from before this month that its review has not come to."""
    without_analysis: int
    failed_tries: int
    verified_at: datetime | None
    """When the log was last read from end to end."""


@query(Permission.SECURITY_CHECK)
def security_facts(work: Work) -> SecurityFacts:
    people = list(work.session.scalars(select(User).where(User.is_active).order_by(User.login)))
    counting = _counting(work)
    holders = {held.user_id for held in counting}
    chiefs = {held.user_id for held in counting if held.role is Role.SYSTEM_ADMINISTRATOR}
    last = last_sign_ins(work)
    month = local(work.now).date().replace(day=1)
    reviewed = set(
        work.session.scalars(select(RightsReview.assignment_id).where(RightsReview.month == month))
    )
    return SecurityFacts(
        active=len(people),
        without_factor=tuple(u.login for u in people if u.totp_since is None and u.card_id is None),
        never_in=tuple(u.login for u in people if u.id not in last),
        long_away=tuple(u.login for u in people if u.id in last and work.now - last[u.id] > AWAY),
        without_right=tuple(u.login for u in people if u.id not in holders),
        administrators=tuple(u.login for u in people if u.id in chiefs),
        unreviewed=sum(held.id not in reviewed and local(held.from_at).date() < month for held in counting),
        without_analysis=sum(not held.analysis_ref for held in counting),
        failed_tries=_failed(work),
        verified_at=work.session.scalar(select(func.max(LOG.c.at)).where(LOG.c.action == "audit.verified")),
    )


def _counting(work: Work) -> list[Assignment]:
    """The rights that somebody holds now."""
    held = (
        select(Assignment).join(User, User.id == Assignment.user_id)
        .where(
            User.is_active, Assignment.from_at <= work.now,
            Assignment.to_at.is_(None) | (Assignment.to_at > work.now),
        )
    )  # fmt: skip
    return list(work.session.scalars(held))


def _failed(work: Work) -> int:
    tries = select(func.count()).select_from(LOG).where(
        LOG.c.action == "access.sign_in_failed", LOG.c.at > work.now - RECENT
    )  # fmt: skip
    return work.session.scalar(tries) or 0
