"""What the database refuses by itself, asked straight, past every rule of the program, on both stores."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import factories
from ward_app.app import App
from ward_app.errors import Refused
from ward_app.stays.model import Stay
from ward_app.store import ddl, faults, health
from ward_app.store.base import as_text
from ward_app.store.engine import Store

APPENDED = ("audit_log", "stay_event", "note_remark", "handover", "printout", "placement")


@pytest.fixture
def stay(app: App, ward: factories.Ward) -> int:
    return factories.make_stay(app, ward, "1:2")


@pytest.fixture
def filled(app: App, ward: factories.Ward, stay: int, store: Store) -> Store:
    """A store with a row in every guarded table."""
    at, by, patient = _at(store, 0), app.user.user_id, factories.ask(app, _patient_of, stay)
    note = {
        "version": 1, "patient_id": patient, "stay_id": stay, "owner": "kommun_hsl", "kind": "nursing",
        "sections": "[]", "author_id": by, "author_title": "Nurse", "entered_by_id": by, "occurred_at": at,
        "recorded_at": at, "signing_required": True,
    }  # fmt: skip
    with store.writer.begin() as connection:
        _insert(connection, "note", id=1, signed_at=at, signed_by_id=by, **note)
        _insert(connection, "note", id=2, corrects_id=1, **note)
        _insert(connection, "note_remark", id=1, version=1, note_id=1, text="?", by_id=by, recorded_at=at)
        _insert(connection, "handover", id=1, version=1, unit_id=ward.unit_id, day="2026-11-21",
                from_shift="night", to_shift="day", closed_at=at, by_id=by, snapshot="{}")  # fmt: skip
        _insert(connection, "printout", id=1, version=1, unit_id=ward.unit_id, serial="A-1", layout="sbar",
                printed_at=at, by_id=by, workstation="ws1", patients=1, anchor="0",
                stay_ids="[]")  # fmt: skip
    return store


def test_that_a_new_store_has_every_guard(store: Store) -> None:
    with store.reader.connect() as connection:
        assert ddl.missing(connection) == frozenset()


def test_that_a_guard_that_was_taken_away_is_missed(store: Store) -> None:
    drop = "DROP TRIGGER note_no_update" + (" ON note" if store.dialect == "postgresql" else "")
    with store.writer.begin() as connection:
        connection.execute(text(drop))
        assert ddl.missing(connection) == {"note_no_update"}


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_that_a_guard_that_was_switched_off_is_missed(store: Store) -> None:
    with store.writer.begin() as connection:
        connection.execute(text("ALTER TABLE note DISABLE TRIGGER note_no_delete"))
        assert ddl.missing(connection) == {"note_no_delete"}


@pytest.mark.parametrize("table", APPENDED)
def test_that_rows_of_the_record_and_the_log_are_never_removed(filled: Store, table: str) -> None:
    with refused(filled, faults.Mark.APPEND_ONLY) as connection:
        connection.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize("change", [
    "audit_log SET actor = 'someone else'", "stay_event SET detail = 'otherwise'",
    "note_remark SET text = 'nothing'", "handover SET closed_at = closed_at", "printout SET serial = 'B-1'",
    "printout SET patients = 0", "placement SET from_at = recorded_at, to_at = NULL, bed_id = 1",
    "placement SET id = id + 1000",
])  # fmt: skip
def test_that_rows_of_the_record_and_the_log_are_never_changed(filled: Store, change: str) -> None:
    with refused(filled, faults.Mark.APPEND_ONLY) as connection:
        connection.execute(text(f"UPDATE {change}"))


@pytest.mark.parametrize(("table", "column"), [("placement", "voided_at"), ("printout", "shredded_at")])
def test_that_the_one_column_that_may_come_later_is_filled_in_once(
    filled: Store, table: str, column: str
) -> None:
    fill = text(f"UPDATE {table} SET {column} = :at, version = version + 1")
    with filled.writer.begin() as connection:
        connection.execute(fill, {"at": _at(filled, 1)})
    with refused(filled, faults.Mark.APPEND_ONLY) as connection:
        connection.execute(fill, {"at": _at(filled, 2)})
    with refused(filled, faults.Mark.APPEND_ONLY) as connection:
        connection.execute(text(f"UPDATE {table} SET {column} = NULL"))


@pytest.mark.parametrize("change", [
    "UPDATE note SET sections = '[1]' WHERE id = 1", "UPDATE note SET signed_at = NULL WHERE id = 1",
    "UPDATE note SET version = 7 WHERE id = 1", "DELETE FROM note WHERE id = 1",
])  # fmt: skip
def test_that_a_signed_note_is_never_changed_or_removed(filled: Store, change: str) -> None:
    with filled.writer.begin() as connection:
        connection.execute(text("UPDATE note SET corrects_id = NULL WHERE id = 2"))
    with refused(filled, faults.Mark.SIGNED) as connection:
        connection.exec_driver_sql(change)


def test_that_a_note_thrown_away_stays_as_it_was(filled: Store) -> None:
    throw_away = text("UPDATE note SET discarded_at = :at WHERE id = 2")
    with filled.writer.begin() as connection:
        connection.execute(throw_away, {"at": _at(filled, 1)})
    for change in ("UPDATE note SET discarded_at = NULL WHERE id = 2", "DELETE FROM note WHERE id = 2"):
        with refused(filled, faults.Mark.SIGNED) as connection:
            connection.execute(text(change))


def test_that_an_unsigned_note_can_still_be_written(filled: Store) -> None:
    with filled.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE note SET sections = '[]', version = 2 WHERE id = 2")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", [*APPENDED, "note"])
def test_that_insert_or_replace_does_not_walk_past_the_guards(filled: Store, table: str) -> None:
    """REPLACE deletes without a word when recursive triggers are off, as any other program has them."""
    mark = faults.Mark.SIGNED if table == "note" else faults.Mark.APPEND_ONLY
    with filled.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA recursive_triggers=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(DBAPIError, match=mark):
            connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("row", [
    "audit_log (stream, seq, at, actor, workstation, action, outcome, mac)"
    " SELECT stream, seq, at, 'someone', workstation, action, outcome, mac FROM audit_log LIMIT 1",
    "printout (version, unit_id, serial, layout, printed_at, by_id, workstation, patients, anchor)"
    " SELECT 1, unit_id, serial, 'other', printed_at, by_id, workstation, 9, anchor FROM printout",
    "note (version, patient_id, owner, kind, sections, author_id, author_title, entered_by_id, occurred_at,"
    " recorded_at, signing_required, corrects_id) SELECT 1, patient_id, owner, kind, sections, author_id,"
    " author_title, entered_by_id, occurred_at, recorded_at, 1, corrects_id FROM note WHERE id = 2",
])  # fmt: skip
def test_that_replace_by_another_unique_key_is_caught_too(filled: Store, row: str) -> None:
    with (
        pytest.raises(DBAPIError, match="NV00"),
        filled.writer.begin() as connection,
    ):
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO {row}")


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", [*APPENDED, "note"])
def test_that_nothing_is_emptied_at_a_stroke(filled: Store, table: str) -> None:
    mark = faults.Mark.SIGNED if table == "note" else faults.Mark.APPEND_ONLY
    with refused(filled, mark) as connection:
        connection.execute(text(f"TRUNCATE {table} CASCADE"))


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_that_the_guards_hold_for_a_replica_session_too(filled: Store) -> None:
    with refused(filled, faults.Mark.SIGNED) as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("UPDATE note SET version = 7 WHERE id = 1"))


Hours = tuple[int, int | None]
OVERLAPPING: list[tuple[Hours, Hours]] = [
    ((0, None), (1, None)), ((0, None), (-2, None)), ((0, 4), (3, 5)), ((0, 4), (-1, 1)), ((0, 4), (1, 2)),
    ((1, 2), (0, 4)), ((0, None), (-4, 1)), ((0, 4), (0, 4)),
]  # fmt: skip
"""Hours from and to of one that is there, then of one that comes; None is open."""
APART: list[tuple[Hours, Hours]] = [
    ((0, 4), (4, None)), ((0, 4), (4, 5)), ((0, None), (-4, 0)), ((2, 4), (0, 2))
]  # fmt: skip


@pytest.mark.parametrize("same", ["bed", "patient"])
def test_that_two_placements_never_overlap(door: App, same: str) -> None:
    two = _Two(door, same)
    for there, comes in OVERLAPPING:
        with pytest.raises(DBAPIError) as refusal, undone(door.store) as connection:
            two.placements(connection, there, comes)
        assert faults.is_race(refusal.value), (there, comes)


@pytest.mark.parametrize("same", ["bed", "patient"])
def test_that_a_placement_may_begin_when_another_ends(door: App, same: str) -> None:
    two = _Two(door, same)
    for there, comes in APART:
        with undone(door.store) as connection:
            two.placements(connection, there, comes)


def test_that_a_voided_placement_is_in_nobodys_way(door: App) -> None:
    with undone(door.store) as connection:
        _Two(door, "bed").placements(connection, (0, None), (1, None), voided=True)


def test_that_a_person_is_in_one_stay_at_a_time(door: App) -> None:
    two = _Two(door, "patient")
    for there, comes in OVERLAPPING:
        with pytest.raises(DBAPIError) as refusal, undone(door.store) as connection:
            two.stays(connection, there, comes)
        assert faults.is_race(refusal.value), (there, comes)


def test_that_a_stay_may_begin_when_another_has_ended(door: App) -> None:
    two = _Two(door, "patient")
    for there, comes in APART:
        with undone(door.store) as connection:
            two.stays(connection, there, comes)


@pytest.mark.parametrize("column", ["ended_at", "cancelled_at"])
def test_that_a_stay_that_is_opened_again_must_not_overlap(door: App, column: str) -> None:
    other = "cancelled_at" if column == "ended_at" else "ended_at"
    with pytest.raises(DBAPIError) as refusal, undone(door.store) as connection:
        first, _second = _Two(door, "patient").stays(connection, (0, 1), (2, None))
        over = text(f"UPDATE stay SET {column} = :at, {other} = NULL WHERE id = :id")
        again = text(f"UPDATE stay SET {column} = NULL WHERE id = :id")
        connection.execute(over, {"at": _at(door.store, 1), "id": first})
        connection.execute(again, {"id": first})
    assert faults.is_race(refusal.value)


def test_that_people_are_found_by_any_three_characters(door: App) -> None:
    person = factories.make_patient(door, "Sjölund-Håkansson", "Birgitta")
    assert factories.ask(door, _found, "akan") == [person]
    assert factories.ask(door, _found, "xyz") == []


def test_that_a_renamed_person_is_found_by_the_new_name_only(door: App) -> None:
    person = factories.make_patient(door, "Öberg", "Åke")
    with door.store.writer.begin() as connection:
        rename = text("UPDATE patient SET search_key = 'lindgren ake' WHERE id = :id")
        connection.execute(rename, {"id": person})
    assert factories.ask(door, _found, "lindg") == [person]
    assert factories.ask(door, _found, "oberg") == []


@contextmanager
def refused(store: Store, mark: faults.Mark) -> Iterator[Connection]:
    """A transaction that ends with the refusal of this guard, whatever is in it."""
    with pytest.raises(DBAPIError) as refusal, store.writer.begin() as connection:
        yield connection
    sentence = faults.explain(refusal.value)
    assert isinstance(sentence, Refused)
    said = str(refusal.value.orig)
    assert mark in said, said


def _at(store: Store, hours: int | None) -> object:
    """A moment as the database itself keeps it."""
    if hours is None:
        return None
    moment = factories.MORNING + timedelta(hours=hours)
    return as_text(moment) if store.is_sqlite else moment


def _insert(connection: Connection, table: str, **values: object) -> int:
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    made = connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING id"), values)
    return int(made.scalar_one())


@contextmanager
def undone(store: Store) -> Iterator[Connection]:
    """A transaction that leaves nothing behind."""
    with store.writer.connect() as connection:
        yield connection
        connection.rollback()


class _Two:
    """Two stays or placements that have the bed or the person in common and nothing else."""

    def __init__(self, door: App, same: str) -> None:
        self.store, self.ward = door.store, factories.make_ward(door)
        first, other = (factories.make_patient(door, name) for name in ("Lind", "Ek"))
        self.people = (first, first if same == "patient" else other)
        self.beds = [self.ward.beds[label] for label in ("1:1", "1:1" if same == "bed" else "1:2")]

    def stays(self, connection: Connection, *hours: Hours) -> list[int]:
        return [
            _insert(
                connection, "stay", version=1, patient_id=person, unit_id=self.ward.unit_id,
                owner="kommun_hsl", presence="unasked", presence_named="",
                care_form="inpatient", funding_principal="region", reason="-", background="",
                referred_from="", decided_by="-", recorded_at=_at(self.store, 0),
                admitted_at=_at(self.store, begin), ended_at=_at(self.store, end),
            )
            for person, (begin, end) in zip(self.people, hours, strict=True)
        ]  # fmt: skip

    def placements(self, connection: Connection, *hours: Hours, voided: bool = False) -> None:
        stays = self.stays(connection, (-9, -8), (-8, -7))
        voided_at = _at(self.store, 9) if voided else None
        for nth, (begin, end) in enumerate(hours):
            _insert(
                connection, "placement", version=1, stay_id=stays[nth], patient_id=self.people[nth],
                bed_id=self.beds[nth], from_at=_at(self.store, begin), to_at=_at(self.store, end),
                recorded_at=_at(self.store, 0), voided_at=None if nth else voided_at,
            )  # fmt: skip


def _patient_of(session: Session, stay_id: int) -> int:
    return session.get_one(Stay, stay_id).patient_id


def _found(session: Session, part: str) -> list[int]:
    """As both stores are asked: the index does the work, the pattern finds the same."""
    if session.get_bind().dialect.name == "sqlite":
        wanted = "SELECT rowid FROM patient_fts WHERE search_key MATCH :part"
        return list(session.scalars(text(wanted), {"part": f'"{part}"'}))
    wanted = "SELECT id FROM patient WHERE search_key LIKE :part"
    return list(session.scalars(text(wanted), {"part": f"%{part}%"}))


def test_that_a_check_of_the_store_names_a_guard_that_was_taken_away(store: Store) -> None:
    assert health.faults_in(store) == []
    on_table = "" if store.is_sqlite else " ON audit_log"
    with store.writer.begin() as connection:
        connection.execute(text(f"DROP TRIGGER audit_log_no_delete{on_table}"))
    assert health.faults_in(store) == ["guard audit_log_no_delete missing"]
