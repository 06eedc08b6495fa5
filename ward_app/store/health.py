"""Reading all of a store to see whether it is whole: pages, what rows point at, guards, the log."""

from __future__ import annotations

from sqlalchemy import Connection, text

from ward_app.store import ddl, log_check, schema
from ward_app.store.engine import Store

_LOOKS = ("cipher_integrity_check", "integrity_check", "foreign_key_check")


def faults_in(store: Store) -> list[str]:
    """What is wrong, one line each; empty for a whole store. StoreUnusable where it does not fit at all."""
    schema.require_current(store)
    with store.reader.connect() as connection:
        wrong = _damage(connection) if store.is_sqlite else []
        wrong += [f"guard {name} missing" for name in sorted(ddl.missing(connection))]
        return wrong + [
            f"{one.stream} {one.seq} {one.what}" for one in log_check.verify(connection, store.audit_key)
        ]


def _damage(connection: Connection) -> list[str]:
    """A server checks its own pages; an embedded store has nobody else to do it."""
    found = [row for look in _LOOKS for row in connection.execute(text(f"PRAGMA {look}"))]
    return [str(row[0]) for row in found if row[0] != "ok"]
