"""One record as its page shows it, fetched part by part and handed over whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.desk import Desk
from ward_app.errors import StoreDown, WardError
from ward_app.notes import queries as notes
from ward_app.notes.rows import NoteRow
from ward_app.patients import queries as patients
from ward_app.patients.rows import Banner, PersonRow
from ward_app.patients.whereabouts import StayBrief
from ward_app.sharing.queries import sharing_of
from ward_app.sharing.rows import SharingRow
from ward_app.social import queries as social
from ward_app.social.rows import EndingRow
from ward_app.stays import queries as stays
from ward_app.stays.queries import StaySummary
from ward_app.tasks import queries as tasks
from ward_app.tasks.rows import TaskRow


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """`stay` is the open one, else the last one that took place, else one that is planned."""

    banner: Banner
    person: PersonRow
    stay: StaySummary | None = None
    tasks: tuple[TaskRow, ...] = ()
    notes: tuple[NoteRow, ...] = ()
    sharing: SharingRow | None = None
    ending: EndingRow | None = None
    """The decision that a stay under the Social Services Act rests on ends soon, or has ended (SOL-04)."""

    @property
    def patient_id(self) -> int:
        return self.person.patient_id

    @property
    def is_inpatient(self) -> bool:
        return self.stay is not None and self.stay.is_open

    @property
    def tasks_left(self) -> tuple[TaskRow, ...]:
        return tuple(row for row in self.tasks if row.is_open)


@dataclass(slots=True, repr=False)
class _Parts:
    """What has come so far; banner and sharing always come before the person."""

    banner: Banner | None = None
    person: PersonRow | None = None
    stay: StaySummary | None = None
    tasks: list[TaskRow] = field(default_factory=list)
    sharing: SharingRow | None = None
    ending: EndingRow | None = None


class RecordReader(QObject):
    """Answers for another patient than the last one asked for are thrown away."""

    read = Signal(object)  # Record
    refused = Signal(object)  # WardError

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts: _Parts | None = None

    def ask(self, patient_id: int) -> None:
        parts = self._parts = _Parts()
        fail = partial(self._fail, parts)
        self._desk.ask(patients.banner, patient_id).then(partial(self._know_banner, parts)).failed(fail)
        self._desk.ask(sharing_of, patient_id).then(partial(self._know_sharing, parts)).failed(fail)
        self._desk.ask(patients.person, patient_id).then(partial(self._know_person, parts)).failed(fail)

    def stop(self) -> None:
        self._parts = None

    def _know_banner(self, parts: _Parts, banner: Banner) -> None:
        parts.banner = banner

    def _know_sharing(self, parts: _Parts, sharing: SharingRow) -> None:
        parts.sharing = sharing

    def _know_person(self, parts: _Parts, person: PersonRow) -> None:
        parts.person = person
        stay_id = stay_to_show(person)
        if parts is not self._parts:
            return
        if stay_id is None:
            self._finish(parts, [])
            return
        fail = partial(self._fail, parts)
        ask = self._desk.ask
        ask(tasks.tasks_of, stay_id).then(partial(self._know_tasks, parts)).failed(fail)
        if self._desk.allows(social.ending_of):
            ask(social.ending_of, stay_id).then(partial(self._know_ending, parts)).failed(fail)
        ask(stays.stay_summary, stay_id).then(partial(self._know_stay, parts)).failed(fail)
        ask(notes.notes_of, person.patient_id, stay_id).then(partial(self._finish, parts)).failed(fail)

    def _know_stay(self, parts: _Parts, stay: StaySummary) -> None:
        parts.stay = stay

    def _know_ending(self, parts: _Parts, ending: EndingRow | None) -> None:
        parts.ending = ending

    def _know_tasks(self, parts: _Parts, rows: list[TaskRow]) -> None:
        parts.tasks = rows

    def _finish(self, parts: _Parts, rows: list[NoteRow]) -> None:
        if parts is not self._parts or parts.banner is None or parts.person is None:
            return
        self._parts = None
        self.read.emit(Record(
            parts.banner, parts.person, parts.stay, tuple(parts.tasks), tuple(rows), parts.sharing,
            parts.ending,
        ))  # fmt: skip

    def _fail(self, parts: _Parts, error: WardError) -> None:
        """A store that is down is asked again by the desk; the answer is still wanted then."""
        if parts is self._parts and not isinstance(error, StoreDown):
            self._parts = None
            self.refused.emit(error)


def stay_to_show(person: PersonRow) -> int | None:
    """The open stay, else the one that ended last, else one to come."""
    ranked = sorted(person.stays, key=_rank)
    return ranked[0].stay_id if ranked else None


def _rank(stay: StayBrief) -> tuple[bool, bool, float]:
    ended = stay.ended_at.timestamp() if stay.ended_at else 0.0
    return (not stay.is_open, stay.admitted_at is None, -ended)
