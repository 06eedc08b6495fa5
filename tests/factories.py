"""The ward the tests work in: 18 beds as on the board's picture, its staff, invented people, their stays.

Through the real commands where there is one. Accounts and people are written as entities, inside a command of
our own, so that making a hundred costs no password hashes; the log sees them all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from tests.data.numbers import personnummer
from ward_app.access.model import Assignment, User
from ward_app.access.policy import SYSTEM, Actor, Held, Permission, Role
from ward_app.app import App
from ward_app.i18n import local
from ward_app.ops import Work, command, query
from ward_app.owners import Principal
from ward_app.patients.identity_domains import PERSONNUMMER
from ward_app.patients.model import IdentityStatus, Patient, PatientIdentity, Protection, Sex
from ward_app.settings import commands as settings
from ward_app.sharing.model import AnswerForm, Consent, ConsentScope, SharingInformation
from ward_app.social.terms import DecisionTerms
from ward_app.stays import commands as stays
from ward_app.stays.model import CareForm, Purpose, Stay
from ward_app.wards import commands as wards
from ward_app.wards.model import Bed

MORNING = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
"""Saturday 2026-11-21 08:42 on the ward's clock: the moment of the guide's pictures."""

TWO_BEDS = tuple((str(room), (f"{room}:1", f"{room}:2")) for room in range(1, 7))
ONE_BED = tuple((str(room), (str(room),)) for room in range(7, 13))
ROOMS: Sequence[tuple[str, Sequence[str]]] = (*TWO_BEDS, *ONE_BED)
LABELS = tuple(label for _room, labels in ROOMS for label in labels)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

NAMES = (
    ("Andersson", "Karin"), ("Öberg", "Åke"), ("Lindström", "Märta"), ("Johansson", "Bengt"),
    ("Sjölund-Håkansson", "Birgitta"), ("Holm", "Gösta"), ("Nyström", "Evert"), ("Forsberg", "Gun-Britt"),
    ("Eriksson", "Sven-Erik"), ("Hägglund", "Ingegerd"), ("Mattsson", "Rolf"), ("Åström", "Siv"),
    ("Nilsson", "Göte"), ("Wikström", "Rut"), ("Lund", "Valborg"), ("Al-Hassan", "Layla"),
    ("Bäckman", "Torsten"), ("Persson", "Elsy"),
)  # fmt: skip
"""Invented names, in the order of the beds on the board's picture."""

PARTICULARS: dict[str, Any] = {
    "purpose": Purpose.MEDICAL_TREATMENT, "care_form": CareForm.INPATIENT, "reason": "Exacerbation KOL",
    "funding_principal": Principal.REGION, "decided_by": "Dr Lund, Östhammars vårdcentral",
}  # fmt: skip
"""What is said of a stay at the admission."""

_numbers = count(11)


@dataclass(frozen=True)
class Ward:
    """A unit and its beds by label."""

    unit_id: int
    beds: dict[str, int]


def make_ward(app: App, name: str = "Närvårdsenheten", rooms: Sequence[Any] = ROOMS) -> Ward:
    """A unit, set up as an administrator does, with the recovery code typed back."""
    app.acting(SYSTEM).do(settings.confirm_recovery)
    unit_id = app.acting(SYSTEM).do(
        wards.set_up, unit_name=name, region_name="Region Uppsala", municipality_name="Östhammars kommun",
        rooms=rooms,
    )  # fmt: skip
    return Ward(unit_id, app.acting(SYSTEM).ask(_bed_ids, unit_id))


def make_user(
    app: App, role: Role = Role.NURSE, family_name: str = "Falk", given_name: str = "Maria", *,
    unit_id: int | None = None, principal: Principal | None = None, login: str | None = None,
    social: bool = False,
) -> Actor:  # fmt: skip
    """Someone who can act, with `social` also in the social services' record.

    Their account has no password: signing in is tested where it is built.
    """
    employer = principal or (Principal.REGION if role is Role.DOCTOR else Principal.KOMMUN)
    name = login or f"{given_name}.{family_name}.{next(_numbers)}".casefold()
    return app.acting(SYSTEM).do(_add_user, name, given_name, family_name, role, unit_id, employer, social)


def make_patient(
    app: App, family_name: str = "Öberg", given_name: str = "Åke", *, number: str | None = None,
    born: date | None = None, sex: Sex = Sex.MALE, protection: Protection = Protection.NONE,
) -> int:  # fmt: skip
    """An invented person with one of Skatteverket's test numbers, a new one each time unless given."""
    value = number or next_number()
    birth_date = born or date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    return app.acting(SYSTEM).do(_add_patient, family_name, given_name, value, birth_date, sex, protection)


def make_stay(
    app: App, ward: Ward, label: str | None = "1:2", *, patient_id: int | None = None,
    at: datetime | None = None, consent: bool = True, **more: Any,
) -> int:  # fmt: skip
    """A patient admitted to the bed, by whoever stands in front of the door, and asked about sharing.

    Under the Social Services Act on a decision that holds for a year, unless one is given.
    """
    who = patient_id if patient_id is not None else make_patient(app)
    bed_id = ward.beds[label] if label else None
    if more.get("care_form") is CareForm.SOCIAL_SHORT_TERM:
        more.setdefault("decision", make_terms(at or app.clock()))
    stay_id = app.do(stays.admit, who, ward.unit_id, bed_id, admitted_at=at, **{**PARTICULARS, **more})
    if consent and app.user.user_id is not None:
        app.do(consented, who)
    return stay_id


def make_terms(begins: datetime, days: int | None = 365) -> DecisionTerms:
    """A decision on short-term care that holds from the day of `begins`, so many days more."""
    first = local(begins).date()
    last = None if days is None else first + timedelta(days=days)
    return DecisionTerms("Korttidsplats", first, last, "Berit Ahl, biståndshandläggare", first, "SoL 11:1")


def fill_ward(app: App, ward: Ward, empty: Sequence[str] = ("3:2", "9")) -> dict[str, int]:
    """A patient in every bed but the empty ones, admitted one a day before. The stays by bed."""
    admitted: dict[str, int] = {}
    for nth, (label, (family_name, given_name)) in enumerate(zip(LABELS, NAMES, strict=True)):
        if label not in empty:
            person = make_patient(app, family_name, given_name)
            at = app.clock() - timedelta(days=nth + 1)
            admitted[label] = make_stay(app, ward, label, patient_id=person, at=at)
    return admitted


def version_of(app: App, stay_id: int) -> int:
    """What a user who has just looked at the stay has seen."""
    return app.acting(SYSTEM).ask(_stay_version, stay_id)


def room_of(session: Session, bed_id: int) -> int:
    return session.get_one(Bed, bed_id).room_id


def label_of(session: Session, bed_id: int) -> str:
    return session.get_one(Bed, bed_id).label


def ask(app: App, read: Any, *args: Any) -> Any:
    """Whatever a test wants to know straight from the store: `read(session, …)`."""
    return app.acting(SYSTEM).ask(_read, read, *args)


@query(None)
def _read(work: Work, read: Any, *args: Any) -> Any:
    return read(work.session, *args)


@query(None)
def _stay_version(work: Work, stay_id: int) -> int:
    return work.session.get_one(Stay, stay_id).version


@query(None)
def _bed_ids(work: Work, unit_id: int) -> dict[str, int]:
    return {bed.label: bed.id for bed in work.session.query(Bed).filter(Bed.unit_id == unit_id)}


@command(None, relation=False)
def consented(work: Work, patient_id: int) -> None:
    """Told what sharing means, and that all three owners may read each other's records."""
    assert work.user.user_id is not None
    by: dict[str, Any] = {"by_id": work.user.user_id, "form": AnswerForm.SPOKEN, "recorded_at": work.now}
    work.session.add(SharingInformation(patient_id=patient_id, given_at=LONG_AGO, **by))
    work.session.add(Consent(
        patient_id=patient_id, is_given=True, social=True, scope=ConsentScope.UNTIL_WITHDRAWN,
        given_at=LONG_AGO, **by,
    ))  # fmt: skip


@command(Permission.USERS_EDIT)
def _add_user(
    work: Work, login: str, given_name: str, family_name: str, role: Role, unit_id: int | None,
    principal: Principal, social: bool,
) -> Actor:  # fmt: skip
    user = User(login=login, given_name=given_name, family_name=family_name, draft_key=bytes(32))
    work.session.add(user)
    work.session.flush()
    held = Assignment(
        user_id=user.id, role=role, unit_id=unit_id, principal=principal, from_at=LONG_AGO, social=social
    )
    work.session.add(held)
    work.session.flush()
    holds = Held(held.id, role, unit_id, principal, LONG_AGO, None, social)
    return Actor(user.id, user.login, user.shown_name, (holds,), user.stamp)


@command(Permission.PATIENT_EDIT)
def _add_patient(
    work: Work, family_name: str, given_name: str, number: str, born: date, sex: Sex, protection: Protection
) -> int:
    person = Patient(
        family_name=family_name, given_name=given_name, birth_date=born, sex=sex, protection=protection
    )
    person.index([number])
    work.session.add(person)
    work.session.flush()
    work.session.add(PatientIdentity(
        patient_id=person.id, domain=PERSONNUMMER, value=number, status=IdentityStatus.VERIFIED,
        is_primary=True, recorded_at=work.now,
    ))  # fmt: skip
    return person.id


def _adults() -> Iterator[str]:
    """Test numbers of people who are between 65 and 96 in the ward's year, spread over the years."""
    old = [number for number in personnummer() if "1930" <= number[:4] <= "1961"]
    return (old[(nth * 397) % len(old)] for nth in count())


_adult = _adults()


def next_number() -> str:
    return next(_adult)
