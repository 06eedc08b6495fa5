"""Disks and files that are not as they should be: a sentence, nothing damaged, nothing acknowledged lost."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.ward_app.store import ward
from tests.ward_app.store.processes import PROCESSES
from ward_app.errors import StoreDown, StoreUnusable, WardError
from ward_app.store import faults
from ward_app.store.engine import Store, create_sqlite, lock_path, open_sqlite
from ward_app.store.sqlite import SqliteFile, driver

NOBODY = 65534


def admit_until_full(path: Path, limit: int, pipe: Pipe) -> None:
    """Admit until the file may not grow further; then send what the user is told."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with open_sqlite(path, ward.KEY) as store:
        acknowledged = 0
        while True:
            try:
                with store.writer.begin() as connection:
                    ward.admit(connection, f"{acknowledged:06}", notes=4)
            except DBAPIError as error:
                known = faults.explain(error)
                pipe.send((acknowledged, type(known), known.sentence if known else repr(error)))
                return
            acknowledged += 1


@pytest.mark.parametrize("limit", [150_000, 154_096, 170_001, 202_752, 350_000])
def test_that_a_disk_that_takes_no_more_loses_nothing_and_says_so(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "ward.db"
    ward.new_store(path).close()
    here, there = PROCESSES.Pipe(duplex=False)
    writer = PROCESSES.Process(target=admit_until_full, args=(path, limit, there))
    writer.start()
    acknowledged, kind, sentence = here.recv()
    writer.join()
    assert kind is StoreDown and "Nothing was saved" in sentence
    assert acknowledged > 0
    with open_sqlite(path, ward.KEY) as store:
        assert ward.count(store.reader, "patient") == acknowledged
        assert ward.count(store.reader, "note") == 4 * acknowledged


def test_that_a_full_disk_is_called_full(embedded: Store) -> None:
    with pytest.raises(DBAPIError) as caught, embedded.writer.begin() as connection:
        connection.execute(text("PRAGMA max_page_count = 1"))
        for number in range(1000):
            ward.admit(connection, str(number), notes=5)
    known = faults.explain(caught.value)
    assert isinstance(known, StoreDown) and "full" in known.sentence
    assert ward.count(embedded.reader, "patient") == 0


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Folders are read-only to everyone but root."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder with a store, which nobody may write."""
    folder = Path(tempfile.mkdtemp(prefix="narvard-test-"))
    ward.new_store(folder / "ward.db").close()
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_that_a_read_only_folder_is_named_before_anyone_types(read_only: Path) -> None:
    before = {file.name: file.read_bytes() for file in read_only.iterdir()}
    with ordinary_user(), pytest.raises(StoreUnusable, match=f"{read_only} is read-only"):
        open_sqlite(read_only / "ward.db", ward.KEY)
    assert {file.name: file.read_bytes() for file in read_only.iterdir()} == before


def test_that_a_new_store_in_a_read_only_folder_is_refused(read_only: Path) -> None:
    with ordinary_user(), pytest.raises(StoreUnusable, match="read-only"):
        create_sqlite(read_only / "new.db", ward.KEY)
    assert not (read_only / "new.db").exists()


def other_key(path: Path) -> None:
    create_sqlite(path, bytes(32)).close()
    lock_path(path).unlink()


def plain(path: Path) -> None:
    connection = driver.connect(path)
    connection.execute("CREATE TABLE patient (id integer PRIMARY KEY)")
    connection.close()


FOREIGN = {
    "nothing": lambda path: path.touch(),
    "random bytes": lambda path: path.write_bytes(random.Random(1).randbytes(8192)),
    "a few bytes": lambda path: path.write_bytes(b"abc"),
    "a document": lambda path: path.write_bytes(b"%PDF-1.7\n" + b"%" * 9000),
    "plain SQLite": plain,
    "another ward's": other_key,
}


@pytest.mark.parametrize("what", FOREIGN)
def test_that_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path, what: str) -> None:
    path = tmp_path / "ward.db"
    FOREIGN[what](path)
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match=r"not this ward's database|is empty") as caught:
        open_sqlite(path, ward.KEY)
    assert str(path) in caught.value.sentence
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["ward.db"]


def test_that_a_store_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="no database"):
        open_sqlite(tmp_path / "ward.db", ward.KEY)
    assert list(tmp_path.iterdir()) == []


def test_that_a_store_that_goes_away_meanwhile_is_not_made_anew(embedded: Store) -> None:
    assert embedded.file is not None
    embedded.engine.dispose()
    embedded.file.path.unlink()
    with pytest.raises(WardError):
        ward.count(embedded.reader, "patient")
    assert not embedded.file.path.exists()


def test_that_a_new_store_takes_the_place_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "ward.db").write_text("brev")
    with pytest.raises(StoreUnusable, match="left as it is"):
        create_sqlite(tmp_path / "ward.db", ward.KEY)
    assert (tmp_path / "ward.db").read_text() == "brev"


def test_that_only_its_owner_can_read_a_new_store(embedded: Store) -> None:
    assert embedded.file is not None
    assert embedded.file.path.stat().st_mode & 0o077 == 0


def flipped(path: Path, chance: random.Random) -> Path:
    """The same file with one bit turned."""
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    other = path.with_name(f"flipped-{chance.randrange(10**9)}.db")
    other.write_bytes(content)
    return other


def notices(file: SqliteFile) -> bool:
    """Whether reading everything shows that a bit was turned, in a sentence."""
    try:
        connection = file.look()
        try:
            found = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("patient", "note")]
            said = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        finally:
            connection.close()
    except StoreUnusable:
        return True
    except driver.Error as error:
        return isinstance(faults.explain(error), StoreUnusable)
    return bool(said) and bool(found)


def test_that_one_turned_bit_anywhere_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with ward.new_store(path) as store, store.writer.begin() as connection:
        for number in range(100):
            ward.admit(connection, str(number), notes=3)
    chance = random.Random(1)
    assert all(notices(SqliteFile(flipped(path, chance), ward.KEY)) for _try in range(100))
    assert not notices(SqliteFile(path, ward.KEY))


def test_that_plain_sqlite_would_not_notice_every_bit(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    connection = driver.connect(path)
    connection.execute("CREATE TABLE note (body text)")
    connection.executemany("INSERT INTO note VALUES (?)", [(f"ge {dose} mg",) for dose in range(2000)])
    connection.commit()
    connection.close()
    chance = random.Random(1)
    unseen = 0
    for _try in range(30):
        connection = driver.connect(flipped(path, chance))
        try:
            connection.execute("SELECT * FROM note").fetchall()
            unseen += connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except (driver.Error, UnicodeDecodeError):
            continue
        finally:
            connection.close()
    assert unseen > 0
