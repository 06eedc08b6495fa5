"""Eight who admit at the same moment, round after round: from threads of one program or from eight programs.

In a round of beds all want the same bed, each for a patient of their own; in a round of people all want the
same person, each in a bed of their own. Whoever wins a round goes on with the next own patient or bed.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from unittest import mock

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from tests import factories
from ward_app.access.policy import Actor
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import WardError
from ward_app.owners import Principal
from ward_app.patients.model import HypersensitivityAnswer, Patient, Protection, Sex
from ward_app.stays import commands as stays
from ward_app.stays import occupancy
from ward_app.stays.model import CareForm, Purpose
from ward_app.store import ddl
from ward_app.store.engine import Store, open_postgres, open_sqlite
from ward_app.wards.model import Bed, BedKind

EIGHT = 8
PATIENCE_SECONDS = 300


class Gate(Protocol):
    """A barrier of threads or of processes."""

    def wait(self, timeout: float | None = None) -> int: ...


@dataclass(frozen=True)
class Place:
    """Where the store is, so that another process can open it."""

    url: str
    key: bytes
    is_sqlite: bool

    def open(self, workstation: str) -> Store:
        if self.is_sqlite:
            return open_sqlite(Path(self.url), self.key)
        return open_postgres(self.url, self.key, workstation=workstation)


@dataclass(frozen=True)
class Race:
    """What is contended for, one a round, and what each of the eight brings, enough to win every round."""

    place: Place
    users: Sequence[Actor]
    unit_id: int
    beds: Sequence[int]
    people: Sequence[int]
    own_beds: Sequence[Sequence[int]]
    own_people: Sequence[Sequence[int]]
    names: dict[int, str]
    labels: dict[int, str]
    looks_first: bool = True
    """Whether the use case checks before it writes."""


@dataclass(frozen=True)
class Outcome:
    """How a round ended for one of the eight: what was tried, and what the loser read."""

    patient_id: int
    bed_id: int
    said: str | None


Round = tuple[Outcome, ...]


def from_threads(race: Race) -> list[Round]:
    """One program, one store, eight at work in it."""
    gate = threading.Barrier(EIGHT)
    with race.place.open("race") as store, ThreadPoolExecutor(EIGHT) as pool, _as_told(race):
        running = [pool.submit(_contend, store, gate, nth, race) for nth in range(EIGHT)]
        return list(zip(*(one.result() for one in running), strict=True))


def from_processes(race: Race) -> list[Round]:
    """Eight programs, as on eight workstations."""
    spawn = multiprocessing.get_context("spawn")
    gate, answers = spawn.Barrier(EIGHT), spawn.Queue()
    programs = [
        spawn.Process(target=_program, args=(gate, answers, nth, race), daemon=True) for nth in range(EIGHT)
    ]
    for program in programs:
        program.start()
    said = dict(answers.get(timeout=PATIENCE_SECONDS) for _program in programs)
    for program in programs:
        program.join(PATIENCE_SECONDS)
    return list(zip(*(said[nth] for nth in range(EIGHT)), strict=True))


def _program(gate: Gate, answers: Any, nth: int, race: Race) -> None:
    with race.place.open(f"race{nth}") as store, _as_told(race):
        answers.put((nth, _contend(store, gate, nth, race)))


def _contend(store: Store, gate: Gate, nth: int, race: Race) -> list[Outcome]:
    """Every round of beds, then every round of people."""
    clock = FrozenClock(factories.MORNING)
    app = App(store, workstation=f"race{nth}", user=race.users[nth], clock=clock)
    people, beds = iter(race.own_people[nth]), iter(race.own_beds[nth])
    outcomes: list[Outcome] = []
    mine, own = next(people), next(beds)
    for bed in race.beds:
        outcomes.append(_try(app, gate, race.unit_id, mine, bed))
        mine = next(people) if outcomes[-1].said is None else mine
    for person in race.people:
        outcomes.append(_try(app, gate, race.unit_id, person, own))
        own = next(beds) if outcomes[-1].said is None else own
    return outcomes


def _try(app: App, gate: Gate, unit_id: int, patient_id: int, bed_id: int) -> Outcome:
    gate.wait(PATIENCE_SECONDS)
    try:
        app.do(
            stays.admit, patient_id, unit_id, bed_id, purpose=Purpose.SAFETY, care_form=CareForm.INPATIENT,
            funding_principal=Principal.KOMMUN, reason="-", decided_by="-",
        )  # fmt: skip
    except WardError as refusal:
        return Outcome(patient_id, bed_id, refusal.sentence)
    except SQLAlchemyError as bug:  # counted as a fault, so that the others do not wait for us
        return Outcome(patient_id, bed_id, type(bug).__name__)
    return Outcome(patient_id, bed_id, None)


@contextmanager
def _as_told(race: Race) -> Iterator[None]:
    """The use case as it is, or blind."""
    if race.looks_first:
        yield
        return
    blind = dict.fromkeys(("refuse_taken", "refuse_admitted"), mock.DEFAULT)
    with mock.patch.multiple(occupancy, **blind):
        yield


def faults_of(race: Race, rounds: Sequence[Round]) -> list[str]:
    """Rounds without exactly one winner, and losers who did not read who was faster, where and since when."""
    found: list[str] = []
    for nth, outcomes in enumerate(rounds):
        winners = [who for who, outcome in enumerate(outcomes) if outcome.said is None]
        if len(winners) != 1:
            found.append(f"round {nth}: {len(winners)} winners")
            continue
        expected = _sentence(race, outcomes[winners[0]], race.users[winners[0]], nth < len(race.beds))
        found += [
            f"round {nth}: {outcome.said}" for outcome in outcomes if outcome.said not in (None, expected)
        ]
    return found


def _sentence(race: Race, won: Outcome, winner: Actor, is_for_bed: bool) -> str:
    name, bed = race.names[won.patient_id], race.labels[won.bed_id]
    if is_for_bed:
        return (
            f"Bed {bed} has been taken by {name} since 08:42 (admitted by {winner.name}). Choose another bed."
        )
    return (
        f"{name} has been admitted on Närvårdsenheten, bed {bed}, since 08:42 (by {winner.name})."
        " Move the patient, or discharge from there first."
    )


def prepare(door: App, place: Place, for_beds: int, for_people: int, *, looks_first: bool = True) -> Race:
    """A ward far larger than any, written straight into the store: no rule is wanted yet."""
    ward = factories.make_ward(door, rooms=[("1", ["1"])])
    users = [factories.make_user(door, family_name=f"Nr{nth}", unit_id=ward.unit_id) for nth in range(EIGHT)]
    room_id = factories.ask(door, factories.room_of, ward.beds["1"])
    with door.store.writer.begin() as connection:
        beds = _beds(connection, ward.unit_id, room_id, for_beds + EIGHT * (for_people + 1))
        people = _people(connection, for_people + EIGHT * (for_beds + 1))
    own_beds, own_people = list(beds)[for_beds:], list(people)[for_people:]
    return Race(
        place, users, ward.unit_id, list(beds)[:for_beds], list(people)[:for_people],
        [own_beds[nth::EIGHT] for nth in range(EIGHT)], [own_people[nth::EIGHT] for nth in range(EIGHT)],
        people, beds, looks_first,
    )  # fmt: skip


def _beds(connection: Connection, unit_id: int, room_id: int, count: int) -> dict[int, str]:
    table = Bed.metadata.tables["bed"]
    connection.execute(insert(table), [
        {"version": 1, "unit_id": unit_id, "room_id": room_id, "label": f"B{nth}", "position": nth + 9,
         "kind": BedKind.ORDINARY, "opened_at": factories.MORNING}
        for nth in range(count)
    ])  # fmt: skip
    rows = select(table.c.id, table.c.label).where(table.c.label.like("B%")).order_by(table.c.id)
    return {row.id: row.label for row in connection.execute(rows)}


def _people(connection: Connection, count: int) -> dict[int, str]:
    table = Patient.metadata.tables["patient"]
    connection.execute(insert(table), [
        {"version": 1, "family_name": f"Lopp{nth}", "given_name": "Eva", "sex": Sex.FEMALE,
         "protection": Protection.NONE, "hypersensitivity": HypersensitivityAnswer.NOT_ASKED,
         "sort_key": f"lopp{nth}", "search_key": f"lopp{nth}"}
        for nth in range(count)
    ])  # fmt: skip
    rows = select(table.c.id, table.c.family_name).where(table.c.given_name == "Eva").order_by(table.c.id)
    return {row.id: f"{row.family_name}, Eva" for row in connection.execute(rows)}


def take_guards_away(store: Store) -> None:
    """The store as it would be without what it refuses by itself about occupancy."""
    with store.writer.begin() as connection:
        for index in ("uq_placement_bed_open", "uq_placement_patient_open", "uq_stay_open"):
            connection.execute(text(f"DROP INDEX {index}"))
        for period in ddl.PERIODS:
            if store.is_sqlite:
                for event in period.events:
                    connection.execute(text(f"DROP TRIGGER {period.name}_{event.lower()}"))
            else:
                connection.execute(text(f"ALTER TABLE {period.table} DROP CONSTRAINT {period.name}"))
