"""The last entry of every owner's record, in one statement for the whole store.

Every column that says when something was entered or ended counts; a row that is added to the schema is
missed by `tests/ward_app/retention` until it is entered here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from ward_app.copies.model import Disclosure
from ward_app.handovers.model import HandoverRemark
from ward_app.notes.model import Note, NoteRemark
from ward_app.patients.model import Alert, Patient, TreatmentLimitation
from ward_app.social.model import SocialDecision, SocialEntry, SocialRemark
from ward_app.stays.model import CareFact, Stay
from ward_app.store.base import Instant
from ward_app.store.owned import Owned
from ward_app.tasks.model import Task

MOMENTS: dict[type[Owned], tuple[InstrumentedAttribute[Any], ...]] = {
    Note: (Note.recorded_at, Note.signed_at),
    Alert: (Alert.recorded_at, Alert.ended_at),
    TreatmentLimitation: (TreatmentLimitation.decided_at, TreatmentLimitation.ended_at),
    Stay: (Stay.recorded_at, Stay.ended_at, Stay.cancelled_at),
    CareFact: (CareFact.recorded_at,),
    Task: (Task.recorded_at, Task.done_at),
    HandoverRemark: (HandoverRemark.recorded_at,),
    SocialEntry: (SocialEntry.recorded_at, SocialEntry.signed_at),
    SocialDecision: (SocialDecision.recorded_at,),
    Disclosure: (Disclosure.handed_at,),
}


PERSON = func.coalesce(Patient.merged_into_id, Patient.id)
"""One person, whatever records were merged: none goes while another of theirs is to stay (SoL 16:1)."""


def last_entries(before: datetime) -> Select[Any]:
    """`person_id`, `owner`, `last_at` of each record whose last entry is older than `before`."""
    entries = union_all(*_entries()).subquery()
    last_at = func.max(entries.c.at, type_=Instant())
    return (
        select(PERSON.label("person_id"), entries.c.owner, last_at.label("last_at"))
        .join(Patient, Patient.id == entries.c.patient_id)
        .group_by(PERSON, entries.c.owner)
        .having(last_at < before)
    )


def under_way(today: date) -> Select[Any]:
    """`person_id` and `owner` of records with a stay or a decision that has not ended."""
    is_running = or_(SocialDecision.to_on.is_(None), SocialDecision.to_on >= today)
    running = union_all(
        select(Stay.patient_id, Stay.owner).where(Stay.ended_at.is_(None), Stay.cancelled_at.is_(None)),
        select(SocialDecision.patient_id, SocialDecision.owner).where(
            is_running, SocialDecision.ended_on.is_(None)
        ),
    ).subquery()
    return select(PERSON.label("person_id"), running.c.owner).join(
        Patient, Patient.id == running.c.patient_id
    )


def _entries() -> Iterator[Select[Any]]:
    for table, moments in MOMENTS.items():
        for moment in moments:
            yield select(table.patient_id, table.owner, moment.label("at")).where(moment.is_not(None))
    yield from _remarks()


def _remarks() -> Iterator[Select[Any]]:
    """Of the record they are about."""
    told: tuple[tuple[Any, Any, Any], ...] = (
        (Note, NoteRemark, NoteRemark.note_id), (SocialEntry, SocialRemark, SocialRemark.social_entry_id),
    )  # fmt: skip
    for table, remark, about in told:
        found = select(table.patient_id, table.owner, remark.recorded_at.label("at"))
        yield found.select_from(remark).join(table, table.id == about)
