"""Enter in the one field of a question asks it: nothing is stored by that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from ui.kit.fields import TextField


def on_enter(field: TextField, ask: Callable[[], object]) -> None:
    line = field.input
    assert isinstance(line, QLineEdit)
    line.returnPressed.connect(ask)
