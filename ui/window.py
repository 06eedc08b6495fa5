"""The window around the pages: head, rail, pages, messages and foot; and the guide that pages ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import Action, action, reason_not
from ui.desk import Changes, Desk
from ui.drafts.drafts import Drafts
from ui.frame import pages
from ui.frame.areas import Areas, areas_of, focus_first
from ui.frame.contact import Contact
from ui.frame.header import Header
from ui.frame.history import History, Place
from ui.frame.practice import PracticeBand
from ui.frame.rail import Rail
from ui.frame.shortcuts import hold_keys
from ui.frame.status import StatusLine
from ui.frame.theme import switch_theme
from ui.kit.labels import Line
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.messages import MessageBar, OfflineBar
from ui.palette.palette import Palette
from ui.patients.recent import Recent
from ui.seat import Seat, Ward
from ui.sharing.relation import RelationQuestion
from ward_app.access.queries import Account
from ward_app.clock import Clock
from ward_app.i18n import _
from ward_app.settings import queries as settings_queries
from ward_app.settings.model import Setting
from ward_app.settings.registry import SHIFT_TIMES
from ward_app.sharing.model import RelationReason
from ward_app.wards.shift_plan import plan_from
from ward_app.wards.shifts import DEFAULT_PLAN, shift_at

WIDE = 1600
TICK_MS = 5000
RETRY_AFTER = timedelta(seconds=30)
RAIL = ("board", "patients", "inout", "handover", "unsigned", "logs", "settings")
FOR_FEW = frozenset({"logs"})
"""Entries that stand in the rail only for whom they are for."""
RAIL_OF = {"record": "patients", "admission": "inout"}
"""Pages without an entry of their own, and the one they belong to."""


class MainWindow(QWidget):
    """One per signed-in person. It is the `Guide` of its pages."""

    def __init__(
        self,
        desk: Desk,
        drafts: Drafts,
        account: Account,
        ward: Ward,
        clock: Clock,
        *,
        lock: Callable[[], object],
        switch_user: Callable[[], object],
        settings: pages.Maker | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.seat = Seat(desk, drafts, account, ward, clock, self)
        self.recent = Recent()
        self._makers: dict[str, pages.Maker] = dict(pages.MAKERS)
        self._makers["patients"] = partial(pages.patients, recent=self.recent)
        if settings is not None:
            self._makers["settings"] = settings
        self._pages: dict[str, QWidget] = {}
        self._history = History()
        self._areas = Areas()
        self._plan = DEFAULT_PLAN
        self._contact = Contact(desk, clock, self)
        self._tried_at = clock()
        self._offline_said = ""
        self._acts: dict[str, Callable[[], object]] = {
            **{name: partial(self.go, name) for name in RAIL if name in self._makers},
            "admit": self.admit, "search": lambda: self.search.begin(), "back": self._go_back,
            "next_area": lambda: self._step(1), "previous_area": lambda: self._step(-1),
            "refresh": self.refresh, "help": self._help, "phone": self._phone,
            "theme": lambda: switch_theme(self.seat), "lock": lock, "switch_user": switch_user,
        }  # fmt: skip
        self.messages = MessageBar()
        self.messages.bind(desk)
        self._build()
        desk.changed.connect(self._hear)
        self._why = RelationQuestion(self.seat, self, self._called, self._kept_out, self._likely_reason)
        self._contact.changed.connect(self._show_offline)
        self._keys = hold_keys(self, self.act)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._ask_shifts()

    # What pages ask (ui.seat.Guide)

    def open_record(self, patient_id: int, section: str = "overview") -> None:
        pages.as_record(self._made("record")).show_patient(patient_id, section)
        self.recent.opened(patient_id)
        self._show(Place("record", patient_id, section))

    def go(self, page: str) -> None:
        self._show(Place(page))

    def admit(self, patient_id: int | None = None, bed_id: int | None = None, typed: str = "") -> None:
        pages.as_admission(self._made("admission")).begin(patient_id, bed_id, typed)
        self._show(Place("admission"))

    def notice(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self.messages.notice(text, undo)

    # What the program asks

    @property
    def page(self) -> QWidget | None:
        """The page in sight."""
        return self._stack.currentWidget()

    def leave(self) -> None:
        """Before the lock, another user or the end: what was typed goes to the drafts."""
        _leave(self.page)
        self.seat.drafts.flush()

    def close_down(self) -> None:
        self._timer.stop()
        self.search.end()

    def act(self, name: str) -> None:
        """Do an action of the table, as far as the window or the page in sight can."""
        do = self._undo(name) or pages.acts_of(self.page).get(name) or self._acts.get(name)
        if do is None:
            return
        if (known := _action(name)) and (reason := reason_not(known, self.seat.desk)):
            self.messages.error(reason)
            return
        do()

    def _undo(self, name: str) -> Callable[[], object] | None:
        """What a notice offers to undo was done last."""
        notice = self.messages.strip("notice") if name == "undo" else None
        return notice.action.click if notice is not None and notice.action is not None else None

    def can(self, name: str) -> bool:
        return name in self._acts or name in pages.acts_of(self.page)

    def refresh(self) -> None:
        self._ask_shifts()
        if (page := self.page) is not None:
            page.refresh()  # type: ignore[attr-defined]  # every main page is a ui.seat.Page

    def tick(self) -> None:
        """A few seconds have passed: the day or shift may be another, the store may be out of reach."""
        now = self.seat.clock()
        self.header.show_time(now, shift_at(now, self._plan))
        self.status.show_contact()
        self._show_offline()
        if self._contact.is_in_trouble and now - self._tried_at >= RETRY_AFTER:
            self._tried_at = now
            self.seat.desk.retry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_wide(self.width() >= WIDE)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        super().closeEvent(event)

    def _build(self) -> None:
        ward = self.seat.ward
        title = _("PRACTICE – {ward}") if ward.is_practice else "{ward}"
        self.setWindowTitle(title.format(ward=ward.name))
        self.offline = OfflineBar()
        self.header = Header(ward.name, self.seat.account.actor, self.act)
        self.rail = Rail(
            [
                (action(name), reason)
                for name in RAIL
                if name in self._makers and not ((reason := self._reason(name)) and name in FOR_FEW)
            ],
            self.act,
        )
        self._stack = QStackedWidget()
        self.status = StatusLine(self.seat.drafts, self._contact)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        self.messages.setContentsMargins(SPACE_M, 0, SPACE_M, SPACE_S)
        column.addWidget(self.messages)
        middle.addLayout(column, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in ([PracticeBand()] if ward.is_practice else []) + [self.offline, self.header]:
            box.addWidget(part)
        box.addLayout(middle, 1)
        box.addWidget(Line())
        box.addWidget(self.status)
        self.search = Palette(
            self.header.search, self, self.seat, self.recent,
            can=self.can, act=self.act, subject=lambda: pages.subject_of(self.page),
        )  # fmt: skip
        self.tick()

    def _reason(self, name: str) -> str | None:
        return reason_not(action(name), self.seat.desk)

    def _made(self, name: str) -> QWidget:
        if name not in self._pages:
            page = self._makers[name](self.seat)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def _show(self, place: Place) -> None:
        before, page = self.page, self._made(place.page)
        if before is not None and before is not page:
            _leave(before)
        self._history.went(place)
        self._stack.setCurrentWidget(page)
        self.rail.mark(RAIL_OF.get(place.page, place.page))
        self.status.rest()
        self.status.show_hints(can_print="print" in pages.acts_of(page))
        if isinstance(page, pages.Focusing):
            page.focus_first()
        else:
            focus_first(page)

    def _go_back(self) -> None:
        place = self._history.back()
        if place is None:
            return
        if place.patient_id is not None:
            self.open_record(place.patient_id, place.section)
        else:
            self._show(place)

    def _called(self, patient_id: int) -> str:
        """By the name that the search has shown already: the record may not be asked."""
        hit = self.recent.hit(patient_id)
        return hit.name if hit is not None else ""

    def _likely_reason(self) -> RelationReason | None:
        """Whoever is being admitted is on the way here."""
        here = self._history.here
        return RelationReason.TAKES_OVER if here is not None and here.page == "admission" else None

    def _kept_out(self, patient_id: int) -> None:
        """No reason was given: back to where the user was before the record."""
        self.recent.forget(patient_id)
        here = self._history.here
        if here is not None and here.patient_id == patient_id:
            self._go_back()

    def _step(self, direction: int) -> None:
        page = self.page
        parts = [self.header, self.rail, *(areas_of(page) if page else []), self.messages]
        self._areas.step(parts, direction)

    def _help(self) -> None:
        from ui.frame.help import HelpSheet

        HelpSheet(self).open()

    def _phone(self) -> None:
        from ui.sharing.phone_sheet import PhoneSheet

        PhoneSheet(self.seat, self).open()

    def _hear(self, changes: Changes) -> None:
        if Setting in changes:
            self._ask_shifts()

    def _ask_shifts(self) -> None:
        self.seat.desk.ask(settings_queries.all_values).then(self._take_settings)

    def _take_settings(self, values: dict[str, Any]) -> None:
        self._plan = plan_from(values[SHIFT_TIMES.key])
        self.tick()

    def _show_offline(self) -> None:
        """Said once, not at each tick."""
        said = self._contact.lost_text()
        if said != self._offline_said:
            self._offline_said = said
            self.offline.say(said or None)


def _leave(page: QWidget | None) -> None:
    if page is not None:
        page.leave()  # type: ignore[attr-defined]  # every main page is a ui.seat.Page


def _action(name: str) -> Action | None:
    try:
        return action(name)
    except KeyError:
        return None  # the sections of a record, whose words are the record's own
