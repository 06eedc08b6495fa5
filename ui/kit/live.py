"""Pages that show what is true now: they refresh when something they show has changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.desk import Changes, Desk


def keep_fresh(page: QWidget, desk: Desk, shows: Changes, refresh: Callable[[], object]) -> Freshness:
    """Call `refresh` when something of `shows` has changed: now if the page is in sight, else when it is."""
    return Freshness(page, desk, shows, refresh)


class Freshness(QObject):
    """Belongs to its page and goes with it."""

    def __init__(self, page: QWidget, desk: Desk, shows: Changes, refresh: Callable[[], object]) -> None:
        super().__init__(page)
        self._page = page
        self._shows = shows
        self._refresh = refresh
        self.is_stale = False
        desk.changed.connect(self._hear)
        page.installEventFilter(self)

    def _hear(self, changes: Changes) -> None:
        if not changes & self._shows:
            return
        if is_out_of_sight(self._page):
            self.is_stale = True
        else:
            self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.is_stale and event.type() == QEvent.Type.Show:
            self.is_stale = False
            self._refresh()
        return super().eventFilter(watched, event)


def is_out_of_sight(widget: QWidget) -> bool:
    """Hidden behind another page. One that was never shown, as in a test, counts as in sight."""
    place: QWidget | None = widget
    while place is not None:
        if place.isHidden() and place.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            return True
        place = place.parentWidget()
    return False
