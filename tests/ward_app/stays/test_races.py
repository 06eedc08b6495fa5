"""Two admit to one bed at once, or one person to two beds: one wins, the others read who, where and when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import KEY
from tests.ward_app.stays import races
from ward_app.app import App
from ward_app.store.engine import Store

ROUNDS, FOR_PEOPLE = 200, 50
FEW = 5


@pytest.fixture
def place(store: Store) -> races.Place:
    url = store.file.path if store.file else store.engine.url.render_as_string(hide_password=False)
    return races.Place(str(url), KEY, store.is_sqlite)


@pytest.mark.parametrize("run", [races.from_threads, races.from_processes])
def test_that_of_eight_at_once_one_wins_and_the_others_read_who(
    door: App, place: races.Place, run: Callable[[races.Race], list[races.Round]]
) -> None:
    race = races.prepare(door, place, ROUNDS, FOR_PEOPLE)
    rounds = run(race)
    assert len(rounds) == ROUNDS + FOR_PEOPLE
    assert races.faults_of(race, rounds) == []


def test_that_the_store_alone_lets_one_win(door: App, place: races.Place) -> None:
    """The use case does not look; the store refuses, and can only not say who."""
    race = races.prepare(door, place, FEW, FEW, looks_first=False)
    rounds = races.from_threads(race)
    assert [sum(outcome.said is None for outcome in outcomes) for outcomes in rounds] == [1] * 2 * FEW
    assert races.faults_of(race, rounds) != []


def test_that_the_use_case_alone_lets_one_win(door: App, place: races.Place) -> None:
    """The store's guards are gone; transactions that are as if alone are enough for what looks first."""
    race = races.prepare(door, place, FEW, FEW)
    races.take_guards_away(door.store)
    assert races.faults_of(race, races.from_threads(race)) == []


@pytest.mark.parametrize("run", [races.from_threads, races.from_processes])
def test_that_without_both_the_race_is_seen_to_be_lost(
    door: App, place: races.Place, run: Callable[[races.Race], list[races.Round]]
) -> None:
    """The check that checks: a variant broken on purpose fails it in every round."""
    race = races.prepare(door, place, FEW, FEW, looks_first=False)
    races.take_guards_away(door.store)
    assert len(races.faults_of(race, run(race))) == 2 * FEW
