"""What other processes do in the tests. They start from one that has imported everything: it is cheap."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection as Pipe
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from sqlalchemy import text

from tests.ward_app.store import careless, ward

PROCESSES: ForkServerContext = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])

OPENING = -1
"""Said before the store is opened: nothing is acknowledged yet."""

LONG = os.environ.get("NARVARD_LONG") == "1"
"""Run as many rounds as a night has room for."""


def in_parallel(target: Callable[..., None], *arguments: tuple[Any, ...]) -> list[int | None]:
    """One process for each tuple of arguments, all at once; their exit codes."""
    running = [PROCESSES.Process(target=target, args=given, daemon=True) for given in arguments]
    for process in running:
        process.start()
    for process in running:
        process.join()
    return [process.exitcode for process in running]


def count_up(maker: careless.Maker, path: Path, rounds: int) -> None:
    """Read, reckon, write: the pattern of every form."""
    pair = maker(path)
    for _round in range(rounds):
        with pair.writer.begin() as connection:
            moves = connection.execute(text("SELECT moves FROM bed WHERE id = 1")).scalar_one()
            connection.execute(text("UPDATE bed SET moves = :moves WHERE id = 1"), {"moves": moves + 1})
    pair.writer.dispose()


def admit_until_killed(path: Path, pipe: Pipe, too_soon: bool) -> None:
    """Admit one person after the other and say so when the commit has returned; `too_soon` says so before."""
    pipe.send(OPENING)
    pair = careless.ours(path)
    while True:
        with pair.writer.begin() as connection:
            number = connection.execute(text("SELECT moves FROM bed")).scalar_one()
            ward.admit(connection, f"{number:06}", notes=2)
            connection.execute(text("UPDATE bed SET moves = moves + 1"))
            if too_soon:
                pipe.send(number)
        if not too_soon:
            pipe.send(number)
