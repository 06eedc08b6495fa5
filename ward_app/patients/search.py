"""Finding people by name or number while it is typed, among a hundred thousand, on both stores.

Who is protected or merged away has no search key, so no part of a name or number finds them; the whole
number does (PROT-04). Inpatients are few and looked through one by one. The others are named by trigrams and
put in order; if these name too many, all are read in order instead, from an index alone, until enough are
found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, column, func, literal_column, or_, select, table, union_all
from sqlalchemy.orm import Session, aliased

from ward_app.access.policy import Permission
from ward_app.access.search_terms import refuse_typed
from ward_app.i18n import local
from ward_app.ops import Work, query
from ward_app.patients.facts import PERSON, PRIMARY, PersonFacts
from ward_app.patients.model import Patient, PatientIdentity, Sex
from ward_app.patients.shown import Audience, age, shown
from ward_app.patients.wanted import Wanted, understood
from ward_app.patients.whereabouts import inpatients

MANY = 4_000
"""So many rows are put in order within 3 ms on either store. Reading on in order until enough are found takes
six times as long where they all stand at the end of the alphabet; of more rows some always come early."""

FEW = 5
"""Letters in a row of which no part of a people's names has so many as to be worth counting first."""

TRIGRAMS = table("patient_fts", column("rowid"))


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """A person in the list of what was found, with the bed of who is admitted."""

    patient_id: int
    stay_id: int | None
    name: str
    number: str
    age: str
    sex: Sex
    bed: str | None
    is_inpatient: bool
    is_protected: bool
    is_deceased: bool


@query(Permission.PATIENT_FIND, log="search", relation=False)
def find(work: Work, text: str, unit_id: int | None, limit: int = 20) -> list[Hit]:
    """People by words of their names in any order, parts of their numbers, or the bed they lie in.

    Inpatients first, those of the unit before others, then everyone else; both in Swedish order.
    """
    refuse_typed(text)
    wanted = understood(text, local(work.now).date())
    if wanted is None:
        return []
    here = [row for row in work.session.execute(inpatients()) if wanted.is_met_by(row)]
    here.sort(key=lambda row: (row.unit_id != unit_id, row.person.sort_key))
    hits = [_hit(row.person, work.now, row.stay_id, row.bed) for row in here[:limit]]
    if len(hits) < limit:
        ids = {row.person.patient_id for row in here}
        others = [one for one in _others(work.session, wanted, limit + len(ids)) if one.patient_id not in ids]
        hits += [_hit(person, work.now) for person in others[: limit - len(hits)]]
    work.opened(hit.patient_id for hit in hits)
    return hits


def _others(session: Session, wanted: Wanted, limit: int) -> Sequence[PersonFacts]:
    if not wanted.parts and not wanted.signs:
        return []
    found = [_by_key(session, wanted, limit)]
    if wanted.numbers:
        number = aliased(PatientIdentity)
        found.append(
            select(number.patient_id).where(number.value.in_(wanted.numbers), number.retired_at.is_(None))
        )
    return session.scalars(
        select(PERSON)
        .outerjoin(PatientIdentity, PRIMARY)
        .where(Patient.id.in_(union_all(*found)))
        .order_by(Patient.sort_key)
        .limit(limit)
    ).all()


def _by_key(session: Session, wanted: Wanted, limit: int) -> Select[int]:
    """The ids of those whose key holds every word, the first ones in order."""
    found = _ids(*map(_holds, wanted.parts), *map(_has_sign, wanted.signs))
    if not wanted.trigrams:
        return _alone(found.order_by(Patient.sort_key).limit(limit))
    named = few = found  # PostgreSQL looks into its index of trigrams by itself
    if session.get_bind().dialect.name == "sqlite":
        phrases = " ".join(f'"{part}"' for part in wanted.trigrams)
        named = select(TRIGRAMS.c.rowid).where(literal_column(TRIGRAMS.name).match(phrases))
        others = [part for part in wanted.parts if part not in wanted.trigrams]
        few = _ids(Patient.id.in_(named), *map(_holds, others), *map(_has_sign, wanted.signs))
    if max(map(len, wanted.trigrams)) < FEW and _count(session, named) > MANY:
        return _alone(found.order_by(Patient.sort_key).limit(limit))
    return _alone(few.order_by(Patient.sort_key.concat("")).limit(limit))


def _alone(ordered: Select[int]) -> Select[int]:
    """As a member of a union, where SQLite takes no ORDER BY. A key with nothing added to it has no index:
    it is sorted after the rest is done, and no planner is led to read a hundred thousand in order."""
    return select(ordered.subquery().c.id)


def _ids(*conditions: ColumnElement[bool]) -> Select[int]:
    return select(Patient.id).where(*conditions).correlate(None)


def _count(session: Session, named: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(named.limit(MANY + 1).subquery())) or 0


def _holds(part: str) -> ColumnElement[bool]:
    """Parts are letters, digits and spaces, so they need no escape."""
    return Patient.search_key.like(f"%{part}%")


def _has_sign(sign: str) -> ColumnElement[bool]:
    """Keys have no signs: these are looked for in the names."""
    return or_(
        Patient.family_name.icontains(sign, autoescape=True),
        Patient.given_name.icontains(sign, autoescape=True),
        Patient.preferred_name.icontains(sign, autoescape=True),
    )


def _hit(person: PersonFacts, now: datetime, stay_id: int | None = None, bed: str | None = None) -> Hit:
    text = shown(person, Audience.SEARCH)
    return Hit(
        person.patient_id, stay_id, text.name, text.number, age(person, now), person.sex, bed,
        stay_id is not None, text.is_protected, person.deceased_at is not None,
    )  # fmt: skip
