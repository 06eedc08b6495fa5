"""One bed change at a time on each unit."""

from __future__ import annotations

from sqlalchemy import text

from ward_app.ops import Work

BEDS = 0x6265_6473
"""The class of advisory locks that is ours: `beds`."""


def take_turn(work: Work, unit_id: int) -> None:
    """Wait until no one else changes beds on this unit. Lasts until the transaction ends.

    The constraints alone would be right but let two swaps lock each other out; SQLite has one writer anyway.
    """
    if work.session.get_bind().dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:beds, :unit)")
        work.session.execute(lock, {"beds": BEDS, "unit": unit_id})
