"""Nobody has touched anything for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up
from ui.lock.idle import Idle
from ward_app.clock import FrozenClock

LIMIT = timedelta(minutes=5)


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    bring_up(qtbot, field)
    return field


@pytest.fixture
def idle(qapp: QApplication, clock: FrozenClock, field: QLineEdit) -> Iterator[Idle]:
    idle = Idle(qapp, clock)
    idle.start(LIMIT)
    yield idle
    idle.stop()
    idle.deleteLater()


@pytest.fixture
def heard(idle: Idle) -> list[str]:
    heard: list[str] = []
    idle.expired.connect(lambda: heard.append("expired"))
    return heard


def test_that_it_tells_when_the_time_is_over_and_not_before(
    idle: Idle, clock: FrozenClock, heard: list[str]
) -> None:
    clock.advance(LIMIT - timedelta(seconds=1))
    idle.tick()
    assert heard == []
    clock.advance(timedelta(seconds=1))
    idle.tick()
    idle.tick()
    assert heard == ["expired"]


def test_that_a_key_begins_the_time_anew(
    idle: Idle, clock: FrozenClock, heard: list[str], field: QLineEdit
) -> None:
    clock.advance(LIMIT - timedelta(seconds=1))
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    clock.advance(LIMIT - timedelta(seconds=1))
    idle.tick()
    assert heard == []
    assert field.text() == "a"


def test_that_a_click_in_a_window_that_opened_later_counts(
    qtbot: QtBot, idle: Idle, clock: FrozenClock, heard: list[str]
) -> None:
    later = QLineEdit()
    qtbot.addWidget(later)
    bring_up(qtbot, later)
    clock.advance(LIMIT - timedelta(seconds=1))
    QTest.mouseClick(later.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    clock.advance(LIMIT - timedelta(seconds=1))
    idle.tick()
    assert heard == []


def move(field: QLineEdit, x: int) -> None:
    """As a window system tells of the mouse: also when only a window came up beneath it."""
    at = QPointF(x, 5)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QMouseEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field.windowHandle(), event)


def test_that_a_mouse_that_moves_counts_and_one_that_lies_still_does_not(
    idle: Idle, clock: FrozenClock, heard: list[str], field: QLineEdit
) -> None:
    move(field, 5)
    clock.advance(LIMIT - timedelta(seconds=1))
    move(field, 9)
    clock.advance(LIMIT - timedelta(seconds=1))
    idle.tick()
    assert heard == []
    move(field, 9)
    clock.advance(timedelta(seconds=1))
    idle.tick()
    assert heard == ["expired"]


def test_that_a_clock_set_back_does_not_lengthen_the_time(
    idle: Idle, clock: FrozenClock, heard: list[str]
) -> None:
    clock.advance(timedelta(hours=-1))
    idle.tick()
    clock.advance(LIMIT)
    idle.tick()
    assert heard == ["expired"]


def test_that_it_is_silent_while_stopped(idle: Idle, clock: FrozenClock, heard: list[str]) -> None:
    idle.stop()
    clock.advance(LIMIT * 2)
    idle.tick()
    assert heard == []
