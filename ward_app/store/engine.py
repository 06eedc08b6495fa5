"""The store as the rest of the ward sees it: one to read with, one to write with, whatever lies beneath."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ward_app.errors import StoreUnusable
from ward_app.i18n import _
from ward_app.store import faults, location, lock, postgres, sqlite
from ward_app.store.keyslots import subkey
from ward_app.store.sqlite import SqliteFile


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Readers see one moment throughout; writers act as if no one else were writing."""

    engine: Engine
    reader: Engine
    writer: Engine
    key: bytes = field(repr=False)
    audit_key: bytes = field(repr=False)
    drafts_key: bytes = field(repr=False)
    file: SqliteFile | None = None
    in_use: lock.Held | None = None

    @property
    def is_sqlite(self) -> bool:
        return self.file is not None

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    def close(self) -> None:
        """Give every connection back. An embedded store is then one file again."""
        self.engine.dispose()
        if self.in_use is not None:
            self.in_use.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def lock_path(path: Path) -> Path:
    """Held shared by every program that has the store open, alone by one that replaces it."""
    return path.with_name(path.name + ".lock")


def open_sqlite(path: Path, key: bytes) -> Store:
    """Open the embedded store, or say in a sentence why it cannot be used."""
    if path.is_file() and not path.stat().st_size:
        raise StoreUnusable(
            _("The database at {path} is empty. Put the latest backup back and tell IT.").format(path=path)
        )
    return _embedded(path, key)


def create_sqlite(path: Path, key: bytes) -> Store:
    """Make a new, empty store where none is."""
    if path.exists() and (not path.is_file() or path.stat().st_size):
        raise StoreUnusable(
            _("There is already a file at {path}. It was left as it is; choose another place.").format(
                path=path
            )
        )
    location.refuse_unsafe(path)
    path.touch(mode=0o600)
    return _embedded(path, key)


def _embedded(path: Path, key: bytes) -> Store:
    sqlite.refuse_unsafe_driver()
    location.refuse_unsafe(path)
    file = SqliteFile(path, key)
    try:
        file.connect().close()
        in_use = lock.hold(lock_path(path), shared=True)
    except lock.InUse:
        raise StoreUnusable(
            _("A backup is being put in place of the database. Wait until it is done, then try again.")
        ) from None
    except sqlite.driver.Error as error:
        raise faults.explain(error) or error from error
    engine = sqlite.make_engine(file)
    reader = engine.execution_options(sqlite_begin="DEFERRED")
    return _store(engine, reader, engine.execution_options(sqlite_begin="IMMEDIATE"), key, file, in_use)


def open_postgres(url: str, key: bytes, *, workstation: str, local_password: bool = False) -> Store:
    """Open the shared store, or say in a sentence why it cannot be used."""
    engine = postgres.make_engine(
        postgres.vetted(url, workstation=workstation, local_password=local_password)
    )
    try:
        with engine.connect() as connection:
            row = connection.execute(
                text("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
            ).one()
        postgres.refuse_unsuitable(*row)
    except StoreUnusable:
        engine.dispose()
        raise
    except SQLAlchemyError as error:
        engine.dispose()
        refusal = postgres.explain_refusal(error) if isinstance(error, DBAPIError) else None
        if known := refusal or faults.explain(error):
            raise known from error
        raise
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return _store(engine, reader, engine.execution_options(isolation_level="SERIALIZABLE"), key)


def _store(
    engine: Engine, reader: Engine, writer: Engine, key: bytes,
    file: SqliteFile | None = None, in_use: lock.Held | None = None,
) -> Store:  # fmt: skip
    return Store(engine, reader, writer, key, subkey(key, "audit"), subkey(key, "drafts"), file, in_use)
