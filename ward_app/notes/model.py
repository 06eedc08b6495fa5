"""Entries of the record: unsigned until signed, then never changed again."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, auto
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.store.base import Entity, RecordText
from ward_app.store.owned import Owned
from ward_app.store.signed import Signed


class NoteKind(StrEnum):
    """Typed entries; together they cover what a record must hold (PDL 3:6)."""

    ADMISSION = auto()
    NURSING = auto()
    SBAR = auto()
    DOCTOR = auto()
    ROUND = auto()
    PHYSIOTHERAPY = auto()
    OCCUPATIONAL_THERAPY = auto()
    INFORMATION_GIVEN = auto()
    CARE_DECLINED = auto()
    KIN_CONTACT = auto()
    DISCHARGE_SUMMARY = auto()
    DEATH = auto()
    OTHER = auto()


class Note(Owned, Signed, Entity, kw_only=True):
    """One entry about one patient (PDL-01). A correction is a new note that points at the old (PDL 3:14)."""

    __table_args__ = (
        Index(None, "patient_id", "occurred_at"),
        Index(None, "stay_id"),
        Index(None, "author_id", "signed_at"),
        Index(
            "uq_note_correction", "corrects_id", unique=True,
            sqlite_where=text("discarded_at IS NULL"), postgresql_where=text("discarded_at IS NULL"),
        ),
    )  # fmt: skip

    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"), default=None)
    kind: Mapped[NoteKind]
    sections: Mapped[list[list[str]]] = mapped_column(JSON, info={"audit": "digest"})
    """Pairs of keyword (search word of the heading) and text, in the order shown."""
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    signing_required: Mapped[bool] = mapped_column(default=True)
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"), default=None)
    destruction_id: Mapped[int | None] = mapped_column(ForeignKey("record_destruction.id"), default=None)
    """Destroyed by decision: what is left is a tombstone without text (PDL 8:4)."""

    def sign(self, by: int, at: datetime) -> None:
        super().sign(by, at)
        self.signed_by_id = by

    def rewrite(self, sections: list[list[str]], occurred_at: datetime) -> None:
        self._expect_unsigned()
        self.sections = sections
        self.occurred_at = occurred_at

    def words(self) -> dict[str, Any]:
        return dict(self.sections)


class NoteRemark(Entity, kw_only=True):
    """The patient considers an entry wrong or misleading (PDL 3:8). Never changed."""

    __table_args__ = (Index(None, "note_id"),)

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    text: Mapped[RecordText]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    destruction_id: Mapped[int | None] = mapped_column(ForeignKey("record_destruction.id"), default=None)
