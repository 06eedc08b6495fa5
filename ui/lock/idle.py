"""Notices that nobody has touched keyboard or mouse for a while."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow

from ward_app.clock import Clock

TICK_MS = 1000
_T = QEvent.Type
TOUCHES = frozenset({_T.KeyPress, _T.MouseButtonPress, _T.Wheel, _T.TouchBegin, _T.TabletPress})


class Idle(QObject):
    """Listens where input enters a window, so that it costs nothing on the way to the widgets.

    It looks at the clock once a second instead of waiting out the time in one go: a laptop that was asleep
    locks as soon as it wakes.
    """

    expired = Signal()

    def __init__(self, app: QGuiApplication, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._clock = clock
        self._limit = timedelta(minutes=5)
        self._last = clock()
        self._pointer: QPointF | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        app.focusWindowChanged.connect(self._listen_to)

    @property
    def limit(self) -> timedelta:
        return self._limit

    def start(self, limit: timedelta) -> None:
        self._limit = limit
        for window in self._app.topLevelWindows():
            self._listen_to(window)
        self.touch()
        self._timer.start()

    def set_limit(self, limit: timedelta) -> None:
        self._limit = limit

    def stop(self) -> None:
        self._timer.stop()

    def touch(self) -> None:
        """Someone is there."""
        self._last = self._clock()

    def tick(self) -> None:
        """Also a clock that was set back does not lengthen the time."""
        now = self._clock()
        self._last = min(self._last, now)
        if self._timer.isActive() and now - self._last >= self._limit:
            self.stop()
            self.expired.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES or self._has_moved(event):
            self.touch()
        return super().eventFilter(watched, event)

    def _listen_to(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _has_moved(self, event: QEvent) -> bool:
        """A window that comes up under a resting mouse also gets a move."""
        if event.type() != _T.MouseMove or not isinstance(event, QMouseEvent):
            return False
        before, self._pointer = self._pointer, event.globalPosition()
        return before is not None and before != self._pointer
