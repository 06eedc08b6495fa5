"""The line at the foot: is all saved, how fresh is what one sees, and the keys that help."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.actions import action
from ui.drafts.drafts import Drafts
from ui.frame.contact import Contact
from ui.kit.labels import PlainLabel, plain_tooltip
from ui.kit.look import SPACE_L, SPACE_M
from ward_app.i18n import _, exact_time_text, time_text


class StatusLine(QFrame):
    """Its left part is about the drafts of who is signed in, the middle about the store."""

    def __init__(self, drafts: Drafts, contact: Contact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setObjectName("frame.status")
        self._contact = contact
        self._unsaved: set[tuple[str, str]] = set()
        self.saved = PlainLabel()
        self.fresh = PlainLabel()
        self.hints = PlainLabel(role="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, 4, SPACE_M, 4)
        row.setSpacing(SPACE_L)
        row.addWidget(self.saved)
        row.addWidget(self.fresh)
        row.addStretch(1)
        row.addWidget(self.hints)
        drafts.kept.connect(self._tell_kept)
        drafts.failed.connect(self._tell_failed)
        contact.changed.connect(self.show_contact)
        self.rest()
        self.show_contact()
        self.show_hints(can_print=False)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def rest(self) -> None:
        """Another page is shown: what was kept as a draft is no news any more; what could not be kept is."""
        if not self._unsaved:
            self.saved.set_role("text")
            self.saved.setText(_("✓ All saved"))

    def show_contact(self) -> None:
        """When the store was last heard from; in red and by other words when it should have been."""
        at = self._contact.last_at
        lost = self._contact.is_lost()
        self.fresh.set_role("danger" if lost else "text")
        if at is None:
            self.fresh.setText("")
        elif lost:
            self.fresh.setText(_("⚠ Not updated since {time}").format(time=time_text(at)))
        else:
            self.fresh.setText(_("Updated {time}").format(time=exact_time_text(at)))

    def show_hints(self, *, can_print: bool) -> None:
        names = ["help", "refresh", "search", *(["print"] if can_print else [])]
        words = {
            "help": _("Help"), "refresh": _("Refresh"), "search": _("Search"), "print": _("Print"),
        }  # fmt: skip
        self.hints.setText(" · ".join(f"{action(name).keys[0]} {words[name]}" for name in names))
        plain_tooltip(self.hints, _("F1 shows every key."))

    def _tell_kept(self, form: str, subject: str, at: datetime) -> None:
        self._unsaved.discard((form, subject))
        if not self._unsaved:
            self.saved.set_role("text")
            self.saved.setText(_("✓ Draft saved {time}").format(time=exact_time_text(at)))

    def _tell_failed(self, form: str, subject: str) -> None:
        self._unsaved.add((form, subject))
        self.saved.set_role("danger")
        self.saved.setText(_("⚠ Could not be saved – trying again"))
