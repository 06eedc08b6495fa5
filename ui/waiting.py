"""How long the user has been waiting for the store, and when the window should say so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal


class Waiting(QObject):
    """Counts calls under way. Time runs from the last sign of life, so a long queue is not silence."""

    busy = Signal(bool)
    slow = Signal(bool)
    silent = Signal(bool)

    def __init__(self, slow_ms: int, silent_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._pending = 0
        self._is_slow = False
        self._is_silent = False
        self._slow_timer = self._timer(slow_ms, self._became_slow)
        self._silent_timer = self._timer(silent_ms, self._fell_silent)

    def begin(self) -> None:
        self._pending += 1
        if self._pending == 1:
            self._slow_timer.start()
            self._silent_timer.start()
            self.busy.emit(True)

    def end(self) -> None:
        self._pending -= 1
        if self._is_silent:
            self._is_silent = False
            self.silent.emit(False)
        if self._pending:
            self._silent_timer.start()
            return
        self._slow_timer.stop()
        self._silent_timer.stop()
        if self._is_slow:
            self._is_slow = False
            self.slow.emit(False)
        self.busy.emit(False)

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=milliseconds, singleShot=True)
        timer.timeout.connect(then)
        return timer

    def _became_slow(self) -> None:
        self._is_slow = True
        self.slow.emit(True)

    def _fell_silent(self) -> None:
        self._is_silent = True
        self.silent.emit(True)
