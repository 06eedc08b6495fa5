"""SQLite engines as they are easily made. Each breaks a rule; a check that it passes checks nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from tests.ward_app.store import ward
from ward_app.store.engine import create_sqlite, open_sqlite
from ward_app.store.sqlite import SqliteFile, driver


@dataclass(frozen=True)
class Pair:
    """What one reads with and what one writes with."""

    reader: Engine
    writer: Engine


Maker = Callable[[Path], "Pair"]


def ours(path: Path) -> Pair:
    """A store's own; opened again in other processes."""
    store = open_sqlite(path, ward.KEY) if path.exists() else create_sqlite(path, ward.KEY)
    return Pair(store.reader, store.writer)


def default(path: Path) -> Pair:
    """What the handbook's first page says."""
    engine = create_engine(f"sqlite:///{path}")
    return Pair(engine, engine)


def driver_immediate(path: Path) -> Pair:
    """Looks right, and has the same faults."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"isolation_level": "IMMEDIATE"})
    return Pair(engine, engine)


def deferred(path: Path) -> Pair:
    """Transactions right, but a writer finds out too late that another was faster."""
    return _by_hand(path, "DEFERRED", "DEFERRED")


def impatient_readers(path: Path) -> Pair:
    """Every transaction takes the write lock, also one that only reads."""
    return _by_hand(path, "IMMEDIATE", "IMMEDIATE")


def forgetful(path: Path) -> Pair:
    """A connection goes back to the pool with its transaction still open."""
    return _by_hand(path, "DEFERRED", "IMMEDIATE", skip_autocommit_rollback=True)


def _by_hand(path: Path, reading: str, writing: str, **options: Any) -> Pair:
    path.touch()
    file = SqliteFile(path, ward.KEY)

    def connect() -> Any:
        connection = file.connect()
        connection.execute("PRAGMA busy_timeout=50")
        return connection

    engine = create_engine("sqlite://", module=driver, creator=connect, poolclass=QueuePool, **options)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('how', writing)}")

    return Pair(engine.execution_options(how=reading), engine)


@contextmanager
def made(maker: Maker, path: Path) -> Iterator[Pair]:
    """The engines over a new file with the small ward in it."""
    pair = maker(path)
    with pair.writer.begin() as connection:
        ward.furnish(connection)
    yield pair
    pair.writer.dispose()
