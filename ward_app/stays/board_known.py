"""What the reader may know of the people on the board: warnings, decisions and this shift's open tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, Date, Integer, Row, String, Text, union_all
from sqlalchemy.orm import Session

from ward_app.access.disclosure import Hint
from ward_app.access.reach import Reach
from ward_app.i18n import local
from ward_app.patients.model import Alert, AlertKind, LimitationKind, TreatmentLimitation
from ward_app.social.grounds import grounds_of
from ward_app.social.model import SocialDecision
from ward_app.social.rows import DecisionEnd, DecisionState, state_on
from ward_app.stays.board_rows import AlertTag
from ward_app.stays.model import CareForm
from ward_app.store.base import Instant
from ward_app.store.shaped import shaped
from ward_app.tasks.model import Task

SHAPE: dict[str, Any] = {
    "key": Integer(), "id": Integer(), "code": String(), "text": Text(), "day": Date(), "at": Instant(),
}  # fmt: skip
"""`key` is the patient's id; the stay's for a task."""
_ALERT_ORDER = {kind: nth for nth, kind in enumerate(AlertKind)}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on treatment that nobody has ended."""

    kind: LimitationKind
    text: str
    review_on: date
    ended_at: None = None

    def holds(self, today: date) -> bool:
        return today <= self.review_on


@dataclass(slots=True)
class Known:
    """By patient, and the tasks by stay and in order."""

    now: datetime
    reach: Reach
    unread: dict[int, Hint] = field(default_factory=dict)
    alerts: dict[int, list[AlertTag]] = field(default_factory=lambda: defaultdict(list))
    limitations: dict[int, list[Decided]] = field(default_factory=lambda: defaultdict(list))
    tasks: dict[int, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))
    grounds: dict[int, SocialDecision] = field(default_factory=dict)
    """What the stays under the Social Services Act rest on."""

    @property
    def today(self) -> date:
        return local(self.now).date()

    def decision_end(self, patient_id: int) -> DecisionEnd | None:
        """What the decision behind the stay warns of, if anything (SOL-04)."""
        ground = self.grounds.get(patient_id)
        if ground is None or ground.last_on is None:
            return None
        state = state_on(self.today, ground.last_on)
        return None if state is DecisionState.HOLDS else DecisionEnd(ground.last_on, state)

    def add(self, row: Row[Any]) -> None:
        if row.part == "task":
            self.tasks[row.key].append((row.at, row.text))
        elif row.part == "alert":
            self.alerts[row.key].append(AlertTag(AlertKind(row.code), row.text))
        else:
            self.limitations[row.key].append(Decided(LimitationKind(row.code), row.text, row.day))


def find(session: Session, known: Known, people: Sequence[Row[Any]], until: datetime) -> None:
    """One statement for everyone who is in, with what the reader may read (PDL 4:1, LSVO 3:1); one more
    where someone is in under the Social Services Act."""
    social = [row.Stay.patient_id for row in people if row.Stay.care_form is CareForm.SOCIAL_SHORT_TERM]
    known.grounds = grounds_of(session, known.reach, social)
    for row in session.execute(_everything(known.reach, people, until)):
        known.add(row)
    for tags in known.alerts.values():
        tags.sort(key=lambda tag: _ALERT_ORDER[tag.kind])


def _everything(reach: Reach, people: Sequence[Row[Any]], until: datetime) -> CompoundSelect[Any]:
    patients = [row.Stay.patient_id for row in people]
    stays = [row.Stay.id for row in people]
    return union_all(
        shaped(
            SHAPE, "alert", Alert.patient_id.in_(patients), Alert.ended_at.is_(None), reach.where(Alert),
            key=Alert.patient_id, id=Alert.id, code=Alert.kind, text=Alert.text,
        ),
        shaped(
            SHAPE, "limitation", TreatmentLimitation.patient_id.in_(patients),
            TreatmentLimitation.ended_at.is_(None), reach.where(TreatmentLimitation),
            key=TreatmentLimitation.patient_id, id=TreatmentLimitation.id, code=TreatmentLimitation.kind,
            text=TreatmentLimitation.text, day=TreatmentLimitation.review_on,
        ),
        shaped(
            SHAPE, "task", Task.stay_id.in_(stays), Task.done_at.is_(None), Task.cancelled_at.is_(None),
            Task.due_at <= until, reach.where(Task),
            key=Task.stay_id, id=Task.id, text=Task.text, at=Task.due_at,
        ),
    ).order_by("at", "id")  # fmt: skip
