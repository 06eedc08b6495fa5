"""The second factor on the embedded store: slot, code, unlocking, recovery, leavers; and the check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ward_app.access import commands, queries, sessions, totp
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.entrance import accounts, enrolling, security
from ward_app.entrance.enrolling import Offer
from ward_app.entrance.entrance import Entered, Entrance
from ward_app.entrance.opening import Place
from ward_app.entrance.sign_in import Second
from ward_app.errors import NotAllowed, SecondFactorNeeded, SignInFailed
from ward_app.settings import commands as settings
from ward_app.settings import upkeep
from ward_app.settings.registry import SECOND_FACTOR
from ward_app.store.keyslots import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "en röd stuga vid sjön"


@pytest.fixture
def entrance(tmp_path: Path, clock: FrozenClock) -> Iterator[Entrance]:
    entrance = Entrance(Place(Config(data_folder=tmp_path / "ward", workstation="ws1"), CHEAP), clock=clock)
    yield entrance
    entrance.close()


@pytest.fixture
def begun(entrance: Entrance) -> tuple[Entered, str]:
    return entrance.begin(login="anna", given_name="Anna", family_name="Berg", password=PASSWORD)


@pytest.fixture
def anna(begun: tuple[Entered, str]) -> App:
    return begun[0].app


@pytest.fixture
def phone(anna: App, clock: FrozenClock) -> Offer:
    made = enrolling.offer(anna)
    enrolling.confirm(anna, made, code(made, clock))
    clock.advance(timedelta(minutes=5))
    return made


@pytest.fixture
def maria(entrance: Entrance, anna: App) -> int:
    return accounts.add(
        anna, entrance.slots, login="maria", given_name="Maria", family_name="Falk", role=Role.NURSE,
        unit_id=None, password=PASSWORD,
    )  # fmt: skip


def code(phone: Offer, clock: FrozenClock) -> str:
    return totp.code_of(phone.secret, totp.step_of(clock()))


def user(app: App, login: str) -> queries.UserRow:
    return next(one for one in app.acting(SYSTEM).ask(queries.users) if one.login == login)


def test_that_the_slot_opens_and_the_code_is_still_asked_for(
    entrance: Entrance, phone: Offer, clock: FrozenClock
) -> None:
    entrance.close()
    with pytest.raises(SecondFactorNeeded):
        entrance.enter("anna", PASSWORD)
    assert entrance.enter("anna", PASSWORD, Second(code(phone, clock)))


def test_that_guessing_codes_behind_the_right_password_is_slowed_down(
    entrance: Entrance, phone: Offer, clock: FrozenClock
) -> None:
    """The key slot counts nothing then: the account does."""
    for wait in (1, 2, 4, 8, 16, 32, 64, 128, 256, 300):
        with pytest.raises(SignInFailed):
            entrance.enter("anna", PASSWORD, Second("000000"))
        with pytest.raises(SignInFailed) as early:
            entrance.enter("anna", PASSWORD, Second(code(phone, clock)))
        assert early.value.wait_seconds == wait
        clock.advance(timedelta(seconds=wait))
    assert entrance.enter("anna", PASSWORD, Second(code(phone, clock)))


def test_that_one_comes_back_to_ones_own_session_by_the_password(
    entrance: Entrance, phone: Offer, clock: FrozenClock
) -> None:
    entered = entrance.enter("anna", PASSWORD, Second(code(phone, clock)))
    clock.advance(timedelta(hours=11, minutes=59))
    back = entrance.unlock(entered, PASSWORD)
    assert back.account.actor.session_id == entered.account.actor.session_id
    with pytest.raises(SignInFailed):
        entrance.unlock(entered, "fel lösenord")
    clock.advance(timedelta(minutes=2))
    with pytest.raises(SecondFactorNeeded):
        entrance.unlock(entered, PASSWORD)


def test_that_an_ended_session_is_not_come_back_to(
    entrance: Entrance, phone: Offer, clock: FrozenClock
) -> None:
    entered = entrance.enter("anna", PASSWORD, Second(code(phone, clock)))
    assert entered.account.actor.session_id is not None
    entered.app.acting(SYSTEM).do(sessions.end_session, entered.account.actor.session_id)
    with pytest.raises(SecondFactorNeeded):
        entrance.unlock(entered, PASSWORD)


def test_that_the_recovery_code_gets_past_a_lost_phone(
    entrance: Entrance, begun: tuple[Entered, str], phone: Offer
) -> None:
    entrance.close()
    assert not entrance.recover(begun[1], "anna", "en helt ny fras nu").account.has_factor


def test_that_proving_a_password_for_a_change_begins_no_session(entrance: Entrance, anna: App) -> None:
    before = len(anna.ask(sessions.sessions))
    accounts.change_own(anna, entrance.slots, old=PASSWORD, new="en helt ny fras nu")
    assert len(anna.ask(sessions.sessions)) == before


def test_that_a_leavers_slot_is_swept_at_the_next_sign_in_h_07(
    entrance: Entrance, anna: App, maria: int
) -> None:
    """The power went between the account and the slot."""
    assert entrance.slots is not None
    anna.do(commands.set_active, maria, user(anna, "maria").version, active=False)
    assert "maria" in entrance.slots.names()
    entrance.enter("anna", PASSWORD)
    assert entrance.slots.names() == ["anna"]


def test_that_a_reset_gives_no_slot_to_who_has_left_h_07(entrance: Entrance, anna: App, maria: int) -> None:
    assert entrance.slots is not None
    accounts.set_active(
        anna, entrance.slots, user_id=maria, seen=user(anna, "maria").version, login="maria", active=False
    )
    accounts.reset(anna, entrance.slots, user_id=maria, login="maria", password="första gången bara")
    assert entrance.slots.names() == ["anna"]
    row = user(anna, "maria")
    accounts.bring_back(
        anna, entrance.slots, user_id=maria, seen=row.version, login="maria", password="första gången bara"
    )
    assert entrance.slots.names() == ["anna", "maria"]


def findings(entrance: Entrance, app: App) -> dict[str, bool]:
    return {one.key: one.is_ok for one in security.check(app, entrance.place.config)}


def test_that_the_check_looks_at_everything_h_06(
    entrance: Entrance, anna: App, maria: int, phone: Offer, clock: FrozenClock
) -> None:
    found = findings(entrance, anna)
    assert found == {
        "factor_rule": False, "without_factor": False, "never_in": False, "long_away": True,
        "administrators": False, "without_right": True, "unreviewed": True, "without_analysis": False,
        "failed": True, "verified": False, "banner": True, "encrypted": True, "store_folder": True,
        "backup": False, "backup_apart": False, "slots": True,
    }  # fmt: skip
    anna.do(settings.change, SECOND_FACTOR, "demanded")
    anna.do(upkeep.note_verified)
    entrance.enter("maria", PASSWORD)
    better = findings(entrance, anna)
    assert {key for key in found if better[key] and not found[key]} == {"factor_rule", "verified", "never_in"}
    clock.advance(timedelta(days=32))
    assert not findings(entrance, anna)["verified"]


def test_that_an_open_folder_and_a_leavers_slot_are_found_h_06(
    entrance: Entrance, anna: App, maria: int
) -> None:
    anna.do(commands.set_active, maria, user(anna, "maria").version, active=False)
    entrance.place.config.data_folder.chmod(0o755)
    found = findings(entrance, anna)
    assert not found["store_folder"] and not found["slots"]


@pytest.mark.parametrize(
    ("url", "is_ok"),
    [
        ("postgresql://ward@server/ward?sslmode=verify-full", True),
        ("postgresql://ward@server/ward?sslmode=require", False), ("postgresql://ward@server/ward", False),
        ("postgresql:///ward", True),
    ],
)  # fmt: skip
def test_that_a_line_on_which_the_server_proves_nothing_is_found_h_06(
    entrance: Entrance, anna: App, tmp_path: Path, url: str, is_ok: bool
) -> None:
    key = tmp_path / "ward.key"
    key.write_bytes(bytes(32))
    key.chmod(0o644)
    shared = replace(entrance.place.config, database_url=url, key_file=key)
    found = {one.key: one.is_ok for one in security.check(anna, shared)}
    assert found["line"] is is_ok and not found["key_file"] and "encrypted" not in found


def test_that_a_nurse_does_not_run_the_check(entrance: Entrance, anna: App, maria: int) -> None:
    nurse = entrance.enter("maria", PASSWORD).app
    with pytest.raises(NotAllowed):
        security.check(nurse, entrance.place.config)
