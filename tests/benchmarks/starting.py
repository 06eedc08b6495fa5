"""`python -m tests.benchmarks.starting BEGUN FILE LOGIN PASSWORD`: the real program, signed in to at once.

Prints, as JSON, what had been spent when the sign-in page had the keyboard and when the board answered a key.
Imports nothing that the program itself would not: it would be paid for here.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit

LOOK_MS = 5
KB = 1024


class Watch(QObject):
    """Looks who has the keyboard, does the next thing, and notes the time."""

    def __init__(self, app: QApplication, begun: float, login: str, password: str) -> None:
        super().__init__(app)
        self._app, self._begun = app, begun
        self._login, self._password = login, password
        self._moments: dict[str, Any] = {}
        self._is_painted = False
        self._next: Callable[[], None] = self._sign_in
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(lambda: self._next())
        self._timer.start()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched.parent(), QAbstractItemView):
            self._is_painted = True
        return False

    def _sign_in(self) -> None:
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit) or field.objectName() != "sign_in.login":
            return
        self._note("sign-in")
        field.setText(self._login)
        _press(field, Qt.Key.Key_Return)
        password = QApplication.focusWidget()
        assert isinstance(password, QLineEdit)
        password.setText(self._password)
        self._next = self._board
        _press(password, Qt.Key.Key_Return)

    def _board(self) -> None:
        view = QApplication.focusWidget()
        if isinstance(view, QAbstractItemView) and view.currentIndex().isValid() and self._is_painted:
            before = view.currentIndex()
            _press(view, Qt.Key.Key_Down)
            assert view.currentIndex() != before, "the board does not hear"
            self._note("board")
            self._timer.stop()
            sys.stdout.write(json.dumps(self._moments))
            self._app.closeAllWindows()

    def _note(self, moment: str) -> None:
        self._moments[moment] = {
            "cpu_ms": time.process_time() * 1000,
            "wall_ms": (time.monotonic() - self._begun) * 1000,
            "rss_mb": _resident() / KB,
        }


def _press(widget: QObject, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def _resident() -> int:
    """In kB, as the system counts it."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def main() -> int:
    begun, file, login, password = sys.argv[1:]
    run = QApplication.exec

    def watched(*_app: Any) -> int:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        _watch = Watch(app, float(begun), login, password)
        return run()

    QApplication.exec = watched  # type: ignore[method-assign]

    from ui.__main__ import main as program

    return program(["--config", file])


if __name__ == "__main__":
    sys.exit(main())
