"""Card and PIN alone, with the store on a server. Which card counts is tried against SoftHSM2 elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests import factories, postgres
from tests.ui.entering import ADMINISTRATOR, House, MakeProgram, child
from tests.ui.keys import press, type_text
from tests.ui.start.test_code_way_in import is_locked
from tests.ui.start.test_shared_store import set_up, shared
from tests.ui.start.test_way_in import page
from ui.program import Program
from ui.window import MainWindow
from ward_app.access import factor, queries
from ward_app.access.policy import SYSTEM
from ward_app.app import App
from ward_app.entrance.opening import Place
from ward_app.errors import SignInFailed

__all__ = ["shared"]

PIN = "123456"


@pytest.fixture
def with_reader(shared: House, server: postgres.Server) -> Iterator[House]:
    """The administrator's card is known, and this workstation has a reader."""
    set_up(shared)
    with Place(shared.config).connect() as store:
        door = App(store, workstation="ws1", clock=shared.clock)
        factories.make_ward(door)
        [row] = door.acting(SYSTEM).ask(queries.users)
        door.acting(SYSTEM).do(factor.set_card, row.id, row.version, card_id="SE1-A")
    yield House(replace(shared.config, card_library=Path("/opt/reader.so")), shared.clock)


@pytest.fixture
def program(make_program: MakeProgram, with_reader: House, monkeypatch: pytest.MonkeyPatch) -> Program:
    program = make_program(with_reader)

    def card(pin: str) -> Callable[[], str]:
        def ask() -> str:
            if pin != PIN:
                raise SignInFailed("The PIN is wrong.")
            return "SE1-A"

        return ask

    monkeypatch.setattr(program.doorway.entrance, "card", card)
    return program


def test_that_card_and_pin_sign_in_and_come_back_to_the_same_window(program: Program) -> None:
    press(child(page(program), "sign_in.card"), "Space")
    type_text(child(page(program), "sign_in.pin"), PIN + "\n")
    window = page(program)
    assert isinstance(window, MainWindow) and program.session is not None
    assert program.session.arrival.entered.account.actor.login == ADMINISTRATOR
    program.lock_screen()
    assert program.lock.cover is not None
    press(child(program.lock.cover, "lock.card"), "Space")
    type_text(child(program.lock.cover, "lock.pin"), PIN + "\n")
    assert page(program) is window
    assert not is_locked(program)


def test_that_a_wrong_pin_does_not(program: Program) -> None:
    press(child(page(program), "sign_in.card"), "Space")
    type_text(child(page(program), "sign_in.pin"), "654321\n")
    assert program.session is None
    assert child(page(program), "sign_in.pin").hasFocus()


def test_that_without_a_reader_no_card_is_offered(make_program: MakeProgram, ready: House) -> None:
    shown = page(make_program(ready))
    assert shown.findChild(QPushButton, "sign_in.card") is None
