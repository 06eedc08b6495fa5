"""The overview: one screen that says why the patient is here, what to look out for, and what is next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from ui.actions import action, reason_not
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState
from ui.kit.look import SPACE_S
from ui.kit.page import PageHead
from ui.record import editing, facts
from ui.record.card_columns import CardColumns
from ui.record.cards import Card, CardAct
from ui.record.reading import Record
from ui.seat import Seat
from ui.stays.rights import barred
from ward_app.i18n import _
from ward_app.ops import Command
from ward_app.patients import commands as patients
from ward_app.stays import commands as stays

SHARES = (10, 13, 10)
"""The middle column says most."""


class OverviewSection(QWidget):
    """`go` shows another section of the record."""

    def __init__(
        self, seat: Seat, record: Record, go: Callable[[str], object], act: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("overview")
        self._seat, self._record, self._go, self._act = seat, record, go, act
        self._make_head()
        self._make_cards()
        self._lay_out()
        self.show_record(record)

    def show_record(self, record: Record) -> None:
        self._record = record
        now = self._seat.clock()
        stay = record.stay
        for card in (self.stay, self.home, self.care):
            card.setVisible(stay is not None)
        self.nobody.setVisible(stay is None)
        if stay is not None:
            self.stay.show_facts(facts.stay_facts(stay, now))
            self.home.show_facts(facts.home_facts(stay, now, record.ending))
            self.care.show_facts(facts.care_facts(stay))
            self._let(self.stay, "edit", stays.update_stay, stay.is_open)
            self._let(self.care, "edit", stays.set_care_facts, stay.is_open)
            self._show_ready(record)
        self.risks.show_facts(facts.risk_facts(record))
        self.kin.show_facts([*facts.kin_facts(record), *facts.telephone_facts(record)])
        self._let(self.kin, "presence", stays.set_presence, record.is_inpatient)
        self.tasks.show_facts(facts.task_facts(record.tasks_left, now))
        self.notes.show_facts(facts.note_facts(record.notes, now))
        self.admit.setVisible(not record.is_inpatient and record.person.deceased_at is None)

    def refresh(self) -> None:
        """The record page hands the record over."""

    def leave(self) -> None:
        """Nothing is typed here."""

    # Parts

    def _make_head(self) -> None:
        desk = self._seat.desk
        self.person = Button(_("Personal data"), icon="id-card", name="overview.person")
        menu = QMenu(self.person)
        menu.addAction(_("Name, address, interpreter…"), self._edits(editing.person))
        menu.addAction(_("Identity numbers…"), self._edits(editing.numbers))
        protect = menu.addAction(_("Protected identity…"), self._edits(editing.protection))
        protect.setEnabled(desk.allows(patients.set_protection))
        self.person.setMenu(menu)
        reason_off(self.person, barred(desk, patients.update))
        self.note = Button(
            _("New note (Ctrl+N)"), kind="primary", icon="notebook-pen", name="overview.new_note",
            clicked=lambda: self._act("new_note"),
        )  # fmt: skip
        reason_off(self.note, reason_not(action("new_note"), desk))
        self.admit = Button(
            _("Admit the patient…"), icon="user-plus", name="overview.admit",
            clicked=lambda: self._seat.guide.admit(self._record.patient_id),
        )  # fmt: skip
        reason_off(self.admit, barred(desk, stays.admit))
        self.head = PageHead(_("Overview"), actions=[self.person, self.admit, self.note])

    def _make_cards(self) -> None:
        """In the order of reading, which is that of Tab."""
        edit = patients.update
        self.nobody = EmptyState(_("The patient has had no stay here."), icon="bed")
        self.stay = Card("stay", _("The stay"), [self._card_act("edit", _("Change…"), editing.stay, edit)])
        self.home = Card("home", _("Going home"), [
            CardAct("ready", _("Ready for discharge"), self._mark_ready),
            self._card_act("edit", _("Change…"), editing.stay, edit),
        ])  # fmt: skip
        self.kin = Card("kin", _("Next of kin"), [
            self._card_act("presence", _("Telephone…"), editing.presence, None),
            self._card_act("edit", _("Change…"), editing.kin, edit),
        ])  # fmt: skip
        self.risks = Card("risks", _("Observe"), [
            self._card_act("hypersensitivity", _("Hypersensitivity…"), editing.hypersensitivity, edit),
            self._card_act("alerts", _("Warnings…"), editing.alerts, edit),
            self._card_act("limits", _("Limits…"), editing.limitations, None),
        ])  # fmt: skip
        self.care = Card("care", _("Care just now"), [
            self._card_act("edit", _("Change…"), editing.care_facts, edit)
        ])  # fmt: skip
        self.tasks = Card("tasks", _("Tasks left"), [
            CardAct("all", _("All tasks"), lambda: self._go("tasks"))
        ])  # fmt: skip
        self.notes = Card("notes", _("Last notes"), [
            CardAct("all", _("All notes"), lambda: self._go("notes"))
        ])  # fmt: skip

    def _lay_out(self) -> None:
        left = (self.nobody, self.stay, self.home, self.kin)
        middle, right = (self.risks, self.care), (self.tasks, self.notes)
        self.columns = CardColumns((left, middle, right), SHARES)
        self.view = QScrollArea()
        self.view.setWidget(self.columns)
        self.view.setWidgetResizable(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addWidget(self.view, 1)

    # Acting

    def _edits(self, sheet: editing.OpenSheet) -> Callable[[], object]:
        return lambda: sheet(self._seat, self._record, self)

    def _card_act(
        self, name: str, text: str, sheet: editing.OpenSheet, needs: Command[..., Any] | None
    ) -> CardAct:
        return CardAct(name, text, self._edits(sheet), barred(self._seat.desk, needs) if needs else None)

    def _let(self, card: Card, name: str, needs: Command[..., Any], is_open: bool) -> None:
        ended = None if is_open else _("The stay is not going on.")
        reason_off(card.buttons[name], ended or barred(self._seat.desk, needs))

    def _show_ready(self, record: Record) -> None:
        button, stay = self.home.buttons["ready"], record.stay
        assert stay is not None
        button.setText(_("Not ready after all") if stay.ready_at else _("Ready for discharge"))
        self._let(self.home, "ready", stays.mark_ready, stay.is_open)
        self._let(self.home, "edit", stays.update_stay, stay.is_open)

    def _mark_ready(self) -> None:
        from ui.stays import sheets

        stay = self._record.stay
        if stay is not None:
            mark = sheets.not_ready if stay.ready_at else sheets.ready
            mark(self._seat, stay.stay_id, self)
