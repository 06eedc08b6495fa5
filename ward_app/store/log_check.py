"""Reading the log back: which row was changed, removed or put in, and where a stream was cut or rebuilt.

A row's MAC covers the MAC before it, so one touched row also unsettles the next. The walk therefore asks, for
each row that does not fit, what the row after it fits on: that tells a changed row from a removed and from an
inserted one, and keeps one removed row from making the rest of the stream look broken.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import chain, pairwise
from typing import Any

from sqlalchemy import Connection, Select, String, func, select, type_coerce

from ward_app.store.audit import CHAINED, LOG, STREAM, anchor_text, encode

BATCH = 5000
REACH = 32
"""So many rows taken out at one place, the rest renumbered, are still told from a changed stream."""
PATIENCE = 2000
"""So many rows that do not fit are looked into that closely; a wrong key makes all of them unfit."""

Row = tuple[Any, ...]
Place = tuple[int, str]
"""A row's number in its stream and its MAC."""


class Damage(StrEnum):
    CHANGED = auto()
    """Or moved to another place."""
    REMOVED = auto()
    """The row after it stands alone: only the row after that one vouches for it."""
    INSERTED = auto()
    CUT = auto()
    """Removed at the end of the stream, or the head was moved."""
    STREAM_REMOVED = auto()
    REBUILT = auto()
    """The chain holds, but is another one than what was written down outside the store."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the log is not as it was written: rows `seq` to `last` of a stream."""

    stream: str
    seq: int
    what: Damage
    last: int
    at: str | None = None
    """When the first of the rows says that it was written, in UTC."""


def verify(
    connection: Connection, key: bytes, *, since: Mapping[str, Place] | None = None,
    anchors: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Break]:  # fmt: skip
    """Every break of every stream; an empty list means that the log is as it was written.

    `since` are places found whole before: only what follows them is read. `anchors` are heads written down
    outside the store, as `anchor_text` gives them.
    """
    heads: dict[str, Place] = {row.stream: (row.seq, row.mac) for row in connection.execute(select(STREAM))}
    known, told = since or {}, anchors or {}
    found: list[Break] = []
    for stream in sorted({*_streams(connection), *heads, *known, *told}):
        walk = Walk(key, stream, known.get(stream, (0, "")))
        rows = _rows(connection, stream, walk.seq)
        for row, after in pairwise(chain(rows, (None,))):
            if row is not None:
                walk.take(row, after)
        here = walk.end(heads.get(stream))
        places = [anchor_text(*known[stream])] if stream in known else []
        found += here + _against(connection, stream, (*places, *told.get(stream, ())), walk, here)
    return found


def heads_of(connection: Connection) -> dict[str, Place]:
    """Where each stream ends, to verify from next time."""
    return {row.stream: (row.seq, row.mac) for row in connection.execute(select(STREAM))}


class Walk:
    """One stream from its beginning, or from a place known to be whole, to its end."""

    def __init__(self, key: bytes, stream: str, start: Place) -> None:
        self._key = key
        self._stream = stream
        self.seq, self._mac = start
        self._shift = 0
        """What renumbered rows had as their number, less what they have."""
        self._odd: _Odd | None = None
        self._jump: tuple[Place, int, int, str] | None = None
        self._found: list[Break] = []
        self._patience = PATIENCE
        self.is_empty = True

    def take(self, row: Row, after: Row | None) -> None:
        self.is_empty = False
        if self._odd is None and row[1] + self._shift == self.seq + 1 and self._follows(row, self._mac):
            self.seq, self._mac = self.seq + 1, row[-1]
        elif self._odd is None:
            self._wonder(row)
        else:
            self._resolve(self._odd, row, after)

    def end(self, head: Place | None) -> list[Break]:
        """What the head says comes last: it tells what was cut off, and what was put in after it."""
        if self.is_empty and self.seq == 0:
            gone = Break(self._stream, 1, Damage.STREAM_REMOVED, head[0]) if head else None
            return [gone] if gone else []
        if (odd := self._odd) is not None:
            self._close(odd, Damage.INSERTED if head == (self.seq, self._mac) else Damage.CHANGED)
        elif self._jump is not None and head == self._jump[0]:
            _before, breaks, seq, at = self._jump
            self._found[breaks:] = [Break(self._stream, seq, Damage.INSERTED, self.seq, at)]
            self.seq, self._mac = head
        if head != (self.seq, self._mac):
            first = self.seq + 1
            self._note(Damage.CUT, first, max(first, head[0]) if head else first, None)
        return self._found

    def _wonder(self, row: Row) -> None:
        """The first row that does not fit on what is known to be whole."""
        seq = row[1] + self._shift
        if seq > self.seq + 1:
            self._jump = ((self.seq, self._mac), len(self._found), row[1], row[2])
            self._note(Damage.REMOVED, self.seq + 1, seq - 1, None)
            self.seq, self._mac = seq, row[-1]
        elif seq <= self.seq:
            self._note(Damage.INSERTED, row[1], row[1], row[2])
        else:
            self._odd = _Odd(row[1], row[2], seq, row[-1], self._link(row, self._mac))

    def _resolve(self, odd: _Odd, row: Row, after: Row | None) -> None:
        """A row after one or more that did not fit: what does it fit on?"""
        seq = row[1] + self._shift
        if seq == self.seq + 1 and self._follows(row, self._mac):
            self._close(odd, Damage.INSERTED)  # two rows of one number, and this is the one
        elif seq > odd.last + 1:
            self._close(odd, Damage.CHANGED)
            self._wonder(row)
            return
        elif seq == odd.last + 1 and (self._follows(row, odd.mac) or self._follows(row, odd.computed)):
            self._close(odd, Damage.CHANGED)
        elif (shift := self._renumbered_after_insertion(row, after)) is not None:
            self._close(odd, Damage.INSERTED)
            self._shift = shift
        elif (gone := self._renumbered_after_removal(odd, row)) is not None:
            self._note(Damage.REMOVED, odd.first, odd.first + gone - 1, odd.at)
            self._odd, self._shift = None, self._shift + gone
        else:
            odd.last, odd.mac, odd.computed = seq, row[-1], self._link(row, odd.mac)
            return
        self.seq, self._mac = row[1] + self._shift, row[-1]

    def _renumbered_after_insertion(self, row: Row, after: Row | None) -> int | None:
        """The row that belongs here under a higher number, and the row after it goes on the same way."""
        shift = self.seq + 1 - row[1]
        fits = shift < self._shift and self._follows(row, self._mac, shift)
        return shift if fits and (after is None or self._follows(after, row[-1], shift)) else None

    def _renumbered_after_removal(self, odd: _Odd, row: Row) -> int | None:
        """How many rows are missing where the rest was given lower numbers to hide it."""
        if self._patience == 0 or odd.last != self.seq + 1:
            return None
        self._patience -= 1
        tried = range(1, REACH + 1)
        return next((gone for gone in tried if self._follows(row, odd.mac, self._shift + gone)), None)

    def _close(self, odd: _Odd, what: Damage) -> None:
        self._note(what, odd.first, odd.last - self._shift, odd.at)
        if what is Damage.CHANGED:
            self.seq, self._mac = odd.last, odd.mac
        self._odd = None

    def _note(self, what: Damage, seq: int, last: int, at: str | None) -> None:
        self._found.append(Break(self._stream, seq, what, last, at))

    def _follows(self, row: Row, before: str, shift: int | None = None) -> bool:
        return bool(self._link(row, before, shift) == row[-1])

    def _link(self, row: Row, before: str, shift: int | None = None) -> str:
        by = self._shift if shift is None else shift
        values = row[:-1] if by == 0 else (row[0], row[1] + by, *row[2:-1])
        return hmac.digest(self._key, (before + encode(values)).encode(), "sha256").hex()


@dataclass(slots=True)
class _Odd:
    """Rows in a row that do not fit: the first as it stands, the last as it would have to be followed."""

    first: int
    at: str
    last: int
    mac: str
    computed: str


def _against(
    connection: Connection, stream: str, told: tuple[str, ...], walk: Walk, here: list[Break]
) -> list[Break]:
    """What was written down outside the store still stands in it."""
    wrong = []
    for one in told:
        seq = int(one.partition("-")[0])
        at_seq = select(LOG.c.mac).where(LOG.c.stream == stream, LOG.c.seq == seq)
        mac = connection.scalar(at_seq)
        if mac is not None and anchor_text(seq, mac) != one:
            wrong.append(Break(stream, seq, Damage.REBUILT, seq))
        elif mac is None and seq and not any(each.seq <= seq <= each.last for each in here):
            what = Damage.STREAM_REMOVED if walk.is_empty else Damage.CUT
            wrong.append(Break(stream, 1 if walk.is_empty else walk.seq + 1, what, seq))
    return wrong


def _streams(connection: Connection) -> Iterator[str]:
    """The streams that have rows, each found by one step in the index however many rows it has."""
    stream = connection.scalar(select(func.min(LOG.c.stream)))
    while stream is not None:
        yield stream
        stream = connection.scalar(select(func.min(LOG.c.stream)).where(LOG.c.stream > stream))


def _rows(connection: Connection, stream: str, after: int) -> Iterator[Row]:
    """As they are stored: nothing here believes that a value still has the type it was written with."""
    result = connection.execute(_raw(connection, stream, after).execution_options(yield_per=BATCH))
    for part in result.partitions():
        yield from (tuple(row) for row in part)


def _raw(connection: Connection, stream: str, after: int) -> Select[Any]:
    columns: list[Any] = [LOG.c[name] for name in CHAINED]
    columns[CHAINED.index("at")] = (
        func.to_char(func.timezone("UTC", LOG.c.at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        if connection.dialect.name == "postgresql"
        else type_coerce(LOG.c.at, String)
    )
    here = select(*columns, LOG.c.mac).where(LOG.c.stream == stream, LOG.c.seq > after)
    return here.order_by(LOG.c.seq, LOG.c.id)
