"""`ward-app db …`: what IT does for the store."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from ward_app.access.policy import Permission
from ward_app.cli import secrets
from ward_app.cli.destroying import mending
from ward_app.cli.station import Station
from ward_app.errors import Refused, StoreUnusable
from ward_app.i18n import _
from ward_app.settings import upkeep
from ward_app.store import audit, backup, grants, health, schema
from ward_app.store.keyslots import KeySlots


def upgrade(asked: argparse.Namespace, station: Station) -> int:
    """The embedded store upgrades itself when it is opened; the shared one only here."""
    if station.config.is_embedded:
        station.require(Permission.STORE_KEEP)
    else:
        _upgrade_shared(asked, station)
    print(_("The database is up to date."))
    return 0


def _upgrade_shared(asked: argparse.Namespace, station: Station) -> None:
    if asked.backup_to is None and not asked.no_backup:
        raise Refused(_("Say where the backup goes with --backup-to, or that the server is backed up."))
    with station.place.connect() as store:
        schema.upgrade(store, backup_to=asked.backup_to, clock=station.entrance.clock)
        if asked.app_role:
            grants.give(store, asked.app_role)


def check(asked: argparse.Namespace, station: Station) -> int:
    """Reads every page and row. Exit code 5 when something is wrong, with what and where."""
    station.app.do(upkeep.note, "checked")
    store = station.app.store
    wrong = health.faults_in(store)
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        print(
            _("The database is damaged. Put the latest backup back with: ward-app db restore"),
            file=sys.stderr,
        )
        return 5
    print(_("The database is whole, version {version}.").format(version=schema.version(store)))
    return 0


def make_backup(asked: argparse.Namespace, station: Station) -> int:
    station.app.do(upkeep.note, "backed_up")
    store = station.app.store
    with store.reader.connect() as connection:
        heads = audit.anchors(connection)
    made = backup.make(store, asked.to, at=station.entrance.clock(), anchors=heads)
    print(made)
    return 0


def verify(asked: argparse.Namespace, station: Station) -> int:
    station.app.do(upkeep.note, "backup_verified")
    said = backup.verify(asked.backup, station.app.store.key)
    print(_("The backup is whole: {rows} rows.").format(rows=sum(said.rows.values())))
    return 0


def restore(asked: argparse.Namespace, station: Station) -> int:
    """Opens with a password of the backup's own key file, since the store in place may be beyond opening."""
    if not station.config.is_embedded:
        with station.place.connect() as store:
            mend = mending(asked.backup, store.key, station.config, station.entrance.clock)
            backup.restore_shared(asked.backup, store, mend=mend)
    else:
        aside = _restore_embedded(asked, station)
        if aside is not None:
            print(_("What was there before is kept as {path}.").format(path=aside))
    print(_("The backup is in place."))
    return 0


def _restore_embedded(asked: argparse.Namespace, station: Station) -> object:
    """A try is counted in the key file, and a backup must stay as it was sealed: so it is tried on a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / backup.KEYS
        try:
            shutil.copyfile(asked.backup / backup.KEYS, copy)
        except OSError as error:
            raise StoreUnusable(_("There is no backup in {path}.").format(path=asked.backup)) from error
        password = secrets.ask(_("Password: "), station.password_file)
        key = KeySlots(copy).unlock(station.login(), password, station.entrance.clock())
    config, clock = station.config, station.entrance.clock
    mend = mending(asked.backup, key, config, clock)
    return backup.restore(asked.backup, config.store_path, key, at=clock(), mend=mend)
