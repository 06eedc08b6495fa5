"""Dialogs with something to fill in. Not modal for the program: locking covers them and loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

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
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        self._box.setSpacing(SPACE_M)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # `_fit` knows the width
        self._box.addWidget(self._title)
        self._box.addLayout(self.content, 1)
        self._box.addLayout(self._buttons)
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
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self._box.activate()  # letters have their size only now
            self._fit(self._needed())
        self._stay_off_the_banner()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit(max(self._needed(), self.height()))
        return handled

    def _may_leave(self) -> bool:
        return dialogs.confirm(
            self,
            _("Leave without saving?"),
            _("What you have filled in here has not been saved."),
            _("Leave without saving"),
            danger=True,
        )

    def _needed(self) -> int:
        """How high it has to be at its width: lines that wrap count as many, which Qt leaves out."""
        if self._box.hasHeightForWidth():
            return self._box.totalHeightForWidth(self.width())
        return self._box.totalSizeHint().height()

    def _fit(self, height: int) -> None:
        height = min(height, self.screen().availableGeometry().height())
        if height != self.height():
            self.resize(self.width(), height)

    def _stay_off_the_banner(self) -> None:
        """Who the patient is stays in sight while something is done about them."""
        parent = self.parentWidget()
        banner = parent.window().findChild(QWidget, "patient.banner") if parent else None
        if banner is None or not banner.isVisible():
            return
        lowest = banner.mapToGlobal(QPoint(0, banner.height())).y()
        if self.y() < lowest:
            self.move(self.x(), lowest)
            self._stay_within(parent.window() if parent else self)

    def _stay_within(self, window: QWidget) -> None:
        """What scrolls inside gives way, so that the buttons do not end up below the screen."""
        room = window.mapToGlobal(QPoint(0, window.height())).y() - SPACE_S - self.y()
        if room < self.height():
            self.resize(self.width(), max(room, min(self._needed(), self.height())))

    def _finish(self) -> None:
        opener = self._opener
        if opener is not None and shiboken6.isValid(opener):
            opener.activateWindow()
            opener.setFocus(Qt.FocusReason.OtherFocusReason)
