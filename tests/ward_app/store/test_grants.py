"""The role that workstations have on PostgreSQL: it does the ward's work, owns nothing, removes nothing."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests import factories
from tests.conftest import KEY, WORKSTATION
from tests.postgres import Server
from tests.ward_app.copies.store_text import held
from ward_app.access import commands as access
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.copies.commands import destroy_record
from ward_app.errors import Refused
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.rows import Layout
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import Note, NoteKind
from ward_app.stays import commands as stays
from ward_app.stays.model import Stay
from ward_app.store import backup, faults, grants, log_check, schema
from ward_app.store.engine import Store, open_postgres
from ward_app.store.inventory import VERSIONS
from ward_app.store.models import METADATA
from ward_app.store.schema import State

NOT_ALLOWED = "42501"
TABLES = [table.name for table in METADATA.sorted_tables]

OUT_OF_REACH = {
    "guard switched off": "ALTER TABLE note DISABLE TRIGGER note_no_update",
    "guard taken away": "DROP TRIGGER audit_log_no_update ON audit_log",
    "guard passed by": "SET session_replication_role = replica",
    "guard rewritten": "CREATE OR REPLACE FUNCTION narvard_refuse() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'",
    "column added": "ALTER TABLE patient ADD COLUMN religion text",
    "table of its own": "CREATE TABLE aside (row text)",
    "table removed": "DROP TABLE note_remark",
    "version claimed": f"UPDATE {VERSIONS} SET version_num = 'x'",
}


@dataclass(frozen=True)
class Shift:
    """What a nurse at a workstation has done: an admission and a signed note."""

    app: App
    unit_id: int
    stay_id: int
    note_id: int


@pytest.fixture
def role(server: Server) -> Iterator[str]:
    """Someone who may sign in to the server and, so far, nothing else."""
    name = f"ward_{secrets.token_hex(4)}"
    server.run(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
    yield name
    server.run(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.fixture
def workstation(postgres_store: Store, server: Server, role: str) -> Iterator[Store]:
    """The store as a workstation has it: made by its owner, opened by the role."""
    grants.give(postgres_store, role)
    database = postgres_store.engine.url.database
    assert database is not None
    with open_postgres(server.url(database, user=role), KEY, workstation=WORKSTATION) as store:
        yield store
    server.run(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)), database)


@pytest.fixture
def shift(workstation: Store, clock: FrozenClock) -> Shift:
    door = App(workstation, workstation=WORKSTATION, clock=clock)
    door.do(
        access.create_first_administrator, login="anna", given_name="Anna", family_name="Berg",
        password_hash="x",
    )  # fmt: skip
    ward = factories.make_ward(door)
    app = door.acting(factories.make_user(door, Role.NURSE, unit_id=ward.unit_id))
    stay_id = factories.make_stay(app, ward, "1:2", at=clock() - timedelta(hours=2))
    patient_id = factories.ask(app, lambda session: session.get_one(Stay, stay_id).patient_id)
    note_id = app.do(
        notes.save, patient_id, stay_id, NoteKind.NURSING, [(Keyword.SLEEP, "Sover")], app.clock()
    )
    app.do(notes.sign, note_id, 1)
    return Shift(app, ward.unit_id, stay_id, note_id)


def refusal(store: Store, statement: str) -> str | None:
    """The state that PostgreSQL refuses with."""
    with pytest.raises(DBAPIError) as refused, store.engine.begin() as connection:
        connection.execute(text(statement))
    state = getattr(refused.value.orig, "sqlstate", None)
    return state if isinstance(state, str) else None


def test_that_the_role_does_a_shifts_work(shift: Shift) -> None:
    app = shift.app
    app.do(notes.correct, shift.note_id, [(Keyword.SLEEP, "Vaken")], app.clock(), "fel person")
    app.do(notes.remark, shift.note_id, "Det stämmer inte")
    app.do(handovers.write_remark, shift.stay_id, seen=None, situation="Stabil")
    sheet = app.ask(queries.sheet, shift.unit_id)
    printed = app.do(handovers.record_print, shift.unit_id, Layout.REPORT_SHEET, sheet.stay_ids)
    app.do(handovers.shredded, printed.serial)
    closed = app.do(handovers.close, shift.unit_id)
    assert app.ask(queries.closed, closed).patient_ids == sheet.patient_ids
    app.do(stays.discharge, shift.stay_id, factories.version_of(app, shift.stay_id), discharged_to="hemmet")
    with app.store.reader.connect() as connection:
        assert log_check.verify(connection, app.store.audit_key) == []
    assert schema.check(app.store) is State.CURRENT


def test_that_the_role_makes_a_backup(shift: Shift, tmp_path: Path) -> None:
    made = backup.make(shift.app.store, tmp_path, at=shift.app.clock())
    assert backup.verify(made, KEY).rows["note"] == 1


@pytest.mark.parametrize("table", TABLES)
def test_that_the_role_removes_no_row_pdl_12(workstation: Store, table: str) -> None:
    assert refusal(workstation, f"DELETE FROM {table}") == NOT_ALLOWED
    assert refusal(workstation, f"TRUNCATE {table} CASCADE") == NOT_ALLOWED


@pytest.mark.parametrize("table", sorted(grants.APPENDED))
def test_that_the_role_changes_no_row_of_a_log_log_02(workstation: Store, table: str) -> None:
    assert refusal(workstation, f"UPDATE {table} SET id = id + 1") == NOT_ALLOWED


def test_that_the_role_changes_no_signed_note_pdl_12(shift: Shift) -> None:
    for change in ("sections = '[]'", "signed_at = NULL", "author_id = 1", "discarded_at = signed_at"):
        with pytest.raises(DBAPIError) as refused, shift.app.store.engine.begin() as connection:
            connection.execute(text(f"UPDATE note SET {change} WHERE id = {shift.note_id}"))
        assert isinstance(faults.explain(refused.value), Refused), change


def test_that_a_record_is_destroyed_with_the_owners_role_only_pdl_23(
    shift: Shift, postgres_store: Store, clock: FrozenClock
) -> None:
    """From no workstation, not even straight in the database with a decision that was carried out before."""
    app = shift.app
    app.do(notes.remark, shift.note_id, "Det stämmer inte")
    app.do(handovers.write_remark, shift.stay_id, seen=None, situation="Stabil")
    closed = app.do(handovers.close, shift.unit_id)
    patient_id = factories.ask(app, lambda session: session.get_one(Stay, shift.stay_id).patient_id)
    owner = factories.ask(app, lambda session: session.get_one(Note, shift.note_id).owner)
    decided: dict[str, Any] = {"decision_ref": "3.4.1-1/2026", "decided_on": date(2026, 11, 1)}
    with pytest.raises(Refused, match="owner's role"):
        app.acting(SYSTEM).do(destroy_record, patient_id, owner, **decided)
    it = App(postgres_store, workstation="IT", clock=clock).acting(SYSTEM)
    it.do(destroy_record, patient_id, owner, **decided)
    assert not held(app.store, ("Sover", "Det stämmer inte", "Stabil"))
    assert refusal(app.store, f"UPDATE handover SET closed_at = closed_at WHERE id = {closed}") == NOT_ALLOWED
    later = app.do(notes.save, patient_id, shift.stay_id, NoteKind.NURSING, [(Keyword.PAIN, "Ont")], clock())
    app.do(notes.sign, later, 1)
    empty = f"UPDATE note SET sections = '[]', destruction_id = 1 WHERE id = {later}"
    with pytest.raises(DBAPIError) as refused, app.store.engine.begin() as connection:
        connection.execute(text(empty))
    assert isinstance(faults.explain(refused.value), Refused)


@pytest.mark.parametrize("how", OUT_OF_REACH)
def test_that_the_role_cannot_get_round_the_guards_log_02(workstation: Store, how: str) -> None:
    assert refusal(workstation, OUT_OF_REACH[how]) == NOT_ALLOWED


def test_that_the_role_owns_nothing(workstation: Store, role: str) -> None:
    owned = text(
        "SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = :r)"
    )
    with workstation.reader.connect() as connection:
        assert connection.scalars(owned, {"r": role}).all() == []


def test_that_the_owner_could_do_what_the_role_cannot(shift: Shift, postgres_store: Store) -> None:
    with postgres_store.engine.begin() as connection:
        connection.execute(text(OUT_OF_REACH["guard switched off"]))
        connection.execute(text(f"UPDATE note SET sections = '[]' WHERE id = {shift.note_id}"))
        connection.execute(text("ALTER TABLE note ENABLE ALWAYS TRIGGER note_no_update"))


@pytest.mark.parametrize("name", ["Ward", "a b", "x; DROP TABLE note", "", "1", "å" * 3, "x" * 64])
def test_that_a_role_with_an_odd_name_is_refused(postgres_store: Store, name: str) -> None:
    with pytest.raises(Refused):
        grants.give(postgres_store, name)
