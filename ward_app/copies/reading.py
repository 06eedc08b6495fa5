"""One owner's record of one person, read whole for a copy: also what is unsigned, corrected or ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_app.access.names import names_of
from ward_app.access.policy import Role
from ward_app.access.reach import Reach
from ward_app.copies.rows import CopyItem
from ward_app.i18n import _, local, moment_text
from ward_app.owners import RecordOwner
from ward_app.store.owned import Owned
from ward_app.store.signed import Signed
from ward_app.words import word

T = TypeVar("T", bound=Owned)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a copy is read from: whose, of which owner, what the reader reaches, and the days it covers."""

    session: Session
    patient_ids: tuple[int, ...]
    owner: RecordOwner
    reach: Reach
    since_on: date | None = None
    until_on: date | None = None
    names: dict[int, str] = field(default_factory=dict)

    def rows(self, table: type[T]) -> Sequence[T]:
        """Every row of the owner, the eldest first. What may not be read does not leave the store."""
        every: Any = table
        mine = select(table).where(
            table.patient_id.in_(self.patient_ids), table.owner == self.owner, self.reach.where(table)
        )
        return self.session.scalars(mine.order_by(every.id)).all()

    def covers(self, at: datetime) -> bool:
        day = local(at).date()
        return (self.since_on is None or self.since_on <= day) and (
            self.until_on is None or day <= self.until_on
        )

    def know(self, user_ids: Iterable[int | None]) -> None:
        """Have these names at hand, in one statement."""
        unknown = {user_id for user_id in user_ids if user_id is not None} - set(self.names)
        self.names.update(names_of(self.session, unknown))

    def name(self, user_id: int | None) -> str:
        return self.names.get(user_id, "") if user_id is not None else ""

    def in_order(self, items: Iterable[CopyItem]) -> tuple[CopyItem, ...]:
        """Those of the period, the eldest first."""
        return tuple(sorted((one for one in items if self.covers(one.at)), key=lambda one: one.at))


def title_text(author_title: str) -> str:
    return word(Role(author_title)) if author_title in set(Role) else author_title


def written(occurred_at: datetime, recorded_at: datetime, by: str) -> str:
    """Both clocks: when it was, and when it was written (PDL 3:9)."""
    return _("{occurred} · written {recorded} by {name}").format(
        occurred=moment_text(occurred_at), recorded=moment_text(recorded_at), name=by
    )


def entered(recorded_at: datetime, by: str) -> str:
    return _("Written {recorded} by {name}").format(recorded=moment_text(recorded_at), name=by)


def said(*texts: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Headings with their texts, without those that say nothing."""
    return tuple((heading, text) for heading, text in texts if text)


def mark_of(entry: Signed, gone: Mapping[int, str]) -> str:
    """What a reader must know before reading it."""
    destruction_id: int | None = getattr(entry, "destruction_id", None)
    if destruction_id is not None:
        return gone[destruction_id]
    if entry.discarded_at is not None:
        return _("Thrown away unsigned {moment}").format(moment=moment_text(entry.discarded_at))
    if entry.signed_at is None:
        return _("Not signed")
    return ""
