"""The drafts of the one who is signed in: written in the background, tried again, closed at log-out."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.drafts import DraftLine, Drafts, Keeper
from ui.worker import Immediate, Worker
from ward_app.clock import FrozenClock
from ward_app.drafts.journal import DamagedDraft, Journal

KEY, OTHER_KEY = bytes(range(32)), bytes(reversed(range(32)))
MORNING = datetime(2026, 11, 21, 7, 41, 58, tzinfo=UTC)


class Held:
    """Keeps what it is given until it is let go: a disk that is slow."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def let_go(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()

    def close(self, wait: float) -> bool:
        self.let_go()
        return True


class Page:
    """A form in two lines of Python."""

    def __init__(self, drafts: Drafts, subject: str = "7/new") -> None:
        self.values: dict[str, str] = {}
        self.keeper = Keeper(drafts, "note", subject, lambda: self.values)
        self.line = DraftLine()
        self.line.follow(self.keeper)

    def type(self, text: str) -> None:
        self.values = {"text": text} if text else {}
        self.keeper.touch()


@pytest.fixture
def drafts(qapp: object, tmp_path: Path) -> Drafts:
    return Drafts(tmp_path, KEY, writer=Immediate(), clock=FrozenClock(MORNING), retry_ms=0)


def on_disk(folder: Path, subject: str = "7/new", key: bytes = KEY) -> str | None:
    draft = Journal(folder, key).find("note", subject)
    return draft.values["text"] if draft else None


def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on nothing can be written; call what is returned to make room."""
    broken, whole = True, os.fsync

    def fsync(descriptor: int) -> None:
        if broken:
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(descriptor)

    def make_room() -> None:
        nonlocal broken
        broken = False

    monkeypatch.setattr(os, "fsync", fsync)
    return make_room


def test_that_typing_is_kept_without_a_pause(qtbot: QtBot, drafts: Drafts, tmp_path: Path) -> None:
    page = Page(drafts)
    with qtbot.waitSignal(page.keeper.kept):
        page.type("a")
        page.type("ab")
    assert on_disk(tmp_path) == "ab"


def test_that_leaving_the_page_writes_at_once(drafts: Drafts, tmp_path: Path) -> None:
    page = Page(drafts)
    page.type("half a word")
    assert on_disk(tmp_path) is None
    page.keeper.flush()
    assert on_disk(tmp_path) == "half a word"


def test_that_locking_writes_what_every_form_has(drafts: Drafts, tmp_path: Path) -> None:
    first, second = Page(drafts, "7/new"), Page(drafts, "8/new")
    first.type("one")
    second.type("two")
    drafts.flush()
    assert (on_disk(tmp_path, "7/new"), on_disk(tmp_path, "8/new")) == ("one", "two")


def test_that_nothing_is_written_when_nothing_was_typed(drafts: Drafts, tmp_path: Path) -> None:
    page = Page(drafts)
    page.keeper.flush()
    assert list(tmp_path.rglob("*.draft")) == []


def test_that_an_emptied_form_leaves_no_draft(drafts: Drafts, tmp_path: Path) -> None:
    page = Page(drafts)
    page.type("x")
    page.keeper.flush()
    page.type("")
    page.keeper.flush()
    assert list(tmp_path.rglob("*.draft")) == []
    assert page.line.text == ""


def test_that_a_saved_form_leaves_no_draft_even_behind_a_slow_disk(qapp: object, tmp_path: Path) -> None:
    slow = Held()
    drafts = Drafts(tmp_path, KEY, writer=slow)
    page = Page(drafts)
    page.type("x")
    page.keeper.flush()
    page.keeper.forget()
    slow.let_go()
    assert list(tmp_path.rglob("*.draft")) == []
    assert drafts.find("note", "7/new") is None


def test_that_a_slow_disk_writes_only_the_newest_text(qapp: object, tmp_path: Path) -> None:
    slow = Held()
    drafts = Drafts(tmp_path, KEY, writer=slow)
    kept: list[str] = []
    drafts.kept.connect(lambda form, subject, at: kept.append(subject))
    page = Page(drafts)
    for text in ("one", "one two", "one two three"):
        page.type(text)
        page.keeper.flush()
    assert drafts.all("note")[0].values == {"text": "one two three"}
    slow.let_go()
    assert (on_disk(tmp_path), kept) == ("one two three", ["7/new"])


def test_that_the_line_says_when_it_was_saved(drafts: Drafts) -> None:
    page = Page(drafts)
    page.type("x")
    page.keeper.flush()
    assert page.line.text == "Draft saved 08:41:58"


def test_that_a_full_disk_is_said_and_tried_again(
    qtbot: QtBot, drafts: Drafts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(drafts)
    with monkeypatch.context() as patched:
        make_room = full_disk(patched)
        page.type("not lost")
        page.keeper.flush()
        assert page.line.text == "Could not be saved – trying again"
        assert drafts.find("note", "7/new") is not None
        make_room()
        qtbot.waitUntil(lambda: page.line.text == "Draft saved 08:41:58")
    assert on_disk(tmp_path) == "not lost"


def test_that_what_was_typed_meanwhile_is_what_a_retry_writes(
    qtbot: QtBot, drafts: Drafts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(drafts)
    with monkeypatch.context() as patched:
        make_room = full_disk(patched)
        page.type("first")
        page.keeper.flush()
        page.type("first and second")
        page.keeper.flush()
        make_room()
        qtbot.waitUntil(lambda: page.line.text.startswith("Draft saved"))
    assert on_disk(tmp_path) == "first and second"


def test_that_a_disk_that_stays_full_is_said_at_log_out(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(drafts)
    page.type("x")
    with monkeypatch.context() as patched:
        full_disk(patched)
        assert not drafts.close()
    assert drafts.close()


def test_that_logging_out_writes_the_last_keys(qapp: object, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, KEY)
    page = Page(drafts)
    page.type("the last keys")
    assert drafts.close()
    assert on_disk(tmp_path) == "the last keys"


def test_that_the_next_user_sees_nothing_of_it(drafts: Drafts, tmp_path: Path) -> None:
    page = Page(drafts)
    page.type("mine")
    drafts.close()
    other = Drafts(tmp_path, OTHER_KEY, writer=Immediate())
    assert other.all("note") == []
    assert other.find("note", "7/new") is None


def test_that_drafts_are_found_by_the_beginning_of_their_subject(drafts: Drafts) -> None:
    for subject in ("7/new", "7/correct/3", "70/new"):
        drafts.keep("note", subject, {"text": subject})
    drafts.keep("task", "7/new", {"text": "a task"})
    assert {draft.subject for draft in drafts.all("note", "7/")} == {"7/new", "7/correct/3"}


def test_that_a_damaged_draft_is_said_by_the_form_that_asks(drafts: Drafts, tmp_path: Path) -> None:
    Journal(tmp_path, KEY).keep("note", "7/new", {"text": "x"})
    [path] = tmp_path.rglob("*.draft")
    path.write_bytes(b"half")
    with pytest.raises(DamagedDraft):
        drafts.find("note", "7/new")
    page = Page(drafts)
    page.type("again")
    page.keeper.flush()
    assert on_disk(tmp_path) == "again"


def test_that_typing_does_not_wait_for_the_disk(qtbot: QtBot, tmp_path: Path) -> None:
    gate, entered = threading.Event(), threading.Event()

    class Slow(Worker):
        def submit(self, work: Callable[[], None]) -> None:
            def wait_first() -> None:
                entered.set()
                gate.wait(10)
                work()

            super().submit(wait_first)

    drafts = Drafts(tmp_path, KEY, writer=Slow("slow disk"))
    page = Page(drafts)
    page.type("x")
    page.keeper.flush()
    assert entered.wait(10)
    page.type("xy")
    page.keeper.flush()
    gate.set()
    assert drafts.close()
    assert on_disk(tmp_path) == "xy"
