"""A page with nothing to show says so and offers the next step; one that waits keeps what it had, greyed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGraphicsOpacityEffect, QStackedLayout, QVBoxLayout, QWidget

from ui.calls import Call
from ui.kit.buttons import Button
from ui.kit.icon_label import IconLabel
from ui.kit.icons import LARGE
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M
from ward_app.i18n import _

R = TypeVar("R")

GREY_MS, WORD_MS = 300, 1000
GREYED = 0.45


class EmptyState(QWidget):
    """One sentence and, where there is one, what to do about it."""

    def __init__(
        self,
        sentence: str,
        action: str = "",
        clicked: Callable[[], object] | None = None,
        *,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sentence = PlainLabel(sentence, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        centre = Qt.AlignmentFlag.AlignHCenter
        box = QVBoxLayout(self)
        box.setSpacing(SPACE_M)
        box.addStretch(1)
        if icon:
            box.addWidget(IconLabel(icon, "muted", LARGE), 0, centre)
        box.addWidget(self.sentence)
        self.button: Button | None = None
        if action:
            self.button = Button(action, clicked=clicked, name="empty.action")
            box.addWidget(self.button, 0, centre)
        box.addStretch(2)


class States(QWidget):
    """Content, or why there is none. While an answer is late the content stays, but greyed."""

    def __init__(
        self,
        content: QWidget,
        empty: QWidget,
        *,
        grey_ms: int = GREY_MS,
        word_ms: int = WORD_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content = content
        self._empty = empty
        self._pending: Call[Any] | None = None
        self._word = PlainLabel(_("Fetching…"), "muted")
        self._word.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._word.hide()
        self._grey_timer = self._timer(grey_ms, self._grey)
        self._word_timer = self._timer(word_ms, self._word.show)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._word)
        self._stack = QStackedLayout()
        box.addLayout(self._stack, 1)
        self._stack.addWidget(content)  # not before: without a parent it would be shown as a window
        self._stack.addWidget(empty)

    def show_content(self) -> None:
        self._stack.setCurrentWidget(self._content)

    def show_empty(self) -> None:
        self._stack.setCurrentWidget(self._empty)

    def show_one(self, has_content: object) -> None:
        """The content if there is any: `states.show_one(rows)`."""
        self._stack.setCurrentWidget(self._content if has_content else self._empty)

    @property
    def is_empty(self) -> bool:
        return self._stack.currentWidget() is self._empty

    @property
    def is_greyed(self) -> bool:
        return self._content.graphicsEffect() is not None

    def follow(self, call: Call[R]) -> Call[R]:
        """Grey the content if this answer is late, until it is here."""
        if call.pending:
            self._pending = call
            self._grey_timer.start()
            self._word_timer.start()
            call.settled(lambda: self._arrived(call), owner=self)
        return call

    def _arrived(self, call: Call[R]) -> None:
        if self._pending is not call:
            return
        self._grey_timer.stop()
        self._word_timer.stop()
        self._word.hide()
        self._content.setGraphicsEffect(None)  # type: ignore[arg-type]  # Qt takes a null pointer

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=milliseconds, singleShot=True)
        timer.timeout.connect(then)
        return timer

    def _grey(self) -> None:
        effect = QGraphicsOpacityEffect(self._content)
        effect.setOpacity(GREYED)
        self._content.setGraphicsEffect(effect)
