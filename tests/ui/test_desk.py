"""The desk: one worker, answers in order, nothing swallowed, and a window that never waits."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fake_door import FakeDoor
from ui.calls import Progress
from ui.desk import Desk
from ui.worker import Immediate
from ward_app.errors import Refused, StoreDown, WardError
from ward_app.ops import Work, command, query
from ward_app.store.base import Entity


@query(None)
def number(_work: Work, value: int) -> int:
    return value


@query(None)
def thread(_work: Work) -> int:
    return threading.get_ident()


@command(None)
def write(_work: Work, value: int = 0) -> int:
    return value


@command(None)
def refused(_work: Work) -> None:
    raise Refused("The bed is taken.")


@query(None)
def refused_question(_work: Work) -> None:
    raise Refused("That cannot be searched for.")


@query(None)
def broken(_work: Work) -> None:
    raise ZeroDivisionError


class Page(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Any] = []

    def show(self, what: object) -> None:
        self.shown.append(what)


@pytest.fixture
def door() -> FakeDoor:
    return FakeDoor()


@pytest.fixture
def desk(qtbot: QtBot, door: FakeDoor) -> Iterator[Desk]:
    """The real workers."""
    desk = Desk(door)
    yield desk
    door.going.set()
    assert desk.close()


@pytest.fixture
def plain(qtbot: QtBot, door: FakeDoor) -> Desk:
    """Runs at once."""
    return Desk(door, Immediate(), Immediate())


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


def test_that_work_runs_beside_the_window_and_its_answer_comes_on_the_window(
    qtbot: QtBot, desk: Desk
) -> None:
    heard: list[tuple[int, int]] = []
    desk.ask(thread).then(lambda worker: heard.append((worker, threading.get_ident())))
    until(qtbot, lambda: heard)
    worker, window = heard[0]
    assert window == threading.get_ident() != worker


def test_that_answers_come_in_the_order_of_the_questions(qtbot: QtBot, desk: Desk) -> None:
    page = Page()
    for value in range(50):
        desk.ask(number, value).then(page.show)
    until(qtbot, lambda: len(page.shown) == 50)
    assert page.shown == list(range(50))


def test_that_one_call_at_a_time_is_under_way(qtbot: QtBot, desk: Desk, door: FakeDoor) -> None:
    door.going.clear()
    page = Page()
    desk.ask(number, 1).then(page.show)
    desk.do(write, 2).then(page.show)
    until(qtbot, lambda: door.asked)
    door.going.set()
    until(qtbot, lambda: len(page.shown) == 2)
    assert page.shown == [1, 2]


def test_that_views_hear_of_a_change_before_the_one_who_made_it(
    qtbot: QtBot, desk: Desk, door: FakeDoor
) -> None:
    heard: list[object] = []
    kinds = frozenset({Entity})

    @command(None)
    def change(_work: Work) -> str:
        door.on_change(kinds)
        return "done"

    desk.changed.connect(heard.append)
    desk.do(change).then(heard.append)
    until(qtbot, lambda: len(heard) == 2)
    assert heard == [kinds, "done"]


def test_that_a_refusal_goes_to_the_one_who_takes_it(qtbot: QtBot, desk: Desk) -> None:
    taken: list[WardError] = []
    unheard: list[object] = []
    desk.refused.connect(unheard.append)
    desk.do(refused).then(unheard.append).failed(taken.append)
    until(qtbot, lambda: taken)
    desk.do(write).settled(lambda: taken.append(Refused("after")))
    until(qtbot, lambda: len(taken) == 2)
    assert taken[0].sentence == "The bed is taken."
    assert unheard == []


def test_that_a_refusal_no_one_takes_is_told(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.refused, timeout=20_000) as told:
        desk.do(refused)
    assert told.args is not None
    assert told.args[0].sentence == "The bed is taken."


def test_that_a_refused_command_is_told_though_its_page_is_gone(qtbot: QtBot, desk: Desk) -> None:
    page = Page()
    with qtbot.waitSignal(desk.refused, timeout=20_000):
        desk.do(refused).failed(page.show)
        page.setProperty("closed", True)
    assert page.shown == []


def test_that_a_refused_question_of_a_page_that_is_gone_is_not_told(qtbot: QtBot, desk: Desk) -> None:
    page, other = Page(), Page()
    told: list[object] = []
    desk.refused.connect(told.append)
    desk.ask(refused_question).then(page.show)
    page.setProperty("closed", True)
    desk.ask(number, 1).then(other.show)
    until(qtbot, lambda: other.shown)
    assert told == []


@pytest.mark.parametrize("way", ["deleted", "closed", "dropped"])
def test_that_an_answer_is_dropped_when_the_page_is_gone(
    qtbot: QtBot, desk: Desk, door: FakeDoor, way: str
) -> None:
    page, heard = QWidget(), Page()
    door.going.clear()
    desk.ask(number, 1).then(lambda value: heard.show(page.windowTitle()), owner=page)
    desk.ask(number, 2).then(heard.show)
    if way == "deleted":
        page.deleteLater()
        with qtbot.waitSignal(page.destroyed):
            pass
    elif way == "closed":
        page.setProperty("closed", True)
    else:
        desk.drop(page)
    door.going.set()
    until(qtbot, lambda: heard.shown)
    assert heard.shown == [2]


def test_that_the_owner_of_a_bound_callback_is_found(qtbot: QtBot, desk: Desk) -> None:
    page, heard = Page(), Page()
    desk.ask(number, 1).then(partial(page.show))
    page.setProperty("closed", True)
    desk.ask(number, 2).then(heard.show)
    until(qtbot, lambda: heard.shown)
    assert page.shown == []


def test_that_a_cancelled_call_is_neither_begun_nor_answered(
    qtbot: QtBot, desk: Desk, door: FakeDoor
) -> None:
    page = Page()
    door.going.clear()
    desk.ask(number, 1).then(page.show).cancel()
    waiting = desk.ask(number, 2).then(page.show)
    waiting.cancel()
    desk.do(write, 3).then(page.show)
    door.going.set()
    until(qtbot, lambda: page.shown)
    assert page.shown == [3]
    assert not waiting.pending
    assert door.asked.count(number.name) <= 1


def test_that_the_window_goes_on_while_the_store_hangs(qtbot: QtBot, door: FakeDoor) -> None:
    desk = Desk(door, slow_ms=1, silent_ms=5)
    said: list[tuple[str, bool]] = []
    desk.busy.connect(lambda on: said.append(("busy", on)))
    desk.slow.connect(lambda on: said.append(("slow", on)))
    desk.silent.connect(lambda on: said.append(("silent", on)))
    page, ticks = Page(), Page()
    ticking = QTimer(interval=0)
    ticking.timeout.connect(lambda: ticks.show(1))
    ticking.start()
    door.going.clear()
    desk.ask(number, 7).then(page.show)
    until(qtbot, lambda: ("silent", True) in said)
    before = len(ticks.shown)
    until(qtbot, lambda: len(ticks.shown) > before + 20)
    assert page.shown == []
    door.going.set()
    until(qtbot, lambda: ("busy", False) in said)
    ticking.stop()
    assert page.shown == [7]
    assert said == [
        ("busy", True), ("slow", True), ("silent", True), ("silent", False), ("slow", False), ("busy", False),
    ]  # fmt: skip
    assert desk.close()


def test_that_a_program_with_a_hung_store_can_still_be_ended(qtbot: QtBot, door: FakeDoor) -> None:
    desk = Desk(door)
    door.going.clear()
    desk.ask(number, 1)
    assert not desk.close(wait=0)
    door.going.set()
    assert desk.close()


def test_that_a_store_that_is_down_is_said_and_asked_again(plain: Desk, door: FakeDoor) -> None:
    is_down = [True]
    done: list[int] = []

    @query(None)
    def rows(_work: Work) -> list[int]:
        if is_down[0]:
            raise StoreDown("The database cannot be reached.")
        return [1, 2]

    @command(None)
    def save(_work: Work) -> None:
        done.append(1)
        raise StoreDown("The database cannot be reached.")

    said: list[str] = []
    plain.trouble.connect(said.append)
    page = Page()
    plain.ask(rows).then(page.show)
    plain.ask(rows).then(page.show)
    plain.do(save).failed(lambda error: page.show(error.sentence))
    assert page.shown == ["The database cannot be reached."]
    plain.retry()
    assert said[-1] == "The database cannot be reached."
    is_down[0] = False
    plain.retry()
    assert said[-1] == ""
    assert page.shown == ["The database cannot be reached.", [1, 2]]
    assert done == [1]


def test_that_trouble_ends_by_itself_with_the_next_answer(plain: Desk) -> None:
    is_down = [True]

    @query(None)
    def rows(_work: Work) -> str:
        if is_down[0]:
            raise StoreDown("Down.")
        return "rows"

    page = Page()
    said: list[str] = []
    plain.trouble.connect(said.append)
    plain.ask(rows).then(page.show)
    is_down[0] = False
    plain.do(write, 5).then(page.show)
    assert said == ["Down.", ""]
    assert sorted(map(str, page.shown)) == ["5", "rows"]


def test_that_a_fault_of_the_program_reaches_the_last_net(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: caught.append(kind))
    over = Page()
    desk.ask(broken).then(over.show).failed(over.show).settled(lambda: over.show("over"))
    until(qtbot, lambda: caught)
    assert caught == [ZeroDivisionError]
    assert over.shown == ["over"]


def test_that_a_long_job_tells_how_far_it_is(qtbot: QtBot, desk: Desk) -> None:
    steps: list[tuple[int, int, str]] = []
    page = Page()

    def job(progress: Progress) -> str:
        for step in (1, 2, 3):
            progress(step, 3, "page")
        return "ready"

    desk.later(job).progress(lambda *step: steps.append(step)).then(page.show)
    until(qtbot, lambda: page.shown)
    assert steps == [(1, 3, "page"), (2, 3, "page"), (3, 3, "page")]


def test_that_a_long_job_stops_when_cancelled_and_does_not_hold_up_the_store(
    qtbot: QtBot, desk: Desk
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    reached: list[str] = []
    page = Page()

    def job(progress: Progress) -> str:
        begun.set()
        go_on.wait()
        progress(1, 2)
        reached.append("the end")
        return "ready"

    long = desk.later(job)
    long.then(page.show)
    desk.ask(number, 4).then(page.show)
    until(qtbot, lambda: page.shown and begun.is_set())
    long.cancel()
    go_on.set()
    desk.later(lambda _progress: "next").then(page.show)
    until(qtbot, lambda: len(page.shown) == 2)
    assert page.shown == [4, "next"]
    assert reached == []


def test_that_tests_read_as_plain_calls(plain: Desk) -> None:
    page = Page()
    plain.ask(number, 3).then(page.show)
    plain.do(write, value=4).then(page.show)
    plain.run(int, "5").then(page.show)
    assert page.shown == [3, 4, 5]


def test_that_a_new_door_is_the_only_one_heard(plain: Desk, door: FakeDoor) -> None:
    heard: list[object] = []
    other = FakeDoor()
    plain.changed.connect(heard.append)
    plain.use(other)
    door.on_change(frozenset({Entity}))
    assert heard == []
    other.on_change(frozenset({Entity}))
    assert heard == [frozenset({Entity})]
    plain.ask(number, 1)
    assert (door.asked, other.asked) == ([], [number.name])


def test_that_who_signs_in_next_gets_no_answers_to_old_questions(
    qtbot: QtBot, desk: Desk, door: FakeDoor
) -> None:
    page = Page()
    door.going.clear()
    desk.ask(number, 1).then(page.show)
    desk.do(write, 2).then(page.show)
    desk.use(FakeDoor())
    desk.ask(number, 3).then(page.show)
    door.going.set()
    until(qtbot, lambda: len(page.shown) == 2)
    assert page.shown == [2, 3]


def test_that_the_door_says_what_is_allowed(plain: Desk) -> None:
    assert plain.allows(write)
