"""The shared store: what was acknowledged is there after the whole server was killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection as Pipe

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from tests.postgres import Cluster
from tests.ward_app.store import ward
from tests.ward_app.store.processes import LONG, PROCESSES
from ward_app.store.engine import open_postgres

KILLS = 30 if LONG else 2


@pytest.fixture(scope="module")
def hasty() -> Iterator[Cluster]:
    """A server that is set to acknowledge before it has written."""
    with Cluster() as cluster:
        cluster.run(sql.SQL("ALTER SYSTEM SET synchronous_commit = off"))
        cluster.run(sql.SQL("ALTER SYSTEM SET wal_writer_delay = '10s'"))
        cluster.run(sql.SQL("SELECT pg_reload_conf()"))
        cluster.run(sql.SQL("CREATE TABLE note (id int PRIMARY KEY)"))
        yield cluster


def write_as_we_do(url: str, first: int, pipe: Pipe) -> None:
    with open_postgres(url, ward.KEY, workstation="test") as store:
        for number in range(first, 10**9):
            with store.writer.begin() as connection:
                connection.execute(text("INSERT INTO note VALUES (:number)"), {"number": number})
            pipe.send(number)


def write_without_care(url: str, first: int, pipe: Pipe) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for number in range(first, 10**9):
            connection.execute("INSERT INTO note VALUES (%s)", (number,))
            pipe.send(number)


def lost(cluster: Cluster, writer: Callable[[str, int, Pipe], None]) -> int:
    """Kill the server under a writer; how many of its acknowledged notes are not there afterwards."""
    cluster.run(sql.SQL("TRUNCATE note"))
    here, there = PROCESSES.Pipe(duplex=False)
    writing = PROCESSES.Process(target=quietly, args=(writer, cluster.url("postgres"), there), daemon=True)
    writing.start()
    there.close()
    last = max(here.recv() for _each in range(200))
    cluster.kill()
    while True:
        try:
            last = here.recv()
        except EOFError:
            break
    writing.join()
    cluster.start()
    kept = {number for (number,) in cluster.run(sql.SQL("SELECT id FROM note"))}
    return len(set(range(last + 1)) - kept)


def quietly(writer: Callable[[str, int, Pipe], None], url: str, pipe: Pipe) -> None:
    """The writer's own end, when its server is gone, is not what is looked at."""
    try:
        writer(url, 0, pipe)
    except Exception:  # noqa: BLE001 - whatever the driver says when its server is killed
        pipe.close()


def test_that_no_kill_of_the_server_loses_what_was_acknowledged(hasty: Cluster) -> None:
    assert [lost(hasty, write_as_we_do) for _kill in range(KILLS)] == [0] * KILLS


def test_that_the_kills_would_show_a_writer_that_takes_the_server_as_it_is(hasty: Cluster) -> None:
    assert lost(hasty, write_without_care) > 0
