"""Loggutdrag: what the patient may know of who has taken part of their data (PDL 8:5, HSLF-FS 2016:40 4:9 §).

For each who is answerable for personal data by itself (PDL 2:6): an access belongs to whom the reader worked
for, also where the data were another's. It says from which unit and when, and what kind of access it was, so
that the patient can judge whether it was justified; names of the staff only where the ward has chosen so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select

from ward_app.access.names import names_of
from ward_app.access.policy import Permission, Role
from ward_app.cleaning import one_line
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _, local
from ward_app.logs.actions import in_words
from ward_app.logs.occasions import during, occasions
from ward_app.logs.wording import ground_words, owner_words, role_words
from ward_app.ops import Work, command, query
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.shown import Audience, ShownPerson, shown
from ward_app.patients.wanted import whole_numbers
from ward_app.settings.queries import value_of
from ward_app.settings.registry import NAMES_IN_EXTRACT, PRACTICE
from ward_app.store import audit
from ward_app.store.audit import LOG, OK
from ward_app.wards.model import CareOwner, Unit

SHOWN, PAPER = "logs.extract", "print.log_extract"


@dataclass(frozen=True, slots=True, repr=False)
class PersonRow:
    """Whom a check or an extract is about, as they may be named to who reviews the log."""

    patient_id: int
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """Accesses of one kind from one unit on one day, with every time."""

    day: date
    unit: str
    role: str
    what: str
    who: str
    """Empty unless the ward shows names."""
    times: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One who is answerable, with all accesses of theirs, the oldest first."""

    controller: str
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Extract:
    patient_id: int
    patient: str
    from_on: date
    to_on: date
    parts: tuple[Part, ...]
    printed_by: str
    role: Role | None
    printed_at: datetime
    workstation: str
    anchor: str
    is_practice: bool


@query(Permission.LOG_REVIEW, log="logs.extract_person", relation=False)
def extract_person(work: Work, number: str) -> list[PersonRow]:
    """Whoever has this whole personal number: log reviewers look for no names."""
    values = whole_numbers(one_line(number), local(work.now).date())
    if not values:
        raise Invalid("number", _("Type the whole personal number."))
    found = (
        select(PERSON)
        .outerjoin(PatientIdentity, PRIMARY)
        .where(
            Patient.id.in_(
                select(PatientIdentity.patient_id).where(
                    PatientIdentity.value.in_(values), PatientIdentity.retired_at.is_(None)
                )
            )
        )
    )
    people = work.session.scalars(found).all()
    work.opened(person.patient_id for person in people)
    return [PersonRow(one.patient_id, _named(shown(one, Audience.PRINT))) for one in people]


@command(Permission.LOG_REVIEW, relation=False)
def make_extract(
    work: Work, patient_id: int, from_on: date | None = None, to_on: date | None = None
) -> Extract:
    """All accesses to this patient's data in the period, from the first in the log unless it says when."""
    session = work.session
    person = session.scalars(
        select(PERSON).outerjoin(PatientIdentity, PRIMARY).where(Patient.id == patient_id)
    ).one_or_none()
    if person is None:
        raise Refused(_("This patient is not in the store."))
    first = session.scalar(select(func.min(LOG.c.at)).where(LOG.c.patient_id == patient_id)) or work.now
    begin, end = from_on or local(first).date(), to_on or local(work.now).date()
    parts = _parts(work, patient_id, begin, end)
    work.log(SHOWN, patient_id=patient_id, **{"from": begin.isoformat(), "to": end.isoformat()})
    duty = work.user.duty(work.now)
    return Extract(
        patient_id=patient_id, patient=_named(shown(person, Audience.PRINT)), from_on=begin, to_on=end,
        parts=parts, printed_by=work.user.name, role=duty.role if duty else None, printed_at=work.now,
        workstation=work.workstation, anchor=audit.anchor(session.connection(), work.workstation),
        is_practice=bool(value_of(session, PRACTICE)),
    )  # fmt: skip


@command(Permission.LOG_REVIEW, relation=False)
def record_extract(work: Work, patient_id: int, *, copies: int = 1, saved: bool = False) -> None:
    """The extract that was looked at has been printed, or saved as a file."""
    work.log(PAPER, patient_id=patient_id, **({"saved": True} if saved else {"copies": copies}))


def _parts(work: Work, patient_id: int, from_on: date, to_on: date) -> tuple[Part, ...]:
    """Refused attempts took part of nothing and are not among them."""
    session = work.session
    chosen = occasions(
        during(from_on, to_on, work.now),
        LOG.c.patient_id == patient_id, LOG.c.outcome == OK,
    ).subquery()  # fmt: skip
    rows = session.execute(select(LOG).where(LOG.c.id.in_(select(chosen.c.id))).order_by(LOG.c.at, LOG.c.id))
    units = {row.id: row.name for row in session.execute(select(Unit.id, Unit.name))}
    controllers = {one.code.value: one.name for one in session.scalars(select(CareOwner))}
    found = rows.all()
    names = names_of(session, {row.user_id for row in found}) if value_of(session, NAMES_IN_EXTRACT) else {}
    owners = dict.fromkeys(row.owner for row in found)
    return tuple(
        Part(
            _controller(owner, controllers),
            _taken((row for row in found if row.owner == owner), units, names),
        )
        for owner in owners
    )


def _taken(rows: Iterable[Row[Any]], units: dict[int, str], names: dict[int, str]) -> tuple[Taken, ...]:
    """The same person's accesses of the same kind on one day are one line."""
    lines: dict[tuple[Any, ...], tuple[Row[Any], list[datetime]]] = {}
    for row in rows:
        ground = ground_words(row.reason, row.detail)
        key = local(row.at).date(), row.unit_id, row.role, row.user_id, row.action, ground
        lines.setdefault(key, (row, []))[1].append(row.at)
    return tuple(
        Taken(
            day=key[0], unit=units.get(row.unit_id, ""), role=role_words(row.role),
            what=" – ".join(part for part in (in_words(row.action), key[-1]) if part),
            who=names.get(row.user_id, ""), times=tuple(times),
        )
        for key, (row, times) in lines.items()
    )  # fmt: skip


def _controller(owner: str | None, names: dict[str, str]) -> str:
    """`Region Uppsala (Region)`"""
    if owner is None:
        return _("Without an assignment")
    return _("{name} ({record})").format(name=names.get(owner, owner), record=owner_words(owner))


def _named(text: ShownPerson) -> str:
    return f"{text.name} {text.number}".strip()
