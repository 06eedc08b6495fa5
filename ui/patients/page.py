"""Finding a person: by search among everyone, or among mine, those who are in, and those opened lately."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, auto
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.actions import Acts
from ui.board.places import places_of
from ui.calls import Call
from ui.desk import Changes
from ui.kit import icons
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.labels import PlainLabel
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.page import PageHead
from ui.kit.table import Table
from ui.patients.people import COLUMNS, Person, of_card, of_hit
from ui.patients.recent import Recent
from ui.seat import Seat
from ward_app.i18n import _, ngettext
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.queries import Hit, find
from ward_app.patients.shown import Audience
from ward_app.stays import commands as stays
from ward_app.stays.board_rows import Board
from ward_app.stays.model import Placement, Stay
from ward_app.stays.queries import board

MOST = 50
SHORTEST = 2


class Shelf(StrEnum):
    """The lists that stand there before anything is searched for."""

    INPATIENTS = auto()
    MINE = auto()
    RECENT = auto()


class PatientsPage(QWidget):
    shows: Changes = frozenset({Patient, PatientIdentity, Stay, Placement})

    def __init__(self, seat: Seat, recent: Recent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patients")
        self.seat = seat
        self._recent = recent
        self._here: dict[int, Person] = {}
        self._mine: set[int] = set()
        self._hits: list[Hit] | None = None
        self._call: Call[list[Hit]] | None = None
        self.shelf = Shelf.INPATIENTS
        self.field = QLineEdit()
        self.table: Table[Person] = Table(COLUMNS, name=_("Patients"), key=lambda person: person.patient_id)
        self.shelves = {each: Button("", kind="toggle", name=f"patients.{each.value}") for each in Shelf}
        self._lay_out()
        self._connect()
        keep_fresh(self, seat.desk, self.shows, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        call = self.seat.desk.ask(board, self.seat.ward.unit_id, Audience.LIST).then(self._know_inpatients)
        self.states.follow(call)
        if self._hits is not None:
            self._search(self.field.text())

    def leave(self) -> None:
        """What was searched for is nobody else's business."""
        self.field.clear()
        self._search("")

    def acts(self) -> Acts:
        return {}

    def focus_first(self) -> None:
        self.field.setFocus()
        self._show()

    def search(self, text: str) -> None:
        self.field.setText(text)
        self._search(text)

    def choose(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.field.clear()
        self._search("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the field into the list, and back with Esc."""
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self.table.rows:
            self.table.setFocus()
            if self.table.current() is None:
                self.table.select(self.table.rows[0].patient_id)
        elif event.key() == Qt.Key.Key_Escape and self.field.text():
            self.search("")
            self.field.setFocus()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.admit = Button(
            _("Admit a patient"), kind="primary", icon="user-plus", clicked=self._admit, name="patients.admit"
        )
        allowed = self.seat.desk.allows(stays.admit)
        reason_off(self.admit, None if allowed else _("Your role does not include this."))
        self.field.setObjectName("patients.search")
        self.field.setAccessibleName(_("Search"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        label = PlainLabel(_("&Search by name, personal number or bed"), "muted")
        label.setBuddy(self.field)
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.field, 1)
        for button in self.shelves.values():
            group.addButton(button)
            row.addWidget(button)
        self._said = PlainLabel(role="muted")
        self.none = EmptyState("", _("Admit a new patient"), self._admit, icon="user-x")
        self.states = States(self.table, self.none)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        box.setSpacing(SPACE_S)
        box.addWidget(PageHead(_("Patients"), actions=[self.admit]))
        box.addWidget(label)
        box.addLayout(row)
        box.addWidget(self._said)
        box.addWidget(self.states, 1)

    def _connect(self) -> None:
        self.field.textEdited.connect(self._search)
        self.field.returnPressed.connect(self._open_first)
        self.table.opened.connect(self._open)
        for each, button in self.shelves.items():
            button.clicked.connect(partial(self._choose, each))

    def _choose(self, shelf: Shelf, _checked: bool = False) -> None:
        self.choose(shelf)

    def _know_inpatients(self, found: Board) -> None:
        people = [of_card(place.card, place.label) for place in places_of(found) if place.card]
        self._here = {person.patient_id: person for person in people}
        user_id = self.seat.account.actor.user_id
        self._mine = {card.patient_id for card in found.cards() if user_id in (card.nurse_id, card.doctor_id)}
        self._show()

    def _search(self, text: str) -> None:
        if self._call is not None:
            self._call.cancel()
        if len(text.strip()) < SHORTEST:
            self._hits = None
            self._show()
            return
        unit_id = self.seat.ward.unit_id
        self._call = self.seat.desk.ask(find, text.strip(), unit_id, MOST).then(self._show_hits)

    def _show_hits(self, hits: list[Hit]) -> None:
        self._hits = hits
        self._show()

    def _people(self) -> Sequence[Person]:
        if self._hits is not None:
            return [of_hit(hit, self._here.get(hit.patient_id)) for hit in self._hits]
        if self.shelf is Shelf.MINE:
            return [person for person in self._here.values() if person.patient_id in self._mine]
        return list(self._here.values()) if self.shelf is Shelf.INPATIENTS else self._lately()

    def _lately(self) -> list[Person]:
        people: list[Person] = []
        for patient_id in self._recent.patient_ids:
            if (person := self._here.get(patient_id)) is not None:
                people.append(person)
            elif (hit := self._recent.hit(patient_id)) is not None:
                people.append(of_hit(hit))
        return people

    def _show(self) -> None:
        people = self._people()
        self.table.show_rows(people)
        self._show_shelves()
        self.none.sentence.setText(self._why_none())
        if self.none.button is not None:
            may_admit = self._hits is not None and self.seat.desk.allows(stays.admit)
            self.none.button.setVisible(may_admit)
        self.states.show_one(people)
        said = ngettext("{count} person", "{count} people", len(people)).format(count=len(people))
        more = _("The first {count} are shown. Type more to find fewer.").format(count=MOST)
        self._said.setText(more if len(people) >= MOST else said)

    def _show_shelves(self) -> None:
        counts = {
            Shelf.INPATIENTS: _("Inpatients {count}").format(count=len(self._here)),
            Shelf.MINE: _("Mine {count}").format(count=len(self._mine)),
            Shelf.RECENT: _("Opened lately {count}").format(count=len(self._lately())),
        }
        for each, button in self.shelves.items():
            button.setText(counts[each])
        self.shelves[self.shelf].setChecked(True)

    def _why_none(self) -> str:
        if self._hits is not None:
            return _("Nobody is found by “{text}”.").format(text=self.field.text().strip())
        return {
            Shelf.INPATIENTS: _("No patient is admitted."),
            Shelf.MINE: _("You are not named as responsible for anyone."),
            Shelf.RECENT: _("No record has been opened since you signed in."),
        }[self.shelf]

    def _open_first(self) -> None:
        """Enter in the field opens the only one found; of several one is chosen in the list."""
        if len(self.table.rows) == 1:
            self._open(self.table.rows[0])
        elif self.table.rows:
            self.table.setFocus()
            self.table.select(self.table.rows[0].patient_id)

    def _open(self, person: Person) -> None:
        hit = next((each for each in self._hits or () if each.patient_id == person.patient_id), None)
        if hit is not None:
            self._recent.found(hit)
        self.seat.guide.open_record(person.patient_id)

    def _admit(self) -> None:
        self.seat.guide.admit(typed=self.field.text().strip() if self._hits is not None else "")
