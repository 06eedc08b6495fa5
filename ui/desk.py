"""The Qt face of the ward's door: the window asks and goes on, and answers come back in order.

    self.desk.ask(beds.board, ward_id).then(self.show)
    self.desk.do(stays.discharge, stay_id, seen=row.version).then(self.done).failed(self.form.refuse)

A call starts at once on the desk's one worker, and its answer comes by the event loop; so the chain of
callbacks is complete before anything can be called back. Nothing of the desk's own stands among the
arguments: that is what lets the type checker compare them with the use case. Ids and rows cross to the
worker and back, never a widget, an entity or a session.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ui.calls import Call, Cancelled, Job, Progress
from ui.waiting import Waiting
from ui.worker import Executor, Worker
from ward_app.errors import NoRelation, SignedOut, StoreDown, WardError
from ward_app.ops import Command, Query
from ward_app.store.base import Entity

P = ParamSpec("P")
R = TypeVar("R")
Changes = frozenset[type[Entity]]

SLOW_MS = 300
SILENT_MS = 3000


class Door(Protocol):
    """What the desk needs of `ward_app.app.App`."""

    on_change: Callable[[Changes], None]

    def do(self, op: Command[P, R], *args: P.args, **kwargs: P.kwargs) -> R: ...

    def ask(self, op: Query[P, R], *args: P.args, **kwargs: P.kwargs) -> R: ...

    def allows(self, op: Command[..., Any] | Query[..., Any]) -> bool: ...


class Desk(QObject):
    """One worker for the store, one for long jobs; every refusal that no page takes ends up here."""

    changed = Signal(object)  # frozenset of entity classes, from this workstation or another
    busy = Signal(bool)
    slow = Signal(bool)  # nothing back for 300 ms: grey what is old
    silent = Signal(bool)  # nothing back for 3 s: say that the database does not answer
    refused = Signal(object)  # a WardError that no page has taken
    ended = Signal(object)  # the SignedOut of any call, also of one whose page takes its refusals
    trouble = Signal(str)  # the store is down, in a sentence; empty when it is back
    unrelated = Signal(int)  # whom the user takes no part in the care of: ask why, then `relate`

    # emitted on a worker, received by the desk on the GUI thread
    _answered = Signal(object)
    _advanced = Signal(object, int, int, str)
    _committed = Signal(object)

    def __init__(
        self,
        app: Door,
        store: Executor | None = None,
        long: Executor | None = None,
        *,
        slow_ms: int = SLOW_MS,
        silent_ms: int = SILENT_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.app = app
        self._store = store or Worker("store")
        self._long = long or Worker("long jobs")
        self._pending: list[Call[Any]] = []
        self._unanswered: list[Call[Any]] = []
        self._unrelated: dict[int, list[Call[Any]]] = {}
        self.asks_why = False
        self._in_trouble = False
        self._is_closed = False
        self._waiting = Waiting(slow_ms, silent_ms, self)
        self._waiting.busy.connect(self.busy)
        self._waiting.slow.connect(self.slow)
        self._waiting.silent.connect(self.silent)
        self._answered.connect(self._settle)
        self._advanced.connect(self._advance)
        self._committed.connect(self._announce)
        self.use(app)

    def use(self, app: Door) -> None:
        """Stand at another door: someone else has signed in, who gets no answers to old questions."""
        for call in self._pending:
            if call.is_question:
                call.cancel()
        self.app.on_change = _nobody
        self.app = app
        self._unanswered.clear()
        self._unrelated.clear()
        app.on_change = self._committed.emit

    def ask(self, op: Query[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Call[R]:
        """Read. An answer no one waits for any more is dropped."""
        return self._start(Call(partial(self.app.ask, op, *args, **kwargs), is_question=True))

    def do(self, op: Command[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Call[R]:
        """Write. A refusal is shown even if the page that asked has been closed meanwhile."""
        return self._start(Call(partial(self.app.do, op, *args, **kwargs)))

    def run(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Call[R]:
        """Run one of the door's own methods, such as signing in, in the same queue."""
        return self._start(Call(partial(function, *args, **kwargs)))

    def later(self, job: Callable[[Progress], R]) -> Job[R]:
        """Run what takes long beside the store's queue: a PDF, an export, a proposal."""
        call = Job(job, self._report)
        self._pending.append(call)
        self._long.submit(partial(self._attempt, call))
        return call

    def allows(self, op: Command[..., Any] | Query[..., Any]) -> bool:
        """Whether the one signed in holds what `op` needs: greys out a button before it is pressed."""
        return self.app.allows(op)

    def drop(self, owner: QObject) -> None:
        """`owner` waits for nothing any more."""
        for call in self._pending + self._unanswered:
            call.forget(owner)

    def retry(self) -> None:
        """Ask again what was asked while the store was down. Commands are left to the user."""
        calls, self._unanswered = self._unanswered, []
        for call in calls:
            if call.is_awaited:
                call.again()
                self._start(call)

    def relate(self, patient_id: int, *, is_stated: bool) -> None:
        """The question why has been answered: do what waited for it, or refuse it after all."""
        for call in self._unrelated.pop(patient_id, []):
            if is_stated and call.is_awaited:
                call.again()
                self._start(call)
            else:
                self._finish(call)

    def close(self, wait: float = 2.0) -> bool:
        """Let what is queued finish for a while, then end. False when something still hung.

        No one is called back any more.
        """
        self._is_closed = True
        self.app.on_change = _nobody
        ended = [executor.close(wait) for executor in (self._store, self._long)]
        return all(ended)

    def _start(self, call: Call[R]) -> Call[R]:
        self._pending.append(call)
        self._waiting.begin()
        self._store.submit(partial(self._attempt, call))
        return call

    def _attempt(self, call: Call[Any]) -> None:
        call.attempt()
        self._answered.emit(call)

    def _announce(self, kinds: Changes) -> None:
        self.changed.emit(kinds)

    def _advance(self, job: Job[Any], done: int, total: int, text: str) -> None:
        job.advance(done, total, text)

    def _report(self, job: Job[Any], done: int, total: int, text: str) -> None:
        self._advanced.emit(job, done, total, text)

    def _settle(self, call: Call[Any]) -> None:
        if self._is_closed:
            return
        self._pending.remove(call)
        if not isinstance(call, Job):
            self._waiting.end()
        self._note_trouble(call)
        if not self._lacks_only_a_reason(call):
            self._finish(call)

    def _finish(self, call: Call[Any]) -> None:
        call.settle()
        if call.error is not None and not isinstance(call.error, Cancelled):
            self._tell_failure(call, call.error)

    def _lacks_only_a_reason(self, call: Call[Any]) -> bool:
        """It waits until the user has said why. Asked once, however much waits for it (PDL 4:1)."""
        error = call.error
        if not (self.asks_why and isinstance(error, NoRelation)) or isinstance(call, Job):
            return False
        if call.is_question and not call.is_awaited:
            return False
        if error.patient_id not in self._unrelated:
            QTimer.singleShot(0, self, partial(self.unrelated.emit, error.patient_id))
        self._unrelated.setdefault(error.patient_id, []).append(call)
        return True

    def _tell_failure(self, call: Call[Any], error: BaseException) -> None:
        if isinstance(error, SignedOut):
            QTimer.singleShot(0, self, partial(self.ended.emit, error))
        if not isinstance(error, WardError):
            sys.excepthook(type(error), error, error.__traceback__)
        elif not isinstance(error, StoreDown) and not (call.is_question and not call.is_awaited):
            QTimer.singleShot(0, self, partial(self._refuse, call, error))

    def _refuse(self, call: Call[Any], error: WardError) -> None:
        if not call.has_heard and not call.is_cancelled:
            self.refused.emit(error)

    def _note_trouble(self, call: Call[Any]) -> None:
        if isinstance(call.error, StoreDown):
            self._in_trouble = True
            if call.is_question:
                self._unanswered = [each for each in self._unanswered if not each.answers_the_same(call)]
                self._unanswered.append(call)
            self.trouble.emit(call.error.sentence)
        elif self._in_trouble and call.error is None and not isinstance(call, Job):
            self._in_trouble = False
            self.trouble.emit("")
            self.retry()


def _nobody(_kinds: Changes) -> None:
    """No window is left to tell."""
