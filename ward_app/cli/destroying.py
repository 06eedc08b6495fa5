"""`ward-app record destroy`, and the same again in every backup that is put back (PDL 8:4)."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from ward_app.access.policy import SYSTEM
from ward_app.app import App
from ward_app.cli.station import Station
from ward_app.clock import Clock
from ward_app.config import Config
from ward_app.copies.commands import destroy_record
from ward_app.copies.destroying import destroy_again
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _, ngettext
from ward_app.owners import RecordOwner
from ward_app.store import backup, destroyed, schema
from ward_app.store.backup import Mend
from ward_app.store.destroyed import Entry
from ward_app.store.engine import Store


def destroy(asked: argparse.Namespace, station: Station) -> int:
    """Cannot be undone, so the number of the decision is typed once more."""
    entries = None if asked.everything else tuple(_entry(one) for one in asked.entry or ())
    if entries is not None and not entries:
        raise Refused(_("Say what is destroyed: --everything, or --entry TABLE:ID for each entry."))
    app = station.app
    _confirm(asked.decision)
    done = app.do(
        destroy_record, asked.patient, RecordOwner(asked.owner), decision_ref=asked.decision,
        decided_on=_day(asked.decided_on), entries=entries,
    )  # fmt: skip
    known = destroyed.path_beside(station.config.store_path)
    destroyed.keep(known, (*destroyed.read(known, app.store.key), done), app.store.key)
    _forget(app.store)
    many = ngettext("{n} row destroyed.", "{n} rows destroyed.", len(done.entries))
    print(many.format(n=len(done.entries)))
    if not app.store.is_sqlite:
        print(_("Let the server's keeper run VACUUM FULL, and make a new base backup of the server."))
    print(_("Older backups, and copies that were handed out, still hold the text. Have them destroyed too."))
    return 0


def mending(folder: Path, key: bytes, config: Config, clock: Clock) -> Mend:
    """What is done to a store that was put back: everything that was destroyed since goes again."""
    path = destroyed.path_beside(config.store_path)
    known = backup.destroyed_before(folder, key, path)

    def mend(store: Store) -> None:
        if not known:
            return
        if schema.check(store) is schema.State.OLDER:
            schema.upgrade_copy(store)
        door = App(store, workstation=config.workstation, clock=clock).acting(SYSTEM)
        for one in known:
            door.do(destroy_again, one)
        _forget(store)
        destroyed.keep(path, known, key)

    return mend


def _confirm(decision: str) -> None:
    print(
        _("This destroys the text for good. Type the number of the decision to go on: "), end="", flush=True
    )
    if sys.stdin.readline().strip() != decision.strip():
        raise Refused(_("That is not the number of the decision. Nothing was destroyed."))


def _entry(said: str) -> Entry:
    name, _colon, number = said.partition(":")
    if not number.isascii() or not number.isdecimal():
        raise Invalid("entry", _("An entry is said as its table and number, for example note:17."))
    return name, int(number)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Invalid("decided_on", _("Type the day of the decision as 2026-11-21.")) from None


def _forget(store: Store) -> None:
    """Deleted text is overwritten in the embedded store's file; here it leaves the journal beside it too."""
    if store.file is None:
        return
    connection = store.file.connect()
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
