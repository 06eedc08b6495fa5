"""Every store that cannot be used, with the real thing: a sentence, nothing damaged, and a way on."""

from __future__ import annotations

import random
import resource
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.entering import ADMINISTRATOR, NURSE, PASSWORD, House, MakeProgram, child
from tests.ui.keys import press, type_text
from tests.ui.start.test_way_in import fill_first_start, page, sign_in
from tests.ward_app.store.test_bad_files import ordinary_user
from ui.program import Program
from ui.start.first_start import FirstStartPage
from ui.start.sign_in import SignInPage
from ui.start.trouble import TroublePage
from ui.window import MainWindow
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.store import keyslots
from ward_app.store.sqlite import SqliteFile, driver


def trouble(program: Program) -> str:
    shown = page(program)
    assert isinstance(shown, TroublePage), type(shown)
    return shown.problem.label.text()


def store_key(house: House) -> bytes:
    slots = keyslots.KeySlots(keyslots.path_beside(house.config.store_path))
    return slots.unlock(ADMINISTRATOR, PASSWORD, house.clock())


def make_newer(house: House) -> None:
    """As a later program would leave it."""
    connection = SqliteFile(house.config.store_path, store_key(house)).connect()
    connection.execute("UPDATE narvard_version SET version_num = '9999'")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def make_foreign(house: House) -> None:
    house.config.store_path.unlink()
    connection = driver.connect(house.config.store_path)
    connection.execute("CREATE TABLE patient (id integer PRIMARY KEY)")
    connection.close()


def make_damaged(house: House) -> None:
    """Bits turn all over the file, the first page spared."""
    content = bytearray(house.config.store_path.read_bytes())
    chance = random.Random(1)
    for _turn in range(2000):
        content[chance.randrange(4096, len(content))] ^= 0x40
    house.config.store_path.write_bytes(content)


def make_empty(house: House) -> None:
    house.config.store_path.write_bytes(b"")


def lose_store(house: House) -> None:
    house.config.store_path.unlink()


def lose_keys(house: House) -> None:
    keyslots.path_beside(house.config.store_path).unlink()


def damage_keys(house: House) -> None:
    keyslots.path_beside(house.config.store_path).write_text('{"format": "brev"}')


SEEN_AT_ONCE = {
    "empty": (make_empty, "is empty"),
    "gone": (lose_store, "There is no database"),
    "without its keys": (lose_keys, "key file"),
    "with damaged keys": (damage_keys, "key file"),
}
SEEN_AT_SIGN_IN = {
    "newer": (make_newer, "newer than this program"),
    "not ours": (make_foreign, "not this ward's database"),
    "damaged": (make_damaged, "damaged"),
}


@pytest.mark.parametrize("what", SEEN_AT_ONCE)
def test_that_a_store_that_cannot_be_opened_is_told_before_anyone_types(
    make_program: MakeProgram, ready: House, what: str
) -> None:
    spoil, sentence = SEEN_AT_ONCE[what]
    spoil(ready)
    before = ready.files()
    program = make_program(ready)
    assert sentence in trouble(program)
    assert said_safe(page(program))
    program.quit()
    assert ready.files() == before


@pytest.mark.parametrize("what", SEEN_AT_SIGN_IN)
def test_that_a_store_that_does_not_fit_is_told_at_the_sign_in_and_left_alone(
    make_program: MakeProgram, ready: House, what: str
) -> None:
    spoil, sentence = SEEN_AT_SIGN_IN[what]
    spoil(ready)
    before = ready.config.store_path.read_bytes()
    program = make_program(ready)
    sign_in(program, NURSE)
    assert sentence in trouble(program)
    assert said_safe(page(program))
    program.quit()
    assert ready.config.store_path.read_bytes() == before


def said_safe(shown: QWidget) -> bool:
    """What is safe and which store is meant are said, too."""
    words = [str(label.property("text")) for label in shown.findChildren(QWidget) if label.isVisible()]
    return any("lies where it was" in text for text in words) and any("narvard.db" in text for text in words)


def test_that_a_mended_store_opens_by_trying_again(make_program: MakeProgram, ready: House) -> None:
    keys = keyslots.path_beside(ready.config.store_path)
    kept = keys.with_suffix(".kept")
    keys.rename(kept)
    program = make_program(ready)
    assert "key file" in trouble(program)
    kept.rename(keys)
    press(child(page(program), "trouble.retry"), "Space")
    assert isinstance(page(program), SignInPage)
    sign_in(program, NURSE)
    assert isinstance(page(program), MainWindow)


def test_that_the_program_can_be_closed_from_there(make_program: MakeProgram, ready: House) -> None:
    make_empty(ready)
    program = make_program(ready)
    ended: list[bool] = []
    program.ended.connect(lambda: ended.append(True))
    press(child(page(program), "trouble.quit"), "Space")
    assert ended == [True]


@pytest.mark.parametrize("folder", ["//server/ward", "{tmp}/OneDrive - Östhammars kommun/ward"])
def test_that_a_network_drive_or_a_synchronised_folder_is_refused(
    make_program: MakeProgram, house: House, tmp_path: Path, folder: str
) -> None:
    elsewhere = replace(house.config, data_folder=Path(folder.format(tmp=tmp_path)))
    program = make_program(House(elsewhere, house.clock))
    assert "network drive" in trouble(program) or "synchronised by OneDrive" in trouble(program)
    assert not elsewhere.data_folder.exists()


@pytest.fixture
def open_house(clock: FrozenClock) -> Iterator[House]:
    """A ward in a folder that every user of the machine can come to."""
    above = Path(tempfile.mkdtemp(prefix="narvard-test-"))
    above.chmod(0o755)
    folder = above / "ward"
    folder.mkdir(mode=0o755)
    yield House(Config(data_folder=folder, workstation="ws1", language="en"), clock)
    shutil.rmtree(above)


@contextmanager
def nobody_writes(folder: Path) -> Iterator[None]:
    """Read-only, for who is not root."""
    for each in (*folder.iterdir(), folder):
        each.chmod(0o555 if each.is_dir() else 0o444)
    with ordinary_user():
        yield
    folder.chmod(0o755)


def test_that_a_read_only_folder_is_told_and_left_alone(make_program: MakeProgram, open_house: House) -> None:
    open_house.set_up()
    before = open_house.files()
    with nobody_writes(open_house.config.data_folder):
        program = make_program(open_house)
        assert "read-only" in trouble(program)
        program.quit()
    assert open_house.files() == before


def test_that_a_first_start_in_a_read_only_folder_makes_nothing(
    make_program: MakeProgram, open_house: House
) -> None:
    folder = open_house.config.data_folder
    with nobody_writes(folder):
        inner = replace(open_house.config, data_folder=folder / "inner")
        program = make_program(House(inner, open_house.clock))
        assert "read-only" in trouble(program)
        program.quit()
    assert list(folder.iterdir()) == []


def test_that_a_folder_one_may_not_look_into_is_no_new_ward(
    make_program: MakeProgram, open_house: House
) -> None:
    open_house.set_up()
    folder = open_house.config.data_folder
    folder.chmod(0o000)
    try:
        with ordinary_user():
            program = make_program(open_house)
            assert "read-only" in trouble(program)
            program.quit()
    finally:
        folder.chmod(0o700)


@contextmanager
def full_disk(bytes_left: int) -> Iterator[None]:
    """No file grows beyond this; what the system then says is what a full disk or a quota says."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.parametrize("bytes_left", [0, 300, 60_000])
def test_that_a_first_start_on_a_full_disk_leaves_nothing_behind(
    make_program: MakeProgram, house: House, bytes_left: int
) -> None:
    program = make_program(house)
    fill_first_start(program)
    with full_disk(bytes_left):
        press(child(page(program), "first_start.login"), "Ctrl+Return")
        shown = page(program)
        assert isinstance(shown, FirstStartPage)
        [said] = [form.summary.texts() for form in (shown.ward,)]
        assert "disk" in said[0]
    assert not house.config.store_path.exists()
    press(child(page(program), "first_start.login"), "Ctrl+Return")
    assert house.config.store_path.exists()


def test_that_a_sign_in_on_a_full_disk_is_refused_in_a_sentence_and_goes_on_later(
    make_program: MakeProgram, ready: House
) -> None:
    before = ready.config.store_path.read_bytes()
    program = make_program(ready)
    with full_disk(0):
        sign_in(program, NURSE)
        shown = page(program)
        assert isinstance(shown, SignInPage)
        assert "disk" in shown.form.problem.label.text()
    assert ready.config.store_path.read_bytes() == before
    type_text(child(page(program), "sign_in.password"), "\n")
    assert isinstance(page(program), MainWindow)


def closed_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def test_that_a_missing_server_is_told(make_program: MakeProgram, house: House, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(bytes(32))
    url = f"postgresql://ward@127.0.0.1:{closed_port()}/ward"
    shared = replace(house.config, database_url=url, key_file=key)
    program = make_program(House(shared, house.clock))
    assert "does not answer" in trouble(program)


def test_that_a_missing_key_file_of_a_shared_store_is_told(make_program: MakeProgram, house: House) -> None:
    shared = replace(
        house.config, database_url="postgresql://ward@127.0.0.1/ward", key_file=Path("/nowhere/key")
    )
    program = make_program(House(shared, house.clock))
    assert "/nowhere/key" in trouble(program)


def test_that_a_store_that_is_restored_meanwhile_is_not_touched(
    make_program: MakeProgram, ready: House, qtbot: QtBot
) -> None:
    """Put back from a backup while the sign-in page is open: the next sign-in opens what lies there then."""
    folder = ready.config.data_folder
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    program = make_program(ready)
    shutil.copyfile(copy / "narvard.db", folder / "narvard.db")
    sign_in(program, NURSE)
    assert isinstance(page(program), MainWindow)
