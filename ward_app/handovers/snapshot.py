"""A sheet as JSON and back: what a closed handover keeps, readable by every later program.

A later program may add fields with defaults and take fields away; it never gives an old one a new meaning.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from ward_app.handovers.rows import Sheet


def freeze(sheet: Sheet) -> dict[str, Any]:
    plain = _frozen(sheet)
    assert isinstance(plain, dict)
    return plain


def thaw(stored: dict[str, Any]) -> Sheet:
    sheet = _thawed(Sheet, stored)
    assert isinstance(sheet, Sheet)
    return sheet


def _frozen(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _frozen(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_frozen(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _thawed(kind: Any, stored: Any) -> Any:
    if stored is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(_thawed(get_args(kind)[0], one) for one in stored)
    if isinstance(kind, UnionType):
        [kind] = [one for one in get_args(kind) if one is not NoneType]
    if _is_row(kind):
        hints = _hints(kind)
        return kind(**{name: _thawed(hints[name], one) for name, one in stored.items() if name in hints})
    if kind in (date, datetime):
        return kind.fromisoformat(stored)
    if issubclass(kind, Enum):
        return kind(stored)
    return stored


def _is_row(kind: Any) -> bool:
    return is_dataclass(kind)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    named = {field.name for field in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in named}
