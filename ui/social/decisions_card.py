"""The card of decisions: what warns, the decisions, and what can be done about the one in force."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.kit.buttons import reason_off
from ui.record.cards import Card, CardAct
from ui.seat import Seat
from ui.social.decision_sheets import ChangeSheet, EndSheet, RegisterSheet
from ui.social.facts import decision_facts
from ui.social.rights import reason_not
from ward_app.i18n import _, local
from ward_app.social import commands as social
from ward_app.social.rows import SocialRecord


class DecisionsCard(Card):
    """`page` is what its sheets open over."""

    def __init__(self, seat: Seat, page: QWidget, patient_id: int, about: str) -> None:
        self._seat, self._page, self._patient_id, self._about = seat, page, patient_id, about
        self._record: SocialRecord | None = None
        super().__init__("decisions", _("Decisions"), [
            CardAct("register", _("Register a decision…"), self._register),
            CardAct("change", _("Change…"), partial(self._act, ChangeSheet)),
            CardAct("end", _("End…"), partial(self._act, EndSheet)),
        ])  # fmt: skip

    def show_record(self, record: SocialRecord) -> None:
        """Changing and ending is for who decides; the others are not offered what they never do."""
        self._record = record
        self.show_facts(decision_facts(record, local(self._seat.clock()).date()))
        desk = self._seat.desk
        reason_off(self.buttons["register"], reason_not(desk, record, social.register_decision))
        is_open = record.works_here and record.ground is not None and record.ground.is_open
        self.buttons["change"].setVisible(is_open and desk.allows(social.change_decision))
        self.buttons["end"].setVisible(is_open and desk.allows(social.end_decision))

    def _register(self) -> None:
        RegisterSheet(self._seat, self._page, self._patient_id, self._about).open()

    def _act(self, sheet: Callable[..., ChangeSheet | EndSheet]) -> None:
        ground = self._record.ground if self._record is not None else None
        if ground is not None:
            sheet(self._seat, self._page, ground, self._about).open()
