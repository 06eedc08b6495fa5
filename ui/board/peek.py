"""A look at one place without leaving the board: all that the card knows, in full."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QWidget

from ui.board import texts
from ui.board.marks import marks_of
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_S
from ui.kit.sheet import Sheet
from ui.kit.tags import Tag
from ui.sharing.unread_line import unread_text
from ward_app.i18n import _, relative_text
from ward_app.stays.board_rows import BoardCard, BoardPlace
from ward_app.words import word


class PeekSheet(Sheet):
    """Space or Esc closes it again."""

    def __init__(self, parent: QWidget, place: BoardPlace, now: datetime, *, discreet: bool) -> None:
        card = place.card
        title = f"{place.label}  {card.name if card else texts.empty_text(place.state)}"
        super().__init__(parent, texts.short(title), area="board.peek")
        self.setWindowTitle(_("Bed {bed}").format(bed=place.label))
        self.cancel.setText(_("Close"))
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(SPACE_L)
        self._rows.setVerticalSpacing(SPACE_S)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if card is None:
            self.content.addWidget(PlainLabel(texts.empty_line(place), wrap=True))
            return
        self._add_marks(place)
        self.content.addLayout(self._rows)
        self._add_facts(place, card, now, discreet)

    def texts(self) -> list[str]:
        return [label.text() for label in self.findChildren(PlainLabel)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.reject()
            return
        super().keyPressEvent(event)

    def _add_marks(self, place: BoardPlace) -> None:
        tags = [Tag(texts.short(mark.said), mark.kind, mark.icon or None) for mark in marks_of(place)]
        if tags:
            self.content.addWidget(Flow(*tags))

    def _add_facts(self, place: BoardPlace, card: BoardCard, now: datetime, discreet: bool) -> None:
        self._add(_("Patient"), texts.facts_text(card))
        if card.number:
            self._add(_("Personal number"), card.number)
        if not discreet:
            self._add(_("Type of stay"), word(card.purpose))
            self._add(_("Current"), card.reason)
        if place.state_note:
            self._add(_("Leave"), place.state_note)
        self._add(_("Next task"), texts.next_text(card, now), "danger" if card.tasks_overdue else "text")
        if card.next_task_at is not None and card.next_task_text:
            self._add("", f"{relative_text(card.next_task_at, now)} {card.next_task_text}")
        self._add(_("Responsible"), texts.staff_text(card))
        self._add(_("Planned discharge"), texts.home_value(card), "success" if card.is_ready else "text")
        self._add(_("Further"), unread_text([card.unread]), "muted")

    def _add(self, label: str, text: str, role: str = "text") -> None:
        if text:
            self._rows.addRow(PlainLabel(label, "muted"), PlainLabel(text, role, wrap=True))
