"""The only modal boxes. Call them by module, `dialogs.confirm(...)`, so that a test can answer instead."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.kit.buttons import Button, reason_off
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from ward_app.i18n import _

_NARROWEST = 380


def confirm(parent: QWidget, title: str, question: str, yes: str, *, danger: bool = False) -> bool:
    """Ask before what cannot be undone. `yes` names the act; Enter and Esc do the safe thing."""
    box = _Box(parent, title, question, yes, danger=danger)
    box.no.setDefault(True)
    box.no.setFocus()
    return box.is_confirmed()


def ask_reason(
    parent: QWidget, title: str, question: str, yes: str, *, label: str | None = None
) -> str | None:
    """Ask why. None when the user thought better of it."""
    box = _Box(parent, title, question, yes)
    reason = box.ask(label or _("&Reason"))
    return reason.text().strip() if box.is_confirmed() else None


def choose_file(
    parent: QWidget, title: str, *, save: bool = False, suggested: str = "", kinds: str = ""
) -> Path | None:
    """A file to read, or to write. `kinds` as Qt has them: "PDF (*.pdf)"."""
    choose = QFileDialog.getSaveFileName if save else QFileDialog.getOpenFileName
    name, _kind = choose(parent, title, suggested, kinds)
    return Path(name) if name else None


class _Box(QDialog):
    """A question, the act and the way back; the way back stands to the left."""

    def __init__(self, parent: QWidget, title: str, question: str, yes: str, *, danger: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_NARROWEST)
        self.no = Button(_("Cancel"), clicked=self.reject, name="dialog.no")
        self.yes = Button(yes, kind="danger" if danger else "primary", clicked=self.accept, name="dialog.yes")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        self._box.setSpacing(SPACE_M)
        self._box.addWidget(PlainLabel(title, "heading", wrap=True))
        self._box.addWidget(PlainLabel(question, wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        self._box.addSpacing(SPACE_S)
        self._box.addLayout(buttons)

    def is_confirmed(self) -> bool:
        """Ask, and go when the caller has read the answer."""
        answer = self.exec()
        self.deleteLater()
        return answer == QDialog.DialogCode.Accepted

    def ask(self, label: str) -> QLineEdit:
        """Put a line to write on above the buttons; the act needs something on it."""
        edit = QLineEdit()
        edit.setObjectName("dialog.reason")
        edit.setMaxLength(300)
        words = PlainLabel(label, "muted")
        words.setBuddy(edit)
        self._box.insertWidget(2, words)
        self._box.insertWidget(3, edit)
        edit.textChanged.connect(lambda text: self._allow(bool(text.strip())))
        edit.returnPressed.connect(self.yes.click)
        edit.setFocus()
        self._allow(False)
        return edit

    def _allow(self, allowed: bool) -> None:
        reason_off(self.yes, None if allowed else _("Write a reason first."))
