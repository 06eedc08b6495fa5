"""What was copied in the program does not lie in the clipboard when someone else sits down."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS = 30_000
"""How long a personal number waits to be put in elsewhere. Other text stays: cut is not yet put down."""
_NUMBER = re.compile(r"\d{6,8}[-+ ]?\d{4}")
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class OurClipboard(QObject):
    """Empties the clipboard only while it holds what was copied here; another program's text stays."""

    def __init__(
        self, clipboard: QClipboard, parent: QObject | None = None, *, kept_ms: int = KEPT_MS
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._copied: dict[QClipboard.Mode, int] = {}
        self._soon = QTimer(self, singleShot=True, interval=kept_ms)
        self._soon.timeout.connect(self.empty)
        clipboard.changed.connect(self._note)

    def empty(self) -> None:
        for mode in _MODES:
            if self._is_ours(mode):
                self._clipboard.clear(mode)
        self._copied.clear()

    def _note(self, mode: QClipboard.Mode) -> None:
        """Another program's copy arrives while that program is in front."""
        is_active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        text = self._clipboard.text(mode) if is_active else ""
        if text:
            self._copied[mode] = hash(text)
            if _NUMBER.search(text):
                self._soon.start()
        else:
            self._copied.pop(mode, None)

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode == QClipboard.Mode.Selection and not self._clipboard.supportsSelection():
            return False
        owns = (
            self._clipboard.ownsSelection()
            if mode == QClipboard.Mode.Selection
            else self._clipboard.ownsClipboard()
        )
        return owns or (mode in self._copied and self._copied[mode] == hash(self._clipboard.text(mode)))
