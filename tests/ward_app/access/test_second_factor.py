"""Signing in with a code beside the password: once each, in time, and counted together. On both stores."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.factories import Ward
from ward_app.access import commands as access
from ward_app.access import counting, factor, passwords, queries, totp
from ward_app.access.model import User
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.entrance import enrolling, sign_in
from ward_app.entrance.enrolling import Offer
from ward_app.entrance.sign_in import Second
from ward_app.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    Refused,
    SecondFactorNeeded,
    SignInFailed,
    StoreUnusable,
)
from ward_app.settings import commands as settings
from ward_app.settings.registry import SECOND_FACTOR
from ward_app.store import audit

PASSWORD = "en röd stuga vid sjön"
STEP = timedelta(seconds=totp.STEP_SECONDS)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest itself is Argon2's affair; here it costs a fraction."""
    from argon2 import PasswordHasher

    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr("argon2.PasswordHasher", lambda: cheap)


@pytest.fixture
def maria(door: App, ward: Ward) -> App:
    """A nurse at her workstation, who has a password and no phone yet."""
    user_id = door.acting(SYSTEM).do(
        access.add_user, login="maria", given_name="Maria", family_name="Falk", role=Role.NURSE,
        unit_id=ward.unit_id, password_hash=passwords.digest(PASSWORD), must_change=False,
    )  # fmt: skip
    return door.acting(door.ask(queries.account, user_id).actor)


@pytest.fixture
def phone(maria: App, clock: FrozenClock) -> Offer:
    """Her phone, set up a while ago."""
    made = enrolling.offer(maria)
    enrolling.confirm(maria, made, code(made, maria))
    clock.advance(timedelta(hours=1))
    return made


def code(phone: Offer, app: App, away: int = 0) -> str:
    return totp.code_of(phone.secret, totp.step_of(app.clock()) + away)


def sign_in_with(door: App, typed: str, password: str = PASSWORD) -> queries.Account:
    return sign_in.check(door, "maria", password, second=Second(typed))


def demand(door: App, rule: str) -> None:
    door.acting(SYSTEM).do(settings.change, SECOND_FACTOR, rule)


def administrator(door: App) -> App:
    return door.acting(factories.make_user(door, Role.SYSTEM_ADMINISTRATOR, "Berg"))


def test_that_the_password_alone_is_not_enough_and_is_not_counted(door: App, phone: Offer) -> None:
    for _again in range(3):
        with pytest.raises(SecondFactorNeeded, match="code"):
            sign_in_with(door, "")
    account = sign_in_with(door, code(phone, door))
    assert account.actor.login == "maria" and account.has_factor
    assert account.actor.session_id is not None


def test_that_the_code_alone_is_not_enough(door: App, phone: Offer) -> None:
    with pytest.raises(SignInFailed) as refusal:
        sign_in_with(door, code(phone, door), "fel lösenord")
    assert "user name or the password" in refusal.value.sentence


@pytest.mark.parametrize("away", [-1, 0, 1])
def test_that_a_phone_whose_clock_is_a_step_off_signs_in(door: App, phone: Offer, away: int) -> None:
    assert sign_in_with(door, code(phone, door, away))


def test_that_a_phone_whose_clock_is_further_off_is_told_so(door: App, phone: Offer) -> None:
    with pytest.raises(SignInFailed, match="wrong by about 2 minutes"):
        sign_in_with(door, code(phone, door, 4))


def test_that_a_code_signs_in_once(door: App, phone: Offer, clock: FrozenClock) -> None:
    used = code(phone, door)
    sign_in_with(door, used)
    with pytest.raises(SignInFailed, match="has been used"):
        sign_in_with(door, used)
    clock.advance(STEP)
    with pytest.raises(SignInFailed, match="has been used"):
        sign_in_with(door, used)
    clock.advance(STEP)
    assert sign_in_with(door, code(phone, door))


def test_that_of_two_with_the_same_code_at_once_one_gets_in(door: App, maria: App, phone: Offer) -> None:
    """Both have compared the code before either has told the store."""
    user_id, step = maria.user.user_id, totp.step_of(door.clock())
    assert user_id is not None
    begun = [door.do(counting.note_try, user_id, passed=True, step=step) for _nth in range(2)]
    assert begun[0] is not None and begun[1] is None


def test_that_a_code_that_has_expired_does_not_count(door: App, phone: Offer, clock: FrozenClock) -> None:
    old = code(phone, door)
    clock.advance(2 * STEP)
    with pytest.raises(SignInFailed):
        sign_in_with(door, old)


def test_that_wrong_codes_and_wrong_passwords_are_counted_together(
    door: App, phone: Offer, clock: FrozenClock
) -> None:
    for nth, wait in enumerate((1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300)):
        with pytest.raises(SignInFailed):
            if nth % 2:
                sign_in_with(door, "", "fel lösenord")
            else:
                sign_in_with(door, "000000")
        with pytest.raises(SignInFailed, match="try again") as early:
            sign_in_with(door, code(phone, door))
        assert early.value.wait_seconds == wait
        clock.advance(timedelta(seconds=wait))
    assert sign_in_with(door, code(phone, door))


def test_that_the_right_password_does_not_wipe_out_wrong_codes(
    door: App, phone: Offer, clock: FrozenClock
) -> None:
    with pytest.raises(SignInFailed):
        sign_in_with(door, "000000")
    clock.advance(timedelta(seconds=1))
    with pytest.raises(SecondFactorNeeded):
        sign_in_with(door, "")
    with pytest.raises(SignInFailed):
        sign_in_with(door, "000000")
    with pytest.raises(SignInFailed) as early:
        sign_in_with(door, "")
    assert early.value.wait_seconds == 2


def test_that_a_phone_counts_only_after_its_first_code(door: App, maria: App) -> None:
    made = enrolling.offer(maria)
    with pytest.raises(Invalid) as refusal:
        enrolling.confirm(maria, made, "000000")
    assert refusal.value.field == "code"
    assert not sign_in.check(door, "maria", PASSWORD).has_factor


def test_that_the_first_code_does_not_also_sign_in(door: App, maria: App) -> None:
    made = enrolling.offer(maria)
    first = code(made, maria)
    enrolling.confirm(maria, made, first)
    with pytest.raises(SignInFailed, match="has been used"):
        sign_in_with(door, first)


def test_that_the_secret_is_nowhere_to_be_read(door: App, maria: App, phone: Offer) -> None:
    """Not in the table, not in the log, not in what is printed of it."""
    with door.store.reader.connect() as connection:
        [stored] = connection.scalars(select(User.totp_secret).where(User.login == "maria"))
        said = " ".join(text or "" for text in connection.scalars(select(audit.LOG.c.detail)))
    assert stored is not None and phone.secret not in stored
    assert phone.groups.replace(" ", "") not in said and phone.secret.hex() not in said
    assert "secret" not in repr(phone)
    assert factor.unseal(door.store.key, maria.user.user_id or 0, stored) == phone.secret


def test_that_a_secret_moved_to_another_account_opens_nothing(door: App, maria: App, phone: Offer) -> None:
    sealed = factor.seal(door.store.key, maria.user.user_id or 0, phone.secret)
    with pytest.raises(StoreUnusable):
        factor.unseal(door.store.key, 4711, sealed)


def test_that_the_setting_may_switch_codes_off_and_only_an_administrator_it(
    door: App, ward: Ward, phone: Offer
) -> None:
    manager = door.acting(factories.make_user(door, Role.UNIT_MANAGER, "Holm", unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        manager.do(settings.change, SECOND_FACTOR, "off")
    administrator(door).do(settings.change, SECOND_FACTOR, "off")
    assert sign_in_with(door, "")
    with pytest.raises(Invalid):
        administrator(door).do(settings.change, SECOND_FACTOR, "sometimes")


def test_that_another_phone_is_set_up_with_the_password(door: App, maria: App, phone: Offer) -> None:
    other = enrolling.offer(maria)
    with pytest.raises(Invalid) as refusal:
        enrolling.replace(maria, None, other, password="fel lösenord", code=code(other, maria))
    assert refusal.value.field == "password"


def test_that_codes_are_dropped_with_the_password_unless_demanded(
    door: App, maria: App, phone: Offer
) -> None:
    demand(door, "demanded")
    with pytest.raises(Refused, match="everyone"):
        enrolling.drop(maria, None, password=PASSWORD)
    demand(door, "optional")
    enrolling.drop(maria, None, password=PASSWORD)
    assert not sign_in_with(door, "").has_factor


def test_that_an_administrator_resets_a_lost_phone(door: App, maria: App, phone: Offer) -> None:
    admin = administrator(door)
    row = next(one for one in admin.ask(queries.users) if one.login == "maria")
    assert row.has_factor
    with pytest.raises(Conflict):
        admin.do(factor.reset, row.id, row.version - 1)
    admin.do(factor.reset, row.id, row.version)
    assert not sign_in_with(door, "").has_factor
    with pytest.raises(NotAllowed):
        maria.ask(queries.account, row.id)  # whoever was signed in has to sign in again


def test_that_a_manager_does_not_reset_an_administrators_phone(door: App, ward: Ward) -> None:
    admin = administrator(door)
    made = enrolling.offer(admin)
    enrolling.confirm(admin, made, code(made, admin))
    manager = door.acting(factories.make_user(door, Role.UNIT_MANAGER, "Holm", unit_id=ward.unit_id))
    row = next(one for one in manager.ask(queries.users) if one.id == admin.user.user_id)
    with pytest.raises(NotAllowed):
        manager.do(factor.reset, row.id, row.version)


def test_that_the_recovery_code_gets_past_a_lost_phone(door: App, phone: Offer) -> None:
    door.acting(SYSTEM).do(access.recover_account, "maria", password_hash=passwords.digest(PASSWORD))
    assert not sign_in_with(door, "").has_factor


def test_that_a_name_nobody_has_waits_like_one_that_somebody_has(
    door: App, maria: App, clock: FrozenClock
) -> None:
    """On the shared store the waits must not tell which names there are."""
    heard: dict[str, list[tuple[str, int]]] = {"maria": [], "ingen": []}
    for _nth in range(4):
        for login, said in heard.items():
            for _early in range(2):
                with pytest.raises(SignInFailed) as refusal:
                    sign_in.check(door, login, "fel lösenord")
                said.append((refusal.value.sentence, refusal.value.wait_seconds))
        clock.advance(timedelta(seconds=8))
    assert heard["maria"] == heard["ingen"]
    assert heard["ingen"][1][1] == 1 and heard["ingen"][3][1] == 2


def test_that_a_name_nobody_has_is_not_kept_as_it_was_typed(door: App, ward: Ward) -> None:
    """It may be a password, typed on the wrong line."""
    with pytest.raises(SignInFailed):
        sign_in.check(door, "hemligt lösenord", "maria")
    with door.store.reader.connect() as connection:
        said = " ".join(text or "" for text in connection.scalars(select(audit.LOG.c.detail)))
    assert "hemligt" not in said
