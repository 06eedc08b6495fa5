"""The whole window on a real store. Pages that are not the subject are plain ones that remember."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up
from tests.ui.seating import DRAFT_KEY
from ui import seat as seats
from ui.desk import Changes, Desk
from ui.drafts.drafts import Drafts
from ui.frame import pages
from ui.seat import Seat
from ui.window import MainWindow
from ui.worker import Immediate
from ward_app.access.queries import Account
from ward_app.app import App


class PlainPage(QWidget):
    """A page with two buttons, one of them in an area of its own."""

    shows: Changes = frozenset()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self.done: list[object] = []
        box = QVBoxLayout(self)
        self.first, self.second = QPushButton("first"), QPushButton("second")
        for button in (self.first, self.second):
            button.setProperty("area", True)
            box.addWidget(button)

    def refresh(self) -> None:
        self.done.append("refresh")

    def leave(self) -> None:
        self.done.append("leave")

    def acts(self) -> dict[str, Callable[[], object]]:
        names = ("new_note", "print", "admit")
        return {name: partial(self.done.append, name) for name in names}

    def show_patient(self, patient_id: int, section: str = "overview") -> None:
        self.done.append((patient_id, section))

    def begin(self, patient_id: int | None = None, bed_id: int | None = None, typed: str = "") -> None:
        self.done.append((patient_id, bed_id, typed))


@pytest.fixture(autouse=True)
def settings_of_nobody(tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def stays(app: App, ward: Ward) -> dict[str, int]:
    return factories.fill_ward(app, ward)


@pytest.fixture
def desk(styled: QApplication, app: App) -> Iterator[Desk]:
    desk = Desk(app, Immediate(), long=Immediate())
    yield desk
    desk.close()


MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def calls() -> list[str]:
    """What the window has asked of the program."""
    return []


@pytest.fixture
def make_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ward: Ward, drafts: Drafts, calls: list[str]
) -> Iterator[MakeWindow]:
    for name in ("record", "inout", "handover", "admission"):
        monkeypatch.setitem(pages.MAKERS, name, PlainPage)
    made: list[MainWindow] = []

    def make(
        desk: Desk, app: App, *, practice: bool = False, size: tuple[int, int] = (1366, 768)
    ) -> MainWindow:
        here = seats.Ward(ward.unit_id, "Närvårdsenheten", practice)
        account = Account(app.user, DRAFT_KEY, False, None, None, None)
        window = MainWindow(
            desk, drafts, account, here, app.clock,
            lock=lambda: calls.append("lock"), switch_user=lambda: calls.append("switch"),
            settings=PlainPage,
        )  # fmt: skip
        window.resize(*size)
        qtbot.addWidget(window)
        made.append(window)
        return window

    yield make
    for window in made:
        window.close_down()


@pytest.fixture
def window(make_window: MakeWindow, desk: Desk, app: App, stays: dict[str, int], qtbot: QtBot) -> MainWindow:
    window = make_window(desk, app)
    bring_up(qtbot, window)
    window.go("board")
    return window
