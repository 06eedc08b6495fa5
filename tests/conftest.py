"""Real stores to test on, SQLite and PostgreSQL alike, each test with a fresh copy of a migrated one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests import factories, postgres
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.store import schema
from ward_app.store.engine import Store, create_sqlite, open_postgres, open_sqlite

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before the first QApplication of the run

KEY = bytes(range(32))
WORKSTATION = "ws1"
TEMPLATE = f"narvard_template_{os.getpid()}"

_copies = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """PostgreSQL for the whole run. Without one the tests fail: none is skipped."""
    with postgres.server() as running:
        yield running


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that has just been made."""
    path = tmp_path_factory.mktemp("template") / "ward.db"
    with create_sqlite(path, KEY) as store:
        schema.upgrade(store, backup_to=None)
    return path


@pytest.fixture(scope="session")
def postgres_template(server: postgres.Server) -> Iterator[str]:
    """The name of a database that has just been made."""
    with open_postgres(server.create(TEMPLATE), KEY, workstation=WORKSTATION) as store:
        schema.upgrade(store, backup_to=None)
    yield TEMPLATE
    server.drop(TEMPLATE)


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "ward.db"
    shutil.copyfile(sqlite_template, path)
    with open_sqlite(path, KEY) as store:
        yield store


@pytest.fixture
def postgres_store(server: postgres.Server, postgres_template: str) -> Iterator[Store]:
    name = f"narvard_{os.getpid()}_{next(_copies)}"
    url = server.create(name, template=postgres_template)
    with open_postgres(url, KEY, workstation=WORKSTATION) as store:
        yield store
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """The same test on both stores."""
    fixture = "sqlite_store" if request.param == "sqlite" else "postgres_store"
    found = request.getfixturevalue(fixture)
    assert isinstance(found, Store)
    return found


@pytest.fixture
def clock() -> FrozenClock:
    """Saturday 2026-11-21 08:42 on the ward."""
    return FrozenClock(factories.MORNING)


@pytest.fixture
def door(store: Store, clock: FrozenClock) -> App:
    """The door to an empty store, with nobody in front of it."""
    return App(store, workstation=WORKSTATION, clock=clock)


@pytest.fixture
def ward(door: App) -> factories.Ward:
    return factories.make_ward(door)


@pytest.fixture
def app(door: App, ward: factories.Ward) -> App:
    """A nurse of the ward at her workstation."""
    return door.acting(factories.make_user(door, Role.NURSE, unit_id=ward.unit_id))
