"""What people of the staff are called on screens and prints."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_app.access.model import User


def names_of(session: Session, user_ids: Iterable[int | None]) -> dict[int, str]:
    """`M. Falk`, or the alias of who has a protected identity, by id. One statement."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    if not wanted:
        return {}
    return {user.id: user.shown_name for user in session.scalars(select(User).where(User.id.in_(wanted)))}
