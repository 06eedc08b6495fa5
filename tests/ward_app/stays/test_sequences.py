"""Whatever happens on a ward, in whatever order: what must always hold holds after every step."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.conftest import KEY, WORKSTATION
from tests.ward_app.stays.races import take_guards_away
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import WardError
from ward_app.i18n import local
from ward_app.patients.model import Patient
from ward_app.stays import commands as stays
from ward_app.stays import occupancy, queries
from ward_app.stays.model import Leave, Placement, Stay, StayEvent
from ward_app.store.engine import open_sqlite
from ward_app.wards import commands as wards
from ward_app.wards.model import ClosureKind
from ward_app.wards.queries import free_beds

BEDS = ("1:1", "1:2", "2:1", "2:2")
PEOPLE = 4
beds, people, picks = st.sampled_from(BEDS), st.integers(0, PEOPLE - 1), st.integers(0, 99)
late = st.sampled_from([0, 0, 0, 1, 45, 600, 3000]).map(lambda minutes: timedelta(minutes=minutes))


class AnyWard(RuleBasedStateMachine):
    """Four beds, four people, and every use case with any values; refusals are part of it."""

    template: Path
    is_careless = False
    """Broken on purpose: the use cases do not look, and the store takes everything."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "ward.db"
        shutil.copyfile(self.template, path)
        self.store = open_sqlite(path, KEY)
        self.clock = FrozenClock(factories.MORNING)
        door = App(self.store, workstation=WORKSTATION, clock=self.clock)
        self.ward = factories.make_ward(door, rooms=[("1", BEDS[:2]), ("2", BEDS[2:])])
        self.people = [factories.make_patient(door, f"Lopp{nth}", "Eva") for nth in range(PEOPLE)]
        self.app = door.acting(factories.make_user(door, Role.NURSE, unit_id=self.ward.unit_id))
        self.stays: list[int] = []
        self.events = 0
        self.blind = mock.patch.multiple(occupancy, refuse_taken=mock.DEFAULT, refuse_admitted=mock.DEFAULT)
        if self.is_careless:
            take_guards_away(self.store)
            self.blind.start()

    def teardown(self) -> None:
        if self.is_careless:
            self.blind.stop()
        self.store.close()
        self.folder.cleanup()

    def attempt(self, op: Callable[..., Any], *args: Any, events: int = 1, **kwargs: Any) -> Any:
        """Do it, or be refused with a sentence; anything else that is raised is a bug."""
        try:
            done: Any = self.app.do(op, *args, **kwargs)  # type: ignore[arg-type]
        except WardError as refusal:
            assert refusal.sentence.endswith(".")
            return None
        self.events += events
        self.clock.advance(timedelta(minutes=self.events % 3))
        return done

    def seen(self, stay: int) -> int:
        return factories.version_of(self.app, stay)

    def stay(self, pick: int) -> int | None:
        """Mostly one that is open; sometimes any that ever was."""
        board = self.app.ask(queries.board, self.ward.unit_id)
        open_ones = [card.stay_id for card in board.cards()]
        among = open_ones if open_ones and pick % 4 else self.stays
        return among[pick % len(among)] if among else None

    def on(self, pick: int, op: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        if (stay := self.stay(pick)) is not None:
            self.attempt(op, stay, self.seen(stay), *args, **kwargs)

    @initialize(back=late)
    def begin(self, back: timedelta) -> None:
        self.admit(0, "1:1", back)

    @rule(minutes=st.sampled_from([1, 30, 400, 3000]))
    def wait(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @rule(person=people, bed=beds, back=late)
    def admit(self, person: int, bed: str, back: timedelta) -> None:
        patient = self.people[person]
        must = not back and self.is_free(bed) and self.is_nowhere(patient)
        made = self.attempt(
            stays.admit, patient, self.ward.unit_id, self.ward.beds[bed], admitted_at=self.clock() - back,
            **factories.PARTICULARS,
        )  # fmt: skip
        assert made is not None or not must
        if made is not None:
            self.stays.append(made)

    @rule(pick=picks, bed=beds, back=late)
    def move(self, pick: int, bed: str, back: timedelta) -> None:
        if (stay := self.stay(pick)) is not None:
            self.attempt(stays.move, stay, self.ward.beds[bed], self.seen(stay), self.clock() - back)

    @rule(pick=picks, step=st.integers(0, 2), back=late)
    def swap(self, pick: int, step: int, back: timedelta) -> None:
        cards = self.app.ask(queries.board, self.ward.unit_id).cards()
        if len(cards) > 1:
            one, two = (cards[nth % len(cards)].stay_id for nth in (pick, pick + 1 + step))
            at = self.clock() - back
            self.attempt(stays.swap, one, two, self.seen(one), self.seen(two), at, events=2)

    @rule(pick=picks, back=late)
    def leave(self, pick: int, back: timedelta) -> None:
        self.on(pick, stays.start_leave, self.clock() - back)

    @rule(pick=picks, back=late)
    def come_back(self, pick: int, back: timedelta) -> None:
        self.on(pick, stays.return_from_leave, self.clock() - back)

    @rule(pick=picks)
    def never_left(self, pick: int) -> None:
        self.on(pick, stays.cancel_leave)

    @rule(pick=picks, back=late, cleaning=st.booleans())
    def discharge(self, pick: int, back: timedelta, cleaning: bool) -> None:
        self.on(pick, stays.discharge, self.clock() - back, discharged_to="-", needs_cleaning=cleaning)

    @rule(pick=picks, back=late)
    def die(self, pick: int, back: timedelta) -> None:
        self.on(pick, stays.record_death, self.clock() - back)

    @rule(pick=picks, bed=st.none() | beds)
    def undo_the_end(self, pick: int, bed: str | None) -> None:
        left = self.app.ask(queries.discharged_since, self.ward.unit_id, factories.LONG_AGO)
        if left:
            stay = left[pick % min(len(left), 3)].stay_id
            to_bed = self.ward.beds[bed] if bed else None
            self.attempt(stays.undo_discharge, stay, self.seen(stay), "-", to_bed)

    @rule(pick=picks)
    def undo_the_beginning(self, pick: int) -> None:
        self.on(pick, stays.undo_admission, "-")

    @rule(bed=beds, kind=st.sampled_from(ClosureKind))
    def close(self, bed: str, kind: ClosureKind) -> None:
        self.attempt(wards.close_bed, self.ward.beds[bed], kind, events=0)

    @rule(bed=beds)
    def reopen(self, bed: str) -> None:
        self.attempt(wards.reopen_bed, self.ward.beds[bed], events=0)

    def is_free(self, bed: str) -> bool:
        free = self.app.ask(free_beds, self.ward.unit_id)
        return bed in {row.label for row in free}

    def is_nowhere(self, patient: int) -> bool:
        return bool(factories.ask(self.app, _is_nowhere, patient))

    @invariant()
    def all_holds(self) -> None:
        factories.ask(self.app, _check)
        board = self.app.ask(queries.board, self.ward.unit_id)
        lying = {place.bed_id: place.card.stay_id for place in board.places if place.card}
        known = self.app.ask(queries.as_known, self.ward.unit_id, self.clock())
        assert lying == {row.bed_id: row.stay_id for row in known}
        assert factories.ask(self.app, _events) == self.events
        for stay in self.stays:
            _check_lengths(self.app.ask(queries.stay_summary, stay), self.clock())


def _is_nowhere(session: Session, patient: int) -> bool:
    """Neither admitted nor dead."""
    here = select(Stay.id).where(
        Stay.patient_id == patient, Stay.admitted_at.is_not(None), Stay.ended_at.is_(None),
        Stay.cancelled_at.is_(None),
    )  # fmt: skip
    return session.get_one(Patient, patient).deceased_at is None and session.scalar(here) is None


def _events(session: Session) -> int:
    return len(session.scalars(select(StayEvent.id)).all())


def _check(session: Session) -> None:
    """What must hold in the store, whoever wrote it."""
    counting = session.scalars(select(Placement).where(Placement.voided_at.is_(None))).all()
    began = session.scalars(select(Stay).where(Stay.cancelled_at.is_(None))).all()
    for same in ("bed_id", "patient_id"):
        _never_overlap([(getattr(one, same), one.from_at, one.to_at) for one in counting])
    _never_overlap([(stay.patient_id, moment(stay.admitted_at), stay.ended_at) for stay in began])
    for stay in session.scalars(select(Stay)):
        _check_stay(stay, [one for one in counting if one.stay_id == stay.id])
    for leave in session.scalars(select(Leave).where(Leave.cancelled_at.is_(None))):
        stay = session.get_one(Stay, leave.stay_id)
        assert stay.cancelled_at is None
        assert stay.is_open or leave.returned_at is not None
        assert moment(stay.admitted_at) <= leave.from_at
        assert stay.ended_at is None or moment(leave.returned_at) <= stay.ended_at


def _check_stay(stay: Stay, placements: list[Placement]) -> None:
    """A patient who is in lies in one bed now, one who is not in none, and never outside the stay."""
    assert sum(one.to_at is None for one in placements) == (1 if stay.is_open else 0)
    assert stay.cancelled_at is None or not placements
    for one in placements:
        assert moment(stay.admitted_at) <= one.from_at
        assert stay.ended_at is None or moment(one.to_at) <= stay.ended_at


def _never_overlap(periods: list[tuple[int, datetime, datetime | None]]) -> None:
    by_key: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for key, begin, end in periods:
        by_key[key].append((begin, end or datetime.max.replace(tzinfo=UTC)))
    for of_one in by_key.values():
        assert all(first[1] <= second[0] for first, second in pairwise(sorted(of_one)))


def moment(at: datetime | None) -> datetime:
    assert at is not None
    return at


def _check_lengths(stay: queries.StaySummary, now: datetime) -> None:
    """No care day is counted twice or outside the stay, and the first day always is one."""
    if stay.cancelled_at is not None:
        assert (stay.length_days, stay.care_days) == (0, 0)
        return
    begin, end = moment(stay.admitted_at), stay.ended_at or now
    assert stay.length_days == (local(end).date() - local(begin).date()).days
    assert 1 <= stay.care_days <= stay.length_days + 1
    assert stay.leaves or stay.care_days == stay.length_days + 1


def run(template: Path, *, is_careless: bool, **how: Any) -> None:
    kind = type("Here", (AnyWard,), {"template": template, "is_careless": is_careless})
    run_state_machine_as_test(kind, settings=settings(deadline=None, database=None, **how))


def test_that_what_must_hold_holds_after_every_step(sqlite_template: Path) -> None:
    run(sqlite_template, is_careless=False, max_examples=25, stateful_step_count=30)


def test_that_a_careless_ward_is_seen_to_break(sqlite_template: Path) -> None:
    quick: dict[str, Any] = {"max_examples": 25, "stateful_step_count": 30, "phases": [Phase.generate]}
    with pytest.raises(AssertionError):
        run(sqlite_template, is_careless=True, **quick)
