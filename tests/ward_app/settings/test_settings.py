"""Ward-wide settings, on both stores."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import Ward, make_user
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.settings import commands, queries
from ward_app.settings.registry import (
    ALL,
    LOCK_MINUTES,
    NUMBER_ON_HANDOVER,
    PRACTICE,
    RECOVERY_CONFIRMED,
    SHIFT_TIMES,
    SIGN_IN_BANNER,
    Declared,
)


@pytest.fixture
def manager(app: App, ward: Ward) -> App:
    return app.acting(make_user(app, Role.UNIT_MANAGER, unit_id=ward.unit_id))


@pytest.mark.parametrize("declared", ALL, ids=lambda one: one.key)
def test_that_every_default_would_be_accepted(declared: Declared[Any]) -> None:
    assert declared.accepts(declared.default)


def test_that_a_setting_is_its_default_until_it_is_changed(manager: App) -> None:
    assert manager.ask(queries.value, LOCK_MINUTES) == 5
    manager.do(commands.change, LOCK_MINUTES, 3)
    manager.do(commands.change, LOCK_MINUTES, 4)
    assert manager.ask(queries.value, LOCK_MINUTES) == 4
    assert manager.ask(queries.all_values)[LOCK_MINUTES.key] == 4


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        (LOCK_MINUTES, 0), (LOCK_MINUTES, 11), (LOCK_MINUTES, True), (LOCK_MINUTES, "5"),
        (NUMBER_ON_HANDOVER, "all"), (SIGN_IN_BANNER, "x" * 301), (SHIFT_TIMES, []),
        (SHIFT_TIMES, [["07:00", "15:30"], ["13:30", "21:30"], ["21:00", "25:00"]]),
        (PRACTICE, True), (RECOVERY_CONFIRMED, True),
    ],
)  # fmt: skip
def test_that_a_value_that_makes_no_sense_is_refused(
    manager: App, declared: Declared[Any], value: Any
) -> None:
    with pytest.raises(Invalid):
        manager.do(commands.change, declared, value)


def test_that_a_text_loses_what_would_hide_or_reorder_it(manager: App) -> None:
    manager.do(commands.change, SIGN_IN_BANNER, "Allt \u202esom öppnas\x00 loggas\r\n ")
    assert manager.ask(queries.value, SIGN_IN_BANNER) == "Allt som öppnas loggas"


def test_that_a_nurse_does_not_change_the_ward(app: App) -> None:
    with pytest.raises(NotAllowed):
        app.do(commands.change, LOCK_MINUTES, 3)


def test_that_a_practice_ward_stays_one(door: App) -> None:
    door.acting(SYSTEM).do(commands.mark_practice)
    assert door.ask(queries.value, PRACTICE) is True


def test_that_a_ward_that_people_work_in_is_not_made_a_practice_ward(app: App) -> None:
    with pytest.raises(Refused):
        app.acting(SYSTEM).do(commands.mark_practice)
    assert app.ask(queries.value, PRACTICE) is False
