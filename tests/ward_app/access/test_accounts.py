"""Accounts and sign-in against the account's own digest, as on the shared store. On both stores."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import Ward
from ward_app.access import commands, passwords, queries
from ward_app.access.model import User
from ward_app.access.policy import HOLDS, NOBODY, SYSTEM, Actor, Held, Permission, Role, allowed
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.entrance import sign_in
from ward_app.errors import Conflict, Invalid, SignInFailed
from ward_app.owners import Principal, RecordOwner
from ward_app.store import audit

PASSWORD = "en röd stuga vid sjön"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest itself is Argon2's affair; here it costs a fraction."""
    from argon2 import PasswordHasher

    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr("argon2.PasswordHasher", lambda: cheap)


@pytest.fixture
def maria(door: App, ward: Ward) -> int:
    return door.acting(SYSTEM).do(
        commands.add_user, login="Maria", given_name="Maria", family_name="Falk", role=Role.NURSE,
        unit_id=ward.unit_id, password_hash=passwords.digest(PASSWORD),
    )  # fmt: skip


def test_that_the_right_password_signs_in_whatever_the_case_of_the_name(door: App, maria: int) -> None:
    account = sign_in.check(door, "  MARIA ", PASSWORD)
    assert account.actor.user_id == maria
    assert len(account.draft_key) == 32


def test_that_unknown_name_and_wrong_password_read_the_same(
    door: App, maria: int, clock: FrozenClock
) -> None:
    with pytest.raises(SignInFailed) as unknown:
        sign_in.check(door, "eva", PASSWORD)
    with pytest.raises(SignInFailed) as wrong:
        sign_in.check(door, "maria", PASSWORD + "!")
    assert unknown.value.sentence == wrong.value.sentence


def test_that_the_wait_grows_and_the_right_password_ends_it(
    door: App, maria: int, clock: FrozenClock
) -> None:
    for wait in (1, 2, 4):
        with pytest.raises(SignInFailed):
            sign_in.check(door, "maria", "fel lösenord")
        with pytest.raises(SignInFailed) as early:
            sign_in.check(door, "maria", PASSWORD)
        assert early.value.wait_seconds == wait
        clock.advance(timedelta(seconds=wait))
    assert sign_in.check(door, "maria", PASSWORD)
    with pytest.raises(SignInFailed):
        sign_in.check(door, "maria", "fel lösenord")
    clock.advance(timedelta(seconds=1))
    assert sign_in.check(door, "maria", PASSWORD)


def test_that_sign_ins_are_in_the_log_failed_ones_too(door: App, maria: int) -> None:
    with pytest.raises(SignInFailed):
        sign_in.check(door, "maria", "fel lösenord")
    with door.store.reader.connect() as connection:
        actions = connection.scalars(select(audit.LOG.c.action)).all()
        details = connection.scalars(select(audit.LOG.c.detail)).all()
    assert "access.sign_in_failed" in actions
    assert not any("fel lösenord" in (detail or "") for detail in details)


def test_that_a_digest_never_reaches_the_log(door: App, maria: int) -> None:
    with door.store.reader.connect() as connection:
        details = connection.scalars(select(audit.LOG.c.detail)).all()
    assert not any("$argon2" in (detail or "") for detail in details)


def test_that_of_two_who_change_an_account_the_second_is_told(door: App, maria: int) -> None:
    admin = door.acting(SYSTEM)
    row = next(user for user in admin.ask(queries.users) if user.id == maria)
    admin.do(commands.change_user, maria, row.version, given_name="Maria", family_name="Ek")
    with pytest.raises(Conflict):
        admin.do(commands.change_user, maria, row.version, given_name="Maria", family_name="Al")


def test_that_a_doctor_is_the_regions_and_a_nurse_the_kommuns(door: App, maria: int, ward: Ward) -> None:
    doctor_id = door.acting(SYSTEM).do(
        commands.add_user, login="lund", given_name="Ingrid", family_name="Lund", role=Role.DOCTOR,
        unit_id=ward.unit_id, password_hash="-",
    )  # fmt: skip
    doctor, nurse = (door.ask(queries.account, one).actor for one in (doctor_id, maria))
    assert doctor.owner(door.clock()) is RecordOwner.REGION_HSL
    assert nurse.owner(door.clock()) is RecordOwner.KOMMUN_HSL


def test_that_a_protected_colleague_is_shown_by_an_alias_prot_06(door: App, maria: int) -> None:
    admin = door.acting(SYSTEM)
    row = next(user for user in admin.ask(queries.users) if user.id == maria)
    admin.do(commands.change_user, maria, row.version, given_name="Maria", family_name="Falk", alias="Ssk 7")
    assert door.ask(queries.account, maria).actor.name == "Ssk 7"


def test_that_a_taken_user_name_is_refused(door: App, maria: int) -> None:
    with pytest.raises(Invalid, match="taken"):
        door.acting(SYSTEM).do(
            commands.add_user, login="maria", given_name="M", family_name="F", role=Role.NURSE,
            unit_id=None, password_hash="-",
        )  # fmt: skip


@pytest.mark.parametrize(
    "password", ["kort", "1234567890", "maria maria", "aaaaaaaaaaaaaa", "x" * 129, "Lösenord123"]
)
def test_that_a_password_that_can_be_guessed_is_refused(password: str) -> None:
    with pytest.raises(Invalid):
        passwords.require_good(password, "maria")


def test_that_length_is_enough_for_a_password() -> None:
    passwords.require_good("tre små grisar", "maria")


def test_that_a_password_in_another_form_of_unicode_is_the_same() -> None:
    stored = passwords.digest("sjön är blå")
    assert passwords.matches(stored, "sjo\u0308n a\u0308r bla\u030a")
    assert not passwords.matches(stored, "sjon ar bla")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("permission", list(Permission))
def test_that_a_role_holds_what_its_table_says_and_only_in_its_time(
    role: Role, permission: Permission, clock: FrozenClock
) -> None:
    now = clock()
    held = Held(1, role, 1, Principal.KOMMUN, now, now + timedelta(hours=8))
    actor = Actor(1, "a", "A", (held,))
    assert allowed(actor, permission, now) == (permission in HOLDS[role])
    assert not allowed(actor, permission, now + timedelta(hours=8))
    assert not allowed(actor, permission, now - timedelta(seconds=1))
    assert not allowed(NOBODY, permission, now)


def test_that_accounts_are_never_deleted(door: App, maria: int) -> None:
    admin = door.acting(SYSTEM)
    row = next(user for user in admin.ask(queries.users) if user.id == maria)
    admin.do(commands.set_active, maria, row.version, active=False)
    with door.store.reader.connect() as connection:
        assert connection.scalar(select(User.id).where(User.id == maria)) == maria
