"""Are signed entries as they were signed? The log has a keyed digest of every text, and the rest in words.

A database's keeper can take a guard away and change a row past the program. What the row says then is no
longer what the log tells of it, and the log is chained.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from ward_app.store.audit import LOG, plain
from ward_app.store.base import Entity
from ward_app.store.ddl import ENTRIES


@dataclass(frozen=True, slots=True)
class Altered:
    """A signed entry that says something else than the log does, in these columns; all, if it is unknown."""

    table: str
    id: int
    columns: tuple[str, ...]


def altered(connection: Connection, key: bytes) -> list[Altered]:
    """Every signed entry, or one thrown away, that was written or changed past the log."""
    import ward_app.store.models  # noqa: F401  every table must be known here

    found: list[Altered] = []
    for name, (content, kept) in ENTRIES.items():
        found += _of(connection, key, name, (content, *kept))
    return found


def _of(connection: Connection, key: bytes, name: str, columns: tuple[str, ...]) -> Iterator[Altered]:
    table = Entity.metadata.tables[name]
    told = _told(connection, name)
    closed = (table.c.signed_at.is_not(None)) | (table.c.discarded_at.is_not(None))
    for row in connection.execute(select(table).where(closed).order_by(table.c.id)).mappings():
        known = told.get(row["id"])
        said = {one: plain(row[one], table.c[one].info.get("audit"), key) for one in columns}
        wrong = tuple(one for one in columns if known is None or known.get(one) != said[one])
        if wrong:
            yield Altered(name, row["id"], wrong)


def _told(connection: Connection, name: str) -> dict[int, dict[str, Any]]:
    """What each row holds by the log: as it was made, with every change since."""
    state: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = select(LOG.c.entity_id, LOG.c.detail).where(LOG.c.entity == name).order_by(LOG.c.id)
    for id_, detail in connection.execute(rows):
        for verb, values in json.loads(detail or "{}").items():
            if verb == "new":
                state[id_] = dict(values)
            elif verb == "changed":
                state[id_] |= {column: after for column, (_before, after) in values.items()}
    return state
