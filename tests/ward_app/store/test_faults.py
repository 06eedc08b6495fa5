"""Errors of both stores told apart, made by the real databases."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from tests.ward_app.store import ward
from ward_app.errors import Conflict, Refused, StoreDown, WardError
from ward_app.store import faults
from ward_app.store.engine import Store
from ward_app.store.faults import Mark

NUMBER = "191212121212"

SQLITE_TRIGGER = "CREATE TRIGGER guard BEFORE UPDATE ON bed BEGIN SELECT RAISE(ABORT, '{mark} bed'); END"
POSTGRES_TRIGGER = (
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION '% 191212121212', TG_TABLE_NAME USING ERRCODE = '{mark}'; END $$;"
    " CREATE TRIGGER guard BEFORE UPDATE ON bed FOR EACH ROW EXECUTE FUNCTION refuse()"
)
OVERLAPS = (
    "CREATE EXTENSION btree_gist; CREATE TABLE placement (bed_id int, during tstzrange,"
    " CONSTRAINT ex_placement_bed EXCLUDE USING gist (bed_id WITH =, during WITH &&))"
)


@pytest.fixture(params=["embedded", "shared"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The small ward on either store."""
    one: Store = request.getfixturevalue(request.param)
    if not one.is_sqlite:
        with one.writer.begin() as connection:
            for table in ward.TABLES:
                connection.execute(text(table.replace("id integer", "id serial", 1)))
            connection.execute(text("INSERT INTO bed (id, moves) VALUES (1, 0)"))
    yield one


@contextmanager
def fails() -> Iterator[list[SQLAlchemyError]]:
    """Collects the one error that the block ends with."""
    caught: list[SQLAlchemyError] = []
    with pytest.raises(SQLAlchemyError) as info:
        yield caught
    caught.append(info.value)


def run(store: Store, statement: str) -> None:
    with store.writer.begin() as connection:
        connection.execute(text(statement))


def known(error: BaseException) -> WardError:
    sentence = faults.explain(error)
    assert sentence is not None
    return sentence


MARKS = [(Mark.OCCUPIED, Conflict), (Mark.SIGNED, Refused), (Mark.APPEND_ONLY, Refused)]


@pytest.mark.parametrize(("mark", "kind"), MARKS)
def test_that_a_trigger_speaks_by_its_mark(store: Store, mark: Mark, kind: type[WardError]) -> None:
    run(store, (SQLITE_TRIGGER if store.is_sqlite else POSTGRES_TRIGGER).format(mark=mark))
    with fails() as caught:
        run(store, "UPDATE bed SET moves = 1")
    assert type(known(caught[0])) is kind
    assert faults.is_race(caught[0]) is (mark is Mark.OCCUPIED)


def test_that_a_number_given_twice_is_worth_another_try_and_else_a_bug(store: Store) -> None:
    run(store, f"INSERT INTO patient (number, name) VALUES ('{NUMBER}', 'Åke')")
    with fails() as caught:
        run(store, f"INSERT INTO patient (number, name) VALUES ('{NUMBER}', 'Åke')")
    assert faults.is_race(caught[0])
    assert faults.explain(caught[0]) is None


BUGS = (
    "INSERT INTO note (patient_id, body) VALUES (99, 'x')",
    "INSERT INTO patient (number) VALUES (NULL)",
    "SELECT nothing FROM nowhere",
)


@pytest.mark.parametrize("statement", BUGS)
def test_that_what_is_neither_race_nor_outage_is_a_bug(store: Store, statement: str) -> None:
    with fails() as caught:
        run(store, statement)
    assert not faults.is_race(caught[0])
    assert faults.explain(caught[0]) is None


def test_that_an_error_outside_the_store_is_a_bug() -> None:
    assert faults.explain(ValueError("x")) is None
    assert not faults.is_race(ValueError("x"))


def test_that_no_value_reaches_a_log_by_an_error_or_its_traceback(store: Store) -> None:
    insert = text("INSERT INTO patient (number, name) VALUES (:number, 'Åke')")
    with store.writer.begin() as connection:
        connection.execute(insert, {"number": NUMBER})
    with fails() as caught, store.writer.begin() as connection:
        connection.execute(insert, {"number": NUMBER})
    assert NUMBER not in "".join(traceback.format_exception(caught[0]))


def test_that_the_driver_alone_would_put_the_value_into_the_log(database: str) -> None:
    engine = create_engine(database.replace("postgresql:", "postgresql+psycopg:"), hide_parameters=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE patient (number text UNIQUE)"))
        connection.execute(text("INSERT INTO patient VALUES (:number)"), {"number": NUMBER})
    with pytest.raises(DBAPIError, match=NUMBER), engine.begin() as connection:
        connection.execute(text("INSERT INTO patient VALUES (:number)"), {"number": NUMBER})
    engine.dispose()


class Base(DeclarativeBase):
    """Tables of this file only."""


class Bed(Base):
    __tablename__ = "bed"

    id: Mapped[int] = mapped_column(primary_key=True)
    moves: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": moves}


def test_that_who_was_faster_is_told_to_who_was_slower(store: Store) -> None:
    with store.reader.connect() as reading:
        bed = Session(reading).get_one(Bed, 1)
    run(store, "UPDATE bed SET moves = 5")
    with pytest.raises(StaleDataError) as caught, Session(store.writer) as session:
        session.delete(session.merge(bed, load=False))
        session.flush()
    assert isinstance(known(caught.value), Conflict)


def test_that_a_file_that_another_holds_is_worth_another_try(embedded: Store) -> None:
    with embedded.writer.begin(), fails() as caught, embedded.engine.connect() as connection:
        assert connection.connection.driver_connection is not None
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=10")
        connection.begin()
    assert faults.is_race(caught[0])
    assert isinstance(known(caught[0]), StoreDown)


def test_that_an_overlap_is_worth_another_try_and_else_says_that_it_is_taken(shared: Store) -> None:
    run(shared, OVERLAPS)
    period = "INSERT INTO placement VALUES (1, tstzrange('2026-11-21', NULL, '[)'))"
    run(shared, period)
    with fails() as caught:
        run(shared, period)
    assert faults.is_race(caught[0])
    assert isinstance(known(caught[0]), Conflict)


def test_that_of_two_who_cannot_both_have_been_first_one_tries_again(shared: Store) -> None:
    run(shared, "CREATE TABLE bed (id int PRIMARY KEY, moves int); INSERT INTO bed VALUES (1, 0), (2, 0)")
    with fails() as caught, shared.writer.connect() as one, shared.writer.connect() as other:
        for connection, seen, written in ((one, 1, 2), (other, 2, 1)):
            connection.execute(text(f"SELECT moves FROM bed WHERE id = {seen}")).scalar_one()
            connection.execute(text(f"UPDATE bed SET moves = 1 WHERE id = {written}"))
        one.commit()
        other.commit()
    assert faults.is_race(caught[0])
    assert isinstance(known(caught[0]), StoreDown)


def test_that_of_two_who_wait_for_each_other_one_tries_again(shared: Store) -> None:
    run(shared, "CREATE TABLE bed (id int PRIMARY KEY, moves int); INSERT INTO bed VALUES (1, 0), (2, 0)")
    both = threading.Barrier(2)
    caught: list[SQLAlchemyError] = []

    def swap(first: int, second: int) -> None:
        try:
            with shared.engine.begin() as connection:
                connection.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
                connection.execute(text(f"UPDATE bed SET moves = 1 WHERE id = {first}"))
                both.wait()
                connection.execute(text(f"UPDATE bed SET moves = 1 WHERE id = {second}"))
        except SQLAlchemyError as error:
            caught.append(error)

    swapping = [threading.Thread(target=swap, args=beds) for beds in ((1, 2), (2, 1))]
    for thread in swapping:
        thread.start()
    for thread in swapping:
        thread.join()
    assert [faults.is_race(error) for error in caught] == [True]


SLOW = {
    "a statement that takes too long": "SET statement_timeout = 20; SELECT pg_sleep(60)",
    "a server that shuts down": "SELECT pg_terminate_backend(pg_backend_pid())",
    "a server that only reads": "SET TRANSACTION READ ONLY; CREATE TABLE bed (id int)",
}


@pytest.mark.parametrize("what", SLOW)
def test_that_a_server_that_cannot_is_no_bug(shared: Store, what: str) -> None:
    with fails() as caught:
        run(shared, SLOW[what])
    assert isinstance(known(caught[0]), StoreDown)
    assert not faults.is_race(caught[0])


def test_that_a_lock_that_is_kept_too_long_is_no_bug(shared: Store) -> None:
    run(shared, "CREATE TABLE bed (id int)")
    with shared.writer.begin() as one, fails() as caught, shared.writer.begin() as other:
        one.execute(text("LOCK TABLE bed"))
        other.execute(text("SET LOCAL lock_timeout = 20"))
        other.execute(text("LOCK TABLE bed"))
    assert isinstance(known(caught[0]), StoreDown)


def test_that_a_pool_that_is_used_up_is_no_bug() -> None:
    assert isinstance(known(PoolTimeout()), StoreDown)


def test_that_a_trigger_of_another_kind_is_a_bug(embedded: Store) -> None:
    run(embedded, SQLITE_TRIGGER.format(mark="no such mark:"))
    with fails() as caught:
        run(embedded, "UPDATE bed SET moves = 1")
    assert faults.explain(caught[0]) is None
