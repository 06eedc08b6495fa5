"""The settings page for whoever is signed in, on a real encrypted store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.entering import PASSWORD, House, english, house, ready, set_up_once, settings_of_nobody
from tests.ui.keys import bring_up
from tests.ui.seating import Answers, FakeGuide, answers, guide
from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.seat import Seat, Ward
from ui.settings.page import SettingsPage
from ui.worker import Immediate
from ward_app.entrance.entrance import Entrance

__all__ = ["Answers", "answers", "english", "guide", "house", "ready", "set_up_once", "settings_of_nobody"]

Open = Callable[..., SettingsPage]


@pytest.fixture
def entrance(ready: House) -> Iterator[Entrance]:
    entrance = ready.entrance()
    yield entrance
    entrance.close()


@pytest.fixture
def looks() -> list[str]:
    """What was told of a new look."""
    return []


@pytest.fixture
def open_page(
    qtbot: QtBot, styled: QApplication, entrance: Entrance, guide: FakeGuide, tmp_path: Path, looks: list[str]
) -> Iterator[Open]:
    """Sign in as this user and open the settings at this section."""
    desks: list[tuple[Desk, Drafts]] = []

    def open_page(login: str, section: str = "account", *, is_practice: bool = False) -> SettingsPage:
        entered = entrance.enter(login, PASSWORD)
        desk = Desk(entered.app, Immediate(), long=Immediate())
        drafts = Drafts(tmp_path / "drafts", entered.account.draft_key, writer=Immediate())
        desks.append((desk, drafts))
        ward = Ward(1, "Närvårdsenheten", is_practice)
        seat = Seat(desk, drafts, entered.account, ward, entrance.clock, guide)
        page = SettingsPage(seat, entered.app, entrance, preferences_changed=lambda: looks.append("changed"))
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show_section(section)
        bring_up(qtbot, page)
        return page

    yield open_page
    for desk, drafts in desks:
        drafts.close()
        desk.close()
