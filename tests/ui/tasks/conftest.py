"""One patient's tasks on an embedded store and a desk that answers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up
from ui.desk import Desk
from ui.tasks.section import TasksSection
from ui.worker import Immediate
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.store.engine import Store


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    return sqlite_store


@dataclass
class Notices:
    """What was said to have been done, and how to undo the last of it."""

    texts: list[str] = field(default_factory=list)
    undo: Callable[[], object] | None = None

    def __call__(self, text: str, undo: Callable[[], object] | None) -> None:
        self.texts.append(text)
        self.undo = undo


@pytest.fixture
def notices() -> Notices:
    return Notices()


@pytest.fixture
def stay(app: App, ward: Ward) -> int:
    return factories.make_stay(app, ward, "1:2", at=app.clock() - timedelta(days=19))


@pytest.fixture
def desk(styled: QApplication, app: App) -> Iterator[Desk]:
    desk = Desk(app, Immediate(), long=Immediate())
    yield desk
    desk.close()


@pytest.fixture
def open_section(
    qtbot: QtBot, desk: Desk, stay: int, clock: FrozenClock, notices: Notices
) -> Callable[[], TasksSection]:
    def open_it() -> TasksSection:
        section = TasksSection(desk, 1, stay, clock=clock, notice=notices)
        qtbot.addWidget(section)
        section.resize(1130, 560)
        bring_up(qtbot, section)
        section.table.setFocus()
        return section

    return open_it
