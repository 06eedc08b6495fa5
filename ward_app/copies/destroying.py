"""Destroying all or part of one owner's record by decision of IVO (PDL 8:4).

Words go, for good and everywhere: entries with their earlier versions and remarks, warnings, decisions,
facts, tasks, reports, the texts of stays, and what closed handovers quote. That the rows were there stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select

from ward_app.access.policy import Permission
from ward_app.cleaning import one_line
from ward_app.copies.emptying import EMPTY, empty, table_named
from ward_app.copies.model import RecordDestruction
from ward_app.copies.scrubbing import gone, scrubbed
from ward_app.errors import Invalid, Refused
from ward_app.handovers.model import Handover
from ward_app.i18n import _, local
from ward_app.notes.model import Note, NoteRemark
from ward_app.ops import Work, command
from ward_app.owners import RecordOwner
from ward_app.patients.model import Alert, AlertKind, HypersensitivityAnswer, Patient
from ward_app.social.model import SocialEntry, SocialRemark
from ward_app.stays.model import Leave, Stay, StayEvent
from ward_app.store.base import Entity
from ward_app.store.destroyed import Destroyed, Entry
from ward_app.store.owned import Owned

HANDOVER = Handover.__tablename__


@command(Permission.RECORD_DESTROY, relation=False)
def destroy_record(
    work: Work, patient_id: int, owner: RecordOwner, *, decision_ref: str, decided_on: date,
    entries: Collection[Entry] | None = None,
) -> Destroyed:  # fmt: skip
    """All of the owner's record, or with `entries` (table and id) these and every version of them."""
    ref = one_line(decision_ref, field="decision_ref").strip()
    if not ref:
        raise Invalid("decision_ref", _("Type the number of the decision."))
    if decided_on > local(work.now).date():
        raise Invalid("decided_on", _("The decision cannot be of a day to come."))
    return _destroy(work, patient_id, owner, ref, decided_on, work.now, entries)


@command(Permission.RECORD_DESTROY, relation=False)
def destroy_again(work: Work, said: Destroyed) -> bool:
    """After a backup from before it was put back: what the decision destroyed, and nothing younger."""
    known = select(RecordDestruction.id).where(
        RecordDestruction.patient_id == said.patient_id, RecordDestruction.owner == RecordOwner(said.owner),
        RecordDestruction.decision_ref == said.decision_ref, RecordDestruction.done_at == said.done_at,
    )  # fmt: skip
    is_there = work.session.get(Patient, said.patient_id) is not None
    if not is_there or work.session.scalar(known) is not None:
        return False
    _destroy(
        work, said.patient_id, RecordOwner(said.owner), said.decision_ref, said.decided_on, said.done_at,
        said.entries,
    )  # fmt: skip
    return True


def _destroy(
    work: Work, patient_id: int, owner: RecordOwner, ref: str, decided_on: date, done_at: datetime,
    entries: Collection[Entry] | None,
) -> Destroyed:  # fmt: skip
    ids = _merged(work, patient_id)
    rows = _rows(work, ids, owner, entries)
    handovers = _handovers(work, ids, rows)
    if not rows:
        raise Refused(_("There is nothing of this owner's record to destroy."))
    held: list[Entry] = [(row.__tablename__, row.id) for row in rows]
    held += [(HANDOVER, handover.id) for handover, _sheet in handovers]
    decision = RecordDestruction(
        patient_id=patient_id, owner=owner, decision_ref=ref, decided_on=decided_on,
        entries=[list(entry) for entry in held], done_at=done_at, by_id=work.user.user_id,
    )  # fmt: skip
    work.session.add(decision)
    work.session.flush()
    for handover, sheet in handovers:
        handover.snapshot, handover.destruction_id = sheet, decision.id
    for row in rows:
        empty(row, decision.id, work.now)
    _ask_anew(work, ids)
    return Destroyed(patient_id, owner.value, ref, decided_on, done_at, tuple(held))


def _ask_anew(work: Work, ids: frozenset[int]) -> None:
    """Where no warning is left that tells of a hypersensitivity, nobody knows of one: it is to be asked."""
    told = select(Alert.patient_id).where(
        Alert.kind == AlertKind.HYPERSENSITIVITY, Alert.ended_at.is_(None), Alert.patient_id.in_(ids)
    )
    lost = select(Patient).where(
        Patient.id.in_(ids), Patient.id.not_in(told),
        Patient.hypersensitivity == HypersensitivityAnswer.KNOWN,
    )  # fmt: skip
    for person in work.session.scalars(lost):
        person.hypersensitivity = HypersensitivityAnswer.NOT_ASKED
        person.hypersensitivity_asked_at = None


def _merged(work: Work, patient_id: int) -> frozenset[int]:
    same = or_(Patient.id == patient_id, Patient.merged_into_id == patient_id)
    return frozenset(work.session.scalars(select(Patient.id).where(same)))


def _rows(
    work: Work, ids: frozenset[int], owner: RecordOwner, entries: Collection[Entry] | None
) -> list[Entity]:
    """The owner's rows that are meant, and what hangs on them."""
    found: list[Any] = []
    for table in EMPTY:
        if issubclass(table, Owned):
            wanted = None if entries is None else {id_ for name, id_ in entries if table_named(name) is table}
            found += _owned(work, table, ids, owner, wanted)
    return [*found, *_hanging_on(work, found)]


def _owned(
    work: Work, table: Any, ids: frozenset[int], owner: RecordOwner, wanted: set[int] | None
) -> Iterable[Entity]:
    mine = select(table).where(table.patient_id.in_(ids), table.owner == owner).order_by(table.id)
    rows = work.session.scalars(mine).all()
    return rows if wanted is None else _chosen(rows, wanted)


def _chosen(rows: Sequence[Any], wanted: set[int]) -> Iterator[Any]:
    """The rows with these ids, and of an entry every version: the text stands in each."""
    grown = True
    while grown:
        linked = {row.id for row in rows if getattr(row, "corrects_id", None) in wanted}
        linked |= {row.corrects_id for row in rows if row.id in wanted and getattr(row, "corrects_id", None)}
        grown = not linked <= wanted
        wanted |= linked
    return (row for row in rows if row.id in wanted)


def _hanging_on(work: Work, rows: Sequence[Any]) -> Iterator[Any]:
    """Rows without an owner of their own: remarks on entries, events and leaves of stays."""
    hanging: tuple[tuple[Any, Any], ...] = (
        (Note, NoteRemark.note_id), (SocialEntry, SocialRemark.social_entry_id), (Stay, StayEvent.stay_id),
        (Stay, Leave.stay_id),
    )  # fmt: skip
    for table, points_at in hanging:
        on = [row.id for row in rows if isinstance(row, table)]
        yield from work.session.scalars(select(points_at.class_).where(points_at.in_(on)))


def _handovers(
    work: Work, ids: frozenset[int], rows: Sequence[Entity]
) -> list[tuple[Handover, dict[str, Any]]]:
    """The frozen sheets that quote any of it, with what is left of them."""
    what = gone(rows)
    units = select(Stay.unit_id).where(Stay.patient_id.in_(ids))
    first = select(Stay.recorded_at).where(Stay.patient_id.in_(ids)).order_by(Stay.recorded_at).limit(1)
    found = select(Handover).where(
        Handover.unit_id.in_(units), Handover.closed_at >= first.scalar_subquery()
    )  # fmt: skip
    sheets = ((one, scrubbed(one.snapshot, ids, what)) for one in work.session.scalars(found))
    return [(one, sheet) for one, sheet in sheets if sheet != one.snapshot]
