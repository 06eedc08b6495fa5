"""The tables of a store, brought up to date with Alembic: all of it or nothing, and never a row less.

Opening a store needs no Alembic: which revisions the program knows is read off its files. One that the
program does not know is newer than the program; a store without our table of versions is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path

from sqlalchemy import Connection, text

from ward_app.clock import Clock, system_clock
from ward_app.errors import StoreUnusable
from ward_app.i18n import _
from ward_app.paths import MIGRATIONS
from ward_app.store import backup, inventory, lock, migrate, postgres, sqlite
from ward_app.store.engine import Store
from ward_app.store.inventory import VERSIONS
from ward_app.store.sqlite import SqliteFile

_TURN_SECONDS = 120
_ADVISORY_LOCK = 0x4E56_5244
_REVISION = re.compile(r"""^(down_)?revision\b[^=\n]*=\s*(?:["'](\w+)["']|None)""", re.MULTILINE)


class State(StrEnum):
    """A store against this program."""

    EMPTY = auto()
    CURRENT = auto()
    OLDER = auto()
    NEWER = auto()
    FOREIGN = auto()


def check(store: Store, migrations: Path = MIGRATIONS) -> State:
    with store.reader.connect() as connection:
        return _state(connection, migrations)


def require_current(store: Store, migrations: Path = MIGRATIONS) -> None:
    """Raise StoreUnusable, with what to do, unless the program and the store fit each other."""
    state = check(store, migrations)
    _refuse_strange(state)
    if state is State.EMPTY:
        raise StoreUnusable(_("The database has no ward in it yet. Set it up with: ward-app init"))
    if state is State.OLDER:
        raise StoreUnusable(
            _("The database is older than the program. IT brings it up to date with: ward-app db upgrade")
        )


def version(store: Store) -> str | None:
    """The revision that the store is at."""
    with store.reader.connect() as connection:
        return inventory.version(connection)


def newest(migrations: Path = MIGRATIONS) -> str | None:
    """The revision that the program was made for: the one that none comes after."""
    known = known_revisions(migrations)
    heads = known.keys() - set(known.values())
    if len(heads) > 1:
        raise RuntimeError(f"migrations branch: {sorted(heads)}")
    return next(iter(heads), None)


def known_revisions(migrations: Path = MIGRATIONS) -> dict[str, str | None]:
    """Each revision and the one before it."""
    known: dict[str, str | None] = {}
    for file in (migrations / "versions").glob("*.py"):
        found = {bool(down): name for down, name in _REVISION.findall(file.read_text(encoding="utf-8"))}
        if found.get(False):
            known[found[False]] = found.get(True) or None
    return known


def upgrade(
    store: Store, *, backup_to: Path | None, clock: Clock = system_clock, migrations: Path = MIGRATIONS
) -> None:
    """Bring the store up to date, one program at a time, in one transaction, after a verified backup.

    `backup_to` is a folder. Only a shared store whose server is backed up otherwise goes without (None).
    """
    job = _Upgrade(store, backup_to, clock, migrations)
    if store.file is not None:
        _upgrade_sqlite(job, store.file)
    else:
        _upgrade_postgres(job)


def upgrade_copy(store: Store, migrations: Path = MIGRATIONS) -> None:
    """The same for a store that was just put back and is not in use: what it came from is its backup."""
    if store.file is None:
        upgrade(store, backup_to=None, migrations=migrations)
        return
    with sqlite.make_upgrade_engine(store.file).begin() as connection:
        migrate.run(connection, migrations)


@dataclass(frozen=True, slots=True)
class _Upgrade:
    store: Store
    backup_to: Path | None
    clock: Clock
    migrations: Path

    def is_needed(self) -> bool:
        """Asked when it is our turn: another program may have done it while we waited. Makes the backup."""
        state = check(self.store, self.migrations)
        _refuse_strange(state)
        if state is State.OLDER:
            if self.backup_to is not None:
                backup.make(self.store, self.backup_to, at=self.clock())
            elif self.store.is_sqlite:
                raise ValueError("an embedded store is backed up before it is upgraded")
        return state in (State.EMPTY, State.OLDER)


def _upgrade_sqlite(job: _Upgrade, file: SqliteFile) -> None:
    with _turn(file):
        if not job.is_needed():
            return
        engine = sqlite.make_upgrade_engine(file)
        with engine.begin() as connection:
            migrate.run(connection, job.migrations)


def _upgrade_postgres(job: _Upgrade) -> None:
    engine = postgres.make_upgrade_engine(job.store.engine.url)
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _ADVISORY_LOCK})
        connection.commit()
        try:
            if job.is_needed():
                with connection.begin():
                    migrate.run(connection, job.migrations)
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _ADVISORY_LOCK})
            connection.commit()


@contextmanager
def _turn(file: SqliteFile) -> Iterator[None]:
    path = file.path.with_name(file.path.name + ".upgrade")
    try:
        held = lock.hold(path, wait_seconds=_TURN_SECONDS)
    except lock.InUse:
        raise StoreUnusable(
            _("Another program is bringing the database up to date. Wait until it is done, then try again.")
        ) from None
    with held:
        yield


def _state(connection: Connection, migrations: Path) -> State:
    tables = inventory.tables(connection)
    if VERSIONS not in tables:
        return State.FOREIGN if tables else State.EMPTY
    at = inventory.version(connection)
    if at == newest(migrations):
        return State.CURRENT
    return State.OLDER if at in known_revisions(migrations) else State.NEWER


def _refuse_strange(state: State) -> None:
    if state is State.NEWER:
        raise StoreUnusable(
            _("The database is newer than this program. Update the program; nothing was changed.")
        )
    if state is State.FOREIGN:
        raise StoreUnusable(
            _("The database belongs to another program. Choose another place; nothing was changed.")
        )
