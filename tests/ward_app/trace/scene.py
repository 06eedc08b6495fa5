"""A patient of one's own for each use case, with what it needs in the record: made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Actor, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.owners import RecordOwner
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind, LimitationKind, Patient, PatientIdentity
from ward_app.sharing import commands as sharing
from ward_app.stays import commands as stays
from ward_app.tasks import commands as tasks

BEDS = 400
DAY = timedelta(days=1)
TEXT = ((Keyword.SLEEP, "Sover"),)


@dataclass
class House:
    """What all scenes share: a unit with a bed for each, its staff, and the same roles on another unit."""

    door: App
    clock: FrozenClock
    ward: Ward
    staff: dict[Role, Actor]
    strangers: dict[Role, Actor]
    other_unit_id: int
    taken: int = 0

    def next_bed(self) -> str:
        self.taken += 1
        return str(self.taken)


def build(door: App, clock: FrozenClock) -> House:
    rooms = [(f"R{nth}", (str(nth),)) for nth in range(1, BEDS + 1)]
    ward, other = factories.make_ward(door, rooms=rooms), factories.make_ward(door, "Annan", rooms=())
    staff, strangers = (
        {role: factories.make_user(door, role, role.value.title(), unit_id=unit.unit_id) for role in Role}
        for unit in (ward, other)
    )
    return House(door, clock, ward, staff, strangers, other.unit_id)


class Scene:
    """`whom`: the patient that the log has to name."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.now = house.clock()
        self.unit_id = house.ward.unit_id

    def by(self, role: Role = Role.NURSE) -> App:
        return self.house.door.acting(self.house.staff[role])

    def id_of(self, role: Role) -> int:
        user_id = self.house.staff[role].user_id
        assert user_id is not None
        return user_id

    def stranger_id(self, role: Role) -> int:
        user_id = self.house.strangers[role].user_id
        assert user_id is not None
        return user_id

    def block_of_another_unit(self) -> int:
        """What another unit of the kommun wrote is blocked from this one."""
        assert self.stay
        helper = Role.ASSISTANT_NURSE
        self.by().do(sharing.call_in, self.patient, self.stranger_id(helper), self.now + DAY, "Sår")
        there = self.house.door.acting(self.house.strangers[helper])
        there.do(patients.add_alert, self.patient, AlertKind.FALL)
        return there.do(sharing.block, self.patient, RecordOwner.KOMMUN_HSL, self.house.other_unit_id)

    def bed(self) -> int:
        return self.house.ward.beds[self.house.next_bed()]

    def seen(self, of: type[Any], id_: int) -> int:
        version: int = factories.ask(self.house.door, lambda session: session.get_one(of, id_).version)
        return version

    @cached_property
    def patient(self) -> int:
        return factories.make_patient(self.house.door)

    @property
    def person_seen(self) -> int:
        return self.seen(Patient, self.patient)

    @cached_property
    def stay(self) -> int:
        """Under way since yesterday, with consent to sharing."""
        label, at = self.house.next_bed(), self.now - timedelta(days=1)
        return factories.make_stay(self.by(), self.house.ward, label, patient_id=self.patient, at=at)

    @property
    def stay_seen(self) -> int:
        return factories.version_of(self.house.door, self.stay)

    @cached_property
    def plan(self) -> int:
        terms = factories.PARTICULARS | {"expected_at": self.now + timedelta(hours=3)}
        return self.by().do(stays.plan_arrival, self.patient, self.unit_id, **terms)

    @cached_property
    def note(self) -> int:
        return self.by().do(notes.save, self.patient, self.stay, NoteKind.NURSING, TEXT, self.now)

    @cached_property
    def signed(self) -> int:
        self.by().do(notes.sign, self.note, 1)
        return self.note

    @cached_property
    def task(self) -> int:
        return self.by().do(tasks.add, self.stay, "Ta om CRP", self.now)

    @cached_property
    def ticked(self) -> int:
        self.by().do(tasks.tick, self.task, 1)
        return self.task

    @cached_property
    def alert(self) -> int:
        assert self.stay
        return self.by(Role.ASSISTANT_NURSE).do(patients.add_alert, self.patient, AlertKind.FALL)

    @cached_property
    def kin(self) -> int:
        return self.by().do(patients.add_kin, self.patient, "Anna")

    @cached_property
    def limitation(self) -> int:
        assert self.stay
        return self.by(Role.DOCTOR).do(
            patients.decide_limitation, self.patient, LimitationKind.NO_CPR, "Svår hjärtsvikt", "J. Ek, ssk",
            "Önskar det", self.now.date(),
        )  # fmt: skip

    @cached_property
    def number(self) -> int:
        """A second number of the person, by its id."""
        return self.by().do(patients.add_number, self.patient, factories.next_number())

    @cached_property
    def whole_number(self) -> str:
        def value(session: Any) -> str:
            found: str = session.query(PatientIdentity.value).filter_by(patient_id=self.patient).scalar()
            return found

        return str(factories.ask(self.house.door, value))

    @cached_property
    def other(self) -> int:
        """Another record, of the same person as may be."""
        return factories.make_patient(self.house.door, "Oeberg", "Ake")

    @cached_property
    def merged(self) -> int:
        self.by().do(patients.merge, self.other, self.patient)
        return self.other

    def on_leave(self) -> int:
        from_at = self.now - timedelta(hours=2)
        self.by().do(stays.start_leave, self.stay, self.stay_seen, from_at)
        return self.stay

    def ready(self) -> int:
        self.by(Role.DOCTOR).do(stays.mark_ready, self.stay, self.stay_seen)
        return self.stay

    def gone(self) -> int:
        self.by().do(stays.discharge, self.stay, self.stay_seen, discharged_to="Hem")
        return self.stay


@dataclass(frozen=True)
class Given:
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


def given(*args: Any, **kwargs: Any) -> Given:
    return Given(args, kwargs)


@dataclass(frozen=True)
class Call:
    """Who does it, and with what. `of_unit`: it is asked for a whole unit, so a refused attempt names nobody
    and who works elsewhere is shown nobody."""

    role: Role
    make: Callable[[Scene], Given]
    of_unit: bool = False
    action: str = ""
    """What the log calls it, where it is another name than the use case's."""
