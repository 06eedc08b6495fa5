"""One calm line where something exists that may not be read here: that it does, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S, SPACE_XS
from ward_app.access.disclosure import Hint
from ward_app.i18n import N_, _

SAID: dict[Hint, str] = {
    Hint.ELSEWHERE: N_("Data exist at another care provider"),
    Hint.BLOCKED: N_("Blocked data exist"),
}
"""In this order. Not whose and not what (LSVO 2:4, PDL 4:4)."""


def unread_text(hints: Iterable[Hint]) -> str:
    """`Uppgifter finns hos annan vårdgivare · Spärrade uppgifter finns`, or empty."""
    told = frozenset(hints)
    return " · ".join(_(text) for hint, text in SAID.items() if hint in told)


class UnreadLine(QFrame):
    """Hidden while there is nothing to tell. `more` opens what can be done about it, if anything."""

    def __init__(
        self, more: Callable[[], object] | None = None, *, area: str = "unread", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(area)
        self.setProperty("ground", "info")
        self._label = PlainLabel("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("shield", "info"))
        row.addWidget(self._label, 1)
        if more is not None:
            row.addWidget(Button(_("What can be done…"), kind="link", clicked=more, name=f"{area}.more"))
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def show_hints(self, hints: Iterable[Hint]) -> None:
        """`hints` are those of a row, or the values of `Reach.hints`, where rows exist."""
        self._label.setText(unread_text(hints))
        self.setVisible(bool(self.text))
