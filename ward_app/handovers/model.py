"""What one shift leaves to the next."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.store.base import Entity, RecordText
from ward_app.store.owned import Owned
from ward_app.wards.shifts import ShiftKind


class HandoverRemark(Owned, Entity, kw_only=True):
    """SBAR for one patient, for the next shift. Short-lived: the newest counts, for three days (HAND-09)."""

    __table_args__ = (Index(None, "stay_id", "recorded_at"),)

    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"))
    situation: Mapped[RecordText] = mapped_column(default="")
    background: Mapped[RecordText] = mapped_column(default="")
    assessment: Mapped[RecordText] = mapped_column(default="")
    recommendation: Mapped[RecordText] = mapped_column(default="")
    if_then: Mapped[RecordText] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class Handover(Entity, kw_only=True):
    """A handover that was closed: what was read then, frozen. Never changed."""

    __table_args__ = (Index(None, "unit_id", "closed_at"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    day: Mapped[date] = mapped_column(Date)
    from_shift: Mapped[ShiftKind]
    to_shift: Mapped[ShiftKind]
    closed_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON, info={"audit": "digest"})
    destruction_id: Mapped[int | None] = mapped_column(ForeignKey("record_destruction.id"), default=None)
    """The last decision by which something in it was destroyed (PDL 8:4)."""


class HandoverTick(Entity, kw_only=True):
    """One patient reported during the shift change under way; who took over answers from then on."""

    __table_args__ = (Index(None, "stay_id", "day", "to_shift", unique=True),)

    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"))
    day: Mapped[date] = mapped_column(Date)
    to_shift: Mapped[ShiftKind]
    given_at: Mapped[datetime | None] = mapped_column(default=None)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)


class Printout(Entity, kw_only=True):
    """One sheet set: its serial number stands on every page (HAND-04)."""

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    serial: Mapped[str] = mapped_column(String(20), unique=True)
    layout: Mapped[str] = mapped_column(String(20))
    printed_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    workstation: Mapped[str]
    patients: Mapped[int]
    stay_ids: Mapped[list[int]] = mapped_column(JSON, info={"audit": "skip"})
    """Whose data are on it. The log has a row for each."""
    anchor: Mapped[str] = mapped_column(String(40))
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was printed or saved. Without it the set was only looked at, and there is nothing to shred."""
    shredded_at: Mapped[datetime | None] = mapped_column(default=None)
