"""What the program says by itself: notices that go, refusals that stay, and that the store is silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.announce import announce
from ui.kit.buttons import Button, IconButton
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S, SPACE_XS
from ward_app.errors import WardError
from ward_app.i18n import _

if TYPE_CHECKING:
    from ui.desk import Desk  # a strip is also shown before there is a store, and before its libraries

NOTICE_MS = 10_000
MOST_AT_ONCE = 3
Action = tuple[str, Callable[[], object]]

_ICONS = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
}


class Strip(QFrame):
    """One message: icon, sentence, at most one thing to do about it, and perhaps a cross."""

    def __init__(
        self,
        level: str,
        text: str,
        *,
        action: Action | None = None,
        close: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.level = level
        self.setProperty("ground", level)
        self.label = PlainLabel(text, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S + SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel(_ICONS[level], level))
        row.addWidget(self.label, 1)
        self.action: Button | None = None
        if action is not None:
            self.action = Button(action[0], clicked=action[1], name="message.action")
            row.addWidget(self.action)
        if close is not None:
            row.addWidget(IconButton("x", _("Close"), clicked=close, name="message.close"))
        self.setMinimumHeight(self.sizeHint().height())


class MessageBar(QWidget):
    """Messages below each other, the newest last. It takes no room while there are none."""

    def __init__(self, parent: QWidget | None = None, *, notice_ms: int = NOTICE_MS) -> None:
        super().__init__(parent)
        self._strips: dict[str, Strip] = {}
        self._serial = 0
        self._timer = QTimer(self, interval=notice_ms, singleShot=True)
        self._timer.timeout.connect(self._expire)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE_XS)
        self.hide()

    def notice(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Something was done. Goes after ten seconds; till then it can be undone from here."""
        action = None if undo is None else (_("Undo"), lambda: self._undo(undo))
        self.keep("notice", "success", text, action)
        self._timer.start()

    def error(self, text: str) -> None:
        """Something was not done. Stays until it is closed."""
        self._serial += 1
        key = f"error {self._serial}"
        self._put(key, Strip("danger", text, close=lambda: self.drop(key)))

    def refuse(self, error: WardError) -> None:
        self.error(error.sentence)

    def keep(self, key: str, level: str, text: str, action: Action | None = None) -> None:
        """Say this under `key` (info, success, warning or danger) until `drop(key)`."""
        self._put(key, Strip(level, text, action=action))

    def drop(self, key: str) -> None:
        strip = self._strips.pop(key, None)
        if strip is not None:
            self._box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self.setVisible(bool(self._strips))

    def texts(self) -> list[str]:
        """What it says at the moment."""
        return [strip.label.text() for strip in self._strips.values()]

    def strip(self, key: str) -> Strip | None:
        return self._strips.get(key)

    def bind(self, desk: Desk) -> None:
        """Show what the desk has to say: refusals no page took, a store that is down or silent."""
        desk.refused.connect(self.refuse)
        desk.trouble.connect(lambda sentence: self._show_trouble(sentence, desk))
        desk.silent.connect(self._show_silence)

    def _show_trouble(self, sentence: str, desk: Desk) -> None:
        if sentence:
            self.keep("store", "danger", sentence, (_("Try again"), desk.retry))
        else:
            self.drop("store")

    def _show_silence(self, silent: bool) -> None:
        if silent:
            self.keep("silence", "warning", _("The database does not answer. What you write is kept here."))
        else:
            self.drop("silence")

    def _put(self, key: str, strip: Strip) -> None:
        self.drop(key)
        errors = [each for each in self._strips if each.startswith("error")]
        for oldest in errors[: max(len(errors) - MOST_AT_ONCE + 1, 0)]:
            self.drop(oldest)
        self._strips[key] = strip
        self._box.addWidget(strip)
        self.show()
        announce(self, strip.label.text(), assertive=strip.level in ("danger", "warning"))

    def _expire(self) -> None:
        """Not while someone is about to use it."""
        strip = self._strips.get("notice")
        if strip is not None and (strip.underMouse() or strip.isAncestorOf(self.focusWidget() or self)):
            self._timer.start()
            return
        self.drop("notice")

    def _undo(self, undo: Callable[[], object]) -> None:
        self.drop("notice")
        undo()


class OfflineBar(QFrame):
    """Across the top of the window while nothing can be saved; drafts go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "warning")
        self._label = PlainLabel(role="warning", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S + SPACE_XS, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("cloud-off", "warning"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    def say(self, text: str | None) -> None:
        self._label.setText(text or "")
        self.setVisible(bool(text))
        if text:
            announce(self, text, assertive=True)
