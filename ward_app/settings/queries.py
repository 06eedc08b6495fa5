"""Reading the ward-wide settings."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_app.ops import Work, query
from ward_app.settings.model import Setting
from ward_app.settings.registry import ALL, Declared

T = TypeVar("T")


def value_of(session: Session, declared: Declared[T]) -> T:
    """The ward's value, or the default. One statement; read `all_values` where several are needed."""
    row = session.scalars(select(Setting).where(Setting.key == declared.key)).one_or_none()
    return declared.default if row is None else cast(T, row.value)


@query(None)
def value(work: Work, declared: Declared[Any]) -> Any:
    return value_of(work.session, declared)


@query(None)
def all_values(work: Work) -> dict[str, Any]:
    """Every setting by key, defaults filled in. Holds nothing secret and nobody's data."""
    stored = {row.key: row.value for row in work.session.scalars(select(Setting))}
    return {one.key: stored.get(one.key, one.default) for one in ALL}
