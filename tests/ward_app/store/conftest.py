from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.ward_app.store import ward
from ward_app.store.engine import Store, open_postgres


@pytest.fixture
def database(server: postgres.Server) -> Iterator[str]:
    """The address of an empty database."""
    name = f"store_{secrets.token_hex(4)}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def shared(database: str) -> Iterator[Store]:
    with open_postgres(database, ward.KEY, workstation="test") as store:
        yield store


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Store]:
    """An embedded store with the small ward in it."""
    with ward.new_store(tmp_path / "ward.db") as store:
        yield store
