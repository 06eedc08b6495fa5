"""What was acknowledged is there: after kill -9, and after a power cut, which is something else."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

import pytest

from tests.ward_app.store import power, processes, ward
from tests.ward_app.store.processes import LONG, PROCESSES
from ward_app.store.sqlite import SqliteFile

KILLS = 1000 if LONG else 60
CUTS = 2000 if LONG else 400
ADMISSIONS = 250 if LONG else 60


def kill_one(path: Path, chance: random.Random, *, too_soon: bool = False) -> int:
    """Let a writer write, kill it anywhere, one in five while it opens and recovers the store.

    Returns the last number that it acknowledged, or -1.
    """
    here, there = PROCESSES.Pipe(duplex=False)
    writer = PROCESSES.Process(target=processes.admit_until_killed, args=(path, there, too_soon), daemon=True)
    writer.start()
    there.close()
    last: int = here.recv()
    acknowledged = chance.choice((0, 1, 5, 10, 20))
    for _each in range(acknowledged):
        last = here.recv()
    for _moment in range(chance.randrange(20_000 if acknowledged else 500_000)):
        pass
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    while True:
        try:
            last = here.recv()
        except EOFError:
            return last


def admitted(path: Path) -> int:
    """How many are admitted; the file must be sound and each admission whole."""
    connection = SqliteFile(path, ward.KEY).connect()
    numbers = [row[0] for row in connection.execute("SELECT number FROM patient ORDER BY number")]
    (notes,) = connection.execute("SELECT count(*) FROM note").fetchone()
    (moves,) = connection.execute("SELECT moves FROM bed").fetchone()
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    assert numbers == [f"{number:06}" for number in range(moves)]
    assert notes == 2 * moves
    return len(numbers)


def test_that_no_kill_loses_what_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(1)
    ward.new_store(tmp_path / "ward.db").close()
    for _kill in range(KILLS):
        last = kill_one(tmp_path / "ward.db", chance)
        assert admitted(tmp_path / "ward.db") > last


def test_that_the_kills_would_show_an_acknowledgement_that_came_too_soon(tmp_path: Path) -> None:
    chance = random.Random(1)
    ward.new_store(tmp_path / "ward.db").close()
    lost = False
    for _kill in range(200):
        last = kill_one(tmp_path / "ward.db", chance, too_soon=True)
        lost = lost or admitted(tmp_path / "ward.db") <= last
        if lost:
            break
    assert lost


def test_that_no_power_cut_loses_or_damages_anything(tmp_path: Path) -> None:
    steps = power.record(tmp_path, "FULL", ADMISSIONS)
    outcomes = power.cuts(tmp_path, steps, CUTS, seed=1)
    assert [outcome for outcome in outcomes if not outcome.readable or outcome.lost] == []


@pytest.mark.parametrize(("synchronous", "harm"), [("NORMAL", "lost"), ("OFF", "damaged")])
def test_that_the_cuts_would_show_a_store_that_syncs_less(
    tmp_path: Path, synchronous: str, harm: str
) -> None:
    steps = power.record(tmp_path, synchronous, ADMISSIONS)
    outcomes = power.cuts(tmp_path, steps, 60, seed=1)
    if harm == "lost":
        assert any(outcome.lost for outcome in outcomes)
    else:
        assert any(not outcome.readable for outcome in outcomes)
