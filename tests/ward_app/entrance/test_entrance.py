"""First start, sign-in, taking over, recovery: on a real encrypted store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ward_app.access import commands, queries
from ward_app.access.policy import Permission, Role, allowed
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.entrance import accounts
from ward_app.entrance.entrance import Entered, Entrance
from ward_app.entrance.opening import Place
from ward_app.errors import Invalid, NotAllowed, Refused, SignInFailed, StoreUnusable
from ward_app.settings import queries as settings
from ward_app.settings.registry import RECOVERY_CONFIRMED
from ward_app.store.keyslots import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "en röd stuga vid sjön"
NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def entrance(tmp_path: Path, clock: FrozenClock) -> Iterator[Entrance]:
    place = Place(Config(data_folder=tmp_path / "ward", workstation="ws1"), CHEAP)
    entrance = Entrance(place, clock=clock)
    yield entrance
    entrance.close()


def begun(entrance: Entrance) -> tuple[Entered, str]:
    return entrance.begin(login="Anna", given_name="Anna", family_name="Berg", password=PASSWORD)


def test_that_the_first_start_makes_a_store_with_one_administrator_and_no_default_password(
    entrance: Entrance,
) -> None:
    assert entrance.is_new
    entered, code = begun(entrance)
    assert entrance.place.exists
    assert entered.account.actor.roles(NOW) == {Role.SYSTEM_ADMINISTRATOR}
    assert len(code.replace("-", "")) == 32
    assert entrance.place.slots.names() == ["anna"]


def test_that_a_weak_password_leaves_no_store_behind(entrance: Entrance) -> None:
    with pytest.raises(Invalid) as refusal:
        entrance.begin(login="anna", given_name="Anna", family_name="Berg", password="anna")
    assert refusal.value.field == "password"
    assert entrance.is_new


def test_that_a_second_first_administrator_is_refused(entrance: Entrance) -> None:
    begun(entrance)
    with pytest.raises(StoreUnusable):
        begun(entrance)
    with pytest.raises(Refused):
        entrance._door().do(
            commands.create_first_administrator,
            login="eva",
            given_name="Eva",
            family_name="Ek",
            password_hash="x",
        )


def test_that_the_store_opens_again_with_the_password_and_with_no_other(
    entrance: Entrance, clock: FrozenClock
) -> None:
    begun(entrance)
    entrance.close()
    with pytest.raises(SignInFailed):
        entrance.enter("anna", PASSWORD + "!")
    clock.advance(timedelta(seconds=2))
    assert entrance.enter(" ANNA ", PASSWORD).account.actor.login == "anna"


def test_that_waiting_grows_with_every_wrong_try_and_ends_at_five_minutes(
    entrance: Entrance, clock: FrozenClock
) -> None:
    begun(entrance)
    waits = []
    for _attempt in range(11):
        with pytest.raises(SignInFailed) as failed:
            entrance.enter("anna", "fel lösenord")
        waits.append(failed.value.wait_seconds)
        clock.advance(timedelta(seconds=301))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert entrance.enter("anna", PASSWORD)


def test_that_nobody_is_admitted_before_the_recovery_code_was_typed_back(entrance: Entrance) -> None:
    entered, code = begun(entrance)
    assert entered.app.ask(settings.value, RECOVERY_CONFIRMED) is False
    assert not entrance.confirm_code(entered, code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert entrance.confirm_code(entered, code.lower().replace("-", " "))
    assert entered.app.ask(settings.value, RECOVERY_CONFIRMED) is True


def test_that_the_recovery_code_gives_a_user_a_new_password(entrance: Entrance) -> None:
    _entered, code = begun(entrance)
    entrance.close()
    entrance.recover(code, "anna", "en helt ny fras nu")
    entrance.close()
    assert entrance.enter("anna", "en helt ny fras nu")
    entrance.close()
    with pytest.raises(SignInFailed):
        entrance.enter("anna", PASSWORD)


def with_nurse(entrance: Entrance, entered: Entered) -> int:
    return accounts.add(
        entered.app, entrance.slots, login="maria", given_name="Maria", family_name="Falk", role=Role.NURSE,
        unit_id=None, password="första gången bara",
    )  # fmt: skip


def test_that_a_colleague_takes_over_without_the_store_being_shut(entrance: Entrance) -> None:
    entered, _code = begun(entrance)
    with_nurse(entrance, entered)
    store = entrance.store
    taken = entrance.enter("maria", "första gången bara")
    assert entrance.store is store
    assert taken.account.must_change_password
    assert taken.app.user.name == "M. Falk"


def test_that_a_changed_password_opens_and_the_old_one_does_not(
    entrance: Entrance, clock: FrozenClock
) -> None:
    entered, _code = begun(entrance)
    with pytest.raises(Invalid) as wrong:
        accounts.change_own(entered.app, entrance.slots, old="fel", new="en helt ny fras nu")
    assert wrong.value.field == "old"
    clock.advance(timedelta(seconds=5))
    accounts.change_own(entered.app, entrance.slots, old=PASSWORD, new="en helt ny fras nu")
    entrance.close()
    with pytest.raises(SignInFailed):
        entrance.enter("anna", PASSWORD)
    clock.advance(timedelta(seconds=5))
    assert entrance.enter("anna", "en helt ny fras nu")


def test_that_rights_taken_back_count_at_the_next_call_h_07(entrance: Entrance) -> None:
    entered, _code = begun(entrance)
    with_nurse(entrance, entered)
    nurse = entrance.enter("maria", "första gången bara").app
    row = next(user for user in entered.app.ask(queries.users) if user.login == "maria")
    assignment = row.assignments[0]
    entered.app.do(commands.end_assignment, assignment.id, assignment.version)
    with pytest.raises(NotAllowed):
        nurse.ask(queries.staff, 1)


def test_that_an_assignment_denies_when_its_period_is_over(entrance: Entrance, clock: FrozenClock) -> None:
    entered, _code = begun(entrance)
    accounts.add(
        entered.app, entrance.slots, login="vik", given_name="Vik", family_name="Arie", role=Role.NURSE,
        unit_id=None, password="första gången bara", to_at=NOW + timedelta(hours=8),
    )  # fmt: skip
    actor = entrance.enter("vik", "första gången bara").account.actor
    assert allowed(actor, Permission.STAY_ADMIT, NOW + timedelta(hours=7))
    assert not allowed(actor, Permission.STAY_ADMIT, NOW + timedelta(hours=8))
    clock.advance(timedelta(hours=9))
    with pytest.raises(SignInFailed, match="assignment"):
        entrance.enter("vik", "första gången bara")


def test_that_a_leaver_cannot_sign_in(entrance: Entrance) -> None:
    entered, _code = begun(entrance)
    user_id = with_nurse(entrance, entered)
    row = next(user for user in entered.app.ask(queries.users) if user.id == user_id)
    accounts.set_active(
        entered.app, entrance.slots, user_id=user_id, seen=row.version, login="maria", active=False
    )
    with pytest.raises(SignInFailed):
        entrance.enter("maria", "första gången bara")


def test_that_the_last_administrator_cannot_be_removed(entrance: Entrance) -> None:
    entered, _code = begun(entrance)
    assignment = entered.app.ask(queries.users)[0].assignments[0]
    with pytest.raises(Refused, match="last"):
        entered.app.do(commands.end_assignment, assignment.id, assignment.version)


@pytest.mark.parametrize("login", ["", "två ord", "a/b", "x" * 61])
def test_that_a_user_name_must_be_plain(entrance: Entrance, login: str) -> None:
    entered, _code = begun(entrance)
    with pytest.raises(Invalid) as refusal:
        accounts.add(
            entered.app, entrance.slots, login=login, given_name="A", family_name="B", role=Role.NURSE,
            unit_id=None, password="första gången bara",
        )  # fmt: skip
    assert refusal.value.field == "login"


def test_that_a_faulty_first_user_name_leaves_no_store_behind(entrance: Entrance) -> None:
    with pytest.raises(Invalid):
        entrance.begin(login="två ord", given_name="Anna", family_name="Berg", password=PASSWORD)
    assert entrance.is_new
