"""The log reviewer's start page: checks to the left, the one that is chosen to the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import Acts
from ui.desk import Changes
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.labels import PlainLabel
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_L, SPACE_S
from ui.kit.page import PageHead
from ui.kit.table import Table
from ui.logs.columns import emergency_columns, review_columns
from ui.logs.draw_sheets import RandomSheet, TargetedSheet
from ui.logs.emergency_sheet import EmergencySheet
from ui.logs.extract_sheet import ExtractSheet
from ui.logs.sample import Sample
from ui.seat import Seat
from ward_app.i18n import _
from ward_app.logs import queries
from ward_app.logs.model import LogReview, LogReviewRow
from ward_app.logs.rows import ReviewRow
from ward_app.sharing import queries as sharing
from ward_app.sharing.model import EmergencyOpening
from ward_app.sharing.rows import EmergencyRow

LEFT = 360
"""The narrowest for checks and openings; a wide window gives them more."""


class LogsPage(QWidget):
    shows: Changes = frozenset({LogReview, LogReviewRow, EmergencyOpening})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("logs")
        self.seat = seat
        self.head = PageHead(
            _("Checks of the log"),
            actions=[
                Button(_("Extract for a patient…"), icon="printer", clicked=self.extract,
                       name="logs.extract"),
                Button(_("Targeted check…"), icon="search", clicked=self.targeted, name="logs.targeted"),
                Button(_("Draw a sample…"), kind="primary", icon="list-checks", clicked=self.random,
                       name="logs.random"),
            ],
        )  # fmt: skip
        self.reviews: Table[ReviewRow] = Table(review_columns(), name=_("Checks"))
        self.reviews.setObjectName("logs.reviews")
        nothing = EmptyState(_("No check has been made yet."), _("Draw a sample…"), self.random)
        self._review_states = States(self.reviews, nothing)
        self.emergencies: Table[EmergencyRow] = Table(
            emergency_columns(seat.clock), name=_("Openings in an emergency to review")
        )
        self.emergencies.setObjectName("logs.emergencies")
        self._emergency_states = States(
            self.emergencies, EmptyState(_("No opening in an emergency waits for review."))
        )
        self.review_button = Button(_("Review…"), clicked=self._review_chosen, name="logs.emergency.review")
        self.sample = Sample(seat)
        self.reviews.chosen.connect(self._choose)
        self.reviews.opened.connect(lambda _row: self.sample.table.setFocus())
        self.emergencies.opened.connect(self.review_emergency)
        self.emergencies.chosen.connect(self._show_review_button)
        self._show_review_button(None)
        self._lay_out()
        keep_fresh(self, seat.desk, self.shows, self.refresh)
        self.refresh()

    # What the window asks

    def refresh(self) -> None:
        desk = self.seat.desk
        self._review_states.follow(desk.ask(queries.reviews)).then(self._show_reviews)
        self._emergency_states.follow(desk.ask(sharing.emergencies)).then(self._show_emergencies)
        if self.sample.review_id is not None:
            self.sample.show_review(self.sample.review_id)

    def leave(self) -> None:
        """Nothing is typed here."""

    def focus_first(self) -> None:
        target = self.sample.table if self.sample.table.rows else self.reviews
        target.setFocus()

    def acts(self) -> Acts:
        return {"print": self.extract}

    # Acting

    def random(self) -> None:
        RandomSheet(self.seat, self, self._drawn).open()

    def targeted(self) -> None:
        TargetedSheet(self.seat, self, self._drawn).open()

    def extract(self) -> None:
        ExtractSheet(self.seat, self).open()

    def review_emergency(self, row: EmergencyRow) -> None:
        EmergencySheet(self.seat, self, row).open()

    def _review_chosen(self) -> None:
        if (row := self.emergencies.current()) is not None:
            self.review_emergency(row)

    def _drawn(self, review_id: int) -> None:
        """Straight to the first access, ready to be judged."""
        self._wanted = review_id
        self.refresh()

    def _choose(self, row: ReviewRow | None) -> None:
        if row is not None and row.id != self.sample.review_id:
            self.sample.show_review(row.id)

    # Showing

    _wanted: int | None = None

    def _show_reviews(self, rows: list[ReviewRow]) -> None:
        self.reviews.show_rows(rows)
        self._review_states.show_one(rows)
        if self._wanted is not None and self.reviews.select(self._wanted):
            self._wanted = None
            self.sample.table.setFocus()
        elif self.reviews.current() is None and rows:
            self.reviews.select(rows[0].id)

    def _show_emergencies(self, rows: list[EmergencyRow]) -> None:
        self.emergencies.show_rows(rows)
        self._emergency_states.show_one(rows)
        self._show_review_button(self.emergencies.current())

    def _show_review_button(self, row: EmergencyRow | None) -> None:
        reason_off(self.review_button, None if row is not None else _("Choose a row first."))

    def _lay_out(self) -> None:
        left = QWidget()
        left.setProperty("area", True)
        left.setMinimumWidth(LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(PlainLabel(_("Checks"), "heading"))
        column.addWidget(self._review_states, 3)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Openings in an emergency to review"), "heading"))
        head.addStretch(1)
        head.addWidget(self.review_button)
        column.addLayout(head)
        column.addWidget(self._emergency_states, 2)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_L)
        middle.addWidget(left, 2)
        middle.addWidget(self.sample, 5)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addLayout(middle, 1)
