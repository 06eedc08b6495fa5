"""`python -m tests.benchmarks [--json FILE] [--store sqlite|postgresql]`"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import postgres
from tests.benchmarks import measures, start
from tests.benchmarks.rows import Row, table
from ward_app import i18n
from ward_app.store import schema
from ward_app.store.engine import create_sqlite, open_postgres

STORES = ("sqlite", "postgresql")
KEY = bytes(range(32))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--store", choices=STORES, action="append")
    asked = parser.parse_args()
    i18n.use("sv")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="narvard-bench-") as folder:
        for store in asked.store or STORES:
            measured = on_sqlite if store == "sqlite" else on_postgres
            for row in measured(Path(folder)):
                rows.append(row)
                sys.stderr.write(f"{row.name} ({row.store})\n")
    sys.stdout.write(table(rows) + "\n")
    if asked.json:
        asked.json.write_text(json.dumps([row.plain() for row in rows], indent=1), "utf-8")
    return 0


def on_sqlite(folder: Path) -> Iterator[Row]:
    yield from start.measured(folder)
    with create_sqlite(folder / "bench.db", KEY) as store:
        schema.upgrade(store, backup_to=None)
        yield from measures.all_on(store)


def on_postgres(folder: Path) -> Iterator[Row]:
    with postgres.server() as server:
        yield from start.measured(_made(folder / "shared"), server.create("narvard_start"))
        url = server.create("narvard_bench")
        with open_postgres(url, KEY, workstation="bench") as store:
            schema.upgrade(store, backup_to=None)
            yield from measures.all_on(store)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
