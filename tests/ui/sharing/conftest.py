from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.factories import Ward
from tests.ui.keys import bring_up
from tests.ui.seating import DRAFT_KEY, FakeGuide, answers, drafts, guide, make_seat, page, store, swedish
from tests.ui.windowing import settings_of_nobody
from tests.ward_app.sharing.scene import Scene, make_scene
from ui import seat as seats
from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.seat import Seat
from ui.window import MainWindow
from ui.worker import Immediate
from ward_app.access.queries import Account
from ward_app.app import App

__all__ = ["answers", "drafts", "guide", "page", "settings_of_nobody", "store", "swedish"]

SeatOf = Callable[[App], Seat]
WindowOf = Callable[[App], MainWindow]


@pytest.fixture
def scene(app: App, ward: Ward) -> Scene:
    """All three owners know something of the patient, who has not been asked about anything."""
    return make_scene(app, ward)


@pytest.fixture
def seat_of(styled: QApplication, ward: Ward, drafts: Drafts) -> Iterator[SeatOf]:
    """Where this colleague sits; the guide remembers what was asked of it."""
    made: list[Seat] = []

    def make(app: App) -> Seat:
        made.append(make_seat(app, ward, FakeGuide(), drafts))
        return made[-1]

    yield make
    for seat in made:
        seat.desk.close()


@pytest.fixture
def window_of(qtbot: QtBot, styled: QApplication, ward: Ward, drafts: Drafts) -> Iterator[WindowOf]:
    """The whole window, with its real pages, as this colleague sees it."""
    made: list[MainWindow] = []

    def make(app: App) -> MainWindow:
        desk = Desk(app, Immediate(), long=Immediate())
        here = seats.Ward(ward.unit_id, "Närvårdsenheten", False)
        account = Account(app.user, DRAFT_KEY, False, None, None, None)
        window = MainWindow(
            desk, drafts, account, here, app.clock, lock=_nothing, switch_user=_nothing, settings=None
        )
        window.resize(1366, 768)
        qtbot.addWidget(window)
        made.append(window)
        bring_up(qtbot, window)
        return window

    yield make
    for window in made:
        window.close_down()
        window.seat.desk.close()


def _nothing(*_any: Any) -> None:
    """Nobody locks the screen here."""
