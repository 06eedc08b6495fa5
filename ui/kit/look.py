"""The look in force: which colours and letter size, and a signal for painters when it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from ui.kit.tokens import LIGHT, Tokens

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
RADIUS = 4
CARD_RADIUS = 6
ROW_HEIGHT = 29
BUTTON_HEIGHT = 32
FONT_FAMILY = "Narvard Inter"


class Look(QObject):
    """Set by `style.apply`; `changed` tells painters to drop what they have cached."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = LIGHT
        self.points = 10.5

    def set(self, tokens: Tokens, points: float) -> None:
        self.tokens = tokens
        self.points = points
        self.changed.emit()


look = Look()


def tokens() -> Tokens:
    return look.tokens


def colour(name: str) -> QColor:
    """A token of the theme in force, by name. Ask when painting and do not keep it."""
    return QColor(getattr(look.tokens, name))
