"""The practice ward: whole, lively, invented, and never mistaken for a real one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.data.numbers import personnummer
from ward_app import config as configs
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.entrance.entrance import Entrance
from ward_app.entrance.opening import Place
from ward_app.errors import StoreUnusable
from ward_app.practice import content, ward
from ward_app.practice.ward import PracticeEntrance
from ward_app.settings import queries as settings
from ward_app.settings.registry import PRACTICE
from ward_app.stays import queries as stays
from ward_app.stays.board_rows import Board, PlaceState
from ward_app.stays.model import Purpose
from ward_app.store import log_check
from ward_app.store.keyslots import Cost

NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
NIGHT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""In the hour that comes twice."""


def open_ward(folder: Path, now: datetime, seed: int = 1) -> PracticeEntrance:
    return ward.entrance(Config(data_folder=folder, workstation="ws1"), clock=FrozenClock(now), seed=seed)


def nurse(entrance: PracticeEntrance) -> App:
    click = next(one for one in entrance.names() if one.name == "Maria Falk")
    return entrance.enter_as(click.user_id).app


def board(entrance: PracticeEntrance) -> Board:
    return nurse(entrance).ask(stays.board, 1)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeEntrance]:
    entrance = open_ward(tmp_path_factory.mktemp("practice") / "ward", NOW)
    yield entrance
    entrance.close()


def test_that_eighteen_beds_hold_sixteen_patients_of_all_six_purposes(practice: PracticeEntrance) -> None:
    places = board(practice).places
    cards = [place.card for place in places if place.card]
    assert (len(places), len(cards)) == (18, 16)
    assert {card.purpose for card in cards} >= set(list(Purpose)[:6])
    states = {place.state for place in places}
    assert states >= {PlaceState.OCCUPIED, PlaceState.ON_LEAVE, PlaceState.CLEANING, PlaceState.RESERVED}
    assert any(card.tasks_overdue for card in cards)
    assert any(card.is_ready for card in cards)
    assert any(card.is_protected for card in cards)


def test_that_it_has_three_weeks_behind_it_and_leads_up_to_now(practice: PracticeEntrance) -> None:
    store = nurse(practice).store
    with store.reader.connect() as connection:
        first, last = connection.execute(text("SELECT min(recorded_at), max(recorded_at) FROM note")).one()
        notes = connection.scalar(text("SELECT count(*) FROM note"))
        unsigned = connection.scalar(
            text("SELECT count(*) FROM note WHERE signed_at IS NULL AND signing_required")
        )
        assert log_check.verify(connection, store.audit_key) == []
    assert NOW - timedelta(days=22) < datetime.fromisoformat(first) < NOW - timedelta(days=19)
    assert datetime.fromisoformat(last) <= NOW
    assert notes > 200
    assert unsigned > 0


def test_that_everyone_in_it_is_invented() -> None:
    inpatients = [one.person for one in content.inpatients()]
    people = [*inpatients, *(one.person for one in content.expected()), *content.former()]
    numbers = [person.number for person in people if not person.number_reason]
    assert len(set(numbers)) == len(numbers) == len(people) - 1
    assert set(numbers) <= set(personnummer())


def test_that_about_forty_colleagues_sign_in_with_one_click(practice: PracticeEntrance) -> None:
    names = practice.names()
    assert len(names) == len(content.staff()) >= 38
    assert {one.role for one in names} == set(Role)


def test_that_it_says_that_it_is_for_practice(practice: PracticeEntrance) -> None:
    assert nurse(practice).ask(settings.value, PRACTICE) is True


def test_that_one_seed_gives_one_ward_and_another_seed_another(
    tmp_path: Path, practice: PracticeEntrance
) -> None:
    def story(entrance: PracticeEntrance) -> list[object]:
        with nurse(entrance).store.reader.connect() as connection:
            return [tuple(row) for row in connection.execute(text("SELECT sections, occurred_at FROM note"))]

    same, other = open_ward(tmp_path / "a", NOW), open_ward(tmp_path / "b", NOW, seed=2)
    assert story(same) == story(practice) != story(other)
    same.close()
    other.close()


def test_that_it_can_be_made_in_the_hour_that_comes_twice(tmp_path: Path) -> None:
    entrance = open_ward(tmp_path / "night", NIGHT)
    assert sum(place.card is not None for place in board(entrance).places) == 16
    entrance.close()


def test_that_an_old_practice_ward_is_made_anew_and_a_fresh_one_kept(tmp_path: Path) -> None:
    folder = tmp_path / "ward"
    first = open_ward(folder, NOW)
    first.close()
    mark = (folder / "practice-made").read_text("utf-8")
    open_ward(folder, NOW + timedelta(days=6)).close()
    assert (folder / "practice-made").read_text("utf-8") == mark
    open_ward(folder, NOW + timedelta(days=8)).close()
    assert (folder / "practice-made").read_text("utf-8") != mark


def test_that_a_real_ward_is_never_taken_for_a_practice_ward(tmp_path: Path) -> None:
    config = Config(data_folder=tmp_path / "real", workstation="ws1")
    real = Entrance(Place(config, Cost(memory_kib=64, passes=1, lanes=1)), clock=FrozenClock(NOW))
    real.begin(login="anna", given_name="Anna", family_name="Berg", password="en röd stuga vid sjön")
    real.close()
    with pytest.raises(StoreUnusable):
        ward.make_anew(config, now=NOW)
    assert config.store_path.exists()


def test_that_the_practice_ward_has_a_folder_of_its_own() -> None:
    config = Config()
    assert configs.practice(config).data_folder != config.data_folder
