"""Imports what comes after the first page while that page is already there to be typed in."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

FIRST = ("ui.start.doorway", "ui.program")
"""Without these nobody can sign in."""
THEN = ("ui.board.page",)
"""What most will see next. Everything else waits until it is opened."""


class WarmUp(QObject):
    """`ready` when the first are there; the others follow. `end` before the program goes away under it."""

    ready = Signal()
    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: Thread | None = None
        self._ending = Event()

    def begin(self, first: Sequence[str] = FIRST, then: Sequence[str] = THEN) -> None:
        self._thread = Thread(target=self._import, args=(first, then), name="imports", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Import no more, tell nobody, and wait for what is being imported: under a second."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join()

    def _import(self, first: Sequence[str], then: Sequence[str]) -> None:
        for names, said in ((first, self.ready), (then, self.done)):
            for name in names:
                if self._ending.is_set():
                    return
                import_module(name)
            if not self._ending.is_set():
                said.emit()
