"""Checks of the log stand in the rail of whoever makes them, and in nobody else's (LOG-05)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests import factories
from tests.ui.windowing import MakeWindow
from ui.desk import Desk
from ui.logs.page import LogsPage
from ui.worker import Immediate
from ward_app.access.policy import Role
from ward_app.app import App


@pytest.fixture
def reviewer(app: App) -> App:
    return app.acting(factories.make_user(app, Role.LOG_REVIEWER, "Ek", "Sara"))


@pytest.fixture
def reviewing(styled: QApplication, reviewer: App) -> Iterator[Desk]:
    desk = Desk(reviewer, Immediate(), long=Immediate())
    yield desk
    desk.close()


def test_that_the_reviewer_finds_it_in_the_rail(
    make_window: MakeWindow, reviewing: Desk, reviewer: App
) -> None:
    window = make_window(reviewing, reviewer)
    window.rail.buttons["logs"].click()
    assert isinstance(window.page, LogsPage)


def test_that_a_nurse_does_not_see_it_and_cannot_go_there(
    make_window: MakeWindow, desk: Desk, app: App, stays: dict[str, int]
) -> None:
    window = make_window(desk, app)
    window.go("board")
    assert "logs" not in window.rail.buttons
    window.act("logs")
    assert not isinstance(window.page, LogsPage)
