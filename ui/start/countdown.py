"""The seconds until a wrong password may be followed by another try."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from ward_app.clock import Clock

TICK_MS = 250


class Countdown(QObject):
    """Counts by the clock it is given: `tick` is what its timer does."""

    changed = Signal(int)  # seconds left; 0 when it is over

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until: datetime | None = None
        self._said = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def left(self) -> int:
        if self._until is None:
            return 0
        return max(0, math.ceil((self._until - self._clock()).total_seconds()))

    def begin(self, seconds: int) -> None:
        self._until = self._clock() + timedelta(seconds=seconds)
        self._said = 0
        self._timer.start()
        self.tick()

    def stop(self) -> None:
        self._until = None
        self.tick()

    def tick(self) -> None:
        left = self.left
        if not left:
            self._timer.stop()
        if left != self._said:
            self._said = left
            self.changed.emit(left)
