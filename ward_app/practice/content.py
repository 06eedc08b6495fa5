"""What the practice ward is told from: the files in resources/practice, read into frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from typing import Any

from ward_app.access.policy import Role
from ward_app.owners import RecordOwner
from ward_app.paths import RESOURCES
from ward_app.patients.model import (
    AlertKind,
    HypersensitivityAnswer,
    LimitationKind,
    Protection,
    Severity,
    Sex,
)
from ward_app.social.model import SocialKind
from ward_app.stays.model import CareFactKind, CareForm, Purpose


@dataclass(frozen=True, slots=True)
class Colleague:
    role: Role
    given_name: str
    family_name: str
    social: bool = False
    """Also works in the social services' record."""

    @property
    def login(self) -> str:
        return f"{self.given_name}.{self.family_name}".casefold()


@dataclass(frozen=True, slots=True)
class Person:
    family_name: str
    given_name: str
    sex: Sex
    number: str
    number_reason: str | None = None
    """Why there is no number."""


@dataclass(frozen=True, slots=True)
class Caution:
    kind: AlertKind
    text: str
    reaction: str | None = None
    severity: Severity = Severity.UNKNOWN


@dataclass(frozen=True, slots=True)
class Limitation:
    kind: LimitationKind
    grounds: str
    consulted: str
    attitude: str
    kin_informed: str


@dataclass(frozen=True, slots=True)
class Chore:
    """`hour` is the next time the clock shows it; -1 is overdue."""

    hour: int
    text: str
    role: Role


class SharingKind(StrEnum):
    """What the patient said about the owners reading each other's records."""

    CONSENT = auto()
    SOCIAL = auto()
    """Also with the social services."""
    REFUSED = auto()
    UNABLE = auto()


@dataclass(frozen=True, slots=True)
class Inpatient:
    """Someone in a bed now. `days` since the arrival at `hour`; `home` days until the planned discharge."""

    person: Person
    bed: str
    purpose: Purpose
    care_form: CareForm
    days: int
    hour: int
    reason: str
    background: str
    came_from: str
    decided_by: str
    nurse: str
    doctor: str
    hypersensitivity: HypersensitivityAnswer
    sbar: tuple[str, str, str, str, str]
    chores: tuple[Chore, ...]
    facts: tuple[tuple[CareFactKind, str], ...]
    warnings: tuple[Caution, ...] = ()
    limitation: Limitation | None = None
    kin: tuple[tuple[Any, ...], ...] = ()
    address: tuple[str, str, str] | None = None
    interpreter: str | None = None
    protection: Protection = Protection.NONE
    home: int | None = None
    is_ready: bool = False
    on_leave_hours: int | None = None
    sharing: SharingKind = SharingKind.CONSENT
    unable: tuple[str, ...] = ()
    """Findings and known attitude of who cannot answer."""
    blocked: RecordOwner | None = None
    told_at_home: str = ""
    """What home care knows and the ward may not read."""
    social_notes: tuple[tuple[SocialKind, str, int, str], ...] = ()
    """Kind, whose, days ago, text."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Someone who comes in some hours, to a reserved bed."""

    person: Person
    bed: str
    purpose: Purpose
    care_form: CareForm
    reason: str
    came_from: str
    decided_by: str
    in_hours: int


@cache
def staff() -> tuple[Colleague, ...]:
    told = _read("staff")
    return tuple(
        Colleague(Role(role), given, family, family in told["social"])
        for role, given, family in told["people"]
    )


@cache
def inpatients() -> tuple[Inpatient, ...]:
    return tuple(_inpatient(one) for one in _read("patients")["patient"])


@cache
def expected() -> tuple[Expected, ...]:
    return tuple(
        Expected(
            _person(one), one["bed"], Purpose(one["purpose"]), CareForm(one["care_form"]), one["reason"],
            one["from"], one["decided"], one["in_hours"],
        )
        for one in _read("patients")["planned"]
    )  # fmt: skip


@cache
def former() -> tuple[Person, ...]:
    return tuple(_person(one) for one in _read("patients")["former"])


@cache
def phrases() -> dict[str, Any]:
    return _read("phrases")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "practice" / f"{name}.toml").read_text("utf-8"))


def _person(one: dict[str, Any]) -> Person:
    family, given = one["name"]
    return Person(family, given, Sex(one["sex"]), one.get("number", ""), one.get("number_reason"))


def _inpatient(one: dict[str, Any]) -> Inpatient:
    limitation = one.get("limitation")
    return Inpatient(
        person=_person(one), bed=one["bed"], purpose=Purpose(one["purpose"]),
        care_form=CareForm(one["care_form"]), days=one["days"], hour=one["hour"], reason=one["reason"],
        background=one["background"], came_from=one["from"], decided_by=one["decided"], nurse=one["nurse"],
        doctor=one["doctor"], hypersensitivity=HypersensitivityAnswer(one["hypersensitivity"]),
        sbar=tuple(one["sbar"]),
        chores=tuple(Chore(hour, text, Role(role)) for hour, text, role in one["tasks"]),
        facts=tuple((CareFactKind(kind), text) for kind, text in one["facts"].items()),
        warnings=tuple(_warning(*alert) for alert in one["alerts"]),
        limitation=Limitation(LimitationKind(limitation[0]), *limitation[1:]) if limitation else None,
        kin=tuple(tuple(kin) for kin in one.get("kin", ())),
        address=tuple(one["address"]) if "address" in one else None, interpreter=one.get("interpreter"),
        protection=Protection(one.get("protection", "none")), home=one.get("home"),
        is_ready=one.get("ready", False), on_leave_hours=one.get("leave"),
        sharing=SharingKind(one.get("sharing", "consent")), unable=tuple(one.get("unable", ())),
        blocked=RecordOwner(one["blocked"]) if "blocked" in one else None,
        told_at_home=one.get("told_at_home", ""),
        social_notes=tuple((SocialKind(kind), *rest) for kind, *rest in one.get("social", ())),
    )  # fmt: skip


def _warning(kind: str, text: str, reaction: str | None = None, severity: str = "unknown") -> Caution:
    return Caution(AlertKind(kind), text, reaction, Severity(severity))
