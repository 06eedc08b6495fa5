"""While the screen is locked nothing but the cover hears a key, a click or anything dropped."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QWidget

_T = QEvent.Type
INPUT = frozenset({
    _T.KeyPress, _T.KeyRelease, _T.ShortcutOverride, _T.Shortcut, _T.InputMethod, _T.MouseButtonPress,
    _T.MouseButtonRelease, _T.MouseButtonDblClick, _T.MouseMove, _T.Wheel, _T.ContextMenu, _T.TouchBegin,
    _T.TouchUpdate, _T.TouchEnd, _T.TabletPress, _T.TabletMove, _T.TabletRelease, _T.DragEnter, _T.DragMove,
    _T.Drop, _T.HoverEnter, _T.HoverMove, _T.ToolTip,
})  # fmt: skip


class Guard(QObject):
    """The cover being modal already keeps input away; this holds also where a window came up after it."""

    appeared = Signal(object)  # such a window

    def __init__(self, app: QApplication, cover: QWidget) -> None:
        super().__init__(cover)
        self._app = app
        self._cover = cover
        app.installEventFilter(self)

    def end(self) -> None:
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in INPUT and kind != _T.Show:
            return False
        widget = watched.parent() if isinstance(watched, QShortcut) else watched
        if not isinstance(widget, QWidget) or self._belongs(widget):
            return False
        if kind == _T.Show and widget.isWindow():
            self.appeared.emit(widget)
        return kind in INPUT

    def _belongs(self, widget: QWidget) -> bool:
        """To the cover, or to a list or menu that it has unfolded."""
        window: QWidget | None = widget.window()
        while window is not None and window is not self._cover:
            parent = window.parentWidget()
            window = parent.window() if parent is not None else None
        return window is self._cover
