"""A nurse with ten fingers and no mouse: runs inside the program and works it by keyboard alone.

A script is a generator. It yields what to do next, `Press`, `Type` or `Until`; whatever it does is done from
the event loop, so it goes on while the program itself asks something and waits for the answer.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.keys import press, type_text

PATIENCE = 60.0
"""Seconds that a condition may take on a machine that is busy with other things."""
LOOK_MS = 10


@dataclass(frozen=True)
class Press:
    """One or several keys after each other, each named as in a menu."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Type:
    """Text that is data: what nobody but the user can know."""

    text: str


@dataclass(frozen=True)
class Until:
    """Wait for this, which is said in words when it does not come."""

    what: str
    holds: Callable[[], object]


Step = Press | Type | Until
Script = Iterator[Step]


def keys(*names: str) -> Press:
    return Press(names)


class Robot(QObject):
    """Ends the process by itself: 0 when the script is at its end, 1 when it got stuck."""

    def __init__(self, app: QApplication, script: Script, *, key_ms: int = 0) -> None:
        super().__init__(app)
        self._app = app
        self._script = script
        self._key_ms = key_ms
        self._waits_for: Until | None = None
        self._since = time.monotonic()
        self._queue: list[Callable[[QWidget], None]] = []
        self.pressed = 0
        self.typed = 0

    def follow(self, script: Script) -> None:
        self._script = script

    def begin(self) -> None:
        QTimer.singleShot(0, self._turn)

    def _turn(self) -> None:
        """One thing at a time. The next turn is asked for first: what is pressed may open a box and wait."""
        pace = self._key_ms if self._queue else LOOK_MS if self._waits_for else 0
        QTimer.singleShot(pace, self._turn)
        _give_keyboard()
        try:
            self._go_on()
        except StopIteration:
            self._app.exit(0)
            sys.stdout.flush()
        except Exception:  # noqa: BLE001  told to whoever reads the output, then over
            traceback.print_exc()
            sys.stderr.flush()
            self._app.exit(1)
            QTimer.singleShot(0, partial(self._app.exit, 1))

    def _go_on(self) -> None:
        if self._queue:
            self._strike()
        elif self._waits_for is not None:
            self._look()
        else:
            self._take(next(self._script))

    def _take(self, step: Step) -> None:
        if isinstance(step, Until):
            self._waits_for, self._since = step, time.monotonic()
        elif isinstance(step, Type):
            self.typed += len(step.text)
            self._queue = [partial(type_text, text=char) for char in step.text]
        else:
            self.pressed += len(step.keys)
            self._queue = [partial(press, keys=key) for key in step.keys]

    def _strike(self) -> None:
        widget = focus()
        if widget is not None:
            self._since = time.monotonic()
            self._queue.pop(0)(widget)
        elif time.monotonic() - self._since > PATIENCE:
            raise TimeoutError("nothing has the keyboard")

    def _look(self) -> None:
        assert self._waits_for is not None
        if self._waits_for.holds():
            self._waits_for = None
        elif time.monotonic() - self._since > PATIENCE:
            raise TimeoutError(f"waited for {self._waits_for.what}; {where()}")


def focus() -> QWidget | None:
    """Where the keys go. Nowhere for a moment, while windows change places."""
    return QApplication.focusWidget() or QApplication.activeWindow()


def focus_name() -> str:
    widget = focus()
    return widget.objectName() if widget else ""


def where() -> str:
    """For the one who has to find out what went wrong."""
    widget = QApplication.focusWidget()
    texts = [
        str(label.property("text"))
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
        for label in window.findChildren(QWidget)
        if label.isVisible() and label.property("text")
    ]
    return f"focus on {widget and widget.objectName()!r}, in sight: {' | '.join(texts)}"


def _give_keyboard() -> None:
    """There is no window manager here: what is in front gets the keyboard, as one would see to."""
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or _main_window()
    if front is not None and QApplication.activePopupWidget() is None and not front.isActiveWindow():
        front.activateWindow()


def _main_window() -> QWidget | None:
    return next((window for window in QApplication.topLevelWidgets() if window.objectName() == "frame"), None)
