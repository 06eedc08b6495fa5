"""What people of the staff are called on screens and prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ScalarSelect, String, func, select
from sqlalchemy.orm import Session, aliased

from ward_app.access.model import User


def names_of(session: Session, user_ids: Iterable[int | None]) -> dict[int, str]:
    """`M. Falk`, or the alias of who has a protected identity, by id. One statement."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    if not wanted:
        return {}
    return {user.id: user.shown_name for user in session.scalars(select(User).where(User.id.in_(wanted)))}


def name_of(user_id: Any) -> ScalarSelect[str]:
    """The same as a column of a larger statement, for the user whose id stands in the column given."""
    user = aliased(User)
    name = func.substr(user.given_name, 1, 1).concat(". ").concat(user.family_name)
    shown = func.coalesce(func.nullif(user.alias, ""), name, type_=String())
    return select(shown).where(user.id == user_id).scalar_subquery()
