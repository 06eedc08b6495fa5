"""What is to be done for a patient, by whom, when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.access.policy import Role
from ward_app.store.base import Entity, RecordText
from ward_app.store.owned import Owned


class Task(Owned, Entity, kw_only=True):
    """One thing to do; the owner's principal answers for it. Open until it is done, or said why not."""

    __table_args__ = (Index(None, "stay_id", "done_at"), Index(None, "due_at"))

    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"))
    text: Mapped[RecordText]
    due_at: Mapped[datetime]
    role: Mapped[Role | None] = mapped_column(default=None)
    """The profession responsible; None is anyone on the shift."""
    recorded_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    not_done_reason: Mapped[RecordText | None] = mapped_column(default=None)
    """Set together with `done_at` when the task was closed without being done."""
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
