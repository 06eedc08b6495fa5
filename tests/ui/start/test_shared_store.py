"""The way in to a ward on a server: the same pages, and no key slots."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests import postgres
from tests.ui.entering import ADMINISTRATOR, PASSWORD, House, MakeProgram, child
from tests.ui.keys import type_text
from tests.ui.start.test_way_in import page, sign_in
from ui.start.first_start import FirstStartPage
from ui.start.sign_in import SignInPage
from ui.start.trouble import TroublePage
from ward_app.access import commands, passwords
from ward_app.app import App
from ward_app.entrance.opening import Place
from ward_app.store import schema


@pytest.fixture
def shared(house: House, server: postgres.Server, tmp_path: Path) -> Iterator[House]:
    """An empty database on the tests' server, and the key file that IT has put there."""
    key = tmp_path / "ward.key"
    key.write_bytes(bytes(range(32)))
    name = f"narvard_way_in_{os.getpid()}"
    yield House(replace(house.config, database_url=server.create(name), key_file=key), house.clock)
    server.drop(name)


def set_up(shared: House) -> None:
    with Place(shared.config).connect() as store:
        schema.upgrade(store, backup_to=None)
        App(store, workstation="ws1", clock=shared.clock).do(
            commands.create_first_administrator, login=ADMINISTRATOR, given_name="Anna", family_name="Berg",
            password_hash=passwords.digest(PASSWORD),
        )  # fmt: skip


def test_that_a_server_without_a_ward_is_told(make_program: MakeProgram, shared: House) -> None:
    shown = page(make_program(shared))
    assert isinstance(shown, TroublePage)
    assert "ward-app init" in shown.problem.label.text()


def test_that_one_signs_in_by_the_account_and_there_is_no_recovery_code(
    make_program: MakeProgram, shared: House
) -> None:
    set_up(shared)
    program = make_program(shared)
    shown = page(program)
    assert isinstance(shown, SignInPage)
    assert shown.findChild(QPushButton, "sign_in.recover") is None
    sign_in(program, ADMINISTRATOR, "fel lösenord")
    assert "wrong" in shown.form.problem.label.text()
    shared.clock.advance(timedelta(seconds=2))
    shown.form.countdown.tick()
    type_text(child(shown, "sign_in.password"), PASSWORD + "\n")
    first = page(program)
    assert isinstance(first, FirstStartPage) and first.person is None
