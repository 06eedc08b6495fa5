"""Who the patients are: names, numbers, warnings, the people close to them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from ward_app.owners import RecordOwner
from ward_app.patients.identity import IdentityStatus as IdentityStatus
from ward_app.patients.identity_domains import Sex as Sex
from ward_app.sorting import search_key, sort_key
from ward_app.store.base import Entity, RecordText
from ward_app.store.owned import Owned

KEY = Text().with_variant(Text(collation="C"), "postgresql")
"""Keys are compared by code point on both stores."""

SORT_KEY_LENGTH, SEARCH_KEY_LENGTH = 120, 400
"""Together below what an index of PostgreSQL takes, whatever the names are made of."""

ABODE = {"audit": "digest"}
"""The log keeps no address or phone: where a protected person lives must not be found in it (PROT-02)."""


class Protection(StrEnum):
    """The three levels of protected personal data (PROT-01), and none."""

    NONE = auto()
    MARKED = auto()
    PROTECTED_REGISTRATION = auto()
    ASSUMED_IDENTITY = auto()


class HypersensitivityAnswer(StrEnum):
    """What is known about hypersensitivity. `NONE_KNOWN` is an answer; not having asked is none."""

    NOT_ASKED = auto()
    NONE_KNOWN = auto()
    NOT_KNOWN = auto()
    KNOWN = auto()


class Patient(Entity, kw_only=True):
    """A person with a record here."""

    __table_args__ = (
        Index(None, "sort_key", "search_key", "id"),
        Index(None, "birth_date"),
        Index(None, "merged_into_id"),
    )

    family_name: Mapped[str] = mapped_column(default="")
    given_name: Mapped[str] = mapped_column(default="")
    preferred_name: Mapped[str | None] = mapped_column(default=None)
    birth_date: Mapped[date | None] = mapped_column(Date, default=None)
    sex: Mapped[Sex] = mapped_column(default=Sex.UNKNOWN)
    protection: Mapped[Protection] = mapped_column(default=Protection.NONE)
    protection_on: Mapped[date | None] = mapped_column(Date, default=None)
    protection_seen: Mapped[str | None] = mapped_column(default=None)
    """The document that was seen for the protection (PROT-01)."""
    street: Mapped[str | None] = mapped_column(default=None, info=ABODE)
    postal_code: Mapped[str | None] = mapped_column(String(12), default=None, info=ABODE)
    town: Mapped[str | None] = mapped_column(default=None, info=ABODE)
    phone: Mapped[str | None] = mapped_column(default=None, info=ABODE)
    interpreter_language: Mapped[str | None] = mapped_column(default=None)
    """The language an interpreter is needed for; None when none is needed."""
    hypersensitivity: Mapped[HypersensitivityAnswer] = mapped_column(default=HypersensitivityAnswer.NOT_ASKED)
    hypersensitivity_asked_at: Mapped[datetime | None] = mapped_column(default=None)
    hypersensitivity_owner: Mapped[RecordOwner | None] = mapped_column(default=None)
    """In whose record the answer was written: it is read like any other row of it."""
    deceased_at: Mapped[datetime | None] = mapped_column(default=None)
    unnamed_reason: Mapped[RecordText | None] = mapped_column(default=None)
    """Why the person was admitted without number or name."""
    research_sample: Mapped[bool] = mapped_column(default=False)
    """In the sample that is kept for research: the social services' record is not purged (SoL 16:4)."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), default=None)
    """The record that took over this one's numbers, as both are of one person (ID-02)."""
    merged_at: Mapped[datetime | None] = mapped_column(default=None)
    sort_key: Mapped[str] = mapped_column(KEY, init=False, default="", info={"audit": "skip"})
    search_key: Mapped[str] = mapped_column(KEY, init=False, default="", info={"audit": "skip"})

    @property
    def is_protected(self) -> bool:
        return self.protection is not Protection.NONE

    @property
    def hides_abode(self) -> bool:
        """No address or phone may be stored, of the person or of anyone close (PROT-02)."""
        return self.protection in (Protection.PROTECTED_REGISTRATION, Protection.ASSUMED_IDENTITY)

    def touch(self) -> None:
        """Raise the version when only what hangs on the person has changed, so that `seen` notices it."""
        flag_modified(self, "sort_key")

    def index(self, numbers: list[str]) -> None:
        """Renew the keys that lists sort and search by: after any change of names, numbers or protection.

        Who is protected, or merged into another record, has no search key: what is not there cannot be found.
        Every word of a search key has a space before it, so that the start of a name is part of the key too.
        """
        self.sort_key = sort_key(f"{self.family_name}, {self.given_name}")[:SORT_KEY_LENGTH]
        names = (self.family_name, self.given_name, self.preferred_name or "")
        words = [*(number.casefold() for number in numbers), *(search_key(name) for name in names if name)]
        hidden = self.is_protected or self.merged_into_id is not None
        self.search_key = "" if hidden else "".join(f" {word}" for word in words)[:SEARCH_KEY_LENGTH]


class PatientIdentity(Entity, kw_only=True):
    """One number of a person: (domain OID, value). Several per person, one primary (ID-01)."""

    __table_args__ = (
        Index(
            "uq_patient_identity_value", "domain", "value", unique=True,
            sqlite_where=text("retired_at IS NULL"), postgresql_where=text("retired_at IS NULL"),
        ),
        Index(
            "uq_patient_identity_primary", "patient_id", unique=True,
            sqlite_where=text("is_primary AND retired_at IS NULL"),
            postgresql_where=text("is_primary AND retired_at IS NULL"),
        ),
        Index(None, "patient_id"),
        Index(None, "value"),
    )  # fmt: skip

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    domain: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(40))
    status: Mapped[IdentityStatus]
    reason: Mapped[RecordText | None] = mapped_column(default=None)
    is_primary: Mapped[bool]
    recorded_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class AlertKind(StrEnum):
    """What must be seen on board, record and print, always as a word."""

    HYPERSENSITIVITY = auto()
    INFECTION = auto()
    FALL = auto()
    PRESSURE_ULCER = auto()
    NUTRITION = auto()
    DELIRIUM = auto()
    OTHER = auto()


class Severity(StrEnum):
    LIFE_THREATENING = auto()
    HARMFUL = auto()
    DISCOMFORT = auto()
    UNKNOWN = auto()


class Alert(Owned, Entity, kw_only=True):
    """A warning about a person. Ended, never removed; a mistake is ended with its reason."""

    __table_args__ = (Index(None, "patient_id"),)

    kind: Mapped[AlertKind]
    text: Mapped[RecordText] = mapped_column(default="")
    """Substance, agent or risk in words: `Penicillin`, `MRSA`."""
    reaction: Mapped[RecordText | None] = mapped_column(default=None)
    severity: Mapped[Severity] = mapped_column(default=Severity.UNKNOWN)
    source: Mapped[RecordText | None] = mapped_column(default=None)
    since_on: Mapped[date | None] = mapped_column(Date, default=None)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    end_reason: Mapped[RecordText | None] = mapped_column(default=None)


class LimitationKind(StrEnum):
    NO_CPR = auto()
    NO_INTENSIVE_CARE = auto()
    NO_HOSPITAL = auto()
    OTHER = auto()


class TreatmentLimitation(Owned, Entity, kw_only=True):
    """A doctor's decision not to start or go on with a treatment (EOL-01)."""

    __table_args__ = (Index(None, "patient_id"),)

    kind: Mapped[LimitationKind]
    text: Mapped[RecordText] = mapped_column(default="")
    grounds: Mapped[RecordText]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime]
    consulted: Mapped[RecordText]
    """The licensed colleague who was consulted."""
    patient_attitude: Mapped[RecordText]
    kin_informed: Mapped[RecordText | None] = mapped_column(default=None)
    review_on: Mapped[date] = mapped_column(Date)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    end_reason: Mapped[RecordText | None] = mapped_column(default=None)

    def holds(self, today: date) -> bool:
        """An ended or overdue decision is shown, but not as valid (EOL-02)."""
        return self.ended_at is None and today <= self.review_on


class NextOfKin(Entity, kw_only=True):
    """A person close to the patient. No address or phone where the patient is protected (PROT-02)."""

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str | None] = mapped_column(default=None, info=ABODE)
    phone_at_night: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=1)
    note: Mapped[RecordText | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
