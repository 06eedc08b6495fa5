"""Whether there is more than the reader may read, of whom: as much as may be told, and nothing else.

That blocked data exist (PDL 4:4), and that another care provider has data (LSVO 2:4): not whose, not what,
not how much. Only told when there are such rows: an empty record hides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Select, and_, or_, select, union_all
from sqlalchemy.orm import Session

from ward_app.access.disclosure import Hint
from ward_app.access.reach import Reach
from ward_app.owners import RecordOwner
from ward_app.store.owned import Owned

Traces = Select[int, RecordOwner, int | None]
TAKEN_BACK = ("discarded_at", "cancelled_at")
"""A row that was taken back before it counted is nothing to be told of."""


def unread(session: Session, reach: Reach, patient_ids: Iterable[int]) -> dict[int, Hint]:
    """What may be told, by patient: those of whom there is nothing to tell are left out.

    One statement for all of them and every kind of row there is; none where everything is open. A block is
    told before another owner.
    """
    found = everything_unread(session, reach, patient_ids)
    return {id_: Hint.BLOCKED if Hint.BLOCKED in told else Hint.ELSEWHERE for id_, told in found.items()}


def everything_unread(
    session: Session, reach: Reach, patient_ids: Iterable[int]
) -> dict[int, frozenset[Hint]]:
    """The same where both are told apart."""
    hidden: dict[RecordOwner, set[int]] = defaultdict(set)
    for patient_id in set(patient_ids):
        for owner in reach.hints(patient_id):
            hidden[owner].add(patient_id)
    if not hidden:
        return {}
    told: dict[int, set[Hint]] = defaultdict(set)
    for row in session.execute(union_all(*(_traces(table, hidden) for table in Owned.__subclasses__()))):
        decision = reach.decide(row.patient_id, row.owner, row.unit_id)
        if not decision.allowed and decision.hint is not Hint.NOTHING:
            told[row.patient_id].add(decision.hint)
    return {id_: frozenset(hints) for id_, hints in told.items()}


def others_with_data(session: Session, reach: Reach) -> tuple[RecordOwner, ...]:
    """Which owners other than the reader's own have data that the reader reads now (LSVO 3:6)."""
    others = {owner: set(reach.patients) for owner in RecordOwner if owner not in reach.reader.homes}
    if not others:
        return ()
    rows = session.execute(union_all(*(_traces(table, others) for table in Owned.__subclasses__())))
    found = {row.owner for row in rows if reach.decide(row.patient_id, row.owner, row.unit_id).allowed}
    return tuple(owner for owner in RecordOwner if owner in found)


def _traces(table: type[Owned], hidden: dict[RecordOwner, set[int]]) -> Traces:
    """Whose row, which owner, which unit: what the decision asks for, and nothing of what the row says."""
    theirs = (and_(table.owner == owner, table.patient_id.in_(sorted(ids))) for owner, ids in hidden.items())
    rows = select(table.patient_id, table.owner, table.unit_id).where(or_(*theirs)).distinct()
    for name in TAKEN_BACK:
        if hasattr(table, name):
            rows = rows.where(getattr(table, name).is_(None))
    return rows
