"""What stands on a copy of one owner's record, as frozen rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ward_app.access.policy import Role
from ward_app.copies.model import LegalGround
from ward_app.owners import RecordOwner
from ward_app.stays.model import EndKind


@dataclass(frozen=True, slots=True)
class CopyTerms:
    """What is said of a copy when it is handed out (PDL 3:11). The period includes both days."""

    recipient: str
    decided_by: str
    ground: LegalGround
    since_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class CopyItem:
    """One handling. `earlier` are the versions it corrects: the wrong text stays readable (PDL 3:14)."""

    source: tuple[str, int]
    """Table and id: what the disclosure says was handed out."""
    at: datetime
    heading: str
    about: str
    """Who, with which title, when it happened and when it was written."""
    texts: tuple[tuple[str, str], ...]
    """Heading, or nothing, and text."""
    mark: str = ""
    """That it is unsigned, was thrown away or was destroyed."""
    remarks: tuple[str, ...] = ()
    earlier: tuple[CopyItem, ...] = ()

    def everything(self) -> Iterator[CopyItem]:
        yield self
        for one in self.earlier:
            yield from one.everything()


@dataclass(frozen=True, slots=True, repr=False)
class CopyPart:
    title: str
    items: tuple[CopyItem, ...]


@dataclass(frozen=True, slots=True, repr=False)
class RecordCopy:
    """One owner's record of one person. Without a number it is a draft that nobody has been given."""

    patient_id: int
    name: str
    number: str
    birth_date: date | None
    owner: RecordOwner
    owner_name: str
    terms: CopyTerms
    parts: tuple[CopyPart, ...]
    made_by: str
    made_at: datetime
    anchor: str
    is_practice: bool
    serial: str = ""
    disclosure_id: int | None = None

    @property
    def items(self) -> Iterator[CopyItem]:
        for part in self.parts:
            for item in part.items:
                yield from item.everything()


@dataclass(frozen=True, slots=True, repr=False)
class DisclosureRow:
    """A copy that was handed out, as the record tells it."""

    disclosure_id: int
    owner: RecordOwner
    recipient: str
    decided_by: str
    ground: LegalGround
    since_on: date | None
    until_on: date | None
    handed_at: datetime
    by: str
    serial: str


@dataclass(frozen=True, slots=True, repr=False)
class Certificate:
    """What stands on a certificate of time in care. `ended_at` is None while the patient is still here."""

    stay_id: int
    name: str
    number: str
    unit: str
    phone: str
    provider: str
    admitted_at: datetime
    ended_at: datetime | None
    end_kind: EndKind | None
    made_by: str
    role: Role | None
    made_at: datetime
    is_practice: bool
