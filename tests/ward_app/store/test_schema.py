"""Upgrades: all or nothing, nothing lost, one at a time, and never by the wrong program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.ward_app.store import careless, processes, revisions, ward
from tests.ward_app.store.revisions import history
from ward_app.errors import StoreDown, StoreUnusable
from ward_app.paths import MIGRATIONS
from ward_app.store import backup, keyslots, migrate, schema
from ward_app.store.engine import Store, create_sqlite, open_postgres, open_sqlite
from ward_app.store.keyslots import KeySlots
from ward_app.store.schema import State

PATIENTS, NOTES = 50, 150


@pytest.fixture(params=["embedded", "shared"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store without any table, of either kind."""
    if request.param == "shared":
        yield request.getfixturevalue("shared")
        return
    KeySlots.create(keyslots.path_beside(tmp_path / "ward.db"), ward.KEY, ward.CHEAP)
    with create_sqlite(tmp_path / "ward.db", ward.KEY) as store:
        yield store


@pytest.fixture
def filled(empty: Store, tmp_path: Path) -> Store:
    """A store at the first of its revisions, with patients and notes."""
    schema.upgrade(
        empty, backup_to=None, migrations=history(tmp_path / "migrations", revisions.GUARDED_TABLES)
    )
    with empty.writer.begin() as connection:
        connection.execute(
            text("INSERT INTO patient (id, name) VALUES (:id, 'Åke')"), [{"id": i} for i in range(PATIENTS)]
        )
        connection.execute(
            text("INSERT INTO note (id, patient_id, body) VALUES (:id, :patient, 'text')"),
            [{"id": i, "patient": i % PATIENTS} for i in range(NOTES)],
        )
    return empty


def upgrade(store: Store, folder: Path, *bodies: str) -> None:
    migrations = history(folder / "migrations", revisions.GUARDED_TABLES, *bodies)
    schema.upgrade(store, backup_to=folder / "backups", migrations=migrations)


def rows(store: Store) -> tuple[int, int]:
    return ward.count(store.reader, "patient"), ward.count(store.reader, "note")


def columns(store: Store) -> set[str]:
    return {column["name"] for column in inspect(store.engine).get_columns("patient")}


def test_that_the_newest_revision_is_read_off_the_files_as_alembic_sees_it(empty: Store) -> None:
    from alembic.script import ScriptDirectory

    with empty.reader.connect() as connection:
        script = ScriptDirectory.from_config(migrate.configured(connection, MIGRATIONS))
    assert [schema.newest()] == script.get_heads()
    steps = {step.revision: step.down_revision for step in script.iterate_revisions("heads", "base")}
    assert schema.known_revisions() == steps


def test_that_a_store_says_how_it_fits_the_program(empty: Store, tmp_path: Path) -> None:
    one = history(tmp_path / "one", revisions.GUARDED_TABLES)
    two = history(tmp_path / "two", revisions.GUARDED_TABLES, revisions.ADD_COLUMN)
    assert schema.check(empty, one) is State.EMPTY
    schema.upgrade(empty, backup_to=None, migrations=one)
    assert schema.check(empty, one) is State.CURRENT
    assert schema.check(empty, two) is State.OLDER
    schema.upgrade(empty, backup_to=tmp_path / "backups", migrations=two)
    assert schema.check(empty, two) is State.CURRENT
    assert schema.check(empty, one) is State.NEWER
    assert schema.version(empty) == "0002"


def test_that_the_user_is_told_what_to_do(empty: Store, tmp_path: Path) -> None:
    one = history(tmp_path / "one", revisions.GUARDED_TABLES)
    two = history(tmp_path / "two", revisions.GUARDED_TABLES, revisions.ADD_COLUMN)
    with pytest.raises(StoreUnusable, match="ward-app init"):
        schema.require_current(empty, one)
    schema.upgrade(empty, backup_to=None, migrations=one)
    schema.require_current(empty, one)
    with pytest.raises(StoreUnusable, match="ward-app db upgrade"):
        schema.require_current(empty, two)


def test_that_a_newer_store_is_left_alone(filled: Store, tmp_path: Path) -> None:
    upgrade(filled, tmp_path, revisions.ADD_COLUMN)
    one = history(tmp_path / "one", revisions.GUARDED_TABLES)
    with pytest.raises(StoreUnusable, match="newer than this program"):
        schema.require_current(filled, one)
    with pytest.raises(StoreUnusable, match="newer than this program"):
        schema.upgrade(filled, backup_to=tmp_path / "more", migrations=one)
    assert rows(filled) == (PATIENTS, NOTES)
    assert schema.version(filled) == "0002"
    assert not (tmp_path / "more").exists()


def test_that_a_store_of_another_program_is_left_alone(empty: Store, tmp_path: Path) -> None:
    with empty.writer.begin() as connection:
        connection.execute(text("CREATE TABLE invoice (id integer PRIMARY KEY)"))
    one = history(tmp_path / "one", revisions.GUARDED_TABLES)
    assert schema.check(empty, one) is State.FOREIGN
    with pytest.raises(StoreUnusable, match="another program"):
        schema.upgrade(empty, backup_to=tmp_path / "backups", migrations=one)
    assert inspect(empty.engine).get_table_names() == ["invoice"]


STEPS = {"adds a column": revisions.ADD_COLUMN, "builds a table anew": revisions.REBUILD}


@pytest.mark.parametrize("step", STEPS)
def test_that_an_upgrade_keeps_every_row(filled: Store, tmp_path: Path, step: str) -> None:
    upgrade(filled, tmp_path, STEPS[step])
    assert rows(filled) == (PATIENTS, NOTES)
    assert "phone" in columns(filled)


def test_that_an_upgrade_backs_the_store_up_first(filled: Store, tmp_path: Path) -> None:
    upgrade(filled, tmp_path, revisions.ADD_COLUMN)
    (made,) = [path for path in (tmp_path / "backups").iterdir() if path.is_dir()]
    said = backup.verify(made, ward.KEY)
    assert (said.revision, said.rows["note"]) == ("0001", NOTES)


def test_that_there_is_no_upgrade_without_its_backup(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(StoreDown, match="backup could not be written"):
        upgrade(filled, tmp_path, revisions.ADD_COLUMN)
    assert "phone" not in columns(filled)
    if filled.is_sqlite:
        with pytest.raises(ValueError, match="backed up"):
            schema.upgrade(filled, backup_to=None, migrations=tmp_path / "migrations")


LOSSES = {
    "a row": (revisions.LOSE_ROWS, "note"),
    "a table": (revisions.LOSE_TABLE, "note"),
    "a trigger": (revisions.LOSE_TRIGGER, "guard"),
}


@pytest.mark.parametrize("lost", LOSSES)
def test_that_an_upgrade_that_loses_anything_does_not_happen(
    filled: Store, tmp_path: Path, lost: str
) -> None:
    step, named = LOSSES[lost]
    with pytest.raises(StoreUnusable, match=f"lost data.*{named}"):
        upgrade(filled, tmp_path, step)
    assert rows(filled) == (PATIENTS, NOTES)
    assert "phone" not in columns(filled)
    assert schema.version(filled) == "0001"


def test_that_an_upgrade_may_drop_what_it_says_it_drops(filled: Store, tmp_path: Path) -> None:
    upgrade(filled, tmp_path, revisions.LOSE_TABLE_SAYING_SO)
    assert not inspect(filled.engine).has_table("note")


def test_that_rows_that_point_nowhere_undo_an_upgrade(filled: Store, tmp_path: Path) -> None:
    with pytest.raises((StoreUnusable, IntegrityError)):
        upgrade(filled, tmp_path, revisions.ORPHAN)
    assert rows(filled) == (PATIENTS, NOTES)
    assert "phone" not in columns(filled)


def test_that_a_table_renamed_under_its_children_undoes_an_upgrade(tmp_path: Path) -> None:
    with create_sqlite(tmp_path / "ward.db", ward.KEY) as store:
        migrations = history(tmp_path / "migrations", revisions.TABLES, revisions.RENAME)
        with pytest.raises(StoreUnusable, match="Missing: note"):
            schema.upgrade(store, backup_to=None, migrations=migrations)
        assert schema.check(store, migrations) is State.EMPTY


def test_that_an_upgrade_that_stops_midway_leaves_nothing_and_can_be_run_again(
    filled: Store, tmp_path: Path
) -> None:
    with pytest.raises(RuntimeError, match="midway"):
        upgrade(filled, tmp_path, revisions.STOP_MIDWAY)
    assert not inspect(filled.engine).has_table("extra")
    schema.upgrade(
        filled,
        backup_to=tmp_path / "again",
        migrations=history(tmp_path / "migrations", revisions.GUARDED_TABLES, revisions.EXTRA),
    )
    assert inspect(filled.engine).has_table("extra")


def test_that_an_upgrade_that_is_killed_leaves_nothing_stuck(filled: Store, tmp_path: Path) -> None:
    where = str(filled.file.path) if filled.file else filled.engine.url.render_as_string(hide_password=False)
    deadly = history(tmp_path / "deadly", revisions.GUARDED_TABLES, revisions.DIE_MIDWAY)
    assert processes.in_parallel(upgrade_elsewhere, (where, deadly, tmp_path / "killed")) == [-9]
    assert not inspect(filled.engine).has_table("extra")
    upgrade(filled, tmp_path, revisions.EXTRA)
    assert inspect(filled.engine).has_table("extra")
    assert rows(filled) == (PATIENTS, NOTES)


def test_that_many_who_upgrade_at_once_take_turns(empty: Store, tmp_path: Path) -> None:
    where = str(empty.file.path) if empty.file else empty.engine.url.render_as_string(hide_password=False)
    migrations = history(tmp_path / "migrations", revisions.GUARDED_TABLES, revisions.ADD_COLUMN)
    codes = processes.in_parallel(upgrade_elsewhere, *[(where, migrations, None)] * 6)
    assert codes == [0] * 6
    assert schema.check(empty, migrations) is State.CURRENT


def upgrade_elsewhere(where: str, migrations: Path, backups: Path | None) -> None:
    """What another process does."""
    address = where.replace("postgresql+psycopg:", "postgresql:")
    if where.startswith("/"):
        store = open_sqlite(Path(where), ward.KEY)
    else:
        store = open_postgres(address, ward.KEY, workstation="other")
    with store:
        schema.upgrade(store, backup_to=backups, migrations=migrations)


def test_that_an_ordinary_connection_would_lose_the_children(tmp_path: Path) -> None:
    """The careless way: foreign keys on while a table is rebuilt. Alembic reports success."""
    from alembic import command

    one = history(tmp_path / "one", revisions.TABLES)
    two = history(tmp_path / "two", revisions.TABLES, revisions.REBUILD)
    with create_sqlite(tmp_path / "ward.db", ward.KEY) as store:
        schema.upgrade(store, backup_to=None, migrations=one)
        with store.writer.begin() as connection:
            connection.execute(text("INSERT INTO patient VALUES (1, 'Åke')"))
            connection.execute(text("INSERT INTO note VALUES (1, 'text', 1)"))
        with pytest.raises(StoreUnusable, match="note"), store.writer.begin() as connection:
            migrate.run(connection, two)
        assert rows(store) == (1, 1)
        with store.writer.begin() as connection:
            command.upgrade(migrate.configured(connection, two), "heads")
        assert rows(store) == (1, 0)


def test_that_the_default_engine_would_be_stuck_for_ever(tmp_path: Path) -> None:
    """The careless way: statements that change tables are not undone."""
    from alembic import command

    pair = careless.default(tmp_path / "ward.db")
    broken = history(tmp_path / "broken", revisions.STOP_MIDWAY)
    with suppress(RuntimeError), pair.writer.begin() as connection:
        command.upgrade(migrate.configured(connection, broken), "heads")
    mended = history(tmp_path / "mended", revisions.EXTRA)
    with pytest.raises(OperationalError, match="already exists"), pair.writer.begin() as connection:
        command.upgrade(migrate.configured(connection, mended), "heads")
    pair.writer.dispose()
