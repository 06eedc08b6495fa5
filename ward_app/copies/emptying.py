"""What is left of each row once its text has been destroyed (PDL 8:4): that it was there, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ward_app.handovers.model import HandoverRemark
from ward_app.i18n import local
from ward_app.notes.model import Note, NoteRemark
from ward_app.patients.model import Alert, AlertKind, LimitationKind, Severity, TreatmentLimitation
from ward_app.social.model import SocialDecision, SocialEntry, SocialRemark
from ward_app.stays.model import CareFact, Leave, Stay, StayEvent
from ward_app.store.base import Entity
from ward_app.store.signed import Signed
from ward_app.tasks.model import Task

EMPTY: Mapping[type[Entity], Mapping[str, Any]] = {
    Note: {"sections": [], "correction_reason": None},
    NoteRemark: {"text": ""},
    SocialEntry: {"text": "", "correction_reason": None},
    SocialRemark: {"text": ""},
    SocialDecision: {"what": "", "decided_by": "", "paragraph": "", "end_reason": None},
    Alert: {
        "kind": AlertKind.OTHER, "text": "", "reaction": None, "severity": Severity.UNKNOWN, "source": None,
        "since_on": None, "end_reason": None,
    },
    TreatmentLimitation: {
        "kind": LimitationKind.OTHER, "text": "", "grounds": "", "consulted": "", "patient_attitude": "",
        "kin_informed": None, "end_reason": None,
    },
    CareFact: {"text": ""},
    Task: {"text": "", "not_done_reason": None},
    HandoverRemark: {
        "situation": "", "background": "", "assessment": "", "recommendation": "", "if_then": "",
    },
    Stay: {
        "reason": "", "background": "", "referred_from": "", "decided_by": "", "discharged_to": None,
        "cancel_reason": None, "presence_named": "",
    },
    StayEvent: {"detail": ""},
    Leave: {"note": ""},
}  # fmt: skip
"""The words of each table. A column of text that is added to the schema is missed by the tests until it is
entered here."""

_CLOSED: Mapping[type[Entity], str] = {
    Alert: "ended_at", TreatmentLimitation: "ended_at", CareFact: "replaced_at", Task: "cancelled_at",
}  # fmt: skip
"""What must not go on being shown as if it still said something."""


def empty(row: Entity, destruction_id: int, at: datetime) -> None:
    """Take the words out of one row."""
    for name, value in EMPTY[type(row)].items():
        setattr(row, name, value)
    if (closed := _CLOSED.get(type(row))) and getattr(row, closed) is None:
        setattr(row, closed, at)
    if isinstance(row, Signed) and not row.is_signed:
        row.discarded_at = row.discarded_at or at
    if isinstance(row, SocialDecision):
        row.from_on = row.decided_on = local(at).date()
        row.to_on = row.ended_on = row.from_on
    if hasattr(row, "destruction_id"):
        row.destruction_id = destruction_id


def table_named(name: str) -> type[Entity] | None:
    return _NAMED.get(name)


_NAMED = {table.__tablename__: table for table in EMPTY}
