"""Registering a decision, changing it by a new one, ending it before its time."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import DateField, TextField
from ui.seat import Seat
from ui.social.decision_fields import DecisionFields
from ui.stays.act_sheet import ActSheet
from ward_app.i18n import _, local
from ward_app.social import commands as social
from ward_app.social.rows import DecisionRow
from ward_app.social.wording import period_text

AREA = "decision"


class RegisterSheet(ActSheet):
    def __init__(self, seat: Seat, parent: QWidget, patient_id: int, about: str) -> None:
        self._patient_id, self._fields = patient_id, DecisionFields(seat)
        super().__init__(
            seat, parent, _("Register a decision"), about, self._fields.items, area=AREA, act=_("Save")
        )
        self._fields.begin()
        self.form.mark_clean()

    def send(self, values: dict[str, Any]) -> Call[int]:
        terms = self._fields.terms(values)
        return self.seat.desk.do(social.register_decision, self._patient_id, terms)

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The decision is registered."))


class ChangeSheet(ActSheet):
    """A new decision takes the place of the old one, which stays readable."""

    def __init__(self, seat: Seat, parent: QWidget, decision: DecisionRow, about: str) -> None:
        self._decision, self._fields = decision, DecisionFields(seat)
        reason = TextField("reason", _("Why the decision is changed"), required=True)
        super().__init__(
            seat, parent, _("Change the decision"), about, [*self._fields.items, reason], area=AREA,
            act=_("Save"),
        )  # fmt: skip
        self._fields.fill(decision)
        self.form.mark_clean()

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            social.change_decision, self._decision.id, self._decision.version, self._fields.terms(values),
            values["reason"],
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The new decision is registered."))


class EndSheet(ActSheet):
    def __init__(self, seat: Seat, parent: QWidget, decision: DecisionRow, about: str) -> None:
        self._decision = decision
        last_on = DateField("last_on", _("Last day"), today=lambda: local(seat.clock()).date(), required=True)
        reason = TextField("reason", _("Why the decision ends"), required=True)
        said = _("{person}: {what}, {period}").format(
            person=about, what=decision.what, period=period_text(decision.from_on, decision.to_on)
        )
        super().__init__(
            seat, parent, _("End the decision"), said, [last_on, reason], area=AREA, act=_("End the decision")
        )

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            social.end_decision, self._decision.id, self._decision.version, values["last_on"],
            values["reason"],
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The decision is ended."))
