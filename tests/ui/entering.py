"""A workstation from the outside: its settings, a store that is cheap to open, the program."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import MORNING
from tests.ui.keys import bring_up
from ui.program import Program
from ui.start.doorway import Doorway
from ui.start.frame import Frame
from ui.worker import Executor, Immediate
from ward_app import i18n
from ward_app.access import commands as access
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.entrance import first_start
from ward_app.entrance.entrance import Entered, Entrance
from ward_app.entrance.first_start import NewWard
from ward_app.entrance.opening import Place
from ward_app.store.keyslots import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
ADMINISTRATOR, NURSE, DOCTOR = "anna.berg", "maria.falk", "arvid.bjork"
PASSWORD = "en röd stuga vid sjön"
WARD = NewWard("Närvårdsenheten", "Region Uppsala", "Östhammars kommun", "1:1, 1:2, 2")
ROLES = {ADMINISTRATOR: Role.SYSTEM_ADMINISTRATOR, NURSE: Role.NURSE, DOCTOR: Role.DOCTOR}
NAMES = {NURSE: ("Maria", "Falk"), DOCTOR: ("Arvid", "Björk")}


def at_once(_name: str) -> Executor:
    return Immediate()


@dataclass
class House:
    """One workstation's folder. Each `entrance` is the program started once more."""

    config: Config
    clock: FrozenClock

    def entrance(self) -> Entrance:
        return Entrance(Place(self.config, CHEAP, self.clock), clock=self.clock)

    def set_up(self) -> None:
        """An administrator, a nurse and a doctor who have chosen their passwords; people can be admitted."""
        entrance = self.entrance()
        entered, code = begin(entrance)
        assert entrance.confirm_code(entered, code)
        for login in NAMES:
            add_colleague(entrance, entered.app, login)
        entrance.close()

    def files(self) -> dict[str, bytes]:
        """What lies in the folder, but for locks, whose content says nothing."""
        there = self.config.data_folder.rglob("*")
        return {str(path): path.read_bytes() for path in there if path.is_file() and path.stat().st_size}


def begin(entrance: Entrance) -> tuple[Entered, str]:
    return first_start.begin(
        entrance, WARD, login=ADMINISTRATOR, given_name="Anna", family_name="Berg", password=PASSWORD
    )


def add_colleague(entrance: Entrance, app: App, login: str, *, must_change: bool = False) -> None:
    given_name, family_name = NAMES[login]
    app.do(
        access.add_user, login=login, given_name=given_name, family_name=family_name, role=ROLES[login],
        unit_id=1, password_hash="-", must_change=must_change,
    )  # fmt: skip
    assert entrance.slots is not None
    entrance.slots.add(login, PASSWORD, app.store.key)


@pytest.fixture(autouse=True)
def settings_of_nobody(tmp_path: Path) -> None:
    """What a window remembers is not there for the next test."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def english(styled: QApplication) -> Iterator[None]:
    """Sentences are compared as the code has them; the screen speaks them until a test says otherwise."""
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)
    styled.setProperty("language", None)


@pytest.fixture
def house(tmp_path: Path, clock: FrozenClock) -> House:
    """Nothing is set up yet."""
    config = Config(data_folder=tmp_path / "ward", workstation="ws1", language="en")
    return House(config, clock)


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Setting up hashes a password and makes every table: once, and a copy for each test."""
    folder = tmp_path_factory.mktemp("house") / "ward"
    House(Config(data_folder=folder, workstation="ws1"), FrozenClock(MORNING)).set_up()
    return folder


@pytest.fixture
def ready(house: House, set_up_once: Path) -> House:
    """A ward that people work in."""
    shutil.copytree(set_up_once, house.config.data_folder)
    return house


MakeProgram = Callable[..., Program]


@pytest.fixture
def make_program(qtbot: QtBot, styled: QApplication) -> Iterator[MakeProgram]:
    """The program on a house, up and in front; its workers work at once unless others are given."""
    made: list[Program] = []

    def make(house: House, *, executor: Callable[[str], Executor] = at_once) -> Program:
        frame = Frame()
        qtbot.addWidget(frame)
        doorway = Doorway(styled, frame, house.config, house.entrance(), clock=house.clock, executor=executor)
        program = Program(styled, frame, doorway, executor=executor)
        made.append(program)
        program.start()
        bring_up(qtbot, frame)
        return program

    yield make
    for program in made:
        program.quit()


def child(parent: QWidget, name: str) -> QWidget:
    """The control of this name that is in sight."""
    found = [each for each in parent.findChildren(QWidget, name) if each.isVisible()]
    assert len(found) == 1, f"{len(found)} controls called {name}"
    return found[0]
