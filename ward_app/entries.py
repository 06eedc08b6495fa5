"""Entries of a record as they are shown: what notes and those of the social services have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from ward_app.cleaning import clean_text
from ward_app.errors import Conflict, Invalid, Refused
from ward_app.i18n import _, relative_text
from ward_app.owners import RecordOwner

LATE = timedelta(hours=2)
"""Entries are written as soon as possible (PDL 3:9); from here on it is said how late one was."""
LONG_AGO = timedelta(days=7)
"""A time of the event further back than this is more often a slip of the hand than a late entry."""


class Part(Protocol):
    """A part of an entry. The heading is empty where the entry is one text."""

    @property
    def heading(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True, repr=False)
class PlainPart:
    """All of an entry that has no headings."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class RemarkRow:
    """The person considers the entry wrong or misleading (PDL 3:8, SoL 14:6)."""

    id: int
    text: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class EntryRow:
    """One version of an entry. `earlier` are the versions it corrects, the newest first, all readable."""

    id: int
    version: int
    patient_id: int
    stay_id: int | None
    kind: StrEnum
    owner: RecordOwner
    sections: Sequence[Part]
    author_id: int
    author: str
    author_title: str
    entered_by: str = ""
    """Empty when the author wrote it."""
    occurred_at: datetime
    recorded_at: datetime
    signing_required: bool = True
    signed_at: datetime | None
    corrects_id: int | None
    correction_reason: str
    discarded_at: datetime | None
    may_sign: bool
    """The reader is the author and has not signed yet."""
    may_rewrite: bool
    """The reader wrote it, for themselves or for someone else, and it is not signed."""
    remarks: tuple[RemarkRow, ...] = ()
    earlier: Sequence[EntryRow] = ()

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    @property
    def awaits_signature(self) -> bool:
        return self.signing_required and not self.is_signed and self.discarded_at is None

    @property
    def late_minutes(self) -> int:
        """How long after the event it was written (PDL-08)."""
        return max(timedelta(), self.recorded_at - self.occurred_at) // timedelta(minutes=1)

    @property
    def is_late(self) -> bool:
        return self.recorded_at - self.occurred_at >= LATE

    @property
    def text(self) -> str:
        """All of it, headings too: to read aloud, to search in, to compare."""
        said = (f"{part.heading}: {part.text}" if part.heading else part.text for part in self.sections)
        return "\n".join(said)


class EntryConflict(Conflict):
    """Someone else has written meanwhile. `theirs` is what is stored now, to lay beside one's own text."""

    def __init__(self, sentence: str, theirs: EntryRow) -> None:
        super().__init__(sentence)
        self.theirs = theirs


def expect_past(occurred_at: datetime, now: datetime) -> None:
    if occurred_at > now:
        raise Invalid("occurred_at", _("A note is about what has happened. Choose a time that has been."))


def is_long_ago(occurred_at: datetime, now: datetime) -> bool:
    return now - occurred_at > LONG_AGO


def expect_correctable(*, is_signed: bool, is_destroyed: bool) -> None:
    """What is not signed can still be changed itself; of what was destroyed nothing is left to put right."""
    if not is_signed:
        raise Refused(_("Only a signed note is corrected. This one can still be changed."))
    if is_destroyed:
        raise Refused(_("What was destroyed by decision is not corrected. Write a new entry."))


def corrected_sentence(theirs: EntryRow, now: datetime) -> str:
    """Someone else was faster: an entry has one correction, which may be corrected in its turn."""
    return _("{name} corrected this note {when}. If that version is wrong too, correct it instead.").format(
        name=theirs.author, when=relative_text(theirs.recorded_at, now)
    )


def reason_to_correct(reason: str) -> str:
    """A correction says why (PDL 3:14)."""
    cleaned = clean_text(reason, field="reason").strip()
    if not cleaned:
        raise Invalid("reason", _("Say why the note is corrected."))
    return cleaned
