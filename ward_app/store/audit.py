"""The log: who did what, when, from where, with whose data. Written by the session, chained by HMAC.

One chain a stream; a stream is a workstation. Rows are appended in the transaction they tell of, and each
row's MAC covers the row and the MAC before it, so that a changed, removed or inserted row breaks the chain.
Text of the record never enters the log: such columns are marked `digest` and leave their length and a keyed
digest, which tells a change and cannot be guessed back, however short the text was.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from ward_app.store.base import Entity, Instant, as_text

LOG = Table(
    "audit_log",
    Entity.metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("stream", String(64), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("user_id", Integer),
    Column("actor", String(60), nullable=False),
    Column("role", String(40)),
    Column("owner", String(40)),
    Column("unit_id", Integer),
    Column("workstation", String(64), nullable=False),
    Column("action", String(60), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("patient_id", Integer),
    Column("entity", String(60)),
    Column("entity_id", Integer),
    Column("reason", Text),
    Column("detail", Text),
    Column("mac", String(64), nullable=False),
    UniqueConstraint("stream", "seq"),
    Index(None, "at"),
    Index(None, "patient_id", "at"),
    Index(None, "user_id", "at"),
)

STREAM = Table(
    "audit_stream",
    Entity.metadata,
    Column("stream", String(64), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("mac", String(64), nullable=False),
)

CHAINED = [column.name for column in LOG.columns if column.name not in ("id", "mac")]
"""The columns under the MAC, in this order. Part of the format: a new column is added at the end only."""

OK, REFUSED = "ok", "refused"
_PARENTS = {"stay_id": "stay", "note_id": "note", "social_entry_id": "social_entry"}


@dataclass(slots=True)
class Stamp:
    """What every row of one operation shares. A session without a stamp cannot write."""

    key: bytes
    stream: str
    workstation: str
    at: datetime
    action: str
    user_id: int | None
    actor: str
    role: str | None
    owner: str | None
    unit_id: int | None
    reason: str | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)
    changed: set[type[Entity]] = field(default_factory=set)

    @property
    def patients(self) -> frozenset[int]:
        """Whose records the rows tell of so far."""
        return frozenset(row["patient_id"] for row in self.rows if row["patient_id"] is not None)

    def add(
        self, action: str | None = None, *, outcome: str = OK, patient_id: int | None = None,
        entity: str | None = None, entity_id: int | None = None, detail: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """One more row, written with the rest before the commit."""
        self.rows.append({
            "at": self.at, "user_id": self.user_id, "actor": self.actor, "role": self.role,
            "owner": self.owner, "unit_id": self.unit_id, "workstation": self.workstation,
            "action": action or self.action, "outcome": outcome, "patient_id": patient_id,
            "entity": entity, "entity_id": entity_id, "reason": self.reason,
            "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else None,
        })  # fmt: skip

    def explain(self, reason: str | None) -> None:
        """Why it was done all the same, on every row: a code, never words."""
        self.reason = reason
        for row in self.rows:
            row["reason"] = reason


def stamp_of(session: Session) -> Stamp:
    stamp = session.info.get("stamp")
    if not isinstance(stamp, Stamp):
        raise RuntimeError("a session outside the door cannot write")
    return stamp


def append(connection: Connection, stamp: Stamp) -> None:
    """Chain and insert the stamp's rows. Call once, last in the transaction."""
    if not stamp.rows:
        return
    head = _head(connection, stamp.stream)
    seq, mac = (head.seq, head.mac) if head else (0, "")
    for row in stamp.rows:
        seq += 1
        row["stream"], row["seq"] = stamp.stream, seq
        row["mac"] = mac = link(stamp.key, mac, row)
    connection.execute(insert(LOG), stamp.rows)
    if head:
        connection.execute(update(STREAM).where(STREAM.c.stream == stamp.stream).values(seq=seq, mac=mac))
    else:
        connection.execute(insert(STREAM).values(stream=stamp.stream, seq=seq, mac=mac))
    stamp.rows = []


encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr).encode
"""The columns as the MAC sees them. Bytes, which only a forger puts there, have a text of their own too."""


def link(key: bytes, before: str, row: dict[str, Any]) -> str:
    """The MAC of a row that follows the row with MAC `before`."""
    values = [as_text(value) if isinstance(value := row[name], datetime) else value for name in CHAINED]
    return hmac.digest(key, (before + encode(values)).encode(), "sha256").hex()


def anchor(connection: Connection, stream: str) -> str:
    """`48211-RK5U2H5Y`: the head of a stream as printed on paper, out of reach of any administrator."""
    head = _head(connection, stream)
    return anchor_text(head.seq, head.mac) if head else "0"


def anchors(connection: Connection) -> dict[str, str]:
    """The heads of all streams: for backups and for comparing with paper."""
    return {row.stream: anchor_text(row.seq, row.mac) for row in connection.execute(select(STREAM))}


def anchor_text(seq: int, mac: str) -> str:
    """A place in a stream, short enough to be copied by hand."""
    return f"{seq}-{base64.b32encode(bytes.fromhex(mac)[:5]).decode()}"


def _head(connection: Connection, stream: str) -> Row[int, str] | None:
    return connection.execute(select(STREAM.c.seq, STREAM.c.mac).where(STREAM.c.stream == stream)).first()


@event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _context: UOWTransaction) -> None:
    stamp = stamp_of(session)
    for verb, entities in (("new", session.new), ("changed", session.dirty), ("deleted", session.deleted)):
        for entity in entities:
            if verb != "changed" or session.is_modified(entity):
                stamp.changed.add(type(entity))
                _note(session, stamp, verb, entity)


def _note(session: Session, stamp: Stamp, verb: str, entity: Any) -> None:
    stamp.add(
        patient_id=_patient_of(session, entity),
        entity=entity.__tablename__,
        entity_id=entity.id,
        detail={verb: _values(entity, stamp.key, old=verb == "changed")},
    )


def _patient_of(session: Session, entity: Any) -> int | None:
    if entity.__tablename__ == "patient":
        return int(entity.id)
    if (patient_id := getattr(entity, "patient_id", None)) is not None:
        return int(patient_id)
    for name, parent in _PARENTS.items():
        if (parent_id := getattr(entity, name, None)) is not None:
            table = Entity.metadata.tables[parent]
            found = session.connection().scalar(select(table.c.patient_id).where(table.c.id == parent_id))
            return None if found is None else int(found)
    return None


def _values(entity: Any, key: bytes, *, old: bool) -> dict[str, Any]:
    """New values, or pairs of old and new for what changed."""
    seen: dict[str, Any] = {}
    for attribute in inspect(entity).mapper.column_attrs:
        how = attribute.columns[0].info.get("audit")
        history = inspect(entity).attrs[attribute.key].history
        if how == "skip" or attribute.key == "id" or (old and not history.has_changes()):
            continue
        new = plain(getattr(entity, attribute.key), how, key)
        if old:
            before = history.deleted[0] if history.deleted else None
            seen[attribute.key] = [plain(before, how, key), new]
        elif new is not None:
            seen[attribute.key] = new
    return seen


def plain(value: Any, how: str | None, key: bytes) -> Any:
    """A value as it stands in the log; of text marked `digest` its length and a keyed digest."""
    if value is None:
        return None
    if how == "digest":
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return {"length": len(text), "digest": hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:16]}
    if isinstance(value, datetime):
        return as_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    """The log goes in with what it tells of. Reads commit too, but they have no stamp and no rows."""
    if "stamp" not in session.info:
        return
    session.flush()
    append(session.connection(), stamp_of(session))


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("bulk INSERT, UPDATE and DELETE would pass the audit log by")
