"""The head of the window: which ward, which day and shift, the search field, who is signed in, the lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from ui.actions import action
from ui.kit import icons
from ui.kit.buttons import Button
from ui.kit.labels import PlainLabel, literal, plain_tooltip
from ui.kit.look import SPACE_L, SPACE_M, SPACE_S
from ward_app.access.policy import Actor
from ward_app.i18n import _, dated_text, day_text, week_text
from ward_app.wards.shifts import SHIFT_NAMES, ShiftTime, shift_text
from ward_app.words import brief, word

HEIGHT = 48
_LEVELS = 4
"""How briefly day, shift and user are said; the briefest is for large letters on a small screen."""


class Header(QFrame):
    """Says as much as there is room for. `act` does an action of the table by its name."""

    def __init__(
        self, ward_name: str, actor: Actor, act: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._actor = actor
        self._now: datetime | None = None
        self._shift: ShiftTime | None = None
        self.setProperty("ground", "bar")
        self.setObjectName("frame.header")
        self.setMinimumHeight(HEIGHT)
        self._ward = PlainLabel(ward_name, "strong")
        self._day = PlainLabel()
        self._shift_label = PlainLabel(role="strong")
        self.search = _search_field()
        self._menu = QMenu(self)
        self.user = Button("", kind="quiet", name="frame.user")
        self.user.setMenu(self._menu)
        for name in ("switch_user", "settings", "help"):
            self._add(name, act)
        self.lock = Button(_("Lock"), icon="lock", clicked=lambda: act("lock"), name="frame.lock")
        plain_tooltip(self.lock, _("Lock the screen ({key})").format(key=action("lock").key_text))
        self._row = QHBoxLayout(self)
        self._lay_out()

    def show_time(self, now: datetime, shift: ShiftTime) -> None:
        """Day, week and shift; said anew only when one of them has changed."""
        is_same_day = self._now is not None and dated_text(self._now) == dated_text(now)
        if is_same_day and shift == self._shift:
            return
        self._now, self._shift = now, shift
        self._fit()

    def texts(self) -> tuple[str, str, str]:
        """Day, shift and user as they stand there."""
        return self._day.text(), self._shift_label.text(), self.user.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _lay_out(self) -> None:
        row = self._row
        row.setContentsMargins(SPACE_M, 0, SPACE_M, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self._ward)
        row.addSpacing(SPACE_M)
        row.addWidget(self._day)
        row.addWidget(self._shift_label)
        row.addSpacing(SPACE_L)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        row.addStretch(1)
        row.addWidget(self.user)
        row.addWidget(self.lock)

    def _add(self, name: str, act: Callable[[str], object]) -> None:
        entry = self._menu.addAction(icons.icon(action(name).icon), action(name).label)
        entry.setObjectName(f"frame.user.{name}")
        entry.triggered.connect(lambda: act(name))
        keys = action(name).keys
        if keys:
            entry.setText(f"{action(name).label}\t{keys[0]}")

    def _fit(self) -> None:
        """The fullest way of saying it that there is room for."""
        for day, shift, user in zip(self._days(), self._shifts(), self._users(), strict=True):
            self._day.setText(day)
            self._shift_label.setText(shift)
            self._shift_label.setVisible(bool(shift))
            self.user.setText(literal(user))
            if self._row.totalMinimumSize().width() <= self.width():
                break

    def _days(self) -> list[str]:
        if self._now is None:
            return [""] * _LEVELS
        full = f"{dated_text(self._now)} · {week_text(self._now)} ·"
        return [full, full, f"{day_text(self._now)} ·", day_text(self._now)]

    def _shifts(self) -> list[str]:
        if self._shift is None:
            return [""] * _LEVELS
        full = shift_text(self._shift)
        return [full, full, _(SHIFT_NAMES[self._shift.kind]), ""]

    def _users(self) -> list[str]:
        name = self._actor.name
        duty = self._actor.duty(self._now) if self._now is not None else None
        if duty is None:
            return [name] * _LEVELS
        short = f"{name} · {brief(duty.role)}"
        employer = word(duty.principal).casefold()
        return [f"{name} · {word(duty.role)} ({employer})", short, short, name]


def _search_field() -> QLineEdit:
    field = QLineEdit()
    field.setObjectName("frame.search")
    field.setAccessibleName(_("Search for a patient, bed or command"))
    field.setPlaceholderText(
        _("Search patient, bed or command   ({key})").format(key=action("search").key_text)
    )
    field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    field.setMinimumWidth(field.fontMetrics().averageCharWidth() * 18)
    return field
