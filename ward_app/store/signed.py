"""What every entry of a record has: an author, two clocks, and a signature after which it never changes.

Notes of the health record (PDL 3:10, 3:14) and entries of the social services (SoL 14:6) alike.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import ForeignKey, Select, exists, select
from sqlalchemy.orm import Mapped, MappedAsDataclass, Session, aliased, mapped_column

from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.store.base import RecordText


class Signed(MappedAsDataclass, kw_only=True, repr=False, eq=False):
    """A correction is a new entry that points at the old one by `corrects_id`, which each table adds."""

    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    """Who answers for the entry; never changes (PDL-03)."""
    author_title: Mapped[str]
    """The author's role as it was then: part of the record (PDL-06)."""
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    signed_at: Mapped[datetime | None] = mapped_column(default=None)
    correction_reason: Mapped[RecordText | None] = mapped_column(default=None)
    discarded_at: Mapped[datetime | None] = mapped_column(default=None)
    """An unsigned entry made by mistake: kept, and shown only in the history."""

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    def sign(self, by: int, at: datetime) -> None:
        """Only the author signs (PDL 3:10), and only once."""
        self._expect_unsigned()
        if by != self.author_id:
            raise Refused(
                _("Only the author can sign this note. Ask the author, or write a note of your own.")
            )
        self.signed_at = at

    def discard(self, at: datetime) -> None:
        self._expect_unsigned()
        self.discarded_at = at

    def _expect_unsigned(self) -> None:
        if self.is_signed:
            raise Refused(
                _("The note is signed and cannot be changed. Choose Correct to write a new version.")
            )
        if self.discarded_at is not None:
            raise Refused(_("The note was thrown away and cannot be changed."))


T = TypeVar("T", bound=Signed)


def newest(table: type[T]) -> Select[T]:
    """Entries that no other corrects: each stands for itself and for the versions before it."""
    own, later = cast(Any, table), cast(Any, aliased(table))
    taken = exists().where(later.corrects_id == own.id, later.discarded_at.is_(None))
    return select(table).where(~taken)


def corrected(session: Session, table: type[T], patients: Collection[int]) -> dict[int, T]:
    """The entries of these patients that another took the place of, by id."""
    own, later = cast(Any, table), cast(Any, aliased(table))
    wanted = select(table).join(later, later.corrects_id == own.id)
    wanted = wanted.where(own.patient_id.in_(patients), later.discarded_at.is_(None))
    return {cast(Any, entry).id: entry for entry in session.scalars(wanted)}
