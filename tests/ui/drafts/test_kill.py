"""kill -9 while someone types: what is lost was typed in the last second."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ui.drafts import typist
from ward_app.drafts.journal import Journal

ROOT = Path(__file__).resolve().parents[3]
ROUNDS = 40 if os.environ.get("NARVARD_LONG") == "1" else 4
MOST_SECONDS = 1.0


@dataclass(frozen=True)
class Kill:
    """What was typed a second before the kill, and what was found after it."""

    due: int
    kept: str


def kill_after(characters: int, folder: Path, variant: str = "ours") -> Kill:
    """Let the typist type so many characters, kill it, and open its drafts."""
    command = [sys.executable, "-m", "tests.ui.drafts.typist", str(folder), variant]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    typed: list[tuple[int, int]] = []
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            count, at = line.split()
            typed.append((int(count), int(at)))
            if len(typed) == characters:
                break
        process.kill()
        killed_at = time.monotonic_ns()
        typed += [(int(line.split()[0]), int(line.split()[1])) for line in process.stdout if "\n" in line]
    due = max((count for count, at in typed if killed_at - at > MOST_SECONDS * 1e9), default=0)
    draft = Journal(folder, typist.KEY).find(typist.FORM, typist.SUBJECT)
    return Kill(due, "" if draft is None else draft.values[typist.FIELD])


def moments(count: int, seed: int) -> list[int]:
    chance = random.Random(seed)
    return [chance.randint(350, 900) for _round in range(count)]


@pytest.mark.parametrize("characters", moments(ROUNDS, seed=7))
def test_that_only_the_last_second_of_typing_is_lost(characters: int, tmp_path: Path) -> None:
    kill = kill_after(characters, tmp_path)
    assert kill.kept == "".join(map(typist.character, range(len(kill.kept))))
    assert len(kill.kept) >= kill.due > 0


def test_that_waiting_for_a_pause_would_lose_more(tmp_path: Path) -> None:
    kill = kill_after(700, tmp_path, "pausing")
    assert len(kill.kept) < kill.due
