"""Ward-wide settings, kept in the store and audited like any other row."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.store.base import Entity


class Setting(Entity, kw_only=True):
    """One value that differs from its default; `registry` declares the keys."""

    key: Mapped[str] = mapped_column(String(80), unique=True)
    value: Mapped[Any] = mapped_column(JSON)
