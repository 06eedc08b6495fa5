"""What is shown of a person, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ward_app.access.disclosure import Hint
from ward_app.owners import RecordOwner
from ward_app.patients.cpr import CprState
from ward_app.patients.model import (
    AlertKind,
    HypersensitivityAnswer,
    LimitationKind,
    Protection,
    Severity,
    Sex,
)
from ward_app.patients.whereabouts import OpenStay, StayBrief


@dataclass(frozen=True, slots=True, repr=False)
class NumberRow:
    identity_id: int
    number: str
    series: str
    is_verified: bool
    is_primary: bool
    reason: str | None
    recorded_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class AlertRow:
    alert_id: int
    version: int
    owner: RecordOwner
    kind: AlertKind
    text: str
    reaction: str | None
    severity: Severity
    source: str | None
    since_on: date | None
    recorded_at: datetime
    recorded_by: str
    verified_by: str | None
    ended_at: datetime | None
    end_reason: str | None


@dataclass(frozen=True, slots=True, repr=False)
class LimitationRow:
    """`holds` is False for an ended or overdue decision: shown, but not as valid (EOL-02)."""

    limitation_id: int
    version: int
    owner: RecordOwner
    kind: LimitationKind
    text: str
    grounds: str
    decided_by: str
    decided_at: datetime
    consulted: str
    patient_attitude: str
    kin_informed: str | None
    review_on: date
    holds: bool
    ended_at: datetime | None
    end_reason: str | None


@dataclass(frozen=True, slots=True, repr=False)
class KinRow:
    kin_id: int
    version: int
    name: str
    relation: str
    phone: str | None
    phone_at_night: bool
    position: int
    note: str | None


@dataclass(frozen=True, slots=True, repr=False)
class OtherRecord:
    """Another record of the same person, merged into this one or the one this was merged into."""

    patient_id: int
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Banner:
    """The patient banner (ui guide 5). An empty number: `unnamed_reason` says why there is none."""

    patient_id: int
    version: int
    name: str
    preferred_name: str | None
    number: str
    series: str
    is_verified: bool
    unnamed_reason: str | None
    birth_date: date | None
    age: str
    sex: Sex
    is_protected: bool
    protection: Protection
    deceased_at: datetime | None
    same_name: bool
    stay: OpenStay | None
    hypersensitivity: HypersensitivityAnswer
    alerts: tuple[AlertRow, ...]
    limitations: tuple[LimitationRow, ...]
    cpr: CprState
    interpreter_language: str | None
    address: str
    phone: str
    kin: tuple[KinRow, ...]
    merged_into: OtherRecord | None
    unread: Hint = Hint.NOTHING
    """What may be told of what the reader may not read."""

    @property
    def hypersensitivities(self) -> tuple[AlertRow, ...]:
        return tuple(alert for alert in self.alerts if alert.kind is AlertKind.HYPERSENSITIVITY)

    @property
    def infections(self) -> tuple[AlertRow, ...]:
        return tuple(alert for alert in self.alerts if alert.kind is AlertKind.INFECTION)

    @property
    def risks(self) -> tuple[AlertRow, ...]:
        """What is neither hypersensitivity nor infection."""
        apart = (AlertKind.HYPERSENSITIVITY, AlertKind.INFECTION)
        return tuple(alert for alert in self.alerts if alert.kind not in apart)


@dataclass(frozen=True, slots=True, repr=False)
class PersonRow:
    """Everything about a person, for the forms that change it. Nothing is masked: it is one record."""

    patient_id: int
    version: int
    family_name: str
    given_name: str
    preferred_name: str | None
    birth_date: date | None
    sex: Sex
    protection: Protection
    protection_on: date | None
    protection_seen: str | None
    street: str | None
    postal_code: str | None
    town: str | None
    phone: str | None
    interpreter_language: str | None
    unnamed_reason: str | None
    hypersensitivity: HypersensitivityAnswer
    hypersensitivity_asked_at: datetime | None
    deceased_at: datetime | None
    numbers: tuple[NumberRow, ...]
    alerts: tuple[AlertRow, ...]
    limitations: tuple[LimitationRow, ...]
    kin: tuple[KinRow, ...]
    stays: tuple[StayBrief, ...]
    merged_into: OtherRecord | None
    merged_here: tuple[OtherRecord, ...]


@dataclass(frozen=True, slots=True, repr=False)
class PersonCard:
    """Who a number belongs to, to be compared with the person in the room before going on."""

    patient_id: int
    version: int
    name: str
    number: str
    birth_date: date | None
    age: str
    sex: Sex
    address: str
    is_protected: bool
    deceased_at: datetime | None
    stays: tuple[StayBrief, ...]

    @property
    def open_stay(self) -> StayBrief | None:
        return next((stay for stay in self.stays if stay.is_open), None)

    @property
    def expected_stay(self) -> StayBrief | None:
        return next((stay for stay in self.stays if stay.admitted_at is None), None)

    @property
    def last_stay(self) -> StayBrief | None:
        return next((stay for stay in self.stays if stay.ended_at is not None), None)


@dataclass(frozen=True, slots=True, repr=False)
class LookUp:
    """What a typed number is, and whose. The hints may fill a form; a person confirms them."""

    number: str
    series: str
    is_verified: bool
    doubts: tuple[str, ...]
    """Why the number takes a reason."""
    remarks: tuple[str, ...]
    birth_date_hint: date | None
    sex_hint: Sex | None
    existing: PersonCard | None
