"""Calls under way: who waits for the answer, and whether anyone still does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, Self, TypeVar

import shiboken6
from PySide6.QtCore import QObject

from ward_app.errors import WardError

R = TypeVar("R")


class Cancelled(Exception):
    """Raised inside a long job at its next progress report after the user cancelled it."""


class _Listener:
    """A callback and the page it belongs to; a page that is gone is not called back."""

    def __init__(self, callback: Callable[..., object], owner: QObject | None) -> None:
        self.callback = callback
        self.owner = owner or _owner_of(callback)
        self.is_dropped = False
        self.told = False

    @property
    def is_gone(self) -> bool:
        if self.is_dropped or self.owner is None:
            return self.is_dropped
        return not shiboken6.isValid(self.owner) or bool(self.owner.property("closed"))


def _owner_of(callback: Callable[..., object]) -> QObject | None:
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None


class Call(Generic[R]):
    """A question or command under way. Its callbacks run on the GUI thread, in the order of the calls.

    A callback belongs to the QObject whose method it is; for a lambda, say whose it is with `owner`.
    """

    def __init__(self, work: Callable[[], R], *, is_question: bool = False) -> None:
        self._work = work
        self.is_question = is_question
        self.is_cancelled = False
        self.error: BaseException | None = None
        self._result: list[R] = []
        self._settled = False
        self._then: list[_Listener] = []
        self._failed: list[_Listener] = []
        self._after: list[_Listener] = []

    def then(self, callback: Callable[[R], object], *, owner: QObject | None = None) -> Self:
        """Give the result to `callback`."""
        return self._add(self._then, callback, owner)

    def failed(self, callback: Callable[[WardError], object], *, owner: QObject | None = None) -> Self:
        """Give a refusal to `callback`, instead of to the message bar."""
        return self._add(self._failed, callback, owner)

    def settled(self, callback: Callable[[], object], *, owner: QObject | None = None) -> Self:
        """Say that it is over, well or not: the place to let go of a button."""
        return self._add(self._after, callback, owner)

    def cancel(self) -> None:
        """No one waits any more. What has not begun is not begun; what has is not called back."""
        self.is_cancelled = True

    @property
    def pending(self) -> bool:
        return not self._settled and not self.is_cancelled

    @property
    def has_heard(self) -> bool:
        """Whether someone was there to take the refusal."""
        return any(listener.told for listener in self._failed)

    @property
    def is_awaited(self) -> bool:
        listeners = self._then + self._failed + self._after
        return not self.is_cancelled and (not listeners or any(not each.is_gone for each in listeners))

    def answers_the_same(self, other: Call[Any]) -> bool:
        """Whether both would tell the same callbacks, so that one of them is enough."""
        mine, theirs = ([listener.callback for listener in call._then] for call in (self, other))
        return mine == theirs != []

    def attempt(self) -> None:
        """On the worker: do the work and keep what came of it."""
        if self.is_cancelled:
            return
        try:
            self._result = [self._work()]
        except BaseException as error:  # noqa: BLE001 - carried over to the GUI thread, where it is told
            self.error = error

    def settle(self) -> None:
        """On the GUI thread: tell everyone who waits, and from now on tell at once."""
        self._settled = True
        self._tell()

    def again(self) -> None:
        """Make it as new, before it is tried once more."""
        self.error = None
        self._settled = False
        for listener in self._failed + self._after:
            listener.told = False

    def forget(self, owner: QObject) -> None:
        for listener in self._then + self._failed + self._after:
            listener.is_dropped |= listener.owner is owner

    def _add(
        self, listeners: list[_Listener], callback: Callable[..., object], owner: QObject | None
    ) -> Self:
        listeners.append(_Listener(callback, owner))
        if self._settled:
            self._tell()
        return self

    def _tell(self) -> None:
        if self.is_cancelled:
            return
        if self._result:
            _tell_all(self._then, self._result[0])
        elif isinstance(self.error, WardError):
            _tell_all(self._failed, self.error)
        _tell_all(self._after)


def _tell_all(listeners: list[_Listener], *what: object) -> None:
    for listener in list(listeners):
        if not listener.told and not listener.is_gone:
            listener.told = True
            listener.callback(*what)


class Job(Call[R]):
    """A long call on a thread of its own, with progress, that can be stopped midway."""

    def __init__(self, job: Callable[[Progress], R], report: Callable[[Job[R], int, int, str], None]) -> None:
        progress = Progress(lambda: self.is_cancelled, partial(report, self))
        super().__init__(lambda: job(progress))
        self._progress: list[_Listener] = []

    def progress(self, callback: Callable[[int, int, str], object], *, owner: QObject | None = None) -> Self:
        """Hear how far it has come: done, total (0 when not known), and a word about what."""
        self._progress.append(_Listener(callback, owner))
        return self

    def advance(self, done: int, total: int, text: str) -> None:
        for listener in self._progress:
            if self.pending and not listener.is_gone:
                listener.callback(done, total, text)


class Progress:
    """Given to a long job: call it to say how far it is; it raises Cancelled when the user has stopped it."""

    def __init__(self, is_cancelled: Callable[[], bool], report: Callable[[int, int, str], None]) -> None:
        self._is_cancelled = is_cancelled
        self._report = report

    def __call__(self, done: int, total: int = 0, text: str = "") -> None:
        if self.cancelled:
            raise Cancelled
        self._report(done, total, text)

    @property
    def cancelled(self) -> bool:
        return self._is_cancelled()
