"""Backups: whole or refused, made while the ward works, put back without throwing anything away."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection as Pipe
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from tests.ward_app.store import careless, ward
from tests.ward_app.store.processes import PROCESSES
from ward_app.errors import Refused, StoreDown, StoreUnusable
from ward_app.store import backup, manifest
from ward_app.store.engine import Store, create_sqlite, open_sqlite
from ward_app.store.keyslots import KeySlots, path_beside
from ward_app.store.sqlite import SqliteFile, driver

NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
ANCHORS = {"ws1": "48211-RK5U2H5Y"}


@pytest.fixture
def made(embedded: Store, tmp_path: Path) -> Path:
    """A backup of a store with twenty patients."""
    KeySlots(path_beside(tmp_path / "ward.db"), ward.CHEAP).add("anna", "Vinterdäck på lager", ward.KEY)
    admit(embedded, 20)
    return backup.make(embedded, tmp_path / "backups", at=NOW, anchors=ANCHORS)


def admit(store: Store, patients: int) -> None:
    with store.writer.begin() as connection:
        for number in range(patients):
            ward.admit(connection, f"{number:06}", notes=3)


def test_that_a_backup_says_what_is_in_it(made: Path) -> None:
    said = backup.verify(made, ward.KEY)
    assert said.rows == {"patient": 20, "note": 60, "bed": 1}
    assert (said.made_at, said.dialect, said.anchors) == (NOW, "sqlite", ANCHORS)
    assert made.name == "narvard-20261121T074200Z"
    assert sorted(file.name for file in made.iterdir()) == ["manifest.json", "store.db", "store.keys"]


def test_that_a_backup_opens_with_the_passwords_of_its_time(made: Path, tmp_path: Path) -> None:
    key = KeySlots(made / backup.KEYS, ward.CHEAP).unlock("anna", "Vinterdäck på lager", NOW)
    backup.restore(made, tmp_path / "elsewhere.db", key, at=LATER, mend=ward.nothing)
    with open_sqlite(tmp_path / "elsewhere.db", key) as store:
        assert ward.count(store.reader, "note") == 60
    assert path_beside(tmp_path / "elsewhere.db").read_bytes() == (made / backup.KEYS).read_bytes()


def test_that_only_its_owner_can_enter_a_backup(made: Path) -> None:
    assert made.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in made.iterdir())


def test_that_looking_at_a_backup_changes_nothing_in_it(made: Path) -> None:
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in made.iterdir()}
    backup.verify(made, ward.KEY)
    assert {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in made.iterdir()} == before


def admit_all_the_time(path: Path, started: Event, enough: Event, pipe: Pipe) -> None:
    pair = careless.ours(path)
    number = 1000
    while not enough.is_set():
        with pair.writer.begin() as connection:
            ward.admit(connection, str(number), notes=3)
        started.set()
        number += 1
    pipe.send(number - 1000)


def test_that_the_ward_writes_on_while_a_backup_is_made(embedded: Store, tmp_path: Path) -> None:
    admit(embedded, 500)
    started, enough = PROCESSES.Event(), PROCESSES.Event()
    here, there = PROCESSES.Pipe(duplex=False)
    writer = PROCESSES.Process(target=admit_all_the_time, args=(tmp_path / "ward.db", started, enough, there))
    writer.start()
    started.wait()
    made = [backup.make(embedded, tmp_path / "backups", at=NOW + timedelta(seconds=n)) for n in range(3)]
    enough.set()
    written = here.recv()
    writer.join()
    counts = [backup.verify(one, ward.KEY).rows for one in made]
    assert all(rows["note"] == 3 * rows["patient"] for rows in counts)
    assert 500 < counts[0]["patient"] <= counts[-1]["patient"] <= 500 + written
    assert ward.count(embedded.reader, "patient") == 500 + written


def truncated(made: Path) -> None:
    os.truncate(made / backup.STORE, (made / backup.STORE).stat().st_size // 2)


def bit(made: Path) -> None:
    content = bytearray((made / backup.STORE).read_bytes())
    content[random.Random(1).randrange(len(content))] ^= 4
    (made / backup.STORE).write_bytes(content)


def without_keys(made: Path) -> None:
    (made / backup.KEYS).unlink()


def other_keys(made: Path) -> None:
    KeySlots.create(made / "new", bytes(32), ward.CHEAP)
    (made / "new").replace(made / backup.KEYS)


def without_manifest(made: Path) -> None:
    (made / manifest.NAME).unlink()


def said_otherwise(made: Path) -> None:
    whole = json.loads((made / manifest.NAME).read_bytes())
    whole["said"]["made_at"] = LATER.isoformat()
    (made / manifest.NAME).write_text(json.dumps(whole))


def other_store(made: Path) -> None:
    """A store with the same key and fewer rows, with the sum of its bytes set right."""
    (made / backup.STORE).unlink()
    with create_sqlite(made / "new", ward.KEY) as store, store.writer.begin() as connection:
        ward.furnish(connection)
    (made / "new").replace(made / backup.STORE)
    (made / "new.lock").unlink()
    _sealed_anew(made, bytes(32))


def way_out(made: Path) -> None:
    """A file name that leads out of the folder."""
    whole = json.loads((made / manifest.NAME).read_bytes())
    whole["said"]["files"]["../../ward.db"] = whole["said"]["files"].pop(backup.STORE)
    (made / manifest.NAME).write_text(json.dumps(whole))


def empty_manifest(made: Path) -> None:
    (made / manifest.NAME).write_bytes(b"")


def _sealed_anew(made: Path, key: bytes) -> None:
    said = manifest.read(made, ward.KEY)
    files = {name: manifest.mark(made / name) for name in said.files}
    manifest.write(
        manifest.Manifest(said.made_at, said.dialect, said.revision, said.rows, files, said.anchors),
        made,
        key,
    )


FORGERIES = [
    truncated, bit, without_keys, other_keys, without_manifest, said_otherwise, other_store, way_out,
    empty_manifest,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES)
def test_that_a_damaged_or_forged_backup_is_refused_and_the_store_left_alone(
    made: Path, embedded: Store, tmp_path: Path, forge: Callable[[Path], None]
) -> None:
    embedded.close()
    forge(made)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    with pytest.raises(StoreUnusable, match="not a whole backup"):
        backup.verify(made, ward.KEY)
    with pytest.raises(StoreUnusable, match="not a whole backup"):
        backup.restore(made, tmp_path / "ward.db", ward.KEY, at=LATER, mend=ward.nothing)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()} == before


def test_that_a_backup_that_lacks_rows_is_found_out_even_if_it_is_sealed_right(made: Path) -> None:
    raw = SqliteFile(made / backup.STORE, ward.KEY).connect(settings=("journal_mode=DELETE",))
    raw.execute("DELETE FROM note WHERE id = 1")
    raw.close()
    _sealed_anew(made, ward.KEY)
    with pytest.raises(StoreUnusable, match="not a whole backup"):
        backup.verify(made, ward.KEY)


def test_that_another_wards_backup_is_refused(made: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="belongs to another store"):
        backup.restore(made, tmp_path / "mine.db", bytes(32), at=LATER, mend=ward.nothing)
    assert not (tmp_path / "mine.db").exists()


def test_that_a_plain_copy_of_the_file_would_lack_what_was_just_written(
    embedded: Store, tmp_path: Path
) -> None:
    """The careless way: what is in the write-ahead log is not in the copy."""
    admit(embedded, 20)
    (tmp_path / "copy.db").write_bytes((tmp_path / "ward.db").read_bytes())
    connection = SqliteFile(tmp_path / "copy.db", ward.KEY).look()
    with pytest.raises(driver.DatabaseError):
        connection.execute("SELECT count(*) FROM patient")
    connection.close()


def test_that_what_is_replaced_is_kept_beside_it(made: Path, embedded: Store, tmp_path: Path) -> None:
    with embedded.writer.begin() as connection:
        ward.admit(connection, "after the backup")
    embedded.close()
    aside = backup.restore(made, tmp_path / "ward.db", ward.KEY, at=LATER, mend=ward.nothing)
    assert aside == tmp_path / "ward.db.damaged-20261121T094200Z"
    with open_sqlite(tmp_path / "ward.db", ward.KEY) as store:
        assert ward.count(store.reader, "patient") == 20
    with open_sqlite(aside, ward.KEY) as store:
        assert ward.count(store.reader, "patient") == 21
    assert path_beside(aside).is_file()


def test_that_the_write_ahead_log_of_a_store_that_died_is_kept_with_it(
    made: Path, embedded: Store, tmp_path: Path
) -> None:
    embedded.close()
    (tmp_path / "ward.db").write_bytes(b"damaged")
    (tmp_path / "ward.db-wal").write_bytes(b"the last minutes")
    (tmp_path / "ward.db-shm").write_bytes(b"")
    aside = backup.restore(made, tmp_path / "ward.db", ward.KEY, at=LATER, mend=ward.nothing)
    assert aside is not None
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"the last minutes"
    with open_sqlite(tmp_path / "ward.db", ward.KEY) as store:
        assert ward.count(store.reader, "patient") == 20


def test_that_nothing_is_put_back_under_an_open_program(made: Path, embedded: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Close the program"):
        backup.restore(made, tmp_path / "ward.db", ward.KEY, at=LATER, mend=ward.nothing)
    assert ward.count(embedded.reader, "patient") == 20


def test_that_a_restore_cut_off_midway_can_be_done_again(
    made: Path, embedded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded.close()
    with monkeypatch.context() as broken, pytest.raises(StoreDown, match="could not be written"):
        broken.setattr(Path, "replace", fail)
        backup.restore(made, tmp_path / "ward.db", ward.KEY, at=LATER, mend=ward.nothing)
    assert not (tmp_path / "ward.db").exists()
    with pytest.raises(StoreUnusable, match="no database"):
        open_sqlite(tmp_path / "ward.db", ward.KEY)
    backup.restore(made, tmp_path / "ward.db", ward.KEY, at=LATER + timedelta(seconds=1), mend=ward.nothing)
    with open_sqlite(tmp_path / "ward.db", ward.KEY) as store:
        assert ward.count(store.reader, "patient") == 20
    assert (tmp_path / "ward.db.damaged-20261121T094200Z").is_file()


def fail(*_given: object) -> Path:
    raise OSError(5, "Input/output error")


def test_that_a_store_without_its_keys_is_not_backed_up_in_silence(embedded: Store, tmp_path: Path) -> None:
    path_beside(tmp_path / "ward.db").unlink()
    with pytest.raises(StoreUnusable, match=r"key file .* is missing"):
        backup.make(embedded, tmp_path / "backups", at=NOW)
    assert finished(tmp_path / "backups") == []


def finished(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("narvard-*") if path.suffix != ".part")


def test_that_a_backup_that_was_cut_off_is_none_and_is_cleared_away(embedded: Store, tmp_path: Path) -> None:
    part = tmp_path / "backups" / "narvard-20261120T000000Z.part"
    part.mkdir(parents=True)
    (part / "store.db").write_bytes(b"half")
    made = backup.make(embedded, tmp_path / "backups", at=NOW)
    assert finished(tmp_path / "backups") == [made.name]
    assert not part.exists()


def test_that_a_copy_that_is_not_right_does_not_get_its_name(
    embedded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turn(folder: Path, key: bytes) -> manifest.Manifest:
        bit(folder)
        return honest(folder, key)

    honest = backup.verify
    monkeypatch.setattr(backup, "verify", turn)
    with pytest.raises(StoreUnusable):
        backup.make(embedded, tmp_path / "backups", at=NOW)
    assert finished(tmp_path / "backups") == []


def test_that_no_backup_takes_the_place_of_another(made: Path, embedded: Store) -> None:
    with pytest.raises(Refused, match="already"):
        backup.make(embedded, made.parent, at=NOW)


def test_that_too_little_room_is_said_before_anything_is_written(
    embedded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**9, 10**9, 1000))
    with pytest.raises(Refused, match="not room enough"):
        backup.make(embedded, tmp_path / "backups", at=NOW)
