"""Where the desk's work runs: on one thread of its own, or at once in tests."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Protocol

Work = Callable[[], None]


class Executor(Protocol):
    """Runs what it is given, one thing at a time and in order."""

    def submit(self, work: Work) -> None: ...

    def close(self, wait: float) -> bool: ...


class Worker:
    """One thread. A daemon, so that a server that hangs cannot keep the program from ending."""

    def __init__(self, name: str) -> None:
        self._queue: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> None:
        self._queue.put(work)

    def close(self, wait: float) -> bool:
        """Finish what is queued and end. False when it was still at work after `wait` seconds."""
        self._queue.put(None)
        self._thread.join(wait)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while (work := self._queue.get()) is not None:
            work()
            del work  # or a closed page would live until the next call


class Immediate:
    """Runs at once in the caller's thread, so that tests read as plain calls."""

    def submit(self, work: Work) -> None:
        work()

    def close(self, wait: float) -> bool:
        return True
