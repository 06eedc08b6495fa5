"""A card at the real way in: alone on the shared store, beside the password on the embedded one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests import postgres
from tests.ward_app.entrance.smartcards import HSA_ID, LIBRARY, PIN, Authority, SoftCard
from ward_app.access import commands, factor, passwords, queries
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.entrance import accounts
from ward_app.entrance.entrance import Entrance
from ward_app.entrance.opening import Place
from ward_app.entrance.sign_in import Second
from ward_app.errors import Invalid, Refused, SecondFactorNeeded, SignInFailed
from ward_app.settings import commands as settings
from ward_app.settings.registry import SECOND_FACTOR
from ward_app.store import schema
from ward_app.store.keyslots import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "en röd stuga vid sjön"


@pytest.fixture
def config(card: SoftCard, authority: Authority, tmp_path: Path) -> Config:
    """Maria's card is in the reader of this workstation."""
    card.store(authority.issue(card.public_key))
    (tmp_path / "ca.pem").write_bytes(authority.bundle())
    (tmp_path / "crl.pem").write_bytes(authority.lists())
    return Config(
        data_folder=tmp_path / "ward", workstation="ws1", card_library=LIBRARY,
        card_ca=tmp_path / "ca.pem", card_crl=tmp_path / "crl.pem",
    )  # fmt: skip


@pytest.fixture
def embedded(config: Config, clock: FrozenClock) -> Iterator[Entrance]:
    entrance = Entrance(Place(config, CHEAP), clock=clock)
    entered, _code = entrance.begin(login="anna", given_name="Anna", family_name="Berg", password=PASSWORD)
    accounts.add(
        entered.app, entrance.slots, login="maria", given_name="Maria", family_name="Falk", role=Role.NURSE,
        unit_id=None, password=PASSWORD,
    )  # fmt: skip
    give_card(entered.app, HSA_ID)
    yield entrance
    entrance.close()


@pytest.fixture
def shared(config: Config, clock: FrozenClock, server: postgres.Server) -> Iterator[Entrance]:
    key = config.data_folder.parent / "ward.key"
    key.write_bytes(bytes(range(32)))
    name = f"narvard_card_{os.getpid()}"
    entrance = Entrance(
        Place(replace(config, database_url=server.create(name), key_file=key), CHEAP), clock=clock
    )
    with entrance.place.connect() as store:
        schema.upgrade(store, backup_to=None)
        door = App(store, workstation="ws1", clock=clock).acting(SYSTEM)
        door.do(
            commands.add_user, login="maria", given_name="Maria", family_name="Falk", role=Role.NURSE,
            unit_id=None, password_hash=passwords.digest(PASSWORD), must_change=False,
        )  # fmt: skip
        give_card(door, HSA_ID)
    yield entrance
    entrance.close()
    server.drop(name)


def give_card(app: App, card_id: str, login: str = "maria") -> None:
    row = next(one for one in app.ask(queries.users) if one.login == login)
    app.do(factor.set_card, row.id, row.version, card_id=card_id)


def system(entrance: Entrance) -> App:
    return entrance._door().acting(SYSTEM)


def test_that_card_and_pin_sign_in_on_the_shared_store(shared: Entrance) -> None:
    entered = shared.enter_with_card(PIN)
    assert entered.account.actor.login == "maria" and entered.account.has_factor
    assert entered.app.ask(queries.account, entered.account.actor.user_id or 0)


def test_that_a_wrong_pin_does_not(shared: Entrance) -> None:
    with pytest.raises(SignInFailed, match="PIN"):
        shared.enter_with_card("654321")


def test_that_a_card_nobody_here_has_does_not(shared: Entrance) -> None:
    give_card(system(shared), "SE2321000016-9Z9Z")
    with pytest.raises(SignInFailed, match="Nobody here has this card"):
        shared.enter_with_card(PIN)


def test_that_a_revoked_card_does_not(shared: Entrance, card: SoftCard, authority: Authority) -> None:
    certificate = authority.issue(card.public_key)
    card.store(certificate)
    lists = shared.place.config.card_crl
    assert lists is not None
    lists.write_bytes(authority.lists([certificate]))
    with pytest.raises(SignInFailed, match="revoked"):
        shared.enter_with_card(PIN)


def test_that_a_leavers_card_does_not(shared: Entrance) -> None:
    app = system(shared)
    row = next(one for one in app.ask(queries.users) if one.login == "maria")
    app.do(commands.set_active, row.id, row.version, active=False)
    with pytest.raises(SignInFailed, match="no longer active"):
        shared.enter_with_card(PIN)


def test_that_an_expired_card_does_not_and_the_password_still_does(
    shared: Entrance, clock: FrozenClock, card: SoftCard, authority: Authority
) -> None:
    card.store(authority.issue(card.public_key, until=clock() + timedelta(hours=1)))
    assert shared.enter_with_card(PIN)
    clock.advance(timedelta(hours=2))
    with pytest.raises(SignInFailed, match="does not count"):
        shared.enter_with_card(PIN)
    assert shared.enter("maria", PASSWORD)


def test_that_on_the_embedded_store_the_card_stands_beside_the_password(embedded: Entrance) -> None:
    """There the password opens the key slot; no card holds the store's key."""
    with pytest.raises(Refused, match="password opens the database"):
        embedded.enter_with_card(PIN)
    system(embedded).do(settings.change, SECOND_FACTOR, "demanded")
    with pytest.raises(SecondFactorNeeded) as needed:
        embedded.enter("maria", PASSWORD)
    assert needed.value.by_card
    assert embedded.enter("maria", PASSWORD, Second(card=embedded.card(PIN)))


def test_that_a_wrong_pin_beside_the_password_is_counted(embedded: Entrance, clock: FrozenClock) -> None:
    for wait in (1, 2):
        with pytest.raises(SignInFailed, match="PIN"):
            embedded.enter("maria", PASSWORD, Second(card=embedded.card("654321")))
        with pytest.raises(SignInFailed, match="try again") as early:
            embedded.enter("maria", PASSWORD, Second(card=embedded.card(PIN)))
        assert early.value.wait_seconds == wait
        clock.advance(timedelta(seconds=wait))


def test_that_a_colleagues_card_beside_the_password_is_refused(embedded: Entrance) -> None:
    give_card(system(embedded), "SE2321000016-9Z9Z")
    with pytest.raises(SignInFailed, match="someone else"):
        embedded.enter("maria", PASSWORD, Second(card=embedded.card(PIN)))


def test_that_a_card_is_one_persons(embedded: Entrance) -> None:
    with pytest.raises(Invalid) as refusal:
        give_card(system(embedded), HSA_ID.lower(), login="anna")
    assert refusal.value.field == "card_id"
    assert "maria" in refusal.value.sentence


def test_that_a_workstation_without_a_reader_says_so(embedded: Entrance) -> None:
    embedded.place = replace(embedded.place, config=replace(embedded.place.config, card_library=None))
    with pytest.raises(SignInFailed, match="no card reader"):
        embedded.enter("maria", PASSWORD, Second(card=embedded.card(PIN)))
