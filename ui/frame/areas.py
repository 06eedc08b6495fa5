"""F6 goes from one part of the window to the next, and back into each where one was."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class Areas:
    """Remembers for each part which of its controls had the focus."""

    def __init__(self) -> None:
        self._last: dict[QWidget, QWidget] = {}

    def step(self, areas: Sequence[QWidget], direction: int) -> None:
        """Go to the next (1) or previous (-1) part that can take the focus."""
        there = [area for area in areas if area.isVisible() and _stops(area)]
        if not there:
            return
        focus = QApplication.focusWidget()
        here = next((place for place, area in enumerate(there) if _holds(area, focus)), None)
        if here is not None and focus is not None:
            self._last[there[here]] = focus
        start = (-1 if direction > 0 else 0) if here is None else here
        self.enter(there[(start + direction) % len(there)])

    def enter(self, area: QWidget) -> None:
        last = self._last.get(area)
        known = last is not None and shiboken6.isValid(last) and last in _stops(area)
        target = last if known and last is not None else next(iter(_stops(area)), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def areas_of(page: QWidget) -> list[QWidget]:
    """The parts a page has marked, in reading order; else the page as one."""
    marked = [child for child in page.findChildren(QWidget) if child.property("area")]
    return marked or [page]


def focus_first(page: QWidget) -> None:
    """Where a page that is opened puts the focus when it does not say so itself."""
    stop = next(iter(_stops(page)), None)
    if stop is not None:
        stop.setFocus(Qt.FocusReason.OtherFocusReason)


def _stops(area: QWidget) -> list[QWidget]:
    """What Tab would stop at inside, in its order."""
    stops: list[QWidget] = [area] if _takes_focus(area) else []
    children = set(area.findChildren(QWidget))
    widget = area.nextInFocusChain()
    while widget is not None and widget is not area:
        if widget in children and _takes_focus(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops


def _takes_focus(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _holds(area: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (focus is area or area.isAncestorOf(focus))
