"""The command `narvard`: what it is told, what it says when no window can open, and how it ends."""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.entering import House
from ui import __main__ as narvard
from ui import display, logbook
from ui.start.first_start import FirstStartPage
from ui.start.frame import Frame
from ui.start.sign_in import SignInPage
from ui.start.trouble import TroublePage
from ui.start.wait import WaitPage
from ui.start.warm_up import WarmUp
from ward_app import selfcheck
from ward_app.version import VERSION

ROOT = Path(__file__).resolve().parents[3]


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    """A home of its own, without any display."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_"))}
    hidden = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY"), "")
    return kept | hidden | {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)} | more


def narvard_process(tmp_path: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui", *words],
        cwd=ROOT, env=environment(tmp_path, **more), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_that_the_version_is_told(tmp_path: Path) -> None:
    assert narvard_process(tmp_path, "--version").stdout.strip() == VERSION


@pytest.mark.parametrize("name", ["", ":4242"])
def test_that_without_a_display_it_says_so_and_ends(tmp_path: Path, name: str) -> None:
    done = narvard_process(tmp_path, DISPLAY=name)
    assert done.returncode == narvard.NO_WINDOW
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_that_the_self_check_passes_and_writes_json(tmp_path: Path) -> None:
    done = narvard_process(tmp_path, "--selfcheck", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"]) == (0, True), told
    names = {each["name"] for each in told["checks"]}
    assert names >= {"store", "password", "report", "server library", "window", "fonts", "printer"}


def test_that_the_self_check_finds_fault_and_goes_on() -> None:
    def broken() -> str:
        raise FileNotFoundError("libpq.so.5")

    bad, good = selfcheck.run([("server library", broken), ("program", lambda: VERSION)])
    assert (bad.is_ok, bad.found) == (False, "FileNotFoundError: libpq.so.5")
    assert (good.is_ok, good.found) == (True, VERSION)


def test_that_it_ends_in_order_when_it_is_asked_to(tmp_path: Path) -> None:
    """The first page is up, nobody has signed in, and the computer is shut down."""
    program = subprocess.Popen(
        [sys.executable, "-m", "ui"], cwd=ROOT, env=environment(tmp_path, QT_QPA_PLATFORM="offscreen"),
        text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    begun = tmp_path / ".local" / "state" / "narvard" / "log" / "narvard.log"
    while not begun.exists() and program.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            program.wait(0.05)
    program.send_signal(signal.SIGTERM)
    _out, said = program.communicate(timeout=60)
    assert (program.returncode, "Traceback" in said) == (0, False), said


def opening(app: QApplication, frame: Frame, **asked: object) -> narvard._Opening:
    given = {"config": None, "practice": False, "language": None} | asked
    return narvard._Opening(app, frame, argparse.Namespace(**given), WarmUp(frame))


@pytest.fixture
def frame(qtbot: QtBot, styled: QApplication) -> Frame:
    frame = Frame()
    qtbot.addWidget(frame)
    return frame


def settings_file(house: House, tmp_path: Path, more: str = "") -> Path:
    file = tmp_path / "narvard.toml"
    file.write_text(f'data_folder = "{house.config.data_folder}"\nlanguage = "en"\n{more}', "utf-8")
    return file


@pytest.fixture(autouse=True)
def log_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log of the test run is pytest's."""
    monkeypatch.setattr(logbook, "start", lambda _folder: None)


def test_that_the_sign_in_page_is_there_before_the_program_behind_it(
    qtbot: QtBot, styled: QApplication, frame: Frame, ready: House, tmp_path: Path
) -> None:
    start = opening(styled, frame, config=settings_file(ready, tmp_path))
    start.begin()
    first = frame.page
    assert isinstance(first, SignInPage) and start._program is None
    qtbot.waitUntil(lambda: start._program is not None)
    assert frame.page is first
    start.end()


def test_that_a_new_workstation_waits_a_moment_and_then_asks_for_its_ward(
    qtbot: QtBot, styled: QApplication, frame: Frame, house: House, tmp_path: Path
) -> None:
    start = opening(styled, frame, config=settings_file(house, tmp_path))
    start.begin()
    assert isinstance(frame.page, WaitPage)
    qtbot.waitUntil(lambda: isinstance(frame.page, FirstStartPage))
    start.end()


@pytest.mark.parametrize("content", ["lock_minutes = 99", "colour = 'red'", "= ["])
def test_that_settings_that_cannot_be_used_are_told_and_can_be_mended(
    qtbot: QtBot, styled: QApplication, frame: Frame, ready: House, tmp_path: Path, content: str
) -> None:
    file = settings_file(ready, tmp_path, content)
    start = opening(styled, frame, config=file)
    start.begin()
    page = frame.page
    assert isinstance(page, TroublePage)
    assert str(file) in page.problem.label.text()
    settings_file(ready, tmp_path)
    page.retry.emit()
    assert isinstance(frame.page, SignInPage)
    qtbot.waitUntil(lambda: start._program is not None)
    start.end()


def test_that_a_settings_file_that_is_not_there_is_told(
    styled: QApplication, frame: Frame, tmp_path: Path
) -> None:
    opening(styled, frame, config=tmp_path / "none.toml").begin()
    page = frame.page
    assert isinstance(page, TroublePage)
    assert "none.toml" in page.problem.label.text()


@pytest.mark.parametrize(
    ("known", "can"),
    [
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"DISPLAY": ":4242"}, False),
        ({"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": "/nowhere"}, False),
        ({}, False),
    ],
)
def test_that_only_a_display_that_answers_counts(known: dict[str, str], can: bool) -> None:
    assert (display.why_not(known, "linux") is None) is can
    assert display.why_not(known, "win32") is None


def test_that_a_personal_number_does_not_get_into_the_log() -> None:

    record = logging.LogRecord(
        "x", logging.ERROR, "", 1, "no %s or 4601136098 here", ("19460113-6098",), None
    )
    assert logbook._NoNumbers().filter(record)
    assert record.getMessage() == "no […] or […] here"
