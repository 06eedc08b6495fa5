"""When the store was last heard from, and whether the window asks in vain."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from ui.desk import Desk
from ward_app.clock import Clock
from ward_app.i18n import _, time_text

LOST_AFTER = timedelta(seconds=60)


class Contact(QObject):
    """Knows only what the desk says: nothing is asked for its sake."""

    changed = Signal()

    def __init__(self, desk: Desk, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._is_asking = False
        self._before: datetime | None = None
        self.last_at: datetime | None = None
        self.is_in_trouble = False
        desk.busy.connect(self._hear)
        desk.trouble.connect(self._hear_trouble)

    def is_lost(self) -> bool:
        """Asked, and no answer for a minute."""
        waits = self._is_asking or self.is_in_trouble
        return waits and self.last_at is not None and self._clock() - self.last_at >= LOST_AFTER

    def lost_text(self) -> str:
        """What the window says across its top; empty while all is well."""
        if self.last_at is None or not self.is_lost():
            return ""
        said = _(
            "No contact with the database since {time}. You see what was read then; nothing can be saved, "
            "but what you write is kept here."
        )
        return said.format(time=time_text(self.last_at))

    def _hear(self, busy: bool) -> None:
        self._is_asking = busy
        if not busy and not self.is_in_trouble:
            self._before, self.last_at = self.last_at, self._clock()
            self.changed.emit()

    def _hear_trouble(self, sentence: str) -> None:
        """The desk comes to rest before it tells how the call ended: such a rest was no contact."""
        if sentence and not self.is_in_trouble and self._before is not None:
            self.last_at = self._before
        self.is_in_trouble = bool(sentence)
        if not sentence:
            self._before, self.last_at = self.last_at, self._clock()
        self.changed.emit()
