"""Whose record a call is about, as far as its arguments say: for the log of what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from ward_app.store.base import Entity

PATIENTS = frozenset({"patient_id", "patient_ids", "from_id", "to_id"})
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


def table_of(name: str) -> Table | None:
    """The table with a patient's rows that a parameter names: `stay` for stay_id and stay_ids."""
    one = name.removesuffix("s")
    if not one.endswith("_id"):
        return None
    table = Entity.metadata.tables.get(OTHERWISE_CALLED.get(one, one.removesuffix("_id")))
    return table if table is not None and "patient_id" in table.c else None


def _named(connection: Connection, name: str, value: Any) -> Iterable[int]:
    values = [one for one in (value if isinstance(value, _MANY) else [value]) if isinstance(one, int)]
    if name in PATIENTS:
        return values
    if values and (table := table_of(name)) is not None:
        return connection.scalars(select(table.c.patient_id).where(table.c.id.in_(values)))
    patient_id = getattr(value, "patient_id", None)
    return [] if patient_id is None else [patient_id]


_MANY = (list, tuple, set, frozenset)
