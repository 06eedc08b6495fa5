"""The board of a ward with sixteen patients, on a real store, for a nurse at her workstation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.seating import drafts, guide, refusals, seat, store
from tests.ui.windowing import calls, desk, make_window
from ui.board.page import BoardPage
from ui.frame import remembered
from ui.seat import Seat
from ward_app.app import App
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind
from ward_app.stays.model import Stay
from ward_app.tasks import commands as tasks

__all__ = ["calls", "desk", "drafts", "guide", "make_window", "refusals", "seat", "store"]

SMALL, LARGE = (1366, 768), (1920, 1080)


@pytest.fixture(autouse=True)
def settings_of_nobody(tmp_path: Path) -> Iterator[None]:
    """What one test's window remembers is not there for the next."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    yield
    remembered.keep("board/view", "")


@pytest.fixture
def stays(app: App, ward: Ward) -> dict[str, int]:
    """By bed; 3:2 and 9 are empty. Åke in 1:2 is infectious, allergic and has a task that is late."""
    found = factories.fill_ward(app, ward)
    who = factories.ask(app, lambda session: session.get_one(Stay, found["1:2"]).patient_id)
    app.do(patients.add_alert, who, AlertKind.HYPERSENSITIVITY, "Penicillin")
    app.do(patients.add_alert, who, AlertKind.INFECTION, "MRSA")
    app.do(tasks.add, found["1:2"], "Inhalation", app.clock() - timedelta(minutes=42))
    app.do(tasks.add, found["1:1"], "Promenad", app.clock() + timedelta(hours=3))
    return found


@pytest.fixture
def page(qtbot: QtBot, seat: Seat, stays: dict[str, int]) -> BoardPage:
    page = BoardPage(seat)
    qtbot.addWidget(page)
    page.resize(*SMALL)
    return page
