"""The unit, its rooms and its beds."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.access.disclosure import CollaborationModel
from ward_app.owners import Principal, RecordOwner
from ward_app.store.base import Entity, RecordText


class CareOwner(Entity, kw_only=True):
    """The organisation behind a record owner: the name that stands on prints and extracts (PDL-20)."""

    code: Mapped[RecordOwner] = mapped_column(unique=True)
    name: Mapped[str]
    organisation_number: Mapped[str | None] = mapped_column(String(20), default=None)


class Unit(Entity, kw_only=True):
    """A ward."""

    name: Mapped[str]
    phone: Mapped[str | None] = mapped_column(default=None)
    collaboration_model: Mapped[CollaborationModel] = mapped_column(default=CollaborationModel.TWO_CAREGIVERS)
    collaboration_ref: Mapped[str | None] = mapped_column(default=None)
    """The decision that the model rests on."""


class Room(Entity, kw_only=True):
    """A room (sal) of a unit."""

    __table_args__ = (Index(None, "unit_id", "name", unique=True),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]


class BedKind(StrEnum):
    """An over-occupancy place is a fact of its own, opened with a reason and closed again."""

    ORDINARY = auto()
    OVER_OCCUPANCY = auto()


class Bed(Entity, kw_only=True):
    """A place for at most one patient at a time. `closed_at` ends it for good; a pause is a BedClosure."""

    __table_args__ = (
        Index(
            "uq_bed_label_open", "unit_id", "label", unique=True,
            sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"),
        ),
    )  # fmt: skip

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    label: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    kind: Mapped[BedKind] = mapped_column(default=BedKind.ORDINARY)
    funding_principal: Mapped[Principal | None] = mapped_column(default=None)
    """Whose bed it is by agreement, where the agreement divides them."""
    opened_at: Mapped[datetime]
    reason: Mapped[RecordText | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class ClosureKind(StrEnum):
    """Why a bed cannot be used for a while. Cleaning ends by itself when someone is admitted to the bed."""

    CLEANING = auto()
    STAFFING = auto()
    TECHNICAL = auto()
    INFECTION = auto()
    OTHER = auto()


class BedClosure(Entity, kw_only=True):
    """A period in which a bed is not available."""

    __table_args__ = (
        CheckConstraint("to_at IS NULL OR to_at >= from_at", name="period"),
        Index(
            "uq_bed_closure_open", "bed_id", unique=True,
            sqlite_where=text("to_at IS NULL"), postgresql_where=text("to_at IS NULL"),
        ),
    )  # fmt: skip

    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id"))
    kind: Mapped[ClosureKind]
    note: Mapped[RecordText | None] = mapped_column(default=None)
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None] = mapped_column(default=None)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
