"""Dialogs with something to fill in. Not modal for the program: locking covers them and loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import dialogs
from ui.kit.buttons import Button, primary_action
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from ward_app.i18n import _

_NARROWEST = 420


class Sheet(QDialog):
    """Put the content into `content`, then `open()`. Esc and Cancel close it; what is unsaved is asked about.

    When it closes the focus goes back to where it was, and answers still under way are dropped.
    """

    def __init__(self, parent: QWidget, title: str, *, area: str) -> None:
        super().__init__(parent)
        self.area = area
        self.unsaved: Callable[[], bool] = lambda: False
        self._opener: QWidget | None = None
        self.setObjectName(area)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(_NARROWEST)
        self._title = PlainLabel(title, "title", wrap=True)
        self.content = QVBoxLayout()
        self.content.setSpacing(SPACE_M)
        self.cancel = Button(_("Cancel"), clicked=self.close, name=f"{area}.cancel")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE_S)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.cancel)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        box.setSpacing(SPACE_M)
        box.addWidget(self._title)
        box.addLayout(self.content, 1)
        box.addLayout(self._buttons)
        self.finished.connect(self._finish)

    def add_button(
        self,
        text: str,
        clicked: Callable[[], object],
        *,
        kind: str = "primary",
        name: str = "save",
        icon: str | None = None,
    ) -> Button:
        """One more button, to the right. The primary one is also Ctrl+Enter."""
        button = Button(text, kind=kind, icon=icon, clicked=clicked, name=f"{self.area}.{name}")
        self._buttons.addWidget(button)
        if kind == "primary":
            primary_action(self, button)
        return button

    def open(self) -> None:
        self._opener = QApplication.focusWidget()
        super().open()

    def done(self, result: int) -> None:
        self.setProperty("closed", True)
        super().done(result)

    def reject(self) -> None:
        """Esc, Cancel and the window's own cross all come here."""
        if self.unsaved() and not self._may_leave():
            return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            event.ignore()  # Enter in a field is not yet a decision
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._stay_off_the_banner()

    def _may_leave(self) -> bool:
        return dialogs.confirm(
            self,
            _("Leave without saving?"),
            _("What you have filled in here has not been saved."),
            _("Leave without saving"),
            danger=True,
        )

    def _stay_off_the_banner(self) -> None:
        """Who the patient is stays in sight while something is done about them."""
        parent = self.parentWidget()
        banner = parent.window().findChild(QWidget, "patient.banner") if parent else None
        if banner is None or not banner.isVisible():
            return
        lowest = banner.mapToGlobal(QPoint(0, banner.height())).y()
        if self.y() < lowest:
            self.move(self.x(), lowest)

    def _finish(self) -> None:
        opener = self._opener
        if opener is not None and shiboken6.isValid(opener):
            opener.activateWindow()
            opener.setFocus(Qt.FocusReason.OtherFocusReason)
