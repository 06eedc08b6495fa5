"""The drafts of the one who is signed in, kept on disk by a thread of its own: typing never waits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from ui.worker import Executor, Worker
from ward_app.clock import Clock, system_clock
from ward_app.drafts.journal import Draft, Journal

RETRY_MS = 2000

Key = tuple[str, str]


class Drafts(QObject):
    """Made at sign-in with the user's own key, closed when the user leaves."""

    kept = Signal(str, str, object)  # form, subject, when
    failed = Signal(str, str)  # form, subject; it is tried again
    flushing = Signal()  # every form writes now what it has not yet written

    _wrote = Signal(object, object)  # emitted on the thread, received on the GUI thread
    _could_not = Signal(object)

    def __init__(
        self,
        folder: Path,
        key: bytes,
        *,
        writer: Executor | None = None,
        clock: Clock = system_clock,
        retry_ms: int = RETRY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal = Journal(folder, key, clock)
        self._writer = writer or Worker("drafts")
        self._clock = clock
        self._retry_ms = retry_ms
        self._typed: dict[Key, Draft | None] = {}
        self._to_write: dict[Key, Draft | None] = {}
        self._wrote.connect(self._tell_kept)
        self._could_not.connect(self._try_later)

    def keep(self, form: str, subject: str, values: Mapping[str, str]) -> None:
        """Write soon. Of several that wait for a slow disk only the newest is written."""
        self._note((form, subject), Draft(form, subject, dict(values), self._clock()))

    def drop(self, form: str, subject: str) -> None:
        """The text is in the record now, or was thrown away."""
        self._note((form, subject), None)

    def find(self, form: str, subject: str) -> Draft | None:
        """What was typed last, also what the disk has not taken yet. DamagedDraft as the journal says."""
        if (form, subject) in self._typed:
            return self._typed[form, subject]
        return self._journal.find(form, subject)

    def all(self, form: str, subjects: str = "") -> list[Draft]:
        """The drafts of a form whose subject begins with `subjects`, the newest first."""
        drafts: dict[Key, Draft | None] = {(each.form, each.subject): each for each in self._journal.all()}
        found = [draft for draft in (drafts | self._typed).values() if draft and draft.form == form]
        wanted = [draft for draft in found if draft.subject.startswith(subjects)]
        return sorted(wanted, key=lambda draft: draft.kept_at, reverse=True)

    def flush(self) -> None:
        """Before the screen is locked, the page left or the program ended."""
        self.flushing.emit()

    def settle(self, wait: float = 2.0) -> bool:
        """Flush, and wait for the disk: the computer is being shut down. False when it took too long."""
        self.flush()
        done = Event()
        self._writer.submit(done.set)
        return done.wait(wait) and not self._to_write

    def close(self, wait: float = 2.0) -> bool:
        """Write what is left and stop. False when the disk did not take it in time."""
        self.flush()
        for key in list(self._to_write):
            self._writer.submit(partial(self._write, key))
        ended = self._writer.close(wait)
        return ended and not self._to_write

    def _note(self, key: Key, draft: Draft | None) -> None:
        self._typed[key] = draft
        self._to_write[key] = draft
        self._writer.submit(partial(self._write, key))

    def _write(self, key: Key) -> None:
        """On the thread."""
        if key not in self._to_write:
            return
        draft = self._to_write.pop(key)
        try:
            if draft is None:
                self._journal.drop(*key)
            else:
                self._journal.keep(*key, draft.values)
        except OSError:
            self._to_write.setdefault(key, draft)
            self._could_not.emit(key)
        else:
            self._wrote.emit(key, draft)

    def _tell_kept(self, key: Key, draft: Draft | None) -> None:
        if draft is not None:
            self.kept.emit(*key, draft.kept_at)

    def _try_later(self, key: Key) -> None:
        self.failed.emit(*key)
        QTimer.singleShot(self._retry_ms, self, lambda: self._writer.submit(partial(self._write, key)))
