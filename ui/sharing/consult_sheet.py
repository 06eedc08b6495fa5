"""Calling in someone who does not work on the unit: they take part in the care until a time (PDL 4:1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Choice, DateTimeField, Option, TextField
from ui.kit.form import Item
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet, minute
from ward_app.access.queries import UserRow
from ward_app.i18n import _
from ward_app.patients.shown import full_name
from ward_app.sharing import commands as sharing

DAYS = 3
"""How long it is proposed for."""


class ConsultSheet(ActSheet):
    def __init__(
        self, seat: Seat, parent: QWidget, patient_id: int, users: Sequence[UserRow], about: str
    ) -> None:
        self._patient_id = patient_id
        options = [Option(user.id, _called(user)) for user in users if user.is_active]
        until = DateTimeField("until_at", _("&Until"), now=seat.clock, required=True)
        until.set_value(minute(seat.clock() + timedelta(days=DAYS)))
        items: list[Item] = [
            Choice("user_id", _("&Who"), options, shape="combo", required=True),
            TextField("text", _("What about"), max_length=300, required=True),
            until,
        ]
        super().__init__(
            seat, parent, _("Call in a consultant"), about, items, area="consult", act=_("Call in")
        )

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            sharing.call_in, self._patient_id, values["user_id"], values["until_at"], values["text"]
        )

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The record is open to who was called in."))


def _called(user: UserRow) -> str:
    """By the alias of who has one: staff may be protected too (PROT-06)."""
    return user.alias or full_name(user.family_name, user.given_name)
