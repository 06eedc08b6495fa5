"""Which records were destroyed by decision, kept beside the store and in every backup (PDL 8:4).

Ids and numbers of decisions, no content. A backup from before a destruction still has the text, so every
restore destroys it again by this list. Sealed with the store's key: who takes a line out is found out.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, Date, column, select, table

from ward_app.errors import StoreUnusable
from ward_app.i18n import _
from ward_app.store import durable, inventory
from ward_app.store.base import Instant
from ward_app.store.keyslots import subkey

Entry = tuple[str, int]
"""A table and an id in it."""

_DECISIONS = table(
    "record_destruction", column("patient_id"), column("owner"), column("decision_ref"),
    column("decided_on", Date()), column("done_at", Instant()), column("entries", JSON()),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Destroyed:
    """One decision carried out."""

    patient_id: int
    owner: str
    decision_ref: str
    decided_on: date
    done_at: datetime
    entries: tuple[Entry, ...]

    def plain(self) -> dict[str, Any]:
        return {
            "patient_id": self.patient_id, "owner": self.owner, "decision_ref": self.decision_ref,
            "decided_on": self.decided_on.isoformat(), "done_at": self.done_at.isoformat(),
            "entries": [list(entry) for entry in self.entries],
        }  # fmt: skip


def parsed(plain: Iterable[dict[str, Any]]) -> tuple[Destroyed, ...]:
    return tuple(
        Destroyed(
            int(one["patient_id"]), str(one["owner"]), str(one["decision_ref"]),
            date.fromisoformat(one["decided_on"]), datetime.fromisoformat(one["done_at"]),
            tuple((str(name), int(id_)) for name, id_ in one["entries"]),
        )
        for one in plain
    )  # fmt: skip


def path_beside(store: Path) -> Path:
    return store.with_suffix(".destroyed")


def of_store(connection: Connection) -> tuple[Destroyed, ...]:
    """What the store itself tells."""
    if _DECISIONS.name not in inventory.tables(connection):
        return ()
    rows = connection.execute(select(_DECISIONS))
    return tuple(
        Destroyed(
            row.patient_id, row.owner, row.decision_ref, row.decided_on, row.done_at,
            tuple((str(name), int(id_)) for name, id_ in row.entries),
        )
        for row in rows
    )  # fmt: skip


def joined(*lists: Iterable[Destroyed]) -> tuple[Destroyed, ...]:
    """Each once, in the order they were carried out."""
    every = {one for known in lists for one in known}
    return tuple(sorted(every, key=lambda one: (one.done_at, one.decision_ref, one.owner)))


def keep(path: Path, known: Iterable[Destroyed], key: bytes) -> None:
    said = [one.plain() for one in joined(known)]
    durable.replace(path, json.dumps({"said": said, "seal": _seal(said, key)}, indent=1).encode())


def read(path: Path, key: bytes) -> tuple[Destroyed, ...]:
    """Empty where there is no list. One that was changed is refused: it may lack a decision."""
    try:
        whole = json.loads(path.read_bytes())
        if hmac.compare_digest(str(whole["seal"]), _seal(whole["said"], key)):
            return parsed(whole["said"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _refused(path) from error
    raise _refused(path)


def _refused(path: Path) -> StoreUnusable:
    return StoreUnusable(
        _(
            "{path}, the list of destroyed records, is damaged or belongs to another store."
            " Nothing was put back. Find out why before you move it away."
        ).format(path=path)
    )


def _seal(said: object, key: bytes) -> str:
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hmac.new(subkey(key, "destroyed"), canonical.encode(), hashlib.sha256).hexdigest()
