"""Imports what comes after the first page while that page is already there to be typed in."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from threading import Thread

from PySide6.QtCore import QObject, Signal

FIRST = ("ui.start.doorway", "ui.program")
"""Without these nobody can sign in."""
THEN = ("ui.board.page",)
"""What most will see next. Everything else waits until it is opened."""


class WarmUp(QObject):
    """`ready` when the first are there; the others follow."""

    ready = Signal()
    done = Signal()

    def begin(self, first: Sequence[str] = FIRST, then: Sequence[str] = THEN) -> None:
        Thread(target=self._import, args=(first, then), name="imports", daemon=True).start()

    def _import(self, first: Sequence[str], then: Sequence[str]) -> None:
        for name in first:
            import_module(name)
        self.ready.emit()
        for name in then:
            import_module(name)
        self.done.emit()
