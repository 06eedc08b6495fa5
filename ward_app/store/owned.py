"""What every row of a patient's record has: whose patient, which owner, where it was written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, ForeignKey, event, select
from sqlalchemy.orm import Mapped, MappedAsDataclass, Mapper, mapped_column, object_session

from ward_app.owners import RecordOwner
from ward_app.store.base import Entity


class Owned(MappedAsDataclass, kw_only=True, repr=False, eq=False):
    """Read through `Reach.where` only: the owner decides who may (PDL 2:6, LSVO 1:1)."""

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    owner: Mapped[RecordOwner]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), default=None)
    """Where it was written: blocks within one owner are between its units (PDL 4:4). The door fills it in."""


@event.listens_for(Owned, "before_insert", propagate=True)
def _written_here(_mapper: Mapper[Any], connection: Connection, row: Owned) -> None:
    session = object_session(row)
    if row.unit_id is None and session is not None:
        row.unit_id = session.info["stamp"].unit_id or _where_the_patient_is(connection, row.patient_id)


def _where_the_patient_is(connection: Connection, patient_id: int) -> int | None:
    """Who is assigned to every unit writes on the one where the patient lies."""
    stay = Entity.metadata.tables["stay"].c
    here = select(stay.unit_id).where(
        stay.patient_id == patient_id, stay.admitted_at.is_not(None), stay.ended_at.is_(None),
        stay.cancelled_at.is_(None),
    )  # fmt: skip
    found: int | None = connection.scalar(here)
    return found
