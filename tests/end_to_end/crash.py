"""Pulling the plug of a program that is being worked, and what it said until then."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass, field

from tests.end_to_end.display import Display
from tests.end_to_end.house import House


@dataclass
class Told:
    """The lines of a program's output, each with when it came, and when it was killed."""

    lines: list[tuple[float, str]] = field(default_factory=list)
    killed_at: float = 0.0

    def last(self, word: str, *, before: float | None = None) -> int:
        """The number in the newest line that begins with this word."""
        until = self.killed_at if before is None else before
        numbers = [int(line.split()[1]) for at, line in self.lines if at <= until and line.startswith(word)]
        return numbers[-1] if numbers else 0


def run_until(house: House, screen: Display, script: str, line: str) -> Told:
    """Kill it with -9 as soon as it has said this."""
    told = Told()
    program = _start(house, screen, script)
    assert program.stdout is not None and program.stderr is not None
    for said in program.stdout:
        told.lines.append((time.monotonic(), said.strip()))
        if said.strip() == line:
            program.send_signal(signal.SIGKILL)
            told.killed_at = time.monotonic()
            break
    wrong = program.stderr.read()
    program.communicate(timeout=60)
    assert program.returncode == -signal.SIGKILL, wrong
    return told


def run(house: House, screen: Display, script: str, **more: str) -> list[str]:
    """To its end; what it said."""
    program = _start(house, screen, script, **more)
    said, wrong = program.communicate(timeout=180)
    assert program.returncode == 0, wrong
    return said.splitlines()


def _start(house: House, screen: Display, script: str, **more: str) -> subprocess.Popen[str]:
    return house.start(
        "-m", "tests.end_to_end.worked", script, "--config", str(house.settings),
        DISPLAY=screen.name, QT_QPA_PLATFORM="xcb", **more,
    )  # fmt: skip
