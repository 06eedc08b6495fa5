"""Locks between programs, and files that are replaced in one step."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest

from tests.ward_app.store.processes import PROCESSES
from ward_app.store import durable, lock
from ward_app.store.lock import InUse


def test_that_one_holds_alone_or_many_share(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with lock.hold(path, shared=True), lock.hold(path, shared=True), pytest.raises(InUse):
        lock.hold(path)
    with lock.hold(path):
        for shared in (True, False):
            with pytest.raises(InUse):
                lock.hold(path, shared=shared)
    lock.hold(path).close()


def test_that_a_lock_let_go_twice_lets_go_of_nothing_else(tmp_path: Path) -> None:
    first = lock.hold(tmp_path / "first")
    first.close()
    with lock.hold(tmp_path / "second"):
        first.close()
        with pytest.raises(InUse):
            lock.hold(tmp_path / "second")


def hold_until_killed(path: Path, pipe: Pipe) -> None:
    with lock.hold(path):
        pipe.send("held")
        signal.pause()


def test_that_a_lock_ends_with_its_program_however_that_ends(tmp_path: Path) -> None:
    here, there = PROCESSES.Pipe(duplex=False)
    holder = PROCESSES.Process(target=hold_until_killed, args=(tmp_path / "lock", there), daemon=True)
    holder.start()
    here.recv()
    with pytest.raises(InUse):
        lock.hold(tmp_path / "lock")
    assert holder.pid is not None
    os.kill(holder.pid, signal.SIGKILL)
    lock.hold(tmp_path / "lock", wait_seconds=10).close()


def test_that_a_file_is_replaced_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.with_name("keys.part").write_text("left by a crash")
    durable.replace(path, b"one")
    durable.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == ["keys"]


def replace_until_killed(path: Path, pipe: Pipe) -> None:
    number = 0
    while True:
        durable.replace(path, str(number).encode() * 5000)
        if not number:
            pipe.send("begun")
        number = (number + 1) % 10


def test_that_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    for _kill in range(10):
        here, there = PROCESSES.Pipe(duplex=False)
        writer = PROCESSES.Process(target=replace_until_killed, args=(tmp_path / "keys", there), daemon=True)
        writer.start()
        here.recv()
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        content = (tmp_path / "keys").read_bytes()
        assert len(content) == 5000 and len(set(content)) == 1
