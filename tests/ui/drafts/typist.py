"""Types without pause until it is killed: `python typist.py FOLDER VARIANT`.

Says on standard output, for every character that has reached the widget, how many there are and when.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from ui.drafts import Drafts, Keeper

KEY = bytes(range(32))
KEY_MS = 4
FORM, SUBJECT, FIELD = "note", "7/new", "situation"


class PausingKeeper(Keeper):
    """The careless way: waits for a pause in the typing, which may never come."""

    def touch(self) -> None:
        self._timer.stop()
        super().touch()


VARIANTS: dict[str, type[Keeper]] = {"ours": Keeper, "pausing": PausingKeeper}


def character(number: int) -> str:
    """A text in which every place can be told from every other: `… 17å 18å …`."""
    return f"{number // 6:05}å"[number % 6]


def main(folder: Path, variant: str) -> None:
    app = QApplication([])
    edit = QPlainTextEdit()
    edit.show()
    drafts = Drafts(folder, KEY)
    keeper = VARIANTS[variant](drafts, FORM, SUBJECT, lambda: {FIELD: edit.toPlainText()}, edit)
    edit.textChanged.connect(keeper.touch)
    typed = 0

    def type_one() -> None:
        nonlocal typed
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character(typed))
        QCoreApplication.sendEvent(edit, key)
        typed += 1
        os.write(1, f"{typed} {time.monotonic_ns()}\n".encode())

    timer = QTimer(interval=KEY_MS)
    timer.timeout.connect(type_one)
    timer.start()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
