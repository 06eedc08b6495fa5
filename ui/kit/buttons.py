"""Buttons: what they do in a word, an icon at most beside it, and the reason when they are off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from ui.kit import icons
from ui.kit.labels import plain_tooltip, restyle
from ui.kit.look import BUTTON_HEIGHT, look

INK = {"normal": "text", "primary": "on_accent", "danger": "danger", "quiet": "accent", "link": "accent"}
KINDS = frozenset(INK) | {"toggle", "icon"}


class Button(QPushButton):
    """`kind`: normal, primary (one on a page), danger, quiet, link, or toggle (stays pressed).

    The text is ours; if it holds what a person has typed, pass it through `labels.literal`.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: str = "normal",
        icon: str | None = None,
        clicked: Callable[[], object] | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        if kind not in KINDS:
            raise ValueError(f"no such kind of button: {kind}")
        self.setProperty("kind", kind)
        self.setCheckable(kind == "toggle")
        self.setAutoDefault(False)
        self.setObjectName(name)
        if kind != "link":
            self.setMinimumHeight(BUTTON_HEIGHT)
        if icon:
            self.setIcon(icons.icon(icon, INK.get(kind, "text")))
            look.changed.connect(self._size_icon)
            self._size_icon()
        if clicked is not None:
            self.clicked.connect(lambda: clicked())

    def set_kind(self, kind: str) -> None:
        self.setProperty("kind", kind)
        restyle(self)

    def _size_icon(self) -> None:
        self.setIconSize(QSize(icons.beside_text(), icons.beside_text()))


class IconButton(Button):
    """For search, close, lock, print and arrows, which may stand without a word. It still has a name."""

    def __init__(
        self,
        icon: str,
        label: str,
        *,
        clicked: Callable[[], object] | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind="icon", icon=icon, clicked=clicked, name=name, parent=parent)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        plain_tooltip(self, label)


def reason_off(button: QAbstractButton, reason: str | None) -> None:
    """Turn it off and say why, by tool tip and to a screen reader. None turns it on."""
    button.setEnabled(reason is None)
    plain_tooltip(button, reason or (button.accessibleName() if not button.text() else ""))
    button.setAccessibleDescription(reason or "")


def primary_action(page: QWidget, button: QAbstractButton) -> None:
    """Ctrl+Enter anywhere on the page presses this button, if it is on."""
    keys = [QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")]
    shortcut = QShortcut(page)
    shortcut.setKeys(keys)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(button.click)
