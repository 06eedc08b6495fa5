"""A handover that was kept, as its reader may read it now.

The ward keeps all of it, of every owner. What is read follows today's consent, blocks and care relations, and
today's protection of who is named: a handover is no way around them (LSVO 3:7, PDL 4:1, PROT-03).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sqlalchemy import select

from ward_app.access.disclosure import Hint
from ward_app.access.reach import Reach
from ward_app.handovers.answers import answered
from ward_app.handovers.rows import EmptyRow, LeftRow, Owned, Sheet, SheetRow
from ward_app.ops import Work
from ward_app.owners import RecordOwner
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.shown import Audience, ShownPerson, shown
from ward_app.sharing.reading import reach_of

Part = TypeVar("Part", bound=Owned)


def as_read(work: Work, kept: Sheet) -> Sheet:
    """Whom the reader has nothing to do with is left out, but for the bed."""
    reach = reach_of(work, kept.patient_ids)
    people = _people(work, kept)
    related = {one for one in people if reach.relation(one) is not None}
    work.opened(related)
    lens = {one: _Lens(reach, one, kept.unit_id, people[one]) for one in related}
    return replace(
        kept,
        rows=tuple(lens[row.patient_id].row(row) for row in kept.rows if row.patient_id in lens),
        left=tuple(lens[row.patient_id].left(row) for row in kept.left if row.patient_id in lens),
        empty=tuple(_empty(row, lens) for row in kept.empty),
        not_shown=tuple(bed for patient_id, bed in _beds(kept) if patient_id not in lens),
    )


def _beds(kept: Sheet) -> Iterator[tuple[int, str]]:
    yield from ((row.patient_id, row.bed) for row in kept.rows)
    yield from ((row.patient_id, row.bed) for row in kept.left)


def _people(work: Work, kept: Sheet) -> dict[int, ShownPerson]:
    """As they may be shown today."""
    found = (
        select(PERSON)
        .select_from(Patient)
        .outerjoin(PatientIdentity, PRIMARY)
        .where(Patient.id.in_(kept.patient_ids))
    )
    return {one.patient_id: shown(one, Audience.PRINT) for one in work.session.scalars(found)}


def _empty(row: EmptyRow, lens: Mapping[int, _Lens]) -> EmptyRow:
    """The name is within a sentence: it goes as a whole."""
    if row.patient_id is None or (row.patient_id in lens and not lens[row.patient_id].person.is_protected):
        return row
    return EmptyRow(row.label, row.note)


@dataclass(slots=True)
class _Lens:
    """What one patient's rows say to this reader."""

    reach: Reach
    patient_id: int
    unit_id: int
    person: ShownPerson
    hints: set[Hint] = field(default_factory=set)

    def row(self, row: SheetRow) -> SheetRow:
        is_told = bool(row.reason or row.background) and self._reads(row.owner, self.unit_id)
        made = replace(
            row, reason=row.reason if is_told else "", background=row.background if is_told else "",
            alerts=self._readable(row.alerts), limitations=self._readable(row.limitations),
            facts=self._readable(row.facts), tasks=self._readable(row.tasks),
            remark=next(iter(self._readable([row.remark] if row.remark else [])), None),
        )  # fmt: skip
        if self.person.is_protected:
            name = self.person.name
            made = replace(made, name=name, number="", is_protected=True, kin=(), is_kin_hidden=True)
        return answered(replace(made, unread=self._hint()), self.reach)

    def left(self, row: LeftRow) -> LeftRow:
        is_told = self._reads(row.owner, self.unit_id) and not self.person.is_protected
        name = self.person.name if self.person.is_protected else row.name
        return replace(row, name=name, discharged_to=row.discharged_to if is_told else "")

    def _readable(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        return tuple(part for part in parts if self._reads(part.owner, part.unit_id))

    def _reads(self, owner: RecordOwner, unit_id: int | None) -> bool:
        """What is left out leaves behind what may be told of it."""
        if self.reach.allows(self.patient_id, owner, unit_id):
            return True
        self.hints.add(self.reach.decide(self.patient_id, owner, unit_id).hint)
        return False

    def _hint(self) -> Hint:
        return next((one for one in (Hint.BLOCKED, Hint.ELSEWHERE) if one in self.hints), Hint.NOTHING)
