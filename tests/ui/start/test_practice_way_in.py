"""The practice ward: one click in, one click back after the lock, and everything anew when asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.entering import House, at_once, child
from tests.ui.keys import bring_up, press
from tests.ui.seating import Answers, answers
from ui.frame.practice import PracticeBand
from ui.lock.practice import PracticeLockPage
from ui.program import Program
from ui.start.frame import Frame
from ui.start.practice import PracticeSignInPage
from ui.start.practice_doorway import PracticeDoorway
from ui.start.trouble import TroublePage
from ui.window import MainWindow
from ward_app.access.policy import Role
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.entrance.entrance import Entrance
from ward_app.practice import ward
from ward_app.practice.ward import Click

__all__ = ["answers"]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Making it takes seconds: once, and a copy for each test."""
    from tests.factories import MORNING

    folder = tmp_path_factory.mktemp("practice") / "practice"
    ward.make_anew(Config(data_folder=folder, workstation="ws1"), now=MORNING)
    return folder


@pytest.fixture
def practice(made: Path, tmp_path: Path, clock: FrozenClock) -> House:
    folder = tmp_path / "practice"
    shutil.copytree(made, folder)
    return House(Config(data_folder=folder, workstation="ws1", language="en"), clock)


@pytest.fixture
def program(qtbot: QtBot, styled: QApplication, practice: House) -> Iterator[Program]:
    program = started(qtbot, styled, practice)
    yield program
    program.quit()


def started(qtbot: QtBot, app: QApplication, practice: House) -> Program:
    frame = Frame()
    qtbot.addWidget(frame)
    doorway = PracticeDoorway(app, frame, practice.config, clock=practice.clock, executor=at_once)
    program = Program(app, frame, doorway, executor=at_once)
    program.start()
    bring_up(qtbot, frame)
    return program


def names(program: Program) -> list[Click]:
    doorway = program.doorway
    assert isinstance(doorway, PracticeDoorway)
    return doorway.names


def one(program: Program, role: Role) -> Click:
    return next(click for click in names(program) if click.role is role)


def click(parent: QWidget | None, name: str) -> None:
    assert parent is not None
    press(child(parent, name), "Space")


def test_that_one_click_on_a_name_is_enough(program: Program) -> None:
    page = program.frame.page
    assert isinstance(page, PracticeSignInPage)
    assert len(page.names.buttons) == len(names(program)) > 30
    nurse = one(program, Role.NURSE)
    click(page, f"practice.{nurse.user_id}")
    window = program.frame.page
    assert isinstance(window, MainWindow)
    assert window.seat.user_id == nurse.user_id
    assert window.seat.ward.is_practice
    assert window.windowTitle().startswith("PRACTICE")


def test_that_every_page_says_that_it_is_practice(program: Program) -> None:
    assert bands(program.frame) == 1
    click(program.frame.page, f"practice.{one(program, Role.NURSE).user_id}")
    assert bands(program.frame) == 1
    program.lock_screen()
    assert program.lock.cover is not None
    assert bands(program.lock.cover) == 1


def bands(parent: QWidget) -> int:
    return sum(band.isVisible() for band in parent.findChildren(PracticeBand))


def test_that_the_lock_opens_with_a_click_for_oneself_or_for_another(program: Program) -> None:
    nurse, doctor = one(program, Role.NURSE), one(program, Role.DOCTOR)
    click(program.frame.page, f"practice.{nurse.user_id}")
    window = program.frame.page
    program.lock_screen()
    click(program.lock.cover, "lock.enter")
    assert program.frame.page is window
    program.switch_user()
    page = program.lock.cover.page if program.lock.cover else None
    assert isinstance(page, PracticeLockPage)
    assert nurse.user_id not in {int(each.objectName().split(".")[1]) for each in page.names.buttons}
    click(program.lock.cover, f"practice.{doctor.user_id}")
    window = program.frame.page
    assert isinstance(window, MainWindow)
    assert window.seat.user_id == doctor.user_id


def test_that_the_practice_begins_anew_only_when_one_is_sure(
    program: Program, answers: Answers, practice: House
) -> None:
    mark = practice.config.data_folder / "draft of someone"
    mark.write_text("övad")
    answers.yes = False
    click(program.frame.page, "practice.again")
    assert mark.exists()
    answers.yes = True
    click(program.frame.page, "practice.again")
    assert not mark.exists()
    assert "thrown away" in answers.asked[0][0]
    assert isinstance(program.frame.page, PracticeSignInPage)
    click(program.frame.page, f"practice.{one(program, Role.NURSE).user_id}")
    assert isinstance(program.frame.page, MainWindow)


def test_that_a_second_window_is_told_before_the_ward_is_touched(
    qtbot: QtBot, styled: QApplication, program: Program, practice: House
) -> None:
    second = started(qtbot, styled, practice)
    page = second.frame.page
    assert isinstance(page, TroublePage)
    assert "already open" in page.problem.label.text()
    second.quit()


def test_that_a_folder_with_a_real_ward_is_left_alone(
    qtbot: QtBot, styled: QApplication, house: House
) -> None:
    """A practice ward is made anew when it is old; what is no practice ward never is."""
    house.set_up()
    before = house.files()
    program = started(qtbot, styled, House(replace(house.config), house.clock))
    page = program.frame.page
    assert isinstance(page, TroublePage)
    assert "real ward" in page.problem.label.text()
    program.quit()
    assert house.files() == before
    assert isinstance(program.doorway.entrance, Entrance)
