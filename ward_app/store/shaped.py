"""Rows of several tables in one shape, so that one statement brings them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, literal, null, select, type_coerce

Shape = Mapping[str, Any]
"""The type of each column, by name."""


def shaped(shape: Shape, part: str, *where: ColumnElement[bool], **columns: Any) -> Select[Any]:
    """One table's share of a UNION ALL: `part` says which it is, what it does not have is NULL."""
    given = (
        (type_coerce(columns[name], kind) if name in columns else cast(null(), kind)).label(name)
        for name, kind in shape.items()
    )
    return select(literal(part).label("part"), *given).where(*where)
