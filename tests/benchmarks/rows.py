"""A figure and how it is taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine, event

WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Times are medians in milliseconds; what does not apply is None."""

    name: str
    store: str
    wall_ms: float | None = None
    cpu_ms: float | None = None
    p95_ms: float | None = None
    statements: int | None = None
    pages: int | None = None
    rss_mb: float | None = None

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Times:
    wall_ms: float
    cpu_ms: float
    p95_ms: float


def timed(work: Callable[[], object], runs: int) -> Times:
    """Wall and CPU of this process, each run by itself, after a warm-up that does not count."""
    for _run in range(WARM_UP):
        work()
    walls, cpus = [], []
    for _run in range(runs):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return Times(statistics.median(walls), statistics.median(cpus), p95(walls))


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, int(len(values) * 0.95) - 1)]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def table(rows: list[Row]) -> str:
    """Columns for people; GitHub reads it as a table too."""
    heads = ["name", "store", "wall ms", "CPU ms", "p95 ms", "statements", "pages", "MB"]
    lines = [heads, ["---"] * len(heads)]
    lines += [[_text(value) for value in row.plain().values()] for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.1f}" if isinstance(value, float) else str(value)
