"""From this workstation's settings to an open, fitting store; and making one where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ward_app.clock import Clock, system_clock
from ward_app.config import Config
from ward_app.errors import StoreUnusable
from ward_app.i18n import _
from ward_app.store import engine, keyslots, schema
from ward_app.store.engine import Store
from ward_app.store.keyslots import DEFAULT_COST, Cost, KeySlots, new_key
from ward_app.store.schema import State

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Place:
    """Where this workstation's store is, or will be."""

    config: Config
    cost: Cost = DEFAULT_COST
    clock: Clock = system_clock
    make_key: Callable[[], bytes] = new_key

    @property
    def slots(self) -> KeySlots:
        return KeySlots(keyslots.path_beside(self.config.store_path), self.cost)

    @property
    def exists(self) -> bool:
        """Whether there is a store to sign in to. A key file without a store is told apart by `open`."""
        return not self.config.is_embedded or self.config.store_path.exists()

    def require(self) -> None:
        """Say so where the embedded store is not where it should be: it is never made anew in silence."""
        if not self.exists:
            raise StoreUnusable(
                _(
                    "There is no database at {path}. Put it back from the latest backup, or set up a new one."
                ).format(path=self.config.store_path)
            )

    def create(self, name: str, password: str) -> tuple[Store, str]:
        """A new embedded store that `name` can open, and the recovery code. Nothing stays if it fails."""
        path = self.config.store_path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists():
            raise StoreUnusable(_("There is already a store here. Sign in to it instead."))
        key = self.make_key()
        slots = KeySlots.create(self.slots.path, key, self.cost)
        try:
            slots.add(name, password, key)
            code = slots.new_code(key)
            return self._set_up(path, key), code
        except BaseException:
            _remove(path, slots.path)
            raise

    def _set_up(self, path: Path, key: bytes) -> Store:
        store = engine.create_sqlite(path, key)
        try:
            schema.upgrade(store, backup_to=None, clock=self.clock)
        except BaseException:
            store.close()
            raise
        return store

    def open(self, key: Callable[[], bytes]) -> Store:
        """The store, brought up to date where it is ours alone. `key` is asked for only when needed."""
        if not self.config.is_embedded:
            return self.open_shared()
        self.require()
        return self._fitting(engine.open_sqlite(self.config.store_path, key()))

    def _fitting(self, store: Store) -> Store:
        try:
            if schema.check(store) is State.OLDER:
                schema.upgrade(store, backup_to=self.config.backups_folder, clock=self.clock)
            schema.require_current(store)
        except BaseException:
            store.close()
            raise
        return store

    def open_shared(self) -> Store:
        """PostgreSQL: a workstation never brings the store up to date; it says who does."""
        store = self.connect()
        try:
            schema.require_current(store)
        except BaseException:
            store.close()
            raise
        return store

    def connect(self) -> Store:
        """The shared store as it is, for the commands that set it up or bring it up to date."""
        if self.config.database_url is None:
            raise StoreUnusable(_("No shared database is set for this workstation."))
        return engine.open_postgres(
            self.config.database_url, self._shared_key(), workstation=self.config.workstation
        )

    def _shared_key(self) -> bytes:
        """The key that chains the log lies outside the database: a file that IT gives each workstation."""
        file = self.config.key_file
        try:
            key = file.read_bytes() if file else b""
        except OSError:
            key = b""
        if len(key) != KEY_BYTES:
            raise StoreUnusable(
                _("The key file {file} is missing or damaged. Ask IT to put it in place.").format(file=file)
            )
        return key


def _remove(store: Path, slots: Path) -> None:
    """What a failed set-up left behind. Only ever called for a store that was not there before."""
    for path in (store, slots, *store.parent.glob(store.name + "-*")):
        path.unlink(missing_ok=True)
