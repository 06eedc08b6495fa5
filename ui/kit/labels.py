"""Text on the screen. What a person has typed is shown as it was typed and never read as markup."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

ROLES = frozenset(
    {"text", "muted", "strong", "title", "heading", "name", "small", "danger", "warning", "success"}
)


class PlainLabel(QLabel):
    """The only label there is. The role says what the text is; the style sheet knows how that looks."""

    def __init__(
        self,
        text: str = "",
        role: str = "text",
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        if selectable:
            self._make_selectable()
        self._role = ""
        self.set_role(role)
        self.setText(text)

    @property
    def role(self) -> str:
        return self._role

    def set_role(self, role: str) -> None:
        if role not in ROLES:
            raise ValueError(f"no such role: {role}")
        if role != self._role:
            self._role = role
            self.setProperty("role", role)
            restyle(self)

    def _make_selectable(self) -> None:
        """Can be marked and copied, with the mouse and by keyboard; so it is a stop on the way of Tab."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)


class Line(QFrame):
    """A thin line between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "line")


def restyle(widget: QWidget) -> None:
    """Read the style sheet anew after a property that it looks at has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def literal(text: str) -> str:
    """A person's text for a button, menu or tab, where & would otherwise underline a letter."""
    return text.replace("&", "&&")


def tooltip_html(text: str) -> str:
    """A person's text for a tool tip, which Qt would otherwise search for markup."""
    return f'<span style="white-space: pre-wrap">{escape(text)}</span>' if text else ""


def plain_tooltip(widget: QWidget, text: str) -> None:
    widget.setToolTip(tooltip_html(text))
