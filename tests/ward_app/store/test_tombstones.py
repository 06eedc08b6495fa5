"""A signed entry changes in one way only: its words go, by a decision that the row then names (PDL 8:4).

Asked straight, past every rule of the program, on both stores; each part of the exception is seen to matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from tests import factories
from ward_app.app import App
from ward_app.errors import Refused
from ward_app.store import ddl, faults
from ward_app.store.base import as_text
from ward_app.store.engine import Store

ENTRIES = {"note": "sections = '[]'", "social_entry": "text = ''"}
"""How each becomes empty."""
REMARKS = ("note_remark", "social_remark")
APPENDED = (*REMARKS, "disclosure", "record_destruction")


@pytest.fixture
def filled(app: App, ward: factories.Ward, store: Store) -> Store:
    """Entries 1 are signed, 2 thrown away, 3 neither; each with a remark; two decisions to destroy."""
    stay_id = factories.make_stay(app, ward, "1:2")
    at = as_text(factories.MORNING) if store.is_sqlite else factories.MORNING
    by = app.user.user_id
    entry = {
        "version": 1, "patient_id": 1, "unit_id": ward.unit_id, "stay_id": stay_id, "author_id": by,
        "author_title": "Nurse", "occurred_at": at, "recorded_at": at, "correction_reason": "Fel",
    }  # fmt: skip
    note = entry | {"owner": "kommun_hsl", "kind": "nursing", "entered_by_id": by, "signing_required": True}
    social = entry | {"owner": "kommun_sol", "kind": "event", "text": "Hembesök"}
    remark = {"version": 1, "text": "Stämmer inte", "by_id": by, "recorded_at": at}
    with store.writer.begin() as connection:
        for id_, how in ((1, {"signed_at": at}), (2, {"discarded_at": at}), (3, {})):
            _insert(connection, "note", id=id_, sections='[["sleep", "Sover"]]', **note, **how)
            _insert(connection, "social_entry", id=id_, **social, **how)
        _insert(connection, "note_remark", id=1, note_id=1, **remark)
        _insert(connection, "social_remark", id=1, social_entry_id=1, **remark)
        for id_ in (1, 2):
            _insert(
                connection, "record_destruction", id=id_, version=1, patient_id=1, owner="kommun_hsl",
                decision_ref="3.2-1/2026", decided_on="2026-11-20", entries="[]", done_at=at, by_id=by,
            )  # fmt: skip
        _insert(
            connection, "disclosure", id=1, version=1, patient_id=1, owner="kommun_hsl",
            recipient="Patienten", decided_by="Eva Lund", ground="osl_12_1", content="{}",
            handed_at=at, by_id=by,
        )  # fmt: skip
    return store


@contextmanager
def refused(store: Store) -> Iterator[Connection]:
    with pytest.raises(DBAPIError) as refusal, store.writer.begin() as connection:
        yield connection
    assert isinstance(faults.explain(refusal.value), Refused)


def destroy(table: str, id_: Any = 1, **other: Any) -> str:
    """What the program writes, with one thing otherwise."""
    column, _, empty = ENTRIES[table].partition(" = ")
    values = {column: empty, "correction_reason": "NULL", "destruction_id": "1", "version": "2"} | other
    changes = ", ".join(f"{name} = {value}" for name, value in values.items())
    return f"UPDATE {table} SET {changes} WHERE id = {id_}"


@pytest.mark.parametrize("id_", [1, 2], ids=["signed", "thrown away"])
@pytest.mark.parametrize("table", ENTRIES)
def test_that_a_decision_empties_an_entry_once_pdl_23(filled: Store, table: str, id_: int) -> None:
    with filled.writer.begin() as connection:
        connection.execute(text(destroy(table, id_)))
    for again in (
        destroy(table, id_),
        destroy(table, id_, destruction_id="2"),
        destroy(table, id_, version="9"),
    ):
        with refused(filled) as connection:
            connection.execute(text(again))


KEPT = {
    table: [name for name in ddl.ENTRIES[table][1] if not name.endswith(("_at", "discarded_at"))]
    for table in ENTRIES
}
OTHERWISE = {
    "owner": "'region_hsl'", "kind": "'other'", "author_title": "'Doctor'",
    "signing_required": "NOT signing_required",
}  # fmt: skip
MOMENTS = ("occurred_at", "recorded_at", "signed_at", "discarded_at")


@pytest.mark.parametrize(("table", "name"), [(table, name) for table in ENTRIES for name in KEPT[table]])
def test_that_a_tombstone_still_says_whose_and_of_whom_pdl_23(filled: Store, table: str, name: str) -> None:
    value = OTHERWISE.get(name, f"coalesce({name}, 0) + 1")
    with refused(filled) as connection:
        connection.execute(text(destroy(table, **{name: value})))


@pytest.mark.parametrize("name", MOMENTS)
@pytest.mark.parametrize("table", ENTRIES)
def test_that_a_tombstone_still_says_when_pdl_23(filled: Store, table: str, name: str) -> None:
    later = "'2026-11-22T00:00:00.000000Z'"
    for id_ in (1, 2):
        with refused(filled) as connection:
            connection.execute(text(destroy(table, id_, **{name: later})))


@pytest.mark.parametrize("table", ENTRIES)
def test_that_words_neither_change_nor_stay_by_a_decision_pdl_12(filled: Store, table: str) -> None:
    column = ENTRIES[table].split()[0]
    for other in (
        {column: "'[[\"sleep\", \"Vaken\"]]'"}, {column: column}, {"correction_reason": "'Annat'"},
        {"correction_reason": "correction_reason"}, {"destruction_id": "NULL"}, {"id": "99"},
    ):  # fmt: skip
        with refused(filled) as connection:
            connection.execute(text(destroy(table, **other)))


@pytest.mark.parametrize("table", ENTRIES)
def test_that_no_entry_names_a_decision_that_was_not_made_pdl_23(filled: Store, table: str) -> None:
    with pytest.raises(DBAPIError), filled.writer.begin() as connection:
        connection.execute(text(destroy(table, destruction_id="77")))


@pytest.mark.parametrize("table", ENTRIES)
def test_that_a_signed_or_destroyed_entry_is_never_removed_pdl_12(filled: Store, table: str) -> None:
    for id_ in (1, 2):
        with refused(filled) as connection:
            connection.execute(text(f"DELETE FROM {table} WHERE id = {id_}"))
    with filled.writer.begin() as connection:
        connection.execute(text(destroy(table)))
    with refused(filled) as connection:
        connection.execute(text(f"DELETE FROM {table} WHERE id = 1"))


@pytest.mark.parametrize("table", ENTRIES)
def test_that_an_unsigned_entry_can_still_be_written(filled: Store, table: str) -> None:
    with filled.writer.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {ENTRIES[table]}, version = 2 WHERE id = 3"))


@pytest.mark.parametrize("table", APPENDED)
def test_that_what_is_appended_is_never_removed_or_changed_log_02(filled: Store, table: str) -> None:
    for change in (
        f"DELETE FROM {table}",
        f"UPDATE {table} SET by_id = by_id + 1",
        f"UPDATE {table} SET id = 9",
    ):
        with refused(filled) as connection:
            connection.execute(text(change))


@pytest.mark.parametrize("table", REMARKS)
def test_that_an_objection_loses_its_words_by_a_decision_only_pdl_07(filled: Store, table: str) -> None:
    for change in (
        "text = ''", "text = 'Annat', destruction_id = 1", "text = '', destruction_id = 1, by_id = by_id + 1",
    ):  # fmt: skip
        with refused(filled) as connection:
            connection.execute(text(f"UPDATE {table} SET {change}"))
    with filled.writer.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET text = '', destruction_id = 1"))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", [*ENTRIES, *APPENDED])
def test_that_insert_or_replace_does_not_walk_past_the_guards(filled: Store, table: str) -> None:
    with filled.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA recursive_triggers=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(DBAPIError, match="is guarded"):
            connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1")
        connection.exec_driver_sql("ROLLBACK")


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", [*ENTRIES, *APPENDED])
def test_that_nothing_is_emptied_at_a_stroke(filled: Store, table: str) -> None:
    with refused(filled) as connection:
        connection.execute(text(f"TRUNCATE {table} CASCADE"))


@pytest.mark.parametrize("table", ENTRIES)
def test_that_each_part_of_the_exception_matters(filled: Store, table: str) -> None:
    """Without the guard every one of these would be written: what is refused above is refused by it."""
    guard = f"{table}_no_update" + ("" if filled.is_sqlite else f" ON {table}")
    with filled.writer.connect() as connection, connection.begin() as work:
        connection.execute(text(f"DROP TRIGGER {guard}"))
        connection.execute(text(destroy(table, author_title="'Doctor'", owner="'region_hsl'")))
        connection.execute(text(destroy(table, destruction_id="NULL")))
        work.rollback()


def _insert(connection: Connection, table: str, **values: object) -> None:
    names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)
