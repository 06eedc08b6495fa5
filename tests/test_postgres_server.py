"""The server that the other tests stand on: real settings, quick databases, nothing left behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests import postgres
from tests.postgres import Cluster

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as cluster:
        yield cluster


def test_that_it_writes_to_disk_as_a_real_server_does(cluster: Cluster) -> None:
    names = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")
    for name in names:
        assert cluster.run(sql.SQL("SHOW {}").format(sql.Identifier(name))) == [("on",)], name


def test_that_the_server_is_not_root(cluster: Cluster) -> None:
    assert Path(f"/proc/{cluster.pid}").stat().st_uid != 0
    assert cluster.folder.stat().st_mode & 0o077 == 0


def test_that_a_copy_starts_with_what_the_template_holds_and_goes_its_own_way(cluster: Cluster) -> None:
    with psycopg.connect(cluster.create("ready")) as connection:
        connection.execute("CREATE EXTENSION btree_gist")
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE TABLE bed (name text)")
    with psycopg.connect(cluster.create("copy", template="ready")) as connection:
        connection.execute("INSERT INTO bed VALUES ('1:1')")
    with psycopg.connect(cluster.url("ready")) as connection:
        assert connection.execute("SELECT * FROM bed").fetchall() == []


def test_that_a_database_is_dropped_under_an_open_connection(cluster: Cluster) -> None:
    with psycopg.connect(cluster.create("busy")) as connection:
        cluster.drop("busy")
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_that_loopback_asks_for_a_password(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.tcp_url("postgres")
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT inet_server_addr()::text").fetchall() == [("127.0.0.1/32",)]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url.partition("?")[0], passfile=str(tmp_path / "none"))


def test_that_it_comes_back_after_a_crash_with_what_was_committed(cluster: Cluster) -> None:
    with psycopg.connect(cluster.create("crash")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    cluster.kill()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url("crash"))
    cluster.start()
    with psycopg.connect(cluster.url("crash")) as connection:
        assert connection.execute("SELECT one FROM kept").fetchall() == [(1,)]


def test_that_a_hung_server_takes_connections_and_says_nothing(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        line = connection.pgconn
        with cluster.hung():
            line.send_query(b"SELECT 1")
            assert not select.select([line.socket], [], [], 0.1)[0]
        answer = line.get_result()
        assert answer is not None and answer.get_value(0, 0) == b"1"
        assert line.get_result() is None


def test_that_a_given_server_is_used_as_it_is(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(postgres.GIVEN, cluster.url(""))
    with postgres.server() as given:
        assert not isinstance(given, Cluster)
        assert given.url("ward") == cluster.url("ward")
        assert given.url("ward", user="nurse@ward").startswith("postgresql://nurse%40ward@/ward?")


def test_that_the_server_and_its_folder_do_not_outlive_a_killed_test_run() -> None:
    program = "from tests.postgres import Cluster as C; c = C(); c.start(); print(c.pid, c.folder); input()"
    run = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with run:
        assert run.stdout is not None
        pid, folder = run.stdout.readline().split()
        ended = os.pidfd_open(int(pid))
        run.send_signal(signal.SIGKILL)
    assert select.select([ended], [], [], postgres.STOP_SECONDS)[0], "the server runs on"
    os.close(ended)
    with Cluster():
        assert not Path(folder).exists()
