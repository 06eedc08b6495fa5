"""The keys of the action table, held by the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.actions import ACTIONS, ELSEWHERE, SECTION_KEYS


def hold_keys(window: QWidget, act: Callable[[str], object]) -> list[QShortcut]:
    """Each key calls `act` with the name of its action. What the user types in a field goes first."""
    keys = {each.name: each.keys for each in ACTIONS if each.keys and each.name not in ELSEWHERE}
    keys |= {name: (key,) for name, key in SECTION_KEYS.items()}
    return [_hold(window, name, keys_of, act) for name, keys_of in keys.items()]


def _hold(window: QWidget, name: str, keys: tuple[str, ...], act: Callable[[str], object]) -> QShortcut:
    shortcut = QShortcut(window)
    shortcut.setKeys([QKeySequence(key) for key in keys])
    shortcut.setObjectName(f"key.{name}")
    shortcut.activated.connect(lambda: act(name))
    return shortcut
