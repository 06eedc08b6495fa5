"""The program as whoever installed it starts it: from outside, with nothing of the tests in it."""

from __future__ import annotations

import json
import select
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.end_to_end import x11
from tests.end_to_end.display import ENOUGH_COLOURS, Display
from tests.end_to_end.house import House

TITLE = "Närvård"
LOOKS = 1200
"""Times to look, each after a twentieth of a second or as soon as the program says something."""


def until(program: subprocess.Popen[str], holds: Callable[[], object]) -> object:
    """Look again and again, as long as the program runs."""
    assert program.stderr is not None
    for _look in range(LOOKS):
        if found := holds():
            return found
        if program.poll() is not None:
            break
        select.select([program.stderr], [], [], 0.05)
    raise AssertionError(f"it did not come to that; the program's code: {program.poll()}")


def test_that_the_practice_ward_opens_a_window_and_closes_by_its_cross(house: House, screen: Display) -> None:
    program = house.start("-m", "ui", "--practice", DISPLAY=screen.name, QT_QPA_PLATFORM="xcb")
    try:
        until(program, lambda: x11.windows(screen.name, TITLE))
        until(program, lambda: screen.colours() > ENOUGH_COLOURS)
        (window,) = x11.windows(screen.name, TITLE)
        x11.close(screen.name, window)
        said, wrong = program.communicate(timeout=60)
    finally:
        program.kill()
    assert (program.returncode, said, wrong) == (0, "", "")
    assert left_behind(house) == []


def test_that_it_ends_in_good_order_when_the_computer_is_shut_down(house: House, screen: Display) -> None:
    program = house.start(
        "-m", "ui", "--config", str(house.settings), DISPLAY=screen.name, QT_QPA_PLATFORM="xcb"
    )
    try:
        until(program, lambda: screen.colours() > ENOUGH_COLOURS)
        program.terminate()
        _said, wrong = program.communicate(timeout=60)
    finally:
        program.kill()
    assert (program.returncode, wrong) == (0, "")


def test_that_without_a_display_it_says_so(house: House) -> None:
    program = house.start("-m", "ui", "--practice", DISPLAY="", WAYLAND_DISPLAY="")
    said, wrong = program.communicate(timeout=60)
    assert program.returncode == 3
    assert said == "" and wrong.count("\n") == 1


def test_that_the_self_check_finds_everything_in_order(house: House) -> None:
    program = house.start("-m", "ui", "--selfcheck", "--json", QT_QPA_PLATFORM="offscreen")
    said, wrong = program.communicate(timeout=120)
    assert program.returncode == 0, said + wrong
    assert json.loads(said)["ok"]


def test_that_a_bare_screen_is_told_from_a_window(screen: Display) -> None:
    assert x11.windows(screen.name, TITLE) == []
    assert screen.colours() <= ENOUGH_COLOURS


def left_behind(house: House) -> list[Path]:
    """Temporary files of ours."""
    return [file for file in (house.folder / "tmp").rglob("*") if file.is_file()]
