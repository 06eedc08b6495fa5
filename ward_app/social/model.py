"""Entries and decisions under the Social Services Act (2025:400), apart from the health record (SOL-01)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.store.base import Entity, RecordText
from ward_app.store.owned import Owned
from ward_app.store.signed import Signed


class SocialKind(StrEnum):
    """What an entry tells of (SoL 14:3)."""

    EVENT = auto()
    """A fact or an event of importance."""
    MEASURE = auto()
    """How the decided care is carried out."""
    CONTACT = auto()
    PLAN = auto()
    FOLLOW_UP = auto()
    HANDLING = auto()
    """The handling of a matter: application, inquiry, communication."""


class SocialEntry(Owned, Signed, Entity, kw_only=True):
    """One entry about one person. Signed ones are never changed; a correction is a new one (SoL 14:6)."""

    __table_args__ = (
        Index(None, "patient_id", "occurred_at"),
        Index(
            "uq_social_entry_correction", "corrects_id", unique=True,
            sqlite_where=text("discarded_at IS NULL"), postgresql_where=text("discarded_at IS NULL"),
        ),
    )  # fmt: skip

    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"), default=None)
    kind: Mapped[SocialKind]
    text: Mapped[RecordText]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("social_entry.id"), default=None)
    destruction_id: Mapped[int | None] = mapped_column(ForeignKey("record_destruction.id"), default=None)
    """Destroyed by decision: what is left is a tombstone without text (PDL 8:4)."""

    def rewrite(self, text: str, occurred_at: datetime) -> None:
        self._expect_unsigned()
        self.text = text
        self.occurred_at = occurred_at


class SocialRemark(Entity, kw_only=True):
    """The person's objection to an entry (SoL 14:6). Never changed."""

    __table_args__ = (Index(None, "social_entry_id"),)

    social_entry_id: Mapped[int] = mapped_column(ForeignKey("social_entry.id"))
    text: Mapped[RecordText]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    destruction_id: Mapped[int | None] = mapped_column(ForeignKey("record_destruction.id"), default=None)


class SocialDecision(Owned, Entity, kw_only=True):
    """Beslut om insats: what was decided, for when, by whom. A stay under SoL rests on one (SOL-04)."""

    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="period"),
        Index(None, "patient_id"),
    )

    what: Mapped[RecordText]
    """The insats, in words: `Korttidsplats`."""
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date | None] = mapped_column(Date, default=None)
    """The last day. None is until further notice."""
    decided_by: Mapped[RecordText]
    decided_on: Mapped[date] = mapped_column(Date)
    paragraph: Mapped[RecordText] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    ended_on: Mapped[date | None] = mapped_column(Date, default=None)
    """Ended or replaced before its time: the first day on which it no longer holds."""
    end_reason: Mapped[RecordText | None] = mapped_column(default=None)

    @property
    def last_on(self) -> date | None:
        """The last day it holds, whichever way it ends. Before `from_on` where another took all of it."""
        ended = self.ended_on - timedelta(days=1) if self.ended_on is not None else None
        return min((day for day in (self.to_on, ended) if day is not None), default=None)

    def holds(self, day: date) -> bool:
        return self.from_on <= day and (self.last_on is None or day <= self.last_on)
