"""Keeps what is typed in one form at most a second behind the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ui.drafts.drafts import Drafts

BEHIND_MS = 500
"""From the first key that is not yet kept; the rest of the second is for a busy disk."""


class Keeper(QObject):
    """Connect `touch` to what says that the form was edited, `flush` to the leaving of fields and pages."""

    saving = Signal()
    kept = Signal(object)  # when
    failed = Signal()  # it is tried again by itself
    emptied = Signal()  # nothing is typed, so there is no draft

    def __init__(
        self,
        drafts: Drafts,
        form: str,
        subject: str,
        read: Callable[[], Mapping[str, str]],
        parent: QObject | None = None,
    ) -> None:
        """`read` gives the form's values as typed; an empty mapping means that nothing is worth keeping."""
        super().__init__(parent)
        self._drafts = drafts
        self._key = form, subject
        self._read = read
        self._is_dirty = False
        self._timer = QTimer(self, singleShot=True, interval=BEHIND_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.flush)
        drafts.kept.connect(self._tell_kept)
        drafts.failed.connect(self._tell_failed)
        drafts.flushing.connect(self.flush)

    def touch(self) -> None:
        """A key was pressed. Time runs from the first: steady typing must not put the writing off."""
        self._is_dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write now what is not yet written."""
        self._timer.stop()
        if not self._is_dirty:
            return
        self._is_dirty = False
        values = self._read()
        if values:
            self.saving.emit()
            self._drafts.keep(*self._key, values)
        else:
            self._drafts.drop(*self._key)
            self.emptied.emit()

    def forget(self) -> None:
        """The text is in the record, or was thrown away: no draft any more."""
        self._timer.stop()
        self._is_dirty = False
        self._drafts.drop(*self._key)

    def _tell_kept(self, form: str, subject: str, kept_at: datetime) -> None:
        if (form, subject) == self._key:
            self.kept.emit(kept_at)

    def _tell_failed(self, form: str, subject: str) -> None:
        if (form, subject) == self._key:
            self.failed.emit()
