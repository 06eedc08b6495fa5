"""What one reader reaches, patient by patient: the decision of `disclosure`, for rows and for statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_

from ward_app.access.disclosure import Decision, Ground, Hint, Reader, Relation, Sharing, may_read
from ward_app.owners import RecordOwner
from ward_app.store.owned import Owned

STRANGER = Sharing()
"""Someone of whom the store knows nothing: no relation, so nothing is read."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose record the reader may read how far, at one time. Made by `sharing.reading.reach_of`."""

    reader: Reader
    at: datetime
    patients: Mapping[int, Sharing]
    grounds: dict[int, dict[RecordOwner, Ground]] = field(default_factory=lambda: defaultdict(dict))
    """What has been opened across owners or past a block: for the log."""
    _decided: dict[tuple[int, RecordOwner, int | None], Decision] = field(default_factory=dict)

    def relation(self, patient_id: int) -> Relation | None:
        """None asks for a reason before the record opens (PDL 4:1)."""
        known = self.patients.get(patient_id, STRANGER)
        if any(span.counts(self.at) for span in known.emergencies):
            return Relation.STATED
        return known.relation(self.at)

    def decide(self, patient_id: int, owner: RecordOwner, unit_id: int | None = None) -> Decision:
        key = patient_id, owner, unit_id
        if key not in self._decided:
            known = self.patients.get(patient_id, STRANGER)
            self._decided[key] = may_read(self.reader, known, owner, self.at, unit_id)
        return self._decided[key]

    def allows(self, patient_id: int, owner: RecordOwner, unit_id: int | None = None) -> bool:
        """For a row at hand. What is read on another ground than one's own work is noted for the log."""
        decision = self.decide(patient_id, owner, unit_id)
        if decision.allowed and decision.ground is not Ground.OWN_RECORD:
            self.grounds[patient_id][owner] = decision.ground
        return decision.allowed

    def shows(self, row: Owned) -> bool:
        return self.allows(row.patient_id, row.owner, row.unit_id)

    def where(self, table: type[Owned]) -> ColumnElement[bool]:
        """The condition under which rows of this table leave the store. Belongs into every SELECT of one."""
        open_: list[ColumnElement[bool]] = []
        for owner in RecordOwner:
            whole = [one for one in self.patients if self._is_whole(one, owner) and self.allows(one, owner)]
            if whole:
                open_.append(and_(table.owner == owner, table.patient_id.in_(whole)))
            for one in self.patients:
                if not self._is_whole(one, owner) and self.allows(one, owner):
                    open_.append(and_(table.owner == owner, self._but_blocked(table, one, owner)))
        return or_(false(), *open_)

    def reads_all_of(self, patient_id: int, owner: RecordOwner) -> bool:
        """Whether nothing of the owner's record is closed, whichever unit wrote it: no row means none."""
        blocks = self.patients.get(patient_id, STRANGER).blocks
        units = {None, *(block.unit_id for block in blocks if block.owner is owner)}
        return all(self.decide(patient_id, owner, unit_id).allowed for unit_id in units)

    def hints(self, patient_id: int) -> Mapping[RecordOwner, Hint]:
        """The owners of whose unread data something may be told, if there are any."""
        units = {None, *(block.unit_id for block in self.patients.get(patient_id, STRANGER).blocks)}
        told: dict[RecordOwner, Hint] = {}
        for owner in RecordOwner:
            decisions = [self.decide(patient_id, owner, unit_id) for unit_id in units]
            hints = {one.hint for one in decisions if not one.allowed} - {Hint.NOTHING}
            if hints:
                told[owner] = Hint.BLOCKED if Hint.BLOCKED in hints else Hint.ELSEWHERE
        return told

    def _is_whole(self, patient_id: int, owner: RecordOwner) -> bool:
        """Whether the owner's record is open or closed as one, whichever unit wrote it."""
        blocks = self.patients[patient_id].blocks
        return not any(block.owner is owner and block.unit_id is not None for block in blocks)

    def _but_blocked(self, table: type[Owned], patient_id: int, owner: RecordOwner) -> ColumnElement[bool]:
        blocks = self.patients[patient_id].blocks
        units = {block.unit_id for block in blocks if block.owner is owner and block.unit_id is not None}
        closed = [unit for unit in units if not self.allows(patient_id, owner, unit)]
        here = or_(table.unit_id.is_(None), table.unit_id.not_in(closed))
        return and_(table.patient_id == patient_id, here)
