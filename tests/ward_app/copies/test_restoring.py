"""What was destroyed does not come back with a backup from before (PDL 8:4, PDL-23)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import factories
from tests.conftest import KEY, WORKSTATION
from tests.postgres import Server
from tests.ward_app.copies.conftest import ELSEWHERE, WORDS, Told
from tests.ward_app.copies.store_text import held
from tests.ward_app.copies.test_destroying import DECISION, OWNER
from ward_app.app import App
from ward_app.cli.destroying import mending
from ward_app.config import Config
from ward_app.copies.commands import destroy_record
from ward_app.copies.model import RecordDestruction
from ward_app.errors import StoreUnusable
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.store import backup, destroyed, log_check
from ward_app.store.destroyed import path_beside
from ward_app.store.engine import Store, open_postgres, open_sqlite
from ward_app.store.keyslots import Cost, KeySlots
from ward_app.store.keyslots import path_beside as keys_beside

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A workstation whose store is put back; the store that is backed up lies elsewhere."""
    (tmp_path / "back").mkdir()
    return Config(data_folder=tmp_path / "back", workstation=WORKSTATION)


@pytest.fixture
def another(server: Server) -> Iterator[Store]:
    name = f"back_{os.getpid()}"
    with open_postgres(server.create(name), KEY, workstation=WORKSTATION) as store:
        yield store
    server.drop(name)


def made(app: App, tmp_path: Path, folder: str = "backups") -> Path:
    if app.store.file is not None and not keys_beside(app.store.file.path).exists():
        KeySlots.create(keys_beside(app.store.file.path), KEY, CHEAP)
    return backup.make(app.store, tmp_path / folder, at=app.clock())


def put_back(saved: Path, app: App, config: Config, another: Store) -> Store:
    """On the kind of store that the backup is of."""
    mend = mending(saved, KEY, config, app.clock)
    if app.store.is_sqlite:
        backup.restore(saved, config.store_path, KEY, at=app.clock(), mend=mend)
        return open_sqlite(config.store_path, KEY)
    backup.restore_shared(saved, another, mend=mend)
    return another


def destroyed_with(app: App, administrator: App, told: Told, config: Config) -> None:
    """As the command does: the list lies beside the store."""
    done = administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    destroyed.keep(path_beside(config.store_path), [done], KEY)


def test_that_the_text_is_gone_from_an_older_backup_pdl_23(
    app: App, administrator: App, told: Told, config: Config, another: Store, tmp_path: Path
) -> None:
    saved = made(app, tmp_path)
    destroyed_with(app, administrator, told, config)
    with put_back(saved, app, config, another) as store:
        assert held(store, WORDS) == set()
        assert held(store, ELSEWHERE) == set(ELSEWHERE)
        with store.reader.connect() as connection:
            assert log_check.verify(connection, store.audit_key) == []


def test_that_without_the_list_the_text_would_be_back(
    app: App, administrator: App, told: Told, config: Config, another: Store, tmp_path: Path
) -> None:
    """The tests above find something that is really there."""
    saved = made(app, tmp_path)
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    with put_back(saved, app, config, another) as store:
        assert held(store, WORDS) == set(WORDS)


def test_that_a_younger_backup_beside_it_is_enough_pdl_23(
    app: App, administrator: App, told: Told, config: Config, another: Store, tmp_path: Path
) -> None:
    """The machine is lost, and the list with it."""
    saved = made(app, tmp_path)
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    app.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]
    made(app, tmp_path)
    with put_back(saved, app, config, another) as store:
        assert held(store, WORDS) == set()
    [known] = destroyed.read(path_beside(config.store_path), KEY)
    assert known.decision_ref == DECISION["decision_ref"]


def test_that_one_note_alone_goes_again_pdl_23(
    app: App, administrator: App, told: Told, config: Config, another: Store, tmp_path: Path
) -> None:
    saved = made(app, tmp_path)
    wanted: dict[str, Any] = {"entries": [("note", told.first_note)], **DECISION}
    done = administrator.do(destroy_record, told.patient_id, OWNER, **wanted)
    destroyed.keep(path_beside(config.store_path), [done], KEY)
    with put_back(saved, app, config, another) as store:
        gone = {"felskriven", "rättad", "felval", "patientens-invändning"}
        assert held(store, WORDS) == set(WORDS) - gone


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_that_what_was_written_since_is_not_touched_pdl_23(
    app: App, administrator: App, told: Told, config: Config, another: Store, tmp_path: Path
) -> None:
    """Ids are used anew after a restore: a destruction that the store knows of is not done a second time."""
    saved = made(app, tmp_path)
    app.do(
        notes.save, told.patient_id, told.stay_id, NoteKind.NURSING, [(Keyword.PAIN, "senare")], app.clock()
    )
    destroyed_with(app, administrator, told, config)
    with put_back(saved, app, config, another) as store:
        door = App(store, workstation=WORKSTATION, clock=app.clock).acting(app.user)
        said = [(Keyword.PAIN, "oskyldig")]
        door.do(notes.save, told.patient_id, told.stay_id, NoteKind.NURSING, said, app.clock())
        app.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]
        younger = backup.make(store, tmp_path / "younger", at=app.clock())
    config.store_path.unlink()
    with put_back(younger, app, config, another) as store:
        assert held(store, (*WORDS, "senare", "oskyldig")) == {"oskyldig"}
        count = factories.ask(App(store, workstation=WORKSTATION, clock=app.clock), _decisions)
        assert count == 1


def _decisions(session: Any) -> int:
    return int(session.query(RecordDestruction).count())


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_that_a_list_with_a_line_taken_out_is_refused_pdl_23(
    app: App, administrator: App, told: Told, config: Config, another: Store, tmp_path: Path
) -> None:
    saved = made(app, tmp_path)
    destroyed_with(app, administrator, told, config)
    path = path_beside(config.store_path)
    whole = json.loads(path.read_bytes())
    path.write_text(json.dumps(whole | {"said": []}), "utf-8")
    with pytest.raises(StoreUnusable, match="list of destroyed records"):
        put_back(saved, app, config, another)
    assert not config.store_path.exists()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_that_a_backup_says_what_was_destroyed_and_nothing_of_it_pdl_23(
    app: App, administrator: App, told: Told, tmp_path: Path
) -> None:
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    saved = made(app, tmp_path)
    assert [one.decision_ref for one in backup.verify(saved, KEY).destroyed] == [DECISION["decision_ref"]]
    said = (saved / "manifest.json").read_text("utf-8")
    assert not [word for word in WORDS if word in said]
