"""What the program says by itself, for eyes and for screen readers."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fake_door import FakeDoor
from tests.ui.keys import bring_up
from ui.desk import Desk
from ui.kit import announce, crash
from ui.kit.buttons import Button
from ui.kit.crash import CrashDialog
from ui.kit.empty import EmptyState, States
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel
from ui.kit.live import keep_fresh
from ui.kit.messages import MessageBar, OfflineBar
from ui.worker import Immediate
from ward_app.errors import Refused, StoreDown
from ward_app.ops import Work, command, query
from ward_app.store.base import Entity

is_down = [False]


@query(None)
def rows(_work: Work) -> str:
    if is_down[0]:
        raise StoreDown("The database cannot be reached. Nothing was lost.")
    return "rows"


@command(None)
def refused(_work: Work) -> None:
    raise Refused("The bed is <b>taken</b>.")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What a screen reader would say, and how insistently."""
    said: list[tuple[str, str]] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        said.append((event.message(), event.politeness().name))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


@pytest.fixture
def bar(qtbot: QtBot, styled: QApplication) -> MessageBar:
    bar = MessageBar()
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    is_down[0] = False
    return Desk(FakeDoor(), Immediate(), Immediate())


def test_that_a_notice_offers_to_undo_and_goes(
    qtbot: QtBot, styled: QApplication, heard: list[tuple[str, str]]
) -> None:
    bar = MessageBar(notice_ms=1)
    qtbot.addWidget(bar)
    QCursor.setPos(5000, 5000)
    undone: list[str] = []
    bar.notice("Moved Öberg to 2:2.", lambda: undone.append("moved back"))
    strip = bar.strip("notice")
    assert strip is not None
    assert strip.action is not None
    strip.action.click()
    assert undone == ["moved back"]
    assert not bar.texts()
    bar.notice("Moved Ek to 2:1.")
    qtbot.waitUntil(lambda: not bar.texts())
    assert heard[0] == ("Moved Öberg to 2:2.", "Polite")


def test_that_a_newer_notice_takes_the_place_of_the_older(bar: MessageBar) -> None:
    bar.notice("one")
    bar.notice("two")
    assert bar.texts() == ["two"]


def test_that_an_error_stays_until_it_is_closed(bar: MessageBar, heard: list[tuple[str, str]]) -> None:
    bar.error("Not saved.")
    bar.error("Not printed.")
    assert bar.texts() == ["Not saved.", "Not printed."]
    assert heard == [("Not saved.", "Assertive"), ("Not printed.", "Assertive")]
    close = bar.findChild(Button, "message.close")
    assert close is not None
    close.click()
    assert bar.texts() == ["Not printed."]


def test_that_errors_do_not_fill_the_window(bar: MessageBar) -> None:
    for number in range(9):
        bar.error(f"error {number}")
    assert bar.texts() == ["error 6", "error 7", "error 8"]


def test_that_the_bar_takes_no_room_when_it_says_nothing(bar: MessageBar) -> None:
    assert bar.isHidden()
    bar.error("x")
    assert not bar.isHidden()
    bar.drop("error 1")
    assert bar.isHidden()


def test_that_a_refusal_no_page_takes_is_shown_as_text(qtbot: QtBot, bar: MessageBar, desk: Desk) -> None:
    bar.bind(desk)
    with qtbot.waitSignal(desk.refused):
        desk.do(refused)
    assert bar.texts() == ["The bed is <b>taken</b>."]


def test_that_a_store_that_is_down_can_be_tried_again(bar: MessageBar, desk: Desk) -> None:
    bar.bind(desk)
    is_down[0] = True
    shown: list[str] = []
    desk.ask(rows).then(shown.append)
    assert bar.texts() == ["The database cannot be reached. Nothing was lost."]
    is_down[0] = False
    strip = bar.strip("store")
    assert strip is not None
    assert strip.action is not None
    strip.action.click()
    assert (shown, bar.texts()) == (["rows"], [])


def test_that_silence_of_the_database_is_said_while_it_lasts(bar: MessageBar, desk: Desk) -> None:
    bar.bind(desk)
    desk.silent.emit(True)
    assert len(bar.texts()) == 1
    desk.silent.emit(False)
    assert bar.texts() == []


def test_that_the_offline_bar_comes_and_goes(
    qtbot: QtBot, styled: QApplication, heard: list[tuple[str, str]]
) -> None:
    bar = OfflineBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.say("No contact since 08:40.")
    assert not bar.isHidden()
    assert heard == [("No contact since 08:40.", "Assertive")]
    bar.say(None)
    assert bar.isHidden()


def test_that_an_announcement_reaches_qt(qtbot: QtBot, styled: QApplication) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    announce.announce(widget, "Draft saved")


@pytest.fixture
def net(qtbot: QtBot, styled: QApplication) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    bring_up(qtbot, window)
    put_back = crash.install(lambda: window)
    yield window
    put_back()


SECRET = "19460113-6098 Öberg"


def fail_with_a_patient() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"bad row: {SECRET}") from error


def test_that_a_fault_is_logged_and_shown_without_the_patient(
    qtbot: QtBot, net: QWidget, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    try:
        fail_with_a_patient()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    box = net.findChild(CrashDialog)
    assert box is not None
    reference = box.reference.text()
    assert len(reference) == 6
    assert f"fault {reference}: builtins.ValueError at" in caplog.text
    assert "KeyError" in caplog.text
    assert "fail_with_a_patient" in caplog.text
    for part in SECRET.split():
        assert part not in caplog.text
    texts = " ".join(label.text() for label in box.findChildren(PlainLabel))
    assert "Öberg" not in texts
    copy = box.findChild(Button, "crash.copy")
    assert copy is not None
    copy.click()
    assert QApplication.clipboard().text() == reference
    box.accept()


def test_that_a_fault_that_names_itself_as_its_cause_is_still_described() -> None:
    error = ValueError()
    error.__cause__ = KeyError()
    error.__cause__.__cause__ = error
    assert crash.describe(error).count(" from ") == 1


def test_that_a_fault_on_another_thread_is_shown_too_and_one_box_is_enough(
    qtbot: QtBot, net: QWidget
) -> None:
    for _round in range(3):
        thread = threading.Thread(target=fail_with_a_patient)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: net.findChild(CrashDialog) is not None)
    assert len(net.findChildren(CrashDialog)) == 1
    box = net.findChild(CrashDialog)
    assert box is not None
    box.accept()


def test_that_an_empty_page_offers_the_next_step(qtbot: QtBot, styled: QApplication) -> None:
    steps: list[str] = []
    empty = EmptyState("No tasks left.", "New task", lambda: steps.append("new"), icon="list-checks")
    content = QLineEdit()
    states = States(content, empty)
    qtbot.addWidget(states)
    states.show_one([])
    assert states.is_empty
    assert empty.button is not None
    empty.button.click()
    assert steps == ["new"]
    states.show_one([1])
    assert not states.is_empty


def test_that_content_is_greyed_only_while_an_answer_is_late(qtbot: QtBot, styled: QApplication) -> None:
    door = FakeDoor()
    desk = Desk(door)
    states = States(QLineEdit(), EmptyState("None."), grey_ms=1, word_ms=2)
    qtbot.addWidget(states)
    door.going.clear()
    states.follow(desk.ask(rows))
    qtbot.waitUntil(lambda: states.is_greyed)
    door.going.set()
    qtbot.waitUntil(lambda: not states.is_greyed)
    states.follow(Desk(FakeDoor(), Immediate(), Immediate()).ask(rows))
    assert not states.is_greyed
    assert desk.close()


def test_that_a_page_in_sight_is_fresh_and_one_out_of_sight_waits(
    qtbot: QtBot, styled: QApplication, desk: Desk
) -> None:
    stack, first, second = QStackedWidget(), QWidget(), QWidget()
    qtbot.addWidget(stack)
    for page in (first, second):
        stack.addWidget(page)
    stack.show()
    fresh: list[str] = []
    keep_fresh(first, desk, frozenset({Entity}), lambda: fresh.append("first"))
    keep_fresh(second, desk, frozenset({Entity}), lambda: fresh.append("second"))
    desk.changed.emit(frozenset({Entity}))
    desk.changed.emit(frozenset({Entity}))
    assert fresh == ["first", "first"]
    stack.setCurrentWidget(second)
    assert fresh == ["first", "first", "second"]
    stack.setCurrentWidget(first)
    desk.changed.emit(frozenset({int}))
    assert len(fresh) == 3


def test_that_a_page_that_was_never_shown_is_fresh_as_tests_expect(
    qtbot: QtBot, styled: QApplication, desk: Desk
) -> None:
    page, fresh = QWidget(), list[int]()
    qtbot.addWidget(page)
    keep_fresh(page, desk, frozenset({Entity}), lambda: fresh.append(1))
    desk.changed.emit(frozenset({Entity}))
    assert fresh == [1]


def test_that_tags_wrap_when_there_is_no_room(qtbot: QtBot, styled: QApplication) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = Flow(*(PlainLabel(f"word {number}") for number in range(8)))
    box = QVBoxLayout(page)
    box.addWidget(flow)
    box.addStretch(1)
    page.resize(1200, 300)
    page.show()
    one_line = flow.height()
    page.resize(160, 300)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert flow.heightForWidth(140) >= 3 * one_line
    assert all(label.geometry().right() <= flow.width() for label in flow.findChildren(PlainLabel))
    flow.show_all([PlainLabel("one")])
    assert flow.sizeHint().height() <= one_line
