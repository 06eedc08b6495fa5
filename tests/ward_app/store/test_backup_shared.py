"""Backups of the shared store: the server's own dump, read back whole, put back only where nothing is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.postgres import Server
from tests.ward_app.store import ward
from ward_app.errors import Refused, StoreDown, StoreUnusable
from ward_app.store import backup, serverdump
from ward_app.store.engine import Store, open_postgres

NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
ANCHORS = {"ws1": "48211-RK5U2H5Y"}


@pytest.fixture
def filled(shared: Store) -> Store:
    with shared.writer.begin() as connection:
        for table in ward.TABLES:
            connection.execute(text(table.replace("id integer", "id serial", 1)))
        connection.execute(text("INSERT INTO bed (id, moves) VALUES (1, 0)"))
        for number in range(20):
            ward.admit(connection, f"{number:06}", notes=3)
    return shared


@pytest.fixture
def another(server: Server) -> Iterator[Store]:
    """A second, empty database."""
    url = server.create("another_store")
    with open_postgres(url, ward.KEY, workstation="test") as store:
        yield store
    server.drop("another_store")


def test_that_a_shared_store_comes_back_whole(filled: Store, another: Store, tmp_path: Path) -> None:
    made = backup.make(filled, tmp_path / "backups", at=NOW, anchors=ANCHORS)
    backup.restore_shared(made, another, mend=ward.nothing)
    assert ward.count(another.reader, "note") == 60
    said = backup.verify(made, ward.KEY)
    assert (said.dialect, said.rows["patient"], said.anchors) == ("postgresql", 20, ANCHORS)
    assert (made / backup.DUMP).stat().st_mode & 0o077 == 0


def test_that_a_shared_store_is_only_put_back_where_nothing_is(filled: Store, tmp_path: Path) -> None:
    made = backup.make(filled, tmp_path / "backups", at=NOW)
    with pytest.raises(Refused, match="not empty"):
        backup.restore_shared(made, filled, mend=ward.nothing)
    assert ward.count(filled.reader, "patient") == 20


def test_that_half_a_dump_is_refused_though_the_server_would_list_it(filled: Store, tmp_path: Path) -> None:
    made = backup.make(filled, tmp_path / "backups", at=NOW)
    dump = made / backup.DUMP
    os.truncate(dump, dump.stat().st_size - 40)
    serverdump._run("pg_restore", None, "--list", "--file=/dev/null", str(dump))
    with pytest.raises(StoreUnusable, match="own tools cannot read it"):
        serverdump.check(dump)
    with pytest.raises(StoreUnusable, match="not a whole backup"):
        backup.verify(made, ward.KEY)


def test_that_neither_kind_is_put_into_the_other(
    embedded: Store, filled: Store, another: Store, tmp_path: Path
) -> None:
    copied = backup.make(embedded, tmp_path / "copies", at=NOW)
    with pytest.raises(Refused, match="embedded store"):
        backup.restore_shared(copied, another, mend=ward.nothing)
    dumped = backup.make(filled, tmp_path / "dumps", at=NOW)
    with pytest.raises(Refused, match="shared store"):
        backup.restore(dumped, tmp_path / "new.db", ward.KEY, at=NOW, mend=ward.nothing)


def test_that_a_machine_without_the_servers_tools_says_so(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreUnusable, match="pg_dump was not found"):
        backup.make(filled, tmp_path / "backups", at=NOW)


def test_that_a_server_that_will_not_dump_is_an_outage(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreDown, match="pg_dump could not"):
        serverdump.dump(filled.engine.url, tmp_path / "dump", "no such snapshot")


def test_that_no_password_is_ever_on_a_command_line(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pg_dump").write_text('#!/bin/sh\necho "$@" > "$(dirname "$0")/said"\nexit 1\n')
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(StoreDown):
        serverdump.dump(filled.engine.url.set(password="hemlig"), tmp_path / "dump", "1")
    said = (tmp_path / "said").read_text()
    assert "--no-password" in said and "hemlig" not in said
