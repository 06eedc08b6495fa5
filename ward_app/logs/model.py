"""Reviews of the access log: what was drawn, and what the reviewer found."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, auto
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.store.base import Entity, RecordText


class ReviewKind(StrEnum):
    RANDOM = auto()
    TARGETED = auto()


class Judgement(StrEnum):
    """What the reviewer thinks of one row."""

    JUSTIFIED = auto()
    ASK = auto()
    """To be asked about: not clear from what the log says."""
    UNJUSTIFIED = auto()


class LogReview(Entity, kw_only=True):
    """One check, documented: how it was drawn, by whom, what came out (PDL 4:3)."""

    kind: Mapped[ReviewKind]
    criteria: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Period, size and seed; for a targeted one whom or what it looks at."""
    reason: Mapped[RecordText] = mapped_column(default="")
    drawn_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    outcome: Mapped[RecordText | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class LogReviewRow(Entity, kw_only=True):
    """One row of the log in the sample."""

    __table_args__ = (Index(None, "review_id"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("log_review.id"))
    log_id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    """The row of the log, which may since lie in a sealed archive."""
    judgement: Mapped[Judgement | None] = mapped_column(default=None)
    comment: Mapped[RecordText] = mapped_column(default="")
    judged_at: Mapped[datetime | None] = mapped_column(default=None)
