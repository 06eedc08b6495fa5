"""Power cuts: what a writer wrote and synced is recorded, and played back with some of the un-synced lost.

What was synced is there. Of the rest each write is there, or not, or in some of its sectors. Names of files
are taken to be kept in order, as ext4 does; a disk that lies about syncing cannot be seen from inside.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.ward_app.store import ward
from ward_app.errors import StoreUnusable
from ward_app.store.sqlite import SqliteFile, driver

SECTOR = 512
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((?:\d+<([^>]*)>|\"([^\"]*)\")(.*)\) += (-?\d+)")
_PWRITE = re.compile(r', "([^"]*)", \d+, (\d+)$')
_WRITTEN, _SYNCED = ("pwrite64", "write", "ftruncate"), ("fsync", "fdatasync")


@dataclass(frozen=True)
class Step:
    """One thing the writer did to one file; an acknowledgement has no file."""

    kind: str
    file: str = ""
    offset: int = 0
    data: bytes = b""


def record(folder: Path, synchronous: str, admissions: int) -> list[Step]:
    """Run the writer on a new store and return what it did after the store was made."""
    path, said, trace = folder / "ward.db", folder / "acknowledged", folder / "trace"
    ward.new_store(path).close()
    calls = "trace=" + ",".join((*_WRITTEN, *_SYNCED, "unlink"))
    command = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-y",
        "-xx",
        "-s",
        "70000",
        "-e",
        calls,
        "-o",
        str(trace),
    ]
    writer = [sys.executable, "-m", "tests.ward_app.store.power_writer"]
    (folder / "before").write_bytes(path.read_bytes())
    subprocess.run([*command, *writer, str(path), str(said), synchronous, str(admissions)], check=True)
    steps = [step for line in trace.read_text().splitlines() if (step := _step(line, path, said))]
    assert sum(step.kind == "acknowledge" for step in steps) == admissions
    return steps


def _step(line: str, path: Path, said: Path) -> Step | None:
    call = _CALL.match(line)
    if call is None:
        return None
    name, by_descriptor, by_path, rest, _result = call.groups()
    file = _text(by_descriptor or by_path)
    if file == str(said):
        return Step("acknowledge")
    if not file.startswith(str(path)) or file.endswith(("-shm", ".lock")):
        return None
    short = file.removeprefix(str(path))
    if name in _SYNCED:
        return Step("sync", short)
    if name == "unlink":
        return Step("remove", short)
    if name == "ftruncate":
        return Step("truncate", short, int(rest.lstrip(", ")))
    written = _PWRITE.search(rest)
    assert written is not None, line[:200]
    return Step("write", short, int(written[2]), bytes.fromhex(written[1].replace("\\x", "")))


def _text(shown: str) -> str:
    """strace shows strings as hex, but file names of descriptors as they are."""
    return bytes.fromhex(shown.replace("\\x", "")).decode() if shown.startswith("\\x") else shown


@dataclass(frozen=True)
class Outcome:
    """What is found after a power cut."""

    readable: bool
    lost: int


def cut(folder: Path, steps: list[Step], at: int, chance: random.Random) -> Outcome:
    """Cut the power after that many steps, put the disk together as it may be then, and look."""
    after = folder / f"after-{at}-{chance.randrange(10**9)}"
    after.mkdir()
    contents = {"": bytearray((folder / "before").read_bytes())}
    keep = chance.choice((0.0, 0.2, 0.5, 0.9))
    last_sync = {step.file: index for index, step in enumerate(steps[:at]) if step.kind == "sync"}
    for index, step in enumerate(steps[:at]):
        if step.kind == "remove":
            contents.pop(step.file, None)
        elif step.kind in ("write", "truncate"):
            certain = index < last_sync.get(step.file, -1)
            _apply(contents.setdefault(step.file, bytearray()), step, certain, keep, chance)
    for name, content in contents.items():
        (after / f"ward.db{name}").write_bytes(content)
    return _look(after / "ward.db", sum(step.kind == "acknowledge" for step in steps[:at]))


def _apply(content: bytearray, step: Step, certain: bool, keep: float, chance: random.Random) -> None:
    if not certain and chance.random() > keep + (1 - keep) / 3:
        return
    if step.kind == "truncate":
        del content[step.offset :]
        return
    torn = not certain and chance.random() > keep
    for start in range(0, len(step.data), SECTOR):
        if torn and chance.random() < 0.5:
            continue
        piece, place = step.data[start : start + SECTOR], step.offset + start
        content.extend(bytes(max(0, place + len(piece) - len(content))))
        content[place : place + len(piece)] = piece


def _look(path: Path, acknowledged: int) -> Outcome:
    try:
        connection = SqliteFile(path, ward.KEY).connect()
        try:
            found = [row[0] for row in connection.execute("SELECT number FROM patient ORDER BY number")]
            moves = connection.execute("SELECT moves FROM bed").fetchone()[0]
            notes = connection.execute("SELECT count(*) FROM note").fetchone()[0]
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        finally:
            connection.close()
    except (driver.Error, StoreUnusable):
        return Outcome(readable=False, lost=0)
    whole = sound and moves == len(found) and notes == 2 * moves
    whole = whole and found == [f"{number:06}" for number in range(moves)]
    return Outcome(whole, max(0, acknowledged - len(found)))


def cuts(folder: Path, steps: list[Step], count: int, seed: int) -> list[Outcome]:
    chance = random.Random(seed)
    return [cut(folder, steps, chance.randrange(1, len(steps) + 1), chance) for _cut in range(count)]
