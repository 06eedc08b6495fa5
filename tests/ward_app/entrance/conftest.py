"""Smart cards for the tests of the way in; making a card's key takes a moment, so each is made once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pkcs11 import KeyType

from tests.ward_app.entrance.smartcards import Authority, SoftCard

Cards = Callable[[KeyType], SoftCard]


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> dict[KeyType, SoftCard]:
    return {
        kind: SoftCard(tmp_path_factory.mktemp("card"), kind).make() for kind in (KeyType.RSA, KeyType.EC)
    }


@pytest.fixture
def cards(_made: dict[KeyType, SoftCard], monkeypatch: pytest.MonkeyPatch) -> Cards:
    """Put the card of this kind into the reader."""
    monkeypatch.setenv("SOFTHSM2_CONF", "")  # given back after the test
    return lambda kind: _made[kind].insert()


@pytest.fixture
def card(cards: Cards) -> SoftCard:
    return cards(KeyType.EC)


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()
