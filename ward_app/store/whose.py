"""Whose record a call is about, as far as its arguments say: for the log of what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from ward_app.store.base import Entity

PATIENTS = frozenset({"patient_id", "patient_ids", "from_id", "to_id", "who"})
OTHERWISE_CALLED = {
    "other_stay_id": "stay", "kin_id": "next_of_kin", "limitation_id": "treatment_limitation",
    "identity_id": "patient_identity", "assessment_id": "capacity_assessment",
    "opening_id": "emergency_opening", "request_id": "lift_request", "entry_id": "social_entry",
    "decision_id": "social_decision", "remark_id": "handover_remark",
}  # fmt: skip
"""Parameters that name a row by another word than its table's."""


def patients_named(connection: Connection, arguments: Mapping[str, Any]) -> set[int]:
    """The patients among the arguments, and those whose rows are named by their id."""
    return {patient for name, value in arguments.items() for patient in _named(connection, name, value)}


def _named(connection: Connection, name: str, value: Any) -> Iterator[int]:
    if name in PATIENTS:
        yield from (one for one in (value if _is_many(value) else [value]) if isinstance(one, int))
    elif isinstance(value, int) and name.endswith("_id"):
        table = Entity.metadata.tables.get(OTHERWISE_CALLED.get(name, name.removesuffix("_id")))
        if table is not None and "patient_id" in table.c:
            yield from connection.scalars(select(table.c.patient_id).where(table.c.id == value))
    elif (patient_id := getattr(value, "patient_id", None)) is not None:
        yield int(patient_id)


def _is_many(value: Any) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))
