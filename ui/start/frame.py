"""The one window on the desktop: the pages of the way in, and then the ward's own."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.kit import icons
from ui.start.page import NAME

SMALLEST = QSize(1024, 640)
FIRST_SIZE = QSize(1366, 768)
_GEOMETRY = "window/geometry"


@runtime_checkable
class Focusing(Protocol):
    """A page that knows where the focus belongs when it comes into sight."""

    def focus_first(self) -> object: ...


class Frame(QWidget):
    """`settings` remembers where the window was; without it, as in tests, nothing is remembered."""

    closing = Signal()

    def __init__(self, settings: QSettings | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.setObjectName("frame")
        self.setWindowTitle(NAME)
        self.setWindowIcon(icons.icon("narvard"))
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        if settings is not None and (kept := settings.value(_GEOMETRY)) is not None:
            self.restoreGeometry(kept)

    @property
    def page(self) -> QWidget | None:
        return self._stack.currentWidget()

    def show_page(self, page: QWidget) -> None:
        """Show this; the page before it is done with."""
        before = self.page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.take_title()
        if before is not None:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()
        if isinstance(page, Focusing):
            page.focus_first()

    def take_title(self) -> None:
        """The title of the page in sight."""
        title = self.page.windowTitle() if self.page is not None else ""
        self.setWindowTitle(title or NAME)

    def begin(self) -> None:
        """Come up where it was, else over the whole screen."""
        has_place = self._settings is not None and self._settings.contains(_GEOMETRY)
        self.show() if has_place else self.showMaximized()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._settings is not None:
            self._settings.setValue(_GEOMETRY, self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)
