"""Says how it stands with the draft: being saved, saved when, or not saved and tried again."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.drafts.keeper import Keeper
from ui.kit.announce import announce
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_XS
from ward_app.i18n import _, exact_time_text

SLOW_MS = 1000
"""A write that takes no longer changes nothing on the screen but the time."""


class DraftLine(QWidget):
    """Stands beneath a form that has a keeper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_failed = False
        self._is_kept = False
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_saving)
        self._icon = IconLabel("check", "muted")
        self._text = PlainLabel(role="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        row.addStretch(1)
        self.clear()

    @property
    def text(self) -> str:
        return self._text.text()

    def follow(self, keeper: Keeper) -> None:
        self.clear()
        keeper.saving.connect(self._saving)
        keeper.kept.connect(self._kept)
        keeper.failed.connect(self._failed)
        keeper.emptied.connect(self.clear)

    def restored(self, when: str) -> None:
        """The form was filled from a draft of an earlier time."""
        self._show("history", "muted", _("Draft from {when} brought back").format(when=when))

    def clear(self) -> None:
        self._slow.stop()
        self._has_failed = self._is_kept = False
        self._icon.hide()
        self._text.setText("")

    def _saving(self) -> None:
        if self._is_kept:
            self._slow.start()
        else:
            self._say_saving()

    def _say_saving(self) -> None:
        if not self._has_failed:
            self._show(None, "muted", _("Saving…"))

    def _kept(self, kept_at: datetime) -> None:
        self._slow.stop()
        is_news = self._has_failed or not self._is_kept
        self._has_failed, self._is_kept = False, True
        self._show("check", "muted", _("Draft saved {time}").format(time=exact_time_text(kept_at)))
        if is_news:
            announce(self, self.text)

    def _failed(self) -> None:
        self._slow.stop()
        is_news = not self._has_failed
        self._has_failed, self._is_kept = True, False
        self._show("triangle-alert", "danger", _("Could not be saved – trying again"))
        if is_news:
            announce(self, self.text, assertive=True)

    def _show(self, icon: str | None, role: str, text: str) -> None:
        self._icon.setVisible(icon is not None)
        if icon is not None:
            self._icon.set(icon, role)
        self._text.set_role(role)
        self._text.setText(text)
