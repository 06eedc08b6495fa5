"""The embedded store: one file, encrypted and every page authenticated by SQLCipher.

SQLAlchemy's own SQLite engine loses updates, keeps what a savepoint should have undone and leaves foreign
keys off; so transactions begin here by hand and every connection of the pool gets the same settings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2  # type: ignore[import-untyped]
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool, QueuePool

from ward_app.errors import StoreUnusable
from ward_app.i18n import _

driver = sqlcipher3.dbapi2

KEY_BYTES = 32
BUSY_SECONDS = 10
BEGINNINGS = frozenset({"DEFERRED", "IMMEDIATE", "EXCLUSIVE"})

SAFE = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}",
    "cache_size=-65536", "recursive_triggers=ON", "trusted_schema=OFF", "cell_size_check=ON",
    "secure_delete=ON", "temp_store=MEMORY",
)  # fmt: skip
"""What every working connection is set to. recursive_triggers lets delete triggers see INSERT OR REPLACE."""

UPGRADING = ("foreign_keys=OFF", "legacy_alter_table=ON")


def is_safe(version: tuple[int, ...]) -> bool:
    """SQLite up to 3.51.2 can damage a WAL file that two connections use; two older lines were mended."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """Where the store lies and what opens it. The key never enters a URL, a log or a `repr`."""

    path: Path
    key: bytes = field(repr=False)

    def connect(self, settings: tuple[str, ...] = SAFE) -> Any:
        """A raw connection. Never makes a file by itself: an empty ward would hide a catastrophe."""
        connection = self._opened("mode=rw")
        try:
            for setting in settings:
                connection.execute(f"PRAGMA {setting}")
        except BaseException:
            connection.close()
            raise
        return connection

    def look(self) -> Any:
        """A raw connection to a file that nobody writes, such as a backup: nothing is made beside it."""
        connection = self._opened("mode=ro&immutable=1")
        connection.execute("PRAGMA query_only=ON")
        return connection

    def _opened(self, how: str) -> Any:
        if len(self.key) != KEY_BYTES:
            raise ValueError("the key of a store has 32 bytes")
        if not self.path.is_file():
            raise StoreUnusable(
                _("There is no database at {path}. Check the settings of this workstation.").format(
                    path=self.path
                )
            )
        connection = driver.connect(
            f"{self.path.absolute().as_uri()}?{how}",
            uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False,
        )  # fmt: skip
        try:
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key=\"x'{self.key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.Error as error:
            connection.close()
            if getattr(error, "sqlite_errorcode", None) == driver.SQLITE_NOTADB:
                raise StoreUnusable(
                    _(
                        "The file {path} is not this ward's database: it is something else, or damaged,"
                        " or has another key. Nothing in it was changed."
                    ).format(path=self.path)
                ) from None
            raise
        return connection


def refuse_unsafe_driver(version: tuple[int, ...] | None = None) -> None:
    """Stop at start rather than risk the record."""
    version = version or driver.sqlite_version_info
    if not is_safe(version):
        raise StoreUnusable(
            _(
                "The SQLite in use, {version}, can damage the database."
                " Install the program's own packages again."
            ).format(version=".".join(map(str, version)))
        )


def make_engine(file: SqliteFile) -> Engine:
    """The engine that the program works with: writers queue for the file, readers never wait for them."""
    return _engine(
        file, file.connect, poolclass=QueuePool, pool_size=3, max_overflow=5, pool_timeout=BUSY_SECONDS
    )


def make_upgrade_engine(file: SqliteFile) -> Engine:
    """For schema changes only: with foreign keys on, rebuilding a table would delete its children.

    While a table is rebuilt it is away for a moment; only the legacy way lets triggers elsewhere name it.
    """
    settings = (*(setting for setting in SAFE if setting != "foreign_keys=ON"), *UPGRADING)
    return _engine(file, lambda: file.connect(settings), poolclass=NullPool)


def make_looking_engine(file: SqliteFile) -> Engine:
    """For a file that nobody writes; its transactions must begin DEFERRED."""
    return _engine(file, file.look, poolclass=NullPool).execution_options(sqlite_begin="DEFERRED")


def _engine(file: SqliteFile, creator: Callable[[], Any], **pool: Any) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(file.path)),
        module=driver, creator=creator, hide_parameters=True, **pool,
    )  # fmt: skip
    event.listen(engine, "begin", _begin)
    event.listen(engine, "set_connection_execution_options", _keep_transactions)
    return engine


def _begin(connection: Connection) -> None:
    """Take the write lock at once: who reads first and writes later loses to any other writer."""
    beginning = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    if beginning not in BEGINNINGS:
        raise ValueError(f"no such way to begin: {beginning}")
    connection.exec_driver_sql(f"BEGIN {beginning}")


def _keep_transactions(_connection: Connection, options: dict[str, Any]) -> None:
    if "isolation_level" in options:
        raise ValueError("an isolation level would undo the transactions of this store; use sqlite_begin")
