"""The reason for opening a record, in one choice and, where none fits, in one's own words."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.buttons import Button, reason_off
from ui.kit.fields import Choice, Option, TextField
from ui.kit.labels import PlainLabel
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ui.stays.rights import barred
from ward_app.i18n import _
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import RelationReason
from ward_app.sharing.rows import EmergencyRow
from ward_app.words import word


class RelationSheet(ActSheet):
    """Esc and Cancel leave the record closed; there is nothing to lose here."""

    def __init__(
        self, seat: Seat, parent: QWidget, patient_id: int, called: str,
        likely: RelationReason | None = None,
    ) -> None:  # fmt: skip
        self._patient_id, self._called = patient_id, called
        said = PlainLabel(
            _(
                "As far as is known here you take no part in this patient's care. "
                "Your reason and what you read are in the access log, and logs are reviewed."
            ),
            wrap=True,
        )
        reasons = [Option(reason, word(reason)) for reason in RelationReason]
        self.reason: Choice[RelationReason] = Choice(
            "reason", _("&Reason"), reasons, required=True, chosen=likely
        )
        self.text = TextField("text", _("&In your own words"), max_length=300)
        super().__init__(
            seat, parent, _("Why do you open the record?"), called, [said, self.reason, self.text],
            area="relation", act=_("Open the record"), instead=(_("Open in an emergency…"), self._hurry),
        )  # fmt: skip
        self.unsaved = lambda: False
        for button in self.findChildren(Button, "relation.instead"):
            reason_off(button, barred(seat.desk, sharing.open_in_emergency))
        self.reason.edited.connect(self._require)

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            sharing.state_relation, self._patient_id, values["reason"], values["text"] or ""
        )

    def _hurry(self) -> None:
        """Danger to life is reason enough: the emergency opens the record too (LSVO 3:6)."""
        from ui.sharing.emergency_sheet import EmergencySheet

        EmergencySheet(self.seat, self, self._patient_id, self._called, self._opened).open()

    def _opened(self, row: EmergencyRow) -> None:
        from ui.sharing.opened_sheet import OpenedSheet

        window = self.parentWidget()
        self.accept()
        if window is not None:
            OpenedSheet(self.seat, window, row, self._called).open()

    def _require(self) -> None:
        self.text.required = self.reason.value() is RelationReason.OTHER
