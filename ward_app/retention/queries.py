"""Which records may be proposed for disposal now, for the owners that the reader's principal answers for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from ward_app.access.policy import SYSTEM, Actor, Permission
from ward_app.i18n import from_local, local
from ward_app.ops import Work, query
from ward_app.owners import RecordOwner
from ward_app.patients import identity
from ward_app.patients.facts import PERSON, PRIMARY, PersonFacts
from ward_app.patients.identity import NumberPolicy
from ward_app.patients.model import Patient, PatientIdentity, Protection
from ward_app.retention.reading import last_entries, under_way
from ward_app.retention.rules import SOL_YEARS, Kept, log_kept_from, proposed, years_after
from ward_app.settings.queries import value_of
from ward_app.settings.registry import RESEARCH_MUNICIPALITY
from ward_app.store.audit import LOG


@dataclass(frozen=True, slots=True, repr=False)
class ProposalRow:
    """One owner's record of one person. No name: the archive finds it by its number in the store (SOL-07)."""

    patient_id: int
    version: int
    number: str
    """Without its last four characters; empty for who is protected."""
    owner: RecordOwner
    last_on: date
    due_on: date
    deadline: date | None
    is_research: bool
    """Kept all the same (SoL 16:4)."""

    @property
    def id(self) -> tuple[int, RecordOwner]:
        return self.patient_id, self.owner

    def is_late(self, today: date) -> bool:
        return not self.is_research and self.deadline is not None and self.deadline < today


@dataclass(frozen=True, slots=True, repr=False)
class Proposals:
    rows: tuple[ProposalRow, ...]
    today: date
    log_kept_from: date
    """Rows of the access log from before this day are older than five years."""
    old_log_rows: int
    is_research_municipality: bool


@query(Permission.RETENTION_SEE, log="retention", relation=False)
def proposals(work: Work) -> Proposals:
    """What has been kept long enough, the earliest deadline first. Nothing is removed by looking at it."""
    today = local(work.now).date()
    is_sample = value_of(work.session, RESEARCH_MUNICIPALITY)
    found = _records(work, today)
    people = _people(work, {person_id for person_id, _owner, _at in found})
    rows = [
        row
        for person_id, owner, last_at in found
        if (row := _row(people[person_id], owner, local(last_at).date(), today, is_sample)) is not None
    ]
    rows.sort(key=lambda row: (row.deadline or date.max, row.due_on, row.patient_id))
    work.opened(row.patient_id for row in rows)
    log_from = log_kept_from(today)
    return Proposals(tuple(rows), today, log_from, _old_log_rows(work, log_from), is_sample)


def owners_of(user: Actor, now: datetime) -> frozenset[RecordOwner]:
    """Each controller sees what it answers for (PDL 2:6, PDL-20)."""
    if user is SYSTEM:
        return frozenset(RecordOwner)
    principals = {held.principal for held in user.current(now)}
    return frozenset(owner for owner in RecordOwner if owner.principal in principals)


def _records(work: Work, today: date) -> list[tuple[int, RecordOwner, datetime]]:
    """Those old enough to look at one by one, and in which nothing goes on."""
    eldest = from_local(_back(today), time(0), fold=0)
    running = {(row.person_id, row.owner) for row in work.session.execute(under_way(today))}
    owners = owners_of(work.user, work.now)
    return [
        (row.person_id, row.owner, row.last_at)
        for row in work.session.execute(last_entries(eldest))
        if row.owner in owners and (row.person_id, row.owner) not in running
    ]


def _back(today: date) -> date:
    """A day later than any last entry that can be due: rather a few too many than one too few."""
    return years_after(today, -SOL_YEARS) + timedelta(days=2)


def _people(work: Work, ids: Iterable[int]) -> dict[int, tuple[PersonFacts, int, bool]]:
    rows = work.session.execute(
        select(PERSON, Patient.version, Patient.research_sample)
        .outerjoin(PatientIdentity, PRIMARY)
        .where(Patient.id.in_(sorted(ids)))
    )
    return {row.person.patient_id: (row.person, row.version, row.research_sample) for row in rows}


def _row(
    known: tuple[PersonFacts, int, bool], owner: RecordOwner, last_on: date, today: date, is_sample: bool
) -> ProposalRow | None:
    person, version, is_chosen = known
    term = proposed(Kept(owner, last_on), today)
    if term is None:
        return None
    is_kept = proposed(Kept(owner, last_on, is_research=is_sample or is_chosen), today) is None
    return ProposalRow(
        person.patient_id, version, _number(person), owner, last_on, term.due_on, term.deadline, is_kept
    )


def _number(person: PersonFacts) -> str:
    if person.protection is not Protection.NONE or not (person.domain and person.value):
        return ""
    return identity.shown(person.domain, person.value, NumberPolicy.LAST_HIDDEN)


def _old_log_rows(work: Work, kept_from: date) -> int:
    before = from_local(kept_from, time(0), fold=0)
    return work.session.scalar(select(func.count()).select_from(LOG).where(LOG.c.at < before)) or 0
