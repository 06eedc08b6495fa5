"""The second factor and the security check at the command line."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from tests.ward_app.cli.test_cli import PASSWORD, Machine, bare, machine
from ward_app.access import sessions, totp
from ward_app.access.policy import SYSTEM
from ward_app.cli.run import FOUND, NOT_SIGNED_IN, REFUSED, run
from ward_app.clock import system_clock
from ward_app.config import Config
from ward_app.entrance import enrolling
from ward_app.entrance.enrolling import Offer
from ward_app.entrance.entrance import Entrance
from ward_app.entrance.opening import Place
from ward_app.settings import commands as settings
from ward_app.settings.registry import SECOND_FACTOR
from ward_app.store.keyslots import Cost

__all__ = ["bare", "machine"]


@pytest.fixture
def entrance(machine: Machine) -> Entrance:
    config = Config(data_folder=machine.folder / "ward", workstation="ws1")
    return Entrance(Place(config, Cost(memory_kib=64, passes=1, lanes=1)))


@pytest.fixture
def phone(entrance: Entrance) -> Offer:
    app = entrance.enter("anna", PASSWORD).app
    made = enrolling.offer(app)
    enrolling.confirm(app, made, totp.code_of(made.secret, totp.step_of(app.clock())))
    entrance.close()
    return made


def typed(machine: Machine, monkeypatch: pytest.MonkeyPatch, *lines: str) -> int:
    """`db check` with these lines on standard input."""
    monkeypatch.setattr(sys, "stdin", StringIO("".join(f"{line}\n" for line in lines)))
    words = ["--config", str(machine.folder / "narvard.toml"), "--user", "anna", "--password-file", "-"]
    return run([*words, "db", "check"])


def test_that_the_code_comes_by_standard_input_after_the_password(
    machine: Machine, phone: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    following = totp.code_of(phone.secret, totp.step_of(system_clock()) + 1)
    assert typed(machine, monkeypatch, PASSWORD, following) == 0


def test_that_a_wrong_code_does_not_sign_in(
    machine: Machine, phone: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed(machine, monkeypatch, PASSWORD, "000000") == NOT_SIGNED_IN


def test_that_without_a_terminal_no_code_is_asked_for(machine: Machine, phone: Offer) -> None:
    refused = machine("db", "check")
    assert refused.code == REFUSED and "code from the phone" in refused.err


def test_that_where_a_code_is_asked_of_everyone_the_command_line_does_not_do_without(
    machine: Machine, entrance: Entrance
) -> None:
    entrance.enter("anna", PASSWORD).app.acting(SYSTEM).do(settings.change, SECOND_FACTOR, "demanded")
    entrance.close()
    refused = machine("db", "check")
    assert refused.code == REFUSED and "window first" in refused.err


def test_that_the_security_check_finds_what_needs_attention_h_06(machine: Machine) -> None:
    found = machine("security", "check")
    assert found.code == FOUND
    assert "1 account has no second factor: anna" in found.err
    assert "one system administrator only" in found.err
    assert "never verified" in found.err
    assert "The database is encrypted" in found.out
    machine("audit", "verify")
    assert "last verified" in machine("security", "check").out


def test_that_a_colleagues_lost_phone_is_reset(machine: Machine) -> None:
    refused = machine("user", "reset-factor", "--login", "anna")
    assert refused.code == REFUSED and "no second factor" in refused.err
    assert machine("user", "reset-factor", "--login", "ingen").code == REFUSED


def test_that_a_colleague_is_added_to_the_social_record_too(machine: Machine, entrance: Entrance) -> None:
    (machine.folder / "first").write_text("första gången bara\n", "utf-8")
    added = machine(
        "user", "add", "--login", "ulla", "--given-name", "Ulla", "--family-name", "Ek", "--role",
        "assistant_nurse", "--social", "--analysis", "BRA 4", "--new-password-file",
        str(machine.folder / "first"),
    )  # fmt: skip
    assert added.code == 0, added.err
    [held] = entrance.enter("ulla", "första gången bara").account.actor.held
    assert held.social
    entrance.close()


def test_that_a_command_leaves_no_session_behind(machine: Machine, entrance: Entrance) -> None:
    machine("db", "check")
    app = entrance.enter("anna", PASSWORD).app
    assert [row.is_own for row in app.ask(sessions.sessions)][-1:] == [True]
    assert len(app.ask(sessions.sessions)) <= 2  # that of `init`, which set the ward up, and this one
    entrance.close()
