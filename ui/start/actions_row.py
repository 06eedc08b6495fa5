"""The buttons at the foot of a page before the window: the way back to the left of what the page is for."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from ui.kit.buttons import Button
from ui.kit.look import SPACE_S


def actions_row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_S)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
