"""Everything that is listed below a patient's name and may be read, for the whole ward in one statement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CompoundSelect, Date, Integer, Row, Select, String, Text, select, union_all
from sqlalchemy.orm import Session

from ward_app.access.names import name_of
from ward_app.access.policy import Role
from ward_app.access.reach import Reach
from ward_app.handovers.parts import SheetAlert, SheetFact, SheetKin, SheetLimitation, SheetTask
from ward_app.handovers.statements import content
from ward_app.i18n import local
from ward_app.owners import RecordOwner
from ward_app.patients.model import (
    Alert,
    AlertKind,
    LimitationKind,
    NextOfKin,
    Severity,
)  # fmt: skip
from ward_app.patients.model import (
    TreatmentLimitation as Decision,
)
from ward_app.stays.model import CareFact, CareFactKind, Stay
from ward_app.store.base import Instant
from ward_app.store.shaped import shaped
from ward_app.tasks.model import Task

COLUMNS: dict[str, Any] = {
    "key": Integer(), "id": Integer(), "version": Integer(), "code": String(), "text": Text(), "also": Text(),
    "more": Text(), "owner": String(), "at": Instant(), "done_at": Instant(), "day": Date(),
    "recorded_at": Instant(), "by": String(), "flag": Boolean(), "unit_id": Integer(),
}  # fmt: skip
"""One shape for five tables. `key` is the patient's id, or the stay's for what belongs to a stay."""
_ORDER = {kind: [*kind].index for kind in (AlertKind, LimitationKind, CareFactKind)}


@dataclass(slots=True)
class Found:
    """The rows as they came, by part and key, in the order in which they are read."""

    rows: dict[tuple[str, int], list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Particulars:
    """Turns the rows into parts of the sheet. What came after `since` is new."""

    found: Found
    now: datetime
    since: datetime

    def alerts(self, patient_id: int) -> tuple[SheetAlert, ...]:
        made = (
            SheetAlert(
                AlertKind(row.code), row.text, row.also or "", Severity(row.more), RecordOwner(row.owner),
                row.recorded_at > self.since, row.unit_id,
            )
            for row in self.found.rows["alert", patient_id]
        )  # fmt: skip
        return tuple(sorted(made, key=lambda one: _ORDER[AlertKind](one.kind)))

    def limitations(self, patient_id: int) -> tuple[SheetLimitation, ...]:
        today = local(self.now).date()
        made = (
            SheetLimitation(
                LimitationKind(row.code), row.text, local(row.at).date(), row.by or "",
                row.day, today <= row.day, RecordOwner(row.owner), row.recorded_at > self.since, row.unit_id,
            )
            for row in self.found.rows["limitation", patient_id]
        )  # fmt: skip
        return tuple(sorted(made, key=lambda one: _ORDER[LimitationKind](one.kind)))

    def kin(self, patient_id: int) -> tuple[SheetKin, ...]:
        return tuple(
            SheetKin(row.text, row.also, row.more or "", bool(row.flag))
            for row in sorted(self.found.rows["kin", patient_id], key=lambda row: (row.version, row.id))
        )

    def facts(self, stay_id: int, *, social: bool) -> tuple[SheetFact, ...]:
        """Without `social` nothing about the people around the patient leaves the screen (HAND-11)."""
        made = (
            SheetFact(
                CareFactKind(row.code), row.text, RecordOwner(row.owner), row.recorded_at > self.since,
                row.unit_id,
            )
            for row in self.found.rows["fact", stay_id]
            if social or row.code != CareFactKind.SOCIAL.value
        )  # fmt: skip
        return tuple(sorted(made, key=lambda one: _ORDER[CareFactKind](one.kind)))

    def tasks(self, stay_id: int, until: datetime) -> tuple[tuple[SheetTask, ...], int]:
        """Those until then, what is done last; and how many come later."""
        rows = self.found.rows["task", stay_id]
        near = [row for row in rows if row.done_at is not None or row.at <= until]
        near.sort(key=lambda row: (row.done_at is not None, row.at, row.id))
        return tuple(self._task(row) for row in near), len(rows) - len(near)

    def _task(self, row: Row[Any]) -> SheetTask:
        return SheetTask(
            row.id, row.version, row.text, row.at, Role(row.code) if row.code else None,
            RecordOwner(row.owner), row.recorded_at > self.since, row.done_at,
            row.by or "", row.also or "", row.unit_id,
        )  # fmt: skip


def find(session: Session, here: Any, since: datetime, reach: Reach | None) -> Found:
    """`here` are the conditions that say which stays are meant."""
    found = Found()
    for row in session.execute(_everything(here, since, reach)):
        found.rows[row.part, row.key].append(row)
    return found


def _everything(here: Any, since: datetime, reach: Reach | None) -> CompoundSelect[Any]:
    patients, stays = select(Stay.patient_id).where(here), select(Stay.id).where(here)
    return union_all(
        _owned(
            "alert", Alert, reach, Alert.patient_id.in_(patients), Alert.ended_at.is_(None),
            key=Alert.patient_id, code=Alert.kind, also=Alert.reaction, more=Alert.severity,
            recorded_at=Alert.recorded_at,
        ),
        _owned(
            "limitation", Decision, reach, Decision.patient_id.in_(patients), Decision.ended_at.is_(None),
            key=Decision.patient_id, code=Decision.kind, at=Decision.decided_at, day=Decision.review_on,
            recorded_at=Decision.decided_at, by=name_of(Decision.decided_by_id),
        ),
        _owned(
            "fact", CareFact, reach, CareFact.stay_id.in_(stays), CareFact.replaced_at.is_(None),
            key=CareFact.stay_id, code=CareFact.kind, recorded_at=CareFact.recorded_at,
        ),
        _owned(
            "task", Task, reach, Task.stay_id.in_(stays), Task.cancelled_at.is_(None),
            Task.done_at.is_(None) | (Task.done_at >= since),
            key=Task.stay_id, version=Task.version, code=Task.role, also=Task.not_done_reason,
            at=Task.due_at, done_at=Task.done_at, recorded_at=Task.recorded_at, by=name_of(Task.done_by_id),
        ),
        shaped(
            COLUMNS, "kin", NextOfKin.patient_id.in_(patients), NextOfKin.ended_at.is_(None),
            key=NextOfKin.patient_id, id=NextOfKin.id, version=NextOfKin.position, text=NextOfKin.name,
            also=NextOfKin.relation, more=NextOfKin.phone, flag=NextOfKin.phone_at_night,
        ),
    )  # fmt: skip


def _owned(part: str, table: Any, reach: Reach | None, *where: Any, **columns: Any) -> Select[Any]:
    """What an owner holds, as far as it may be read."""
    columns |= {"id": table.id, "text": table.text, "owner": table.owner, "unit_id": table.unit_id}
    return shaped(COLUMNS, part, *where, content(reach, table), **columns)
