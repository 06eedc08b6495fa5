"""What a destroyed entry still says: by which decision its text is gone (PDL 8:4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_app.copies.model import RecordDestruction
from ward_app.i18n import _, date_text


def tombstones(session: Session, entries: Iterable[Any]) -> Mapping[int, str]:
    """By id of the decision. One statement, where any of the entries was destroyed at all."""
    ids = {entry.destruction_id for entry in entries if entry.destruction_id is not None}
    if not ids:
        return {}
    found = session.scalars(select(RecordDestruction).where(RecordDestruction.id.in_(ids)))
    return {one.id: tombstone(one) for one in found}


def tombstone(destruction: RecordDestruction) -> str:
    return _("Destroyed by decision of the Health and Social Care Inspectorate, {ref}, {date}").format(
        ref=destruction.decision_ref, date=date_text(destruction.decided_on)
    )
