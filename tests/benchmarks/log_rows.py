"""A log of a million rows, chained as the program chains them, and the time to read all of it back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from tests import factories
from tests.benchmarks.rows import Row
from ward_app.store import audit, log_check
from ward_app.store.audit import CHAINED, LOG, STREAM
from ward_app.store.engine import Store

MANY = 1_000_000
STREAMS = 4
BATCH = 10_000
ACTIONS = ("stays.board", "notes.stream", "patients.record", "notes.save", "search")


def measured(store: Store, many: int = MANY) -> Row:
    """The log that is there, filled up to `many` rows. One run: it is long, and nothing is warm in it."""
    with store.reader.connect() as connection:
        there = connection.scalar(select(func.count()).select_from(LOG)) or 0
    fill(store, many - there)
    cpu, wall = time.process_time(), time.perf_counter()
    with store.reader.connect() as connection:
        found = log_check.verify(connection, store.audit_key)
    wall, cpu = (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
    assert found == []
    return Row(f"verify {many:,} log rows".replace(",", " "), store.dialect, wall, cpu)


def fill(store: Store, many: int) -> None:
    for nth in range(STREAMS):
        here = many // STREAMS + (many % STREAMS if nth == 0 else 0)
        rows = _rows(store.audit_key, f"bench{nth}", here)
        while batch := list(islice(rows, BATCH)):
            head = {name: batch[-1][name] for name in ("stream", "seq", "mac")}
            with store.writer.begin() as connection:
                connection.execute(insert(LOG), batch)
        with store.writer.begin() as connection:
            connection.execute(insert(STREAM).values(head))


def _rows(key: bytes, stream: str, many: int) -> Iterator[dict[str, Any]]:
    mac = ""
    empty: dict[str, Any] = dict.fromkeys(CHAINED)
    for seq in range(1, many + 1):
        row = empty | {
            "stream": stream, "seq": seq, "at": factories.MORNING + timedelta(seconds=seq), "user_id": 7,
            "actor": "maria.falk", "role": "nurse", "owner": "kommun_hsl", "unit_id": 1,
            "workstation": stream, "action": ACTIONS[seq % len(ACTIONS)], "outcome": audit.OK,
            "patient_id": seq % 90_000 + 1, "detail": '{"read":{"region_hsl":"consent"}}',
        }  # fmt: skip
        row["mac"] = mac = audit.link(key, mac, row)
        yield row
