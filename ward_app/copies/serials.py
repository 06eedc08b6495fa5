"""The number that stands on every page of a copy."""

from __future__ import annotations

from datetime import datetime

from ward_app.i18n import local


def serial_of(disclosure_id: int, handed_at: datetime) -> str:
    """`K261121-12`: the day on the ward, and the row of the record that tells of it."""
    return f"K{local(handed_at):%y%m%d}-{disclosure_id}"
