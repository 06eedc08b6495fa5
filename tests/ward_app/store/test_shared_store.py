"""The shared store on a real PostgreSQL: how it is reached, what it is set to, and when it goes away."""

from __future__ import annotations

import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.postgres import Cluster, Server
from tests.ward_app.store import ward
from ward_app.errors import StoreDown, StoreUnusable
from ward_app.store import faults, postgres
from ward_app.store.engine import Store, open_postgres
from ward_app.store.postgres import vetted

REMOTE = "postgresql://anna@db.ward.test/narvard"

LOCAL = (
    "postgresql://anna@localhost/narvard",
    "postgresql://anna@127.0.0.1:5433/narvard",
    "postgresql://anna@[::1]/narvard",
    "postgresql://anna@/narvard?host=/var/run/postgresql",
)
NOT_LOCAL = (
    REMOTE,
    "postgresql://anna@10.1.2.3/narvard",
    "postgresql://anna@localhost.ward.test/narvard",
    "postgresql://anna@localhost/narvard?hostaddr=10.1.2.3",
    "postgresql://anna@/narvard?host=/run,db.ward.test",
    "postgresql://anna@/narvard?service=ward",
    "postgresql:///narvard",
)


@pytest.mark.parametrize("url", LOCAL)
def test_that_a_server_on_this_machine_needs_no_certificate(url: str) -> None:
    assert "sslmode" not in vetted(url, workstation="ws1").query


@pytest.mark.parametrize("url", NOT_LOCAL)
def test_that_any_other_server_must_prove_its_name(url: str) -> None:
    address = vetted(url, workstation="ws1")
    assert address.query["sslmode"] == "verify-full"
    assert address.query["channel_binding"] == "require"


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_that_a_weaker_line_is_refused(mode: str) -> None:
    with pytest.raises(StoreUnusable, match="verify-full"):
        vetted(f"{REMOTE}?sslmode={mode}", workstation="ws1")


def test_that_a_certificate_or_kerberos_needs_no_password_to_bind() -> None:
    address = vetted(f"{REMOTE}?sslcert=/c&sslkey=/k", workstation="ws1")
    assert address.query["sslmode"] == "verify-full"
    assert "channel_binding" not in address.query


WITH_PASSWORD = (
    "postgresql://anna:hemlig@db/n",
    "postgresql://anna@db/n?password=hemlig",
    "postgresql://anna:hemlig@localhost/n",
)


@pytest.mark.parametrize("url", WITH_PASSWORD)
def test_that_a_password_in_the_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(StoreUnusable, match="PGPASSFILE") as caught:
        vetted(url, workstation="ws1")
    assert "hemlig" not in repr(caught.value)


def test_that_only_a_test_on_this_machine_may_have_one() -> None:
    url = "postgresql://anna:hemlig@{host}/narvard"
    assert vetted(url.format(host="localhost"), workstation="t", local_password=True).password == "hemlig"
    with pytest.raises(StoreUnusable, match="PGPASSFILE"):
        vetted(url.format(host="db.ward.test"), workstation="t", local_password=True)


NO_ADDRESS = ("what is this", "sqlite:///ward.db", "mysql://db/ward", "", "postgresql://db:port/x")


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_that_what_is_no_address_is_said_to_be_none(url: str) -> None:
    with pytest.raises(StoreUnusable, match="address"):
        vetted(url, workstation="ws1")


def test_that_every_session_is_set_as_the_ward_needs_it(shared: Store) -> None:
    wanted = {
        "TimeZone": "UTC", "synchronous_commit": "on", "statement_timeout": "15s", "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "1min", "application_name": "test",
    }  # fmt: skip
    for engine in (shared.reader, shared.writer):
        with engine.connect() as connection:
            found = {name: connection.execute(text(f"SHOW {name}")).scalar() for name in wanted}
        assert found == wanted


def test_that_readers_see_one_moment_and_cannot_write(shared: Store) -> None:
    with shared.writer.begin() as connection:
        connection.execute(text(ward.TABLES[2]))
    with shared.reader.connect() as reading:
        assert reading.execute(text("SELECT count(*) FROM bed")).scalar() == 0
        with shared.writer.begin() as writing:
            writing.execute(text("INSERT INTO bed VALUES (1, 0)"))
        assert reading.execute(text("SELECT count(*) FROM bed")).scalar() == 0
        with pytest.raises(DBAPIError) as caught:
            reading.execute(text("INSERT INTO bed VALUES (2, 0)"))
    assert isinstance(faults.explain(caught.value), StoreDown)


def test_that_writers_act_as_if_alone_also_on_a_connection_that_was_read_with(shared: Store) -> None:
    for _turn in range(2):
        with shared.reader.connect() as connection:
            assert connection.execute(text("SHOW transaction_isolation")).scalar() == "repeatable read"
        with shared.writer.begin() as connection:
            assert connection.execute(text("SHOW transaction_isolation")).scalar() == "serializable"
            assert connection.execute(text("SHOW transaction_read_only")).scalar() == "off"


def test_that_a_connection_cut_while_it_rested_is_not_noticed_by_anyone(
    shared: Store, server: Server
) -> None:
    with shared.reader.connect() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with shared.writer.begin() as connection:
        connection.execute(text("SELECT 1"))
    server.run(sql.SQL(f"SELECT pg_terminate_backend({pid}, 5000)"))
    with shared.reader.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_that_a_connection_cut_in_the_middle_is_an_outage_and_the_next_one_is_whole(shared: Store) -> None:
    with pytest.raises(DBAPIError) as caught, shared.writer.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert isinstance(faults.explain(caught.value), StoreDown)
    with shared.writer.begin() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_that_a_server_that_is_down_is_told_and_found_again_when_it_is_back() -> None:
    with Cluster() as cluster:
        store = open_postgres(cluster.url("postgres"), ward.KEY, workstation="test")
        cluster.kill()
        with pytest.raises(DBAPIError) as caught:
            store.reader.connect()
        assert isinstance(faults.explain(caught.value), StoreDown)
        with pytest.raises(StoreDown, match="does not answer"):
            open_postgres(cluster.url("postgres"), ward.KEY, workstation="test")
        cluster.start()
        with store.reader.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1
        store.close()


def test_that_a_server_that_lets_no_one_in_says_what_to_look_at(server: Server) -> None:
    with pytest.raises(StoreUnusable, match="does not let this workstation in") as caught:
        open_postgres(server.url("no such database"), ward.KEY, workstation="test")
    assert "no such database" not in caught.value.sentence


def test_that_a_server_or_encoding_that_does_not_do_is_refused(server: Server) -> None:
    with pytest.raises(StoreUnusable, match="14"):
        postgres.refuse_unsuitable(130020, "UTF8")
    latin = "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    server.run(sql.SQL(latin))
    with pytest.raises(StoreUnusable, match="LATIN1"):
        open_postgres(server.url("latin"), ward.KEY, workstation="test")
    server.drop("latin")
