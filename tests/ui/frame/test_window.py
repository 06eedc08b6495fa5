"""The window: where its keys lead, what its head and foot say, and what it does when the store is away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import press
from tests.ui.windowing import MakeWindow, PlainPage
from ui.board.page import BoardPage
from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.frame.help import HelpSheet
from ui.frame.practice import PracticeBand
from ui.kit.labels import PlainLabel
from ui.window import MainWindow
from ui.worker import Immediate
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import StoreDown
from ward_app.settings import commands as settings
from ward_app.settings.registry import SHIFT_TIMES
from ward_app.stays.board_rows import PlaceState


def page_of(window: MainWindow) -> Any:
    assert window.page is not None
    return window.page


def test_that_the_head_says_ward_day_week_shift_and_user(window: MainWindow) -> None:
    assert window.windowTitle() == "Närvårdsenheten"
    day, shift, user = window.header.texts()
    assert (day, shift) == ("Sat 2026-11-21 · w. 47 ·", "Day shift 07:00–15:30")
    assert user == "M. Falk · Nurse (municipality)"


def test_that_the_head_follows_the_clock(window: MainWindow, clock: FrozenClock) -> None:
    clock.advance(timedelta(hours=6))
    window.tick()
    assert window.header.texts()[1] == "Evening shift 13:30–21:30"
    clock.advance(timedelta(hours=12))
    window.tick()
    assert window.header.texts()[0] == "Sun 2026-11-22 · w. 47 ·"


def test_that_the_wards_own_shift_times_count(window: MainWindow, app: App, door: App, ward: Ward) -> None:
    manager = door.acting(factories.make_user(door, Role.UNIT_MANAGER, unit_id=ward.unit_id))
    times = [["06:45", "15:30"], ["13:30", "21:30"], ["21:00", "07:15"]]
    manager.do(settings.change, SHIFT_TIMES, times)
    window.refresh()
    assert window.header.texts()[1] == "Day shift 06:45–15:30"


def test_that_a_narrow_head_says_it_shorter(window: MainWindow) -> None:
    window.resize(900, 700)
    assert window.header.texts()[2] == "M. Falk · RN"
    window.resize(700, 700)
    assert window.header.texts() == ("Sat 21 Nov", "", "M. Falk")


@pytest.mark.parametrize(
    ("key", "name"),
    [("Ctrl+2", "patients"), ("Ctrl+3", "inout"), ("Ctrl+4", "handover"), ("Ctrl+7", "settings")],
)
def test_that_keys_open_the_main_pages(window: MainWindow, key: str, name: str) -> None:
    press(window, key)
    assert window.rail.buttons[name].isChecked()
    press(window, "Ctrl+1")
    assert isinstance(window.page, BoardPage)
    assert not window.rail.buttons[name].isChecked()


def test_that_back_leads_through_pages_and_patients(window: MainWindow) -> None:
    window.open_record(7)
    window.open_record(8, "notes")
    window.go("handover")
    press(window, "Alt+Left")
    assert page_of(window).done[-1] == (8, "notes")
    press(window, "Alt+Left")
    assert page_of(window).done[-1] == (7, "overview")
    press(window, "Alt+Left")
    assert isinstance(window.page, BoardPage)
    press(window, "Alt+Left")
    assert isinstance(window.page, BoardPage)


def test_that_a_page_is_told_when_it_is_left(window: MainWindow) -> None:
    window.go("handover")
    handover = page_of(window)
    window.go("board")
    assert handover.done == ["leave"]
    window.go("handover")
    window.leave()
    assert handover.done == ["leave", "leave"]


def test_that_a_key_does_what_the_page_in_sight_can(window: MainWindow) -> None:
    press(window, "Ctrl+N")  # nothing is chosen on the board yet, or it is: no page is broken by it
    window.open_record(7)
    record = page_of(window)
    press(window, "Ctrl+N")
    press(window, "Ctrl+P")
    press(window, "F5")
    assert record.done[-3:] == ["new_note", "print", "refresh"]


def test_that_lock_and_switch_are_the_programs(window: MainWindow, calls: list[str]) -> None:
    press(window, "Ctrl+L")
    press(window, "Ctrl+Shift+L")
    assert calls == ["lock", "switch"]


def test_that_f6_goes_round_the_parts_and_remembers_where_one_was(window: MainWindow) -> None:
    window.go("handover")
    page = page_of(window)
    page.second.setFocus()
    parts = []
    for _step in range(4):
        press(window, "F6")
        parts.append(part_with_focus(window))
    assert parts == ["header", "rail", "first", "second"]
    press(window, "Shift+F6")
    assert part_with_focus(window) == "first"


def part_with_focus(window: MainWindow) -> str:
    focus = QApplication.focusWidget()
    page = window.page
    named: list[tuple[str, QWidget]] = [("header", window.header), ("rail", window.rail)]
    if isinstance(page, PlainPage):
        named += [("first", page.first), ("second", page.second)]
    return next((name for name, part in named if focus is part or (focus and part.isAncestorOf(focus))), "")


def test_that_the_rail_has_words_only_in_a_wide_window(window: MainWindow, qtbot: QtBot) -> None:
    assert window.rail.width() == 56
    assert "Patients" in window.rail.buttons["patients"].toolTip()
    window.resize(1700, 900)
    qtbot.waitUntil(lambda: window.rail.width() >= 196)


def test_that_the_practice_ward_says_so_in_a_word(make_window: MakeWindow, desk: Desk, app: App) -> None:
    window = make_window(desk, app, practice=True)
    band = window.findChild(PracticeBand)
    assert isinstance(band, PracticeBand)
    assert "PRACTICE" in band.text
    assert window.windowTitle() == "PRACTICE – Närvårdsenheten"
    assert make_window(desk, app).findChild(PracticeBand) is None


def test_that_the_foot_says_when_drafts_are_kept(
    window: MainWindow, drafts: Drafts, clock: FrozenClock
) -> None:
    assert window.status.saved.text() == "✓ All saved"
    drafts.keep("note", "1", {"text": "Sover gott"})
    assert window.status.saved.text() == "✓ Draft saved 08:42:00"
    drafts.failed.emit("note", "1")
    window.go("patients")
    assert window.status.saved.text() == "⚠ Could not be saved – trying again"
    drafts.kept.emit("note", "1", clock())
    window.go("board")
    assert window.status.saved.text() == "✓ All saved"


def test_that_the_foot_says_how_fresh_the_window_is(window: MainWindow, clock: FrozenClock) -> None:
    clock.advance(timedelta(seconds=10))
    press(window, "F5")
    assert window.status.fresh.text() == "Updated 08:42:10"
    assert window.status.fresh.role == "text"


class Broken:
    """A door whose store has gone away until it is mended."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.is_down = False
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    def ask(self, op: Any, *args: Any, **kwargs: Any) -> Any:
        self.asked += 1
        if self.is_down:
            raise StoreDown("The database cannot be reached.")
        return self._app.ask(op, *args, **kwargs)


def test_that_a_store_out_of_reach_is_said_and_comes_back_by_itself(
    make_window: MakeWindow, app: App, stays: dict[str, int], clock: FrozenClock, styled: QApplication
) -> None:
    door = Broken(app)
    desk = Desk(door, Immediate(), long=Immediate())
    window = make_window(desk, app)
    window.go("board")
    door.is_down = True
    clock.advance(timedelta(seconds=50))
    window.refresh()
    window.tick()
    assert window.messages.texts() == ["The database cannot be reached."]
    assert window.status.fresh.role == "text"
    clock.advance(timedelta(seconds=20))
    window.tick()
    assert window.status.fresh.text() == "⚠ Not updated since 08:42"
    assert window.status.fresh.role == "danger"
    assert "since 08:42" in window.offline.findChildren(PlainLabel)[0].text()
    door.is_down = False
    clock.advance(timedelta(seconds=30))
    window.tick()
    assert window.messages.texts() == []
    assert window.status.fresh.text() == "Updated 08:43:40"
    assert window.offline.isHidden()
    desk.close()


def test_that_what_a_role_may_not_open_is_off_and_says_why(
    make_window: MakeWindow, door: App, ward: Ward, styled: QApplication
) -> None:
    reviewer = door.acting(factories.make_user(door, Role.LOG_REVIEWER, unit_id=ward.unit_id))
    desk = Desk(reviewer, Immediate(), long=Immediate())
    window = make_window(desk, reviewer)
    window.go("settings")
    assert window.rail.buttons["settings"].isChecked()
    assert not window.rail.buttons["board"].isEnabled()
    assert "role" in window.rail.buttons["board"].toolTip()
    window.act("board")
    assert window.messages.texts() == ["Your role does not include this."]
    desk.close()


def test_that_help_lists_every_key_there_is(window: MainWindow, qtbot: QtBot) -> None:
    press(window, "F1")
    sheet = window.findChild(HelpSheet)
    assert isinstance(sheet, HelpSheet)
    keys = sheet.keys()
    assert {"Ctrl+K, F3", "Ctrl+1", "Alt+Left arrow", "Ctrl+D", "Ctrl+Enter", "F6"} <= set(keys)
    assert len(set(keys)) == len(keys)
    press(sheet, "Escape")
    qtbot.waitUntil(lambda: window.findChild(HelpSheet) is None)


def test_that_nothing_of_the_window_is_wider_than_a_small_screen(
    make_window: MakeWindow, desk: Desk, app: App
) -> None:
    window = make_window(desk, app, practice=True, size=(1280, 720))
    window.go("board")
    window.show()
    inside = QRect(0, 0, 1280, 720)
    assert window.size().width() == 1280
    for part in (window.header, window.rail, window.status, page_of(window)):
        assert inside.contains(QRect(part.mapTo(window, part.rect().topLeft()), part.size()))


def test_that_ctrl_z_undoes_what_was_just_noticed(
    window: MainWindow, ward: Ward, stays: dict[str, int]
) -> None:
    board = page_of(window)
    origin, target = (next(place for place in board.places if place.label == label) for label in ("1:2", "9"))
    board.place_acts.drop(origin, target)
    assert window.messages.texts() == ["Moved Öberg, Åke to 9"]
    press(window, "Ctrl+Z")
    assert window.messages.texts() == []
    assert next(place.state for place in board.places if place.label == "9") is PlaceState.FREE


def test_that_a_click_on_the_page_in_sight_leaves_it_marked(window: MainWindow) -> None:
    window.rail.buttons["board"].click()
    assert window.rail.buttons["board"].isChecked()
    window.rail.buttons["patients"].click()
    assert [name for name, button in window.rail.buttons.items() if button.isChecked()] == ["patients"]


def test_that_the_page_in_sight_goes_before_the_window(window: MainWindow) -> None:
    window.act("admit")
    assert page_of(window).done[-1] == (None, None, "")
    window.open_record(7)
    window.act("admit")
    assert page_of(window).done[-1] == "admit"
