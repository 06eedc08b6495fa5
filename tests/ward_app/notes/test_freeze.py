"""The database itself keeps what is signed: no SQL changes, removes or replaces it, on either store."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests import factories
from ward_app.app import App
from ward_app.errors import Refused
from ward_app.notes import commands as notes
from ward_app.notes import queries
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.store import faults
from ward_app.store.engine import Store

CHANGED = json.dumps([["sleep", "ändrad i efterhand"]])

ATTACKS = {
    "other words": "UPDATE note SET sections = :words WHERE id = :id",
    "another time": "UPDATE note SET occurred_at = recorded_at WHERE id = :id",
    "another author": "UPDATE note SET author_id = entered_by_id + 1 WHERE id = :id",
    "another patient": "UPDATE note SET patient_id = patient_id + 1 WHERE id = :id",
    "signature taken away": "UPDATE note SET signed_at = NULL WHERE id = :id",
    "hidden": "UPDATE note SET discarded_at = recorded_at WHERE id = :id",
    "removed": "DELETE FROM note WHERE id = :id",
    "all removed": "DELETE FROM note",
    "upserted": "INSERT INTO note SELECT * FROM note WHERE id = :id"
    " ON CONFLICT (id) DO UPDATE SET sections = :words",
}
ON_SQLITE = {"replaced": "INSERT OR REPLACE INTO note SELECT * FROM note WHERE id = :id"}
ON_POSTGRES = {"truncated": "TRUNCATE note CASCADE"}


def write(app: App, patient: int, words: str = "Sover") -> int:
    return app.do(notes.save, patient, None, NoteKind.NURSING, [(Keyword.SLEEP, words)], app.clock())


@pytest.fixture
def signed(app: App) -> int:
    note_id = write(app, factories.make_patient(app))
    app.do(notes.sign, note_id, 1)
    return note_id


def attack(store: Store, sql: str, note_id: int) -> None:
    needed = {"id": note_id, "words": CHANGED}
    with store.writer.begin() as connection:
        connection.execute(text(sql), {name: needed[name] for name in needed if f":{name}" in sql})


def everything(store: Store, note_id: int) -> list[tuple[Any, ...]]:
    with store.reader.connect() as connection:
        rows = connection.execute(text("SELECT * FROM note WHERE id = :id"), {"id": note_id})
        return [tuple(row) for row in rows]


def attacks_on(store: Store) -> dict[str, str]:
    return ATTACKS | (ON_SQLITE if store.is_sqlite else ON_POSTGRES)


def test_that_no_sql_reaches_a_signed_note_pdl_12(app: App, store: Store, signed: int) -> None:
    before = everything(store, signed)
    for name, sql in attacks_on(store).items():
        with pytest.raises(DBAPIError) as refusal:
            attack(store, sql, signed)
        assert isinstance(faults.explain(refusal.value), Refused), name
    assert everything(store, signed) == before
    assert len(before) == 1


def test_that_the_attacks_would_succeed_without_the_triggers(app: App, store: Store, signed: int) -> None:
    on_table = "" if store.is_sqlite else " ON note"
    with store.writer.begin() as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'note'"
        if not store.is_sqlite:
            names = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'note'::regclass AND NOT tgisinternal"
        for name in connection.scalars(text(names)).all():
            connection.execute(text(f"DROP TRIGGER {name}{on_table}"))
    attack(store, ATTACKS["other words"], signed)
    assert app.ask(queries.note, signed).sections[0].text == "ändrad i efterhand"
    attack(store, ATTACKS["removed"], signed)
    assert everything(store, signed) == []


def test_that_what_was_thrown_away_unsigned_is_kept_too_pdl_12(app: App, store: Store) -> None:
    note_id = write(app, factories.make_patient(app))
    app.do(notes.discard, note_id, 1)
    for sql in (ATTACKS["other words"], ATTACKS["removed"]):
        with pytest.raises(DBAPIError):
            attack(store, sql, note_id)


def test_that_a_remark_of_the_patient_is_never_changed_pdl_07(app: App, store: Store, signed: int) -> None:
    remark_id = app.do(notes.remark, signed, "Det stämmer inte")
    for sql in (
        "UPDATE note_remark SET text = 'Det stämmer' WHERE id = :id",
        "DELETE FROM note_remark WHERE id = :id",
    ):
        with pytest.raises(DBAPIError):
            attack(store, sql, remark_id)
    assert app.ask(queries.note, signed).remarks[0].text == "Det stämmer inte"


def test_that_the_store_refuses_two_corrections_of_one_note(app: App, store: Store, signed: int) -> None:
    app.do(notes.correct, signed, [(Keyword.SLEEP, "rätt")], app.clock(), "fel")
    columns = (
        "patient_id, owner, kind, sections, author_id, author_title, entered_by_id, occurred_at, recorded_at,"
        " signing_required, correction_reason, version"
    )
    fork = f"INSERT INTO note ({columns}, corrects_id) SELECT {columns}, :id FROM note WHERE id = :id"
    with pytest.raises(DBAPIError):
        attack(store, fork, signed)
