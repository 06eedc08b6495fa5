"""Copies of a record that were handed out (PDL 3:11), and decisions to destroy one (PDL 8:4)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum, auto
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.owners import RecordOwner
from ward_app.store.base import Entity, RecordText
from ward_app.store.owned import Owned


class LegalGround(StrEnum):
    """Why secrecy does not hinder handing out (OSL-03)."""

    CONSENT = auto()
    OSL_12_1 = auto()
    """To the patient."""
    OSL_25_11 = auto()
    OSL_25_12 = auto()
    OSL_25_13 = auto()
    OSL_10_2 = auto()
    OSL_10_28 = auto()
    LSVO = auto()
    HARM_TEST = auto()


class Disclosure(Owned, Entity, kw_only=True):
    """A copy of one owner's record was handed out: to whom, when, what, who decided. Part of the record."""

    __table_args__ = (Index(None, "patient_id"),)

    recipient: Mapped[RecordText]
    decided_by: Mapped[RecordText]
    ground: Mapped[LegalGround]
    since_on: Mapped[date | None] = mapped_column(Date, default=None)
    until_on: Mapped[date | None] = mapped_column(Date, default=None)
    content: Mapped[dict[str, Any]] = mapped_column(JSON, info={"audit": "digest"})
    """Which handlings it held: kinds and numbers of entries."""
    handed_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class RecordDestruction(Entity, kw_only=True):
    """All or part of a record was destroyed by IVO's decision: what is left tells that, and no more."""

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    owner: Mapped[RecordOwner]
    decision_ref: Mapped[str]
    """IVO's number."""
    decided_on: Mapped[date] = mapped_column(Date)
    entries: Mapped[list[Any]] = mapped_column(JSON)
    """Table and id of what was destroyed: done again after a restore."""
    done_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    """None: done again after a backup was put back, which does not know who did it."""
