"""The notes below each other, newest first. Arrows go from note to note; more appear as one scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.kit.look import SPACE_S, SPACE_XS
from ui.notes.card import Act, NoteCard
from ward_app.entries import EntryRow
from ward_app.i18n import _, local

BATCH = 15
"""Cards made at once: more than fit on a screen, few enough to be there at once."""


class NoteStream(QScrollArea):
    """Keeps cards, their unfolded history and the chosen one while rows are the same."""

    chosen = Signal(object)

    def __init__(self, acts: Callable[[Any], list[Act]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._rows: list[EntryRow] = []
        self._cards: list[NoteCard] = []
        self._current: int | None = None
        self._now: datetime | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setAccessibleName(_("Notes"))
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(0, 0, SPACE_XS, 0)
        self._box.setSpacing(SPACE_S)
        self._box.addStretch(1)
        self.setWidget(self._inside)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def cards(self) -> tuple[NoteCard, ...]:
        return tuple(self._cards)

    @property
    def current(self) -> EntryRow | None:
        return next((card.row for card in self._cards if card.row.id == self._current), None)

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that something would have to be cut at the side."""
        return QSize(self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), 0)

    def show_rows(self, rows: Sequence[EntryRow], now: datetime) -> None:
        """Show these; cards of rows that are as they were stay as they are."""
        new_day = self._now is not None and local(self._now).date() != local(now).date()
        kept = {} if new_day else {card.row: card for card in self._cards}
        had_focus = any(card.hasFocus() for card in self._cards)
        before, shown = self._cards, max(BATCH, len(self._cards))
        self._rows, self._now = list(rows), now
        self._cards = [kept.pop(row) if row in kept else self._card(row) for row in rows[:shown]]
        for card in [card for card in before if card not in self._cards]:
            self._box.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, card in enumerate(self._cards):
            self._box.insertWidget(place, card)
        ids = [card.row.id for card in self._cards]
        if self._current not in ids:
            self._current = ids[0] if ids else None
        self._mark()
        if had_focus:
            self.focus_current()

    def select(self, note_id: int) -> bool:
        """Choose a note and bring it into sight. False when it is not in the list."""
        while len(self._cards) < len(self._rows) and note_id not in [card.row.id for card in self._cards]:
            self._add_batch()
        card = next((card for card in self._cards if card.row.id == note_id), None)
        if card is None:
            return False
        self._current = note_id
        self._mark()
        self.ensureWidgetVisible(card, 0, SPACE_S)
        return True

    def focus_current(self) -> None:
        card = next((card for card in self._cards if card.row.id == self._current), None)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, row: EntryRow) -> NoteCard:
        assert self._now is not None
        card = NoteCard(row, self._now, self._acts)
        card.stepped.connect(self._step)
        card.chosen.connect(self._choose)
        return card

    def _choose(self, card: NoteCard) -> None:
        if card.row.id != self._current:
            self._current = card.row.id
            self._mark()

    def _step(self, steps: int) -> None:
        ids = [card.row.id for card in self._cards]
        if self._current not in ids:
            return
        place = ids.index(self._current) + steps
        while place >= len(self._cards) and len(self._cards) < len(self._rows):
            self._add_batch()
        card = self._cards[min(max(place, 0), len(self._cards) - 1)]
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(card, 0, SPACE_S)

    def _mark(self) -> None:
        for card in self._cards:
            card.set_current(card.row.id == self._current)
        self.chosen.emit(self.current)

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum() - self.viewport().height() and len(self._cards) < len(self._rows):
            self._add_batch()

    def _add_batch(self) -> None:
        for row in self._rows[len(self._cards) : len(self._cards) + BATCH]:
            card = self._card(row)
            self._box.insertWidget(len(self._cards), card)
            self._cards.append(card)
