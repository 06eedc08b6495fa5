"""The board: every bed of the ward at once, as cards or as a table."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import Acts
from ui.board.cards import CardView
from ui.board.changes import RecentChanges
from ui.board.head import CARDS, TABLE, BoardHead
from ui.board.keys import BoardKeys
from ui.board.menu import menu
from ui.board.peek import PeekSheet
from ui.board.place_acts import PlaceActs, menu_names
from ui.board.places import Filter, counts, places_of, shown, summary
from ui.board.table import BoardTable
from ui.desk import Changes
from ui.frame import remembered
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.labels import PlainLabel
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_M, SPACE_S
from ui.seat import Seat
from ui.stays.rights import barred
from ward_app.access.model import User
from ward_app.handovers import commands as handovers
from ward_app.i18n import _
from ward_app.patients.model import Alert, Patient, PatientIdentity, TreatmentLimitation
from ward_app.patients.shown import Audience
from ward_app.settings.model import Setting
from ward_app.sharing.model import DECIDING
from ward_app.stays import commands as stays
from ward_app.stays.board_rows import Board, BoardCard, BoardPlace
from ward_app.stays.model import Leave, Placement, Stay, StayPurpose
from ward_app.stays.queries import board
from ward_app.tasks.model import Task
from ward_app.wards.model import Bed, BedClosure, Room, Unit

WIDE = 1600
TICK_MS = 5000
ASK_AFTER = timedelta(seconds=30)
"""What changes by the clock alone is seen after this long: a task that has become overdue."""


class BoardPage(QWidget):
    shows: Changes = frozenset({
        Unit, Room, Bed, BedClosure, Stay, Placement, StayPurpose, Leave, Patient, PatientIdentity, Alert,
        TreatmentLimitation, Task, User, Setting, *DECIDING,
    })  # fmt: skip

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.seat = seat
        self.places: list[BoardPlace] = []
        self.filter = Filter.ALL
        self.is_discreet = remembered.flag(remembered.DISCREET)
        self._view_chosen = remembered.text(remembered.VIEW)
        self._asked_at: datetime | None = None
        self._changes = RecentChanges()
        self.head = BoardHead()
        self.table = BoardTable(seat.clock, lambda: self.is_discreet)
        self.cards = CardView(self.table.rows_model, seat.clock)
        self.place_acts = PlaceActs(seat, self, self.peek, self._card_of)
        self._views = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_discreet()
        self._take_view(self._view_chosen or TABLE)
        keep_fresh(self, seat.desk, self.shows, self.refresh)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.refresh()

    # ui.seat.Page, and what the window may ask besides

    def refresh(self) -> None:
        self._asked_at = self.seat.clock()
        audience = Audience.DISCREET if self.is_discreet else Audience.BOARD
        call = self.seat.desk.ask(board, self.seat.ward.unit_id, audience).then(self.show_board)
        self.states.follow(call)

    def leave(self) -> None:
        """Nothing is typed here."""

    def acts(self) -> Acts:
        place = self.view.current()
        of_place = self.place_acts.of(place) if place is not None else {}
        return {
            "print": self.print_report,
            "cards": lambda: self.choose_view(CARDS),
            "table": lambda: self.choose_view(TABLE),
            "discreet": self.switch_discreet,
            "over_occupancy": self.open_over_occupancy,
            **of_place,
        }

    def subject(self) -> str:
        """Which place the acts are about."""
        place = self.view.current()
        if place is None:
            return ""
        return f"{place.label} {place.card.name}" if place.card else place.label

    def focus_first(self) -> None:
        if self.view.current() is None and self.table.rows:
            self.view.select(self.table.rows[0].bed_id)
        self.view.setFocus()

    @property
    def view(self) -> CardView | BoardTable:
        return self.cards if self._views.currentWidget() is self.cards else self.table

    def show_board(self, found: Board) -> None:
        self.places = places_of(found)
        self._changes.note(self.places, found.at)
        self._show_places()

    def choose_filter(self, chosen: Filter) -> None:
        self.filter = chosen
        self._show_places()

    def choose_view(self, view: str) -> None:
        """By the user: from now on on this workstation."""
        self._view_chosen = view
        remembered.keep(remembered.VIEW, view)
        self._take_view(view)
        self.view.setFocus()

    def switch_discreet(self) -> None:
        """Initials and no diagnoses, while visitors can see the screen. Holds for this workstation."""
        self.is_discreet = not self.is_discreet
        remembered.keep(remembered.DISCREET, self.is_discreet)
        self._changes.restart()
        self._show_discreet()
        self.refresh()

    def peek(self, place: BoardPlace) -> None:
        PeekSheet(self, place, self.seat.clock(), discreet=self.is_discreet).open()

    def print_report(self) -> None:
        self.seat.guide.go("handover")
        self.seat.guide.act("print")

    def open_over_occupancy(self) -> None:
        from ui.stays import sheets

        sheets.over_occupancy(self.seat, self)

    def tick(self) -> None:
        now = self.seat.clock()
        if self._changes.pass_time(now):
            self.view.viewport().update()
        if self._asked_at is None or now - self._asked_at >= ASK_AFTER:
            self.refresh()

    def show_menu(self, place: BoardPlace, where: QPoint) -> None:
        title = _("Bed {bed}").format(bed=place.label)
        made = menu(self, title, menu_names(place), self.place_acts.of(place), self.seat.desk)
        made.aboutToHide.connect(made.deleteLater)
        made.popup(where)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._view_chosen is None:
            self._take_view(CARDS if self.window().width() >= WIDE else TABLE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        self._views.addWidget(self.table)
        self._views.addWidget(self.cards)
        self.none = EmptyState("", " ", self._leave_empty, icon="bed")
        self.states = States(self._views, self.none)
        self._shown = PlainLabel()
        self._shown.setObjectName("board.shown")
        self._all = Button(_("Show all"), kind="link", clicked=self._show_all, name="board.show_all")
        self._strip = QWidget()
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._shown)
        row.addWidget(self._all)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addWidget(self._strip)
        box.addWidget(self.states, 1)

    def _connect(self) -> None:
        self.head.filtered.connect(self.choose_filter)
        self.head.view_chosen.connect(self.choose_view)
        self.head.admit_asked.connect(lambda: self.seat.guide.admit())
        self.head.print_asked.connect(self.print_report)
        reason_off(self.head.admit, barred(self.seat.desk, stays.admit))
        reason_off(self.head.print_, barred(self.seat.desk, handovers.record_print))
        for view in (self.table, self.cards):
            view.set_changed(self._changes.is_changed)
            view.opened.connect(self.place_acts.open)
            keys = BoardKeys(view)
            keys.peeked.connect(self.peek)
            keys.menu_asked.connect(self.show_menu)
        self.cards.allow_drops(self.place_acts.may_drop)
        self.cards.dropped.connect(self.place_acts.drop)

    def _show_all(self) -> None:
        self.choose_filter(Filter.ALL)
        self.view.setFocus()

    def _leave_empty(self) -> None:
        """What the empty board offers: all patients, or where beds are set up."""
        if self.places:
            self._show_all()
        else:
            self.seat.guide.go("settings")

    def _say_why_empty(self) -> None:
        no_beds = _("The ward has no beds yet. They are set up in the settings.")
        self.none.sentence.setText(_("Nobody matches this filter.") if self.places else no_beds)
        if self.none.button is not None:
            self.none.button.setText(_("Show all") if self.places else _("Settings"))

    def _show_places(self) -> None:
        user_id = self.seat.account.actor.user_id
        chosen = shown(self.places, self.filter, user_id)
        current = self.view.current()
        self.table.show_rows(chosen)
        if current is not None:
            self.cards.select(current.bed_id)
        elif self.view.hasFocus():
            self.focus_first()  # the page was opened before the beds were known
        self.table.make_room(len(self.places))
        self.cards.make_room(len(self.places))
        self.head.show_counts(counts(self.places, user_id), summary(self.places))
        self.head.show_choice(self.filter, self._view_name())
        self._say_why_empty()
        self.states.show_one(chosen)
        self._strip.setVisible(self.filter is not Filter.ALL)
        said = _("Showing {shown} of {all}")
        self._shown.setText(said.format(shown=len(chosen), all=len(self.places)))
        self.view.viewport().update()

    def _take_view(self, view: str) -> None:
        wanted = self.cards if view == CARDS else self.table
        if wanted is not self._views.currentWidget():
            current = self.view.current()
            self._views.setCurrentWidget(wanted)
            if current is not None:
                self.view.select(current.bed_id)
        self.head.show_choice(self.filter, self._view_name())

    def _view_name(self) -> str:
        return CARDS if self.view is self.cards else TABLE

    def _show_discreet(self) -> None:
        self.head.discreet.setVisible(self.is_discreet)
        self.cards.set_discreet(self.is_discreet)

    def _card_of(self, stay_id: int) -> BoardCard | None:
        return next(
            (place.card for place in self.places if place.card and place.card.stay_id == stay_id), None
        )
