"""A house of two units with people in every position, and everything that owners can hold about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from tests.factories import MORNING, Ward, make_patient, make_user, make_ward, next_number
from tests.ward_app.crawler import canaries
from tests.ward_app.crawler.canaries import Canary, Nest
from tests.ward_app.crawler.finding import Judge
from tests.ward_app.crawler.people import HIDDEN_COLLEAGUE, POSITIONS, Person, Position, admitted, facts_of
from ward_app.access.disclosure import CollaborationModel
from ward_app.access.model import User
from ward_app.access.policy import SYSTEM, Actor, Role
from ward_app.app import App
from ward_app.handovers import commands as handovers
from ward_app.logs import commands as logs
from ward_app.notes.model import Note
from ward_app.ops import Work, command
from ward_app.owners import Principal, RecordOwner
from ward_app.stays.model import (
    CareForm,
    EndKind,
    Leave,
    Placement,
    Purpose,
    Stay,
    StayEvent,
    StayEventKind,
    StayPurpose,
)
from ward_app.wards.model import Unit


@dataclass
class House:
    """Everything that arguments are made of."""

    door: App
    wards: tuple[Ward, Ward]
    people: list[Person] = field(default_factory=list)
    note_ids: list[int] = field(default_factory=list)
    handover_ids: list[int] = field(default_factory=list)
    review_ids: list[int] = field(default_factory=list)
    readers: dict[str, Actor] = field(default_factory=dict)

    @property
    def units(self) -> tuple[int, int]:
        return self.wards[0].unit_id, self.wards[1].unit_id

    @property
    def stay_ids(self) -> list[int]:
        return [stay_id for person in self.people for stay_id in person.stay_ids]


def build(door: App, positions: Sequence[Position] = POSITIONS) -> House:
    other = [(str(room), (str(room),)) for room in range(20, 24)]
    house = House(door, (make_ward(door), make_ward(door, "Andra enheten", rooms=other)))
    house.readers = _readers(door, house.units)
    # who reads is not shown drafts of their own: none of the readers writes
    writer = make_user(
        door, Role.SECRETARY, *HIDDEN_COLLEAGUE, unit_id=house.units[0], login="personal7"
    ).user_id
    assert writer is not None
    free = [[*ward.beds.values()] for ward in house.wards]
    for nth, position in enumerate(positions):
        number = next_number()
        family, given = f"Qvarnlöf{chr(97 + nth)}", f"Xerxia{chr(97 + nth)}"
        patient_id = make_patient(door, family, given, number=number, protection=position.protection)
        house.people.append(Person(position, patient_id, number, family, given))
    door.acting(SYSTEM).do(_furnish, house, writer, lambda unit: free[unit].pop())
    for name, ward in (("nurse", house.wards[0]), ("nurse_there", house.wards[1])):
        house.handover_ids.append(door.acting(house.readers[name]).do(handovers.close, ward.unit_id))
    reviewer, day = door.acting(house.readers["log_reviewer"]), MORNING.date()
    house.review_ids.append(reviewer.do(logs.draw_random, day, day, 100))
    return house


def _readers(door: App, units: tuple[int, int]) -> dict[str, Actor]:
    """Every role on the first unit, and who reads from the second one and for the other principal."""
    here, there = units
    readers = {role.value: make_user(door, role, unit_id=here) for role in Role}
    region, kommun = Principal.REGION, Principal.KOMMUN
    return readers | {
        "nurse_there": make_user(door, Role.NURSE, unit_id=there),
        "doctor_there": make_user(door, Role.DOCTOR, unit_id=there),
        "region_nurse": make_user(door, Role.NURSE, unit_id=here, principal=region),
        "social_assistant": make_user(
            door, Role.ASSISTANT_NURSE, unit_id=here, principal=kommun, social=True
        ),
    }


@command(None, relation=False)
def _furnish(work: Work, house: House, by_id: int, take_bed: Callable[[int], int]) -> None:
    """Written as rows: what may be written by whom is tested where it is built."""
    work.session.get_one(User, by_id).alias = "Personal 7"
    work.session.get_one(Unit, house.units[1]).collaboration_model = CollaborationModel.JOINT_BOARD
    for nth, person in enumerate(house.people):
        work.session.add_all(facts_of(person, by_id, house.units))
        owner = [*RecordOwner][nth % 3]
        for order, unit in enumerate(person.position.units):
            person.stay_ids.append(_stay(work, house, person, owner, unit, order, by_id, take_bed))
        _fill(work, house, person, by_id)


def _stay(
    work: Work, house: House, person: Person, owner: RecordOwner, unit: int, order: int, by_id: int,
    take_bed: Callable[[int], int],
) -> int:  # fmt: skip
    """The first of them is under way, unless the person has gone or is still to come."""
    position, bed_id = person.position, take_bed(unit)
    word = str(Canary(person.patient_id, owner, house.units[unit]))
    began, is_open = admitted(position) - order * timedelta(days=5), order == 0 and position.left is None
    ended = None if is_open else began + timedelta(days=2)
    stay = Stay(
        patient_id=person.patient_id, unit_id=house.units[unit], owner=owner, care_form=CareForm.INPATIENT,
        responsible_nurse_id=by_id, funding_principal=Principal.REGION,
        reason=word, background=word, referred_from=word, decided_by=word,
        recorded_at=began, planned_at=MORNING + timedelta(hours=1) if position.is_expected else None,
        planned_bed_id=bed_id if position.is_expected else None,
        admitted_at=None if position.is_expected else began, ended_at=ended,
        end_kind=EndKind.DISCHARGED if ended else None, discharged_to=word if ended else None,
    )  # fmt: skip
    work.session.add(stay)
    work.session.flush()
    work.session.add_all(_course(stay, bed_id, by_id, word))
    return stay.id


def _course(stay: Stay, bed_id: int, by_id: int, word: str) -> Sequence[object]:
    """What a stay has besides: its purpose, a bed, what happened, a leave that is over."""
    at = stay.admitted_at or stay.recorded_at
    kinds = [StayEventKind.ADMITTED, *([StayEventKind.DISCHARGED] if stay.ended_at else [])]
    rows: list[object] = [
        StayPurpose(stay_id=stay.id, purpose=Purpose.REHABILITATION, from_at=at, recorded_at=at, by_id=by_id)
    ]
    if stay.admitted_at is None:
        return rows
    rows.append(Placement(
        stay_id=stay.id, patient_id=stay.patient_id, bed_id=bed_id, from_at=at, recorded_at=at,
        to_at=stay.ended_at, by_id=by_id,
    ))  # fmt: skip
    rows += [
        StayEvent(
            stay_id=stay.id,
            kind=kind,
            occurred_at=at,
            recorded_at=at,
            by_id=by_id,
            from_bed_id=bed_id,
            detail=word,
        )
        for kind in kinds
    ]
    gone, back = at + timedelta(hours=1), at + timedelta(hours=2)
    return [*rows, Leave(stay_id=stay.id, from_at=gone, returned_at=back, note=word, recorded_at=gone)]


def _fill(work: Work, house: House, person: Person, by_id: int) -> None:
    """Everything each owner can hold, written on each unit where the person is or was."""
    for unit, stay_id in zip(person.position.units, person.stay_ids, strict=True):
        for owner in RecordOwner:
            nest = Nest(Canary(person.patient_id, owner, house.units[unit]), stay_id, by_id)
            made = canaries.rows(nest)
            work.session.add_all(made)
            work.session.flush()
            work.session.add_all(more for row in made for more in canaries.remarks_on(row, nest))
            house.note_ids += [row.id for row in made if isinstance(row, Note) and row.signed_at]


def open_to(house: House, judge: Judge) -> set[Canary]:
    """Every canary that the reader may see."""
    nests = (
        Canary(one.patient_id, owner, house.units[unit])
        for one in house.people
        for unit in one.position.units
        for owner in RecordOwner
    )
    return {one for one in nests if judge.allows(one)}
