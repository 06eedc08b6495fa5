"""Everything that is listed below a patient's name, for the whole ward in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Date,
    Integer,
    Row,
    Select,
    String,
    Text,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)  # fmt: skip
from sqlalchemy.orm import Session

from ward_app.access.policy import Role
from ward_app.handovers.parts import SheetAlert, SheetFact, SheetKin, SheetLimitation, SheetTask
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
from ward_app.tasks.model import Task

COLUMNS: dict[str, Any] = {
    "key": Integer(), "id": Integer(), "version": Integer(), "code": String(), "text": Text(), "also": Text(),
    "more": Text(), "owner": String(), "at": Instant(), "done_at": Instant(), "day": Date(),
    "recorded_at": Instant(), "by_id": Integer(), "flag": Boolean(),
}  # fmt: skip
"""One shape for five tables. `key` is the patient's id, or the stay's for what belongs to a stay."""
_ORDER = {kind: [*kind].index for kind in (AlertKind, LimitationKind, CareFactKind)}


@dataclass(slots=True)
class Found:
    """The rows as they came, by part and key, in the order in which they are read."""

    rows: dict[tuple[str, int], list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))

    def users(self) -> Iterator[int | None]:
        return (row.by_id for rows in self.rows.values() for row in rows)


@dataclass(frozen=True, slots=True)
class Particulars:
    """Turns the rows into parts of the sheet. What came after `since` is new."""

    found: Found
    names: dict[int, str]
    now: datetime
    since: datetime

    def alerts(self, patient_id: int) -> tuple[SheetAlert, ...]:
        made = (
            SheetAlert(
                AlertKind(row.code), row.text, row.also or "", Severity(row.more), RecordOwner(row.owner),
                row.recorded_at > self.since,
            )
            for row in self.found.rows["alert", patient_id]
        )  # fmt: skip
        return tuple(sorted(made, key=lambda one: _ORDER[AlertKind](one.kind)))

    def limitations(self, patient_id: int) -> tuple[SheetLimitation, ...]:
        today = local(self.now).date()
        made = (
            SheetLimitation(
                LimitationKind(row.code), row.text, local(row.at).date(), self.names.get(row.by_id, ""),
                row.day, today <= row.day, RecordOwner(row.owner), row.recorded_at > self.since,
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
            SheetFact(CareFactKind(row.code), row.text, RecordOwner(row.owner), row.recorded_at > self.since)
            for row in self.found.rows["fact", stay_id]
            if social or row.code != CareFactKind.SOCIAL.value
        )
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
            self.names.get(row.by_id, ""), row.also or "",
        )  # fmt: skip


def find(session: Session, here: Any, since: datetime) -> Found:
    """`here` are the conditions that say which stays are meant."""
    found = Found()
    for row in session.execute(_everything(here, since)):
        found.rows[row.part, row.key].append(row)
    return found


def _everything(here: Any, since: datetime) -> CompoundSelect[Any]:
    patients, stays = select(Stay.patient_id).where(here), select(Stay.id).where(here)
    return union_all(
        _part(
            "alert", Alert.patient_id.in_(patients), Alert.ended_at.is_(None), key=Alert.patient_id,
            id=Alert.id, code=Alert.kind, text=Alert.text, also=Alert.reaction, more=Alert.severity,
            owner=Alert.owner, recorded_at=Alert.recorded_at,
        ),
        _part(
            "limitation", Decision.patient_id.in_(patients), Decision.ended_at.is_(None),
            key=Decision.patient_id, id=Decision.id, code=Decision.kind,
            text=Decision.text, owner=Decision.owner, at=Decision.decided_at,
            day=Decision.review_on, recorded_at=Decision.decided_at,
            by_id=Decision.decided_by_id,
        ),
        _part(
            "kin", NextOfKin.patient_id.in_(patients), NextOfKin.ended_at.is_(None), key=NextOfKin.patient_id,
            id=NextOfKin.id, version=NextOfKin.position, text=NextOfKin.name, also=NextOfKin.relation,
            more=NextOfKin.phone, flag=NextOfKin.phone_at_night,
        ),
        _part(
            "fact", CareFact.stay_id.in_(stays), CareFact.replaced_at.is_(None), key=CareFact.stay_id,
            id=CareFact.id, code=CareFact.kind, text=CareFact.text, owner=CareFact.owner,
            recorded_at=CareFact.recorded_at,
        ),
        _part(
            "task", Task.stay_id.in_(stays), Task.cancelled_at.is_(None),
            Task.done_at.is_(None) | (Task.done_at >= since), key=Task.stay_id, id=Task.id,
            version=Task.version, code=Task.role, text=Task.text, also=Task.not_done_reason, owner=Task.owner,
            at=Task.due_at, done_at=Task.done_at, recorded_at=Task.recorded_at, by_id=Task.done_by_id,
        ),
    )  # fmt: skip


def _part(part: str, *where: Any, **columns: Any) -> Select[Any]:
    """The rows of one table in the common shape."""
    shaped = (
        (type_coerce(columns[name], kind) if name in columns else cast(null(), kind)).label(name)
        for name, kind in COLUMNS.items()
    )
    return select(literal(part).label("part"), *shaped).where(*where)
