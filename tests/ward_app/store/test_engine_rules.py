"""The rules that an engine on SQLite must keep, each seen to be broken by an engine made without care."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Column, DateTime, Integer, MetaData, Table, TypeDecorator, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.types import TypeEngine

from tests.ward_app.store import careless, processes, ward
from tests.ward_app.store.careless import Pair
from ward_app.errors import StoreUnusable
from ward_app.store import sqlite
from ward_app.store.base import Instant
from ward_app.store.engine import create_sqlite, open_sqlite

Rule = Callable[[Pair, Path], None]


def no_update_is_lost(pair: Pair, path: Path) -> None:
    maker = careless.ours if pair.writer.dialect.dbapi is sqlite.driver else careless.default
    codes = processes.in_parallel(processes.count_up, *[(maker, path, 40)] * 4)
    with pair.reader.connect() as connection:
        assert connection.execute(text("SELECT moves FROM bed")).scalar_one() == 160
    assert codes == [0, 0, 0, 0]


def what_a_savepoint_held_goes_with_the_transaction(pair: Pair, _path: Path) -> None:
    with pair.writer.connect() as connection, connection.begin() as outer:
        with connection.begin_nested():
            ward.admit(connection, "1")
        outer.rollback()
    assert ward.count(pair.reader, "patient") == 0


def a_table_made_in_a_transaction_goes_with_it(pair: Pair, _path: Path) -> None:
    with pair.writer.connect() as connection, connection.begin() as outer:
        connection.execute(text("CREATE TABLE extra (id integer PRIMARY KEY)"))
        connection.execute(text("INSERT INTO extra VALUES (1)"))
        outer.rollback()
    assert not inspect(pair.reader).has_table("extra")


def a_note_needs_its_patient(pair: Pair, _path: Path) -> None:
    with pytest.raises(IntegrityError), pair.writer.begin() as connection:
        connection.execute(text("INSERT INTO note (patient_id, body) VALUES (99, 'x')"))


def every_connection_of_the_pool_is_set_alike(pair: Pair, _path: Path) -> None:
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000,
        "recursive_triggers": 1, "trusted_schema": 0, "cell_size_check": 1, "secure_delete": 1,
        "temp_store": 2,
    }  # fmt: skip
    connections = [pair.reader.connect() for _each in range(4)]
    for connection in connections:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
        connection.close()
        assert found == wanted


def who_will_write_holds_the_file_from_the_start(pair: Pair, _path: Path) -> None:
    """Else both read the same, and one of them is refused when it writes, however long it would wait."""
    with pair.writer.connect() as first, first.begin():
        first.execute(text("SELECT moves FROM bed")).scalar_one()
        with pytest.raises(OperationalError), pair.writer.connect() as second:
            second.connection.execute("PRAGMA busy_timeout=20")
            with second.begin():
                second.execute(text("UPDATE bed SET moves = 5"))
        first.execute(text("UPDATE bed SET moves = 7"))


def readers_do_not_wait_for_a_writer(pair: Pair, _path: Path) -> None:
    with pair.writer.connect() as writing, writing.begin():
        ward.admit(writing, "1")
        assert ward.count(pair.reader, "patient") == 0
    assert ward.count(pair.reader, "patient") == 1


def a_reader_sees_one_moment_throughout(pair: Pair, _path: Path) -> None:
    with pair.reader.connect() as reading:
        before = reading.execute(text("SELECT count(*) FROM patient")).scalar_one()
        with pair.writer.begin() as writing:
            ward.admit(writing, "1")
        assert reading.execute(text("SELECT count(*) FROM patient")).scalar_one() == before


def no_value_stands_in_an_error(pair: Pair, _path: Path) -> None:
    with pair.writer.begin() as connection:
        ward.admit(connection, "191212121212")
    with pytest.raises(IntegrityError) as caught, pair.writer.begin() as connection:
        ward.admit(connection, "191212121212")
    assert "191212121212" not in f"{caught.value} {caught.value!r} {caught.value.orig!r}"


def a_connection_goes_back_without_its_transaction(pair: Pair, _path: Path) -> None:
    with pair.writer.connect() as connection:
        connection.execute(text("SELECT count(*) FROM bed"))
        raw = connection.connection.driver_connection
    assert raw is not None and not raw.in_transaction


def a_replaced_row_meets_its_delete_trigger(pair: Pair, _path: Path) -> None:
    refuse = "CREATE TRIGGER kept BEFORE DELETE ON bed BEGIN SELECT RAISE(ABORT, 'NV003 bed'); END"
    with pair.writer.begin() as connection:
        connection.execute(text(refuse))
    with pytest.raises(DBAPIError), pair.writer.begin() as connection:
        connection.execute(text("INSERT OR REPLACE INTO bed VALUES (1, 0)"))


def nothing_on_the_disk_can_be_read(pair: Pair, path: Path) -> None:
    with pair.writer.begin() as connection:
        ward.admit(connection, "1")
    written = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "Öberg".encode() not in written and b"SQLite format" not in written


RULES: dict[Rule, careless.Maker] = {
    no_update_is_lost: careless.default,
    what_a_savepoint_held_goes_with_the_transaction: careless.driver_immediate,
    a_table_made_in_a_transaction_goes_with_it: careless.driver_immediate,
    a_note_needs_its_patient: careless.default,
    every_connection_of_the_pool_is_set_alike: careless.default,
    who_will_write_holds_the_file_from_the_start: careless.deferred,
    readers_do_not_wait_for_a_writer: careless.impatient_readers,
    a_reader_sees_one_moment_throughout: careless.driver_immediate,
    no_value_stands_in_an_error: careless.default,
    a_connection_goes_back_without_its_transaction: careless.forgetful,
    a_replaced_row_meets_its_delete_trigger: careless.default,
    nothing_on_the_disk_can_be_read: careless.default,
}


def named(rule: Rule) -> str:
    return rule.__name__


ATTEMPTS = 12


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_that_our_engine_keeps_the_rule(rule: Rule, tmp_path: Path) -> None:
    with careless.made(careless.ours, tmp_path / "ward.db") as pair:
        rule(pair, tmp_path / "ward.db")


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_that_an_engine_made_without_care_breaks_the_rule(rule: Rule, tmp_path: Path) -> None:
    """Some faults need two to meet: where luck would have it that they did not, they are tried again."""
    assert any(_is_broken(rule, tmp_path / f"ward{attempt}.db") for attempt in range(ATTEMPTS))


def _is_broken(rule: Rule, path: Path) -> bool:
    try:
        with careless.made(RULES[rule], path) as pair:
            rule(pair, path)
    except (AssertionError, DBAPIError, pytest.fail.Exception):
        # however the rule fails, that it does is what is looked for
        return True
    return False


@pytest.mark.parametrize(("moment", "kept"), [(Instant(), True), (DateTime(timezone=True), False)])
def test_that_a_moment_comes_back_with_its_time_zone(
    moment: TypeDecorator[datetime] | TypeEngine[datetime], kept: bool, tmp_path: Path
) -> None:
    table = Table("seen", MetaData(), Column("id", Integer, primary_key=True), Column("at", moment))
    now = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    with careless.made(careless.ours, tmp_path / "ward.db") as pair, pair.writer.begin() as connection:
        table.create(connection)
        connection.execute(table.insert().values(id=1, at=now))
        found = connection.execute(table.select()).one().at
    assert (found == now) is kept


NAME = "åtta %20 ward?mode=memory#1.db"


def test_that_the_store_lies_exactly_where_it_was_put(tmp_path: Path) -> None:
    with create_sqlite(tmp_path / NAME, ward.KEY) as store, store.writer.begin() as connection:
        ward.furnish(connection)
    with open_sqlite(tmp_path / NAME, ward.KEY) as store:
        assert ward.count(store.reader, "bed") == 1


def test_that_a_path_put_into_an_address_as_it_is_leads_elsewhere(tmp_path: Path) -> None:
    connection = sqlite3.connect(f"file:{tmp_path / NAME}", uri=True)
    connection.execute("CREATE TABLE bed (id integer PRIMARY KEY)")
    connection.close()
    assert not (tmp_path / NAME).exists()


def test_that_another_key_opens_nothing(tmp_path: Path) -> None:
    create_sqlite(tmp_path / "ward.db", ward.KEY).close()
    before = (tmp_path / "ward.db").read_bytes()
    with pytest.raises(StoreUnusable, match="another key"):
        open_sqlite(tmp_path / "ward.db", bytes(32))
    assert (tmp_path / "ward.db").read_bytes() == before


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False),
        ((3, 50, 6), False), ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True),
        ((3, 53, 4), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_that_a_sqlite_that_may_damage_the_file_is_refused(version: tuple[int, ...], safe: bool) -> None:
    assert sqlite.is_safe(version) is safe
    refuse = partial(sqlite.refuse_unsafe_driver, version)
    if safe:
        refuse()
    else:
        with pytest.raises(StoreUnusable, match=f"{version[0]}.{version[1]}.{version[2]}"):
            refuse()


def test_that_the_sqlite_we_bring_is_safe_and_need_not_be_that_of_the_system() -> None:
    sqlite.refuse_unsafe_driver()
    assert sqlite.driver.sqlite_version_info >= sqlite3.sqlite_version_info


def test_that_no_one_can_take_the_transactions_away(tmp_path: Path) -> None:
    with careless.made(careless.ours, tmp_path / "ward.db") as pair, pair.writer.connect() as connection:
        with pytest.raises(ValueError, match="sqlite_begin"):
            connection.execution_options(isolation_level="AUTOCOMMIT")
        with pytest.raises(ValueError, match="no such way"):
            connection.execution_options(sqlite_begin="NOW; DROP TABLE bed").execute(text("SELECT 1"))


def test_that_the_key_stands_in_no_text_of_the_store(tmp_path: Path) -> None:
    with create_sqlite(tmp_path / "ward.db", ward.KEY) as store:
        said = f"{store!r} {store.engine.url} {store.file!r}"
    assert ward.KEY.hex() not in said and repr(ward.KEY) not in said
