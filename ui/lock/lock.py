"""Covers everything at once and gives it back as it was."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.lock.cover import Cover
from ui.lock.guard import Guard
from ui.lock.shade import Shade
from ui.start.page import StartPage

_FLEETING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


class Lock(QObject):
    """Lists and menus are closed; windows and dialogs stay as they are, under their shades."""

    def __init__(self, app: QApplication, frame: QWidget) -> None:
        super().__init__(frame)
        self._app = app
        self._frame = frame
        self._shades: dict[QWidget, Shade] = {}
        self._cover: Cover | None = None
        self._guard: Guard | None = None
        self._active: QWidget | None = None
        self._focus: QWidget | None = None

    @property
    def is_locked(self) -> bool:
        return self._cover is not None

    @property
    def page(self) -> StartPage | None:
        """What stands on the cover."""
        return None if self._cover is None else self._cover.page

    @property
    def cover(self) -> Cover | None:
        return self._cover

    def close_over(self, make_page: Callable[[], StartPage]) -> None:
        """Hide what is on the screen, and only then make the way back in ready."""
        self._active, self._focus = self._app.activeWindow(), self._app.focusWidget()
        self._drop_fleeting()
        for window in self._app.topLevelWidgets():
            if window.isVisible():
                self._shade(window)
        self._cover = Cover(self._frame, make_page())
        self._guard = Guard(self._app, self._cover)
        self._guard.appeared.connect(self._take_in)
        self._cover.come_up()

    def lift(self) -> None:
        """Show everything as it was, with the keyboard where it was."""
        if self._cover is None or self._guard is None:
            return
        self._guard.end()
        for window, shade in self._shades.items():
            if shiboken6.isValid(window):
                shade.lift()
        self._shades.clear()
        self._cover.go()
        self._cover = self._guard = None
        self._give_back_focus()

    def _shade(self, window: QWidget) -> None:
        if window not in self._shades:
            self._shades[window] = Shade(window)

    def _take_in(self, window: QWidget) -> None:
        """A dialog that was on its way, such as an answer that asks something, is covered too."""
        if window in self._shades:
            return
        self._shade(window)
        QTimer.singleShot(0, self, self._come_up)

    def _come_up(self) -> None:
        if self._cover is not None:
            self._cover.come_up()

    def _drop_fleeting(self) -> None:
        while (popup := self._app.activePopupWidget()) is not None and popup.close():
            pass
        QToolTip.hideText()
        for window in self._app.topLevelWidgets():
            if window.isVisible() and window.windowType() in _FLEETING:
                window.hide()

    def _give_back_focus(self) -> None:
        for widget, take in ((self._active, QWidget.activateWindow), (self._focus, QWidget.setFocus)):
            if widget is not None and shiboken6.isValid(widget):
                take(widget)
        self._active = self._focus = None
