"""Backups: a folder with the store, its key slots and a sealed manifest, opened and checked before it counts.

The embedded store is copied under its own key while the ward works on. A backup appears under its name only
when it has been read back; what lies there as `.part` is none.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from ward_app.errors import Refused, StoreDown, StoreUnusable
from ward_app.i18n import _
from ward_app.store import (
    destroyed,
    durable,
    inventory,
    keyslots,
    location,
    lock,
    manifest,
    postgres,
    serverdump,
    sqlite,
)
from ward_app.store.destroyed import Destroyed
from ward_app.store.engine import Store, lock_path, open_sqlite
from ward_app.store.inventory import Inventory
from ward_app.store.manifest import Manifest
from ward_app.store.sqlite import SqliteFile

STORE = "store.db"
KEYS = "store.keys"
DUMP = "store.dump"
_SPARE_BYTES = 16 * 1024**2


def make(store: Store, folder: Path, *, at: datetime, anchors: Mapping[str, str] | None = None) -> Path:
    """Make a verified backup in `folder` and return it. `anchors` are the heads of the log's streams."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            return _make(store, folder, at, anchors or {})
    except OSError as error:
        raise StoreDown(
            _("The backup could not be written to {folder}. Look at the disk, then try again.").format(
                folder=folder
            )
        ) from error


def verify(backup: Path, key: bytes) -> Manifest:
    """Read all of it back. Raises StoreUnusable unless it is whole, unchanged and of this key."""
    said = manifest.read(backup, key)
    for name, expected in said.files.items():
        if Path(name).name != name or not (backup / name).is_file():
            raise manifest.refused(backup)
        if manifest.mark(backup / name) != expected:
            raise manifest.refused(backup)
    if said.dialect == "sqlite":
        if not _holds(SqliteFile(backup / STORE, key), said):
            raise manifest.refused(backup)
    else:
        serverdump.check(backup / DUMP)
    return said


Mend = Callable[[Store], object]
"""What must be done to a store before anyone works in it again: destroyed records are destroyed anew."""


def destroyed_before(backup: Path, key: bytes, beside: Path) -> tuple[Destroyed, ...]:
    """Every decision to destroy that is known: beside the store, and in all backups that lie together."""
    known = [destroyed.read(beside, key)]
    for folder in backup.parent.glob("narvard-*"):
        try:
            known.append(manifest.read(folder, key).destroyed)
        except StoreUnusable:
            continue  # of another store, or damaged: the one that is put back is verified by itself
    return destroyed.joined(*known)


def restore(backup: Path, to: Path, key: bytes, *, at: datetime, mend: Mend) -> Path | None:
    """Put an embedded store back. What lay there is kept beside it as `.damaged-…`; its path, or None.

    `mend` is done to the copy, before it takes the store's place.
    """
    said = verify(backup, key)
    if said.dialect != "sqlite":
        raise Refused(_("This is a backup of a shared store. Put it back into an empty PostgreSQL database."))
    location.refuse_unsafe(to)
    _need_room(to.parent, said.files[STORE].size)
    try:
        alone = lock.hold(lock_path(to))
    except lock.InUse:
        raise Refused(
            _("The database is open. Close the program on this workstation, then put the backup back.")
        ) from None
    with alone:
        try:
            return _put_in_place(backup, said, to, at, lambda part: _mended(part, key, mend))
        except OSError as error:
            raise StoreDown(
                _("The backup could not be written to {folder}. Look at the disk, then try again.").format(
                    folder=to.parent
                )
            ) from error


def restore_shared(backup: Path, store: Store, *, mend: Mend) -> None:
    """Put a shared store back, into a database that must be empty: nothing is ever overwritten."""
    said = verify(backup, store.key)
    if said.dialect != "postgresql":
        raise Refused(_("This is a backup of an embedded store. It cannot be put into PostgreSQL."))
    with store.reader.connect() as connection:
        if inventory.tables(connection):
            raise Refused(_("The database is not empty. Create a new one and put the backup back there."))
    serverdump.load(store.engine.url, backup / DUMP)
    with store.reader.connect() as connection:
        if inventory.take(connection).rows != said.rows:
            raise manifest.refused(backup)
    mend(store)


def _make(store: Store, folder: Path, at: datetime, anchors: Mapping[str, str]) -> Path:
    name = f"narvard-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    part, whole = folder / f"{name}.part", folder / name
    if whole.exists():
        raise Refused(_("There is already a backup of this second. Try again."))
    for leftover in folder.glob("narvard-*.part"):
        shutil.rmtree(leftover)
    part.mkdir(mode=0o700)
    _fill(store, part, at, anchors)
    verify(part, store.key)
    part.rename(whole)
    durable.sync_folder(folder)
    return whole


def _fill(store: Store, part: Path, at: datetime, anchors: Mapping[str, str]) -> None:
    if store.file is not None:
        held, revision = _copy_embedded(store, store.file, part)
        names = [STORE, KEYS]
    else:
        held, revision = _copy_shared(store, part)
        names = [DUMP]
    for name in names:
        durable.sync_file(part / name)
    files = {name: manifest.mark(part / name) for name in names}
    said = Manifest(at.astimezone(UTC), store.dialect, revision, held.rows, files, anchors, _destroyed(store))
    manifest.write(said, part, store.key)


def _destroyed(store: Store) -> tuple[Destroyed, ...]:
    with store.reader.connect() as connection:
        told = destroyed.of_store(connection)
    if store.file is None:
        return told
    return destroyed.joined(told, destroyed.read(destroyed.path_beside(store.file.path), store.key))


def _copy_embedded(store: Store, file: SqliteFile, part: Path) -> tuple[Inventory, str | None]:
    """Counted and copied in one read transaction, so that writers go on and the count is that of the copy."""
    keys = keyslots.path_beside(file.path)
    if not keys.is_file():
        raise StoreUnusable(
            _(
                "The key file {path} is missing, and a backup without it could never be opened."
                " Tell IT at once."
            ).format(path=keys)
        )
    _need_room(part, sum(path.stat().st_size for path in (file.path, _wal(file.path)) if path.exists()))
    (part / STORE).touch(mode=0o600)
    target = SqliteFile(part / STORE, file.key).connect(settings=("synchronous=OFF",))
    try:
        with store.reader.connect() as connection:
            held, revision = inventory.take(connection), inventory.version(connection)
            source = connection.connection.driver_connection
            assert source is not None
            source.backup(target)
    finally:
        target.close()
    durable.replace(part / KEYS, keys.read_bytes())
    return held, revision


def _copy_shared(store: Store, part: Path) -> tuple[Inventory, str | None]:
    engine = postgres.make_upgrade_engine(store.engine.url)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        held, revision = inventory.take(connection), inventory.version(connection)
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        serverdump.dump(store.engine.url, part / DUMP, str(snapshot))
    return held, revision


def _holds(file: SqliteFile, said: Manifest) -> bool:
    """Every page read and authenticated, every row counted."""
    try:
        with sqlite.make_looking_engine(file).connect() as connection:
            faults = connection.scalars(text("PRAGMA cipher_integrity_check")).all()
            sound = connection.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
            orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
            held, revision = inventory.take(connection), inventory.version(connection)
    except (sqlite.driver.Error, SQLAlchemyError):
        return False
    return sound and not faults and not orphans and (held.rows, revision) == (said.rows, said.revision)


def _put_in_place(
    backup: Path, said: Manifest, to: Path, at: datetime, mend: Callable[[Path], None]
) -> Path | None:
    """The copies are whole before the old store is touched; cut off in between, restoring again mends it."""
    keys = keyslots.path_beside(to)
    store_part, keys_part = _copied(backup, STORE, to, said), _copied(backup, KEYS, keys, said)
    mend(store_part)
    aside = _set_aside(to, at)
    keys_part.replace(keys)
    store_part.replace(to)
    durable.sync_folder(to.parent)
    return aside


def _copied(backup: Path, name: str, to: Path, said: Manifest) -> Path:
    part = to.with_name(to.name + ".part")
    shutil.copyfile(backup / name, part)
    part.chmod(0o600)
    durable.sync_file(part)
    if manifest.mark(part) != said.files[name]:
        raise manifest.refused(backup)
    return part


def _mended(part: Path, key: bytes, mend: Mend) -> None:
    """Closed again it is one file, as it was copied."""
    with open_sqlite(part, key) as store:
        mend(store)
    lock_path(part).unlink(missing_ok=True)
    durable.sync_file(part)


def _set_aside(to: Path, at: datetime) -> Path | None:
    """Nothing is thrown away: a later look may still find the last minutes in it."""
    aside = to.with_name(f"{to.name}.damaged-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    moves = {to: aside, _wal(to): _wal(aside), keyslots.path_beside(to): keyslots.path_beside(aside)}
    if any(kept.exists() for kept in moves.values()):
        raise Refused(_("There is already a database set aside in this second. Try again."))
    for there, kept in moves.items():
        if there.exists():
            there.rename(kept)
    to.with_name(to.name + "-shm").unlink(missing_ok=True)
    return aside if aside.exists() else None


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _need_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + _SPARE_BYTES:
        raise Refused(
            _(
                "There is not room enough for the backup in {folder}. Make room, or choose another place."
            ).format(folder=folder)
        )


def _alone(folder: Path) -> lock.Held:
    try:
        return lock.hold(folder / ".lock")
    except lock.InUse:
        raise Refused(_("Another backup is being made in {folder}.").format(folder=folder)) from None
