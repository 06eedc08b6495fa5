"""One field for everything: digits find a bed or a number, letters a person, > a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.board.places import has_bed
from ui.calls import Call
from ui.frame import remembered
from ui.kit.announce import announce
from ui.palette.hit_list import HitList
from ui.palette.hits import COMMAND, MOST, Line, bed_line, beds_found, command_lines, is_number, person_line
from ui.patients.recent import Recent
from ui.seat import Seat
from ward_app.i18n import _
from ward_app.patients.queries import Hit, find
from ward_app.patients.shown import Audience
from ward_app.stays import commands as stays
from ward_app.stays.board_rows import Board, BoardPlace
from ward_app.stays.queries import board

SHORTEST = 2
_LEAST_CHARACTERS = 62
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Palette(QObject):
    """Belongs to the field in the head. `can`, `act` and `subject` are the window's."""

    def __init__(
        self,
        field: QLineEdit,
        window: QWidget,
        seat: Seat,
        recent: Recent,
        *,
        can: Callable[[str], bool],
        act: Callable[[str], object],
        subject: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self.field = field
        self.list = HitList(window)
        self._window = window
        self._seat = seat
        self._recent = recent
        self._can, self._act, self._subject = can, act, subject
        self._places: list[BoardPlace] = []
        self._call: Call[list[Hit]] | None = None
        self._enter_waits = False
        self._opener: QWidget | None = None
        field.textEdited.connect(self._search)
        field.installEventFilter(self)
        window.installEventFilter(self)
        self.list.picked.connect(self._pick)

    def begin(self) -> None:
        """From anywhere: the focus goes into the field, and comes back with Esc."""
        focus = QApplication.focusWidget()
        if focus is not self.field:
            self._opener = focus
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self._seat.desk.allows(board):
            audience = Audience.DISCREET if remembered.flag(remembered.DISCREET) else Audience.BOARD
            self._seat.desk.ask(board, self._seat.ward.unit_id, audience).then(self._know_places)
        self._search(self.field.text())

    def end(self) -> None:
        """Nothing typed is left behind."""
        self._forget_call()
        self.field.clear()
        self.list.hide()

    def texts(self) -> list[str]:
        """What is offered at the moment."""
        return [line.text for line in self.list.model.lines]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.list.isVisible():
                self._place_list()
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.list.hide()
        elif event.type() == QEvent.Type.MouseButtonPress and not self.list.isVisible():
            self.begin()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS and self.list.isVisible():
            self.list.step(_STEPS[key])
            self._say_current()
        elif key in _STEPS:
            self._search(self.field.text())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self._go_back()
        else:
            return False
        return True

    def _enter(self) -> None:
        """Never opens what the user has not seen: an answer under way is waited for."""
        if self._call is not None:
            self._enter_waits = True
        elif self.list.isVisible() and (line := self.list.current()) is not None:
            self._pick(line)

    def _pick(self, line: Line) -> None:
        if line.act is None:
            return
        self.end()
        if self._opener is not None and self._opener.isVisible():
            self._opener.setFocus()
        line.act()

    def _go_back(self) -> None:
        self.end()
        if self._opener is not None and self._opener.isVisible():
            self._opener.setFocus()

    def _know_places(self, found: Board) -> None:
        self._places = list(found.places)
        if self.field.hasFocus() and self._call is None:
            self._search(self.field.text())

    def _search(self, text: str) -> None:
        self._forget_call()
        typed = text.strip()
        if not typed:
            self._show(
                self._recent_lines(),
                _("Digits find a bed or a personal number, letters a person, > a command."),
            )
        elif typed.startswith(COMMAND):
            self._show_commands(typed)
        elif len(typed) < SHORTEST or not self._seat.desk.allows(find):
            self._show_beds(typed)
        else:
            unit_id = self._seat.ward.unit_id
            call = self._seat.desk.ask(find, typed, unit_id, MOST).then(
                partial(self._show_people, typed), owner=self
            )
            self._call = call if call.pending else None
            call.settled(partial(self._answered, call), owner=self)

    def _show_commands(self, typed: str) -> None:
        lines = command_lines(typed, self._can, self._act, self._subject(), self._seat.desk)
        none = _("There is no command “{text}”. Delete what stands after > to see them all.")
        self._show(lines[:MOST], "" if lines else none.format(text=typed.lstrip("> ")))

    def _show_beds(self, typed: str) -> None:
        lines = self._lines(self._beds(typed))
        self._show(lines[:MOST], "" if lines else _("Go on typing: at least two characters."))

    def _show_people(self, typed: str, hits: Sequence[Hit]) -> None:
        beds = self._beds(typed)
        lying = {place.card.patient_id for place in beds if place.card}
        people = [person_line(hit, self._open_hit) for hit in hits if hit.patient_id not in lying]
        lines = [*self._lines(beds), *people][:MOST]
        if lines:
            self._show(lines)
        else:
            self._show(self._admission(typed), _("Nobody is found by “{text}”.").format(text=typed))

    def _admission(self, typed: str) -> list[Line]:
        if not self._seat.desk.allows(stays.admit):
            return []
        return [
            Line(
                "user-plus", _("Admit a new patient"), typed, "", partial(self._seat.guide.admit, typed=typed)
            )
        ]

    def _answered(self, call: Call[Any]) -> None:
        if self._call is call:
            self._call = None
        if self._enter_waits:
            self._enter_waits = False
            if len(self.list.model.lines) == 1:
                self._enter()

    def _forget_call(self) -> None:
        self._enter_waits = False
        if self._call is not None:
            self._call.cancel()
            self._call = None

    def _beds(self, typed: str) -> list[BoardPlace]:
        return beds_found(typed, self._places) if is_number(typed) else []

    def _lines(self, places: Sequence[BoardPlace]) -> list[Line]:
        return [bed_line(place, self._open_place) for place in places]

    def _recent_lines(self) -> list[Line]:
        """Known by the bed they lie in, or by the search that found them."""
        by_id = {place.card.patient_id: place for place in self._places if place.card and has_bed(place)}
        lines: list[Line] = []
        for patient_id in self._recent.patient_ids:
            if (place := by_id.get(patient_id)) is not None:
                lines.append(bed_line(place, self._open_place))
            elif (hit := self._recent.hit(patient_id)) is not None:
                lines.append(person_line(hit, self._open_hit))
        return lines[:MOST]

    def _open_place(self, place: BoardPlace) -> None:
        if place.card is not None:
            self._seat.guide.open_record(place.card.patient_id)
        elif self._seat.desk.allows(stays.admit):
            self._seat.guide.admit(bed_id=place.bed_id)

    def _open_hit(self, hit: Hit) -> None:
        self._recent.found(hit)
        self._seat.guide.open_record(hit.patient_id)

    def _show(self, lines: Sequence[Line], sentence: str = "") -> None:
        self.list.show_lines(lines, sentence)
        self.list.show()
        self._place_list()
        if sentence:
            announce(self.field, sentence)
        self._say_current()

    def _say_current(self) -> None:
        if (line := self.list.current()) is not None:
            announce(self.field, line.said)

    def _place_list(self) -> None:
        least = self.field.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        self.list.stand_below(self.field, least)
