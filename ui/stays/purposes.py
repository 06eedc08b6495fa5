"""What a stay is for: chosen among nine, changed from a time on."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Choice, Option
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet, now_field
from ui.stays.who import Who
from ward_app.i18n import _
from ward_app.stays import commands as stays
from ward_app.stays.model import Purpose
from ward_app.words import word


def purpose_options() -> list[Option[Purpose]]:
    return [Option(purpose, word(purpose)) for purpose in Purpose]


class PurposeSheet(ActSheet):
    def __init__(self, seat: Seat, parent: QWidget, who: Who, purpose: Purpose) -> None:
        self._who = who
        now: Choice[Purpose] = Choice(
            "purpose", _("&Type of stay"), purpose_options(), required=True, chosen=purpose
        )
        super().__init__(
            seat, parent, _("Change the type of stay"), who.text,
            [now, now_field(seat, "from_at", _("&From"))], area="purpose",
            act=_("Change"),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            stays.change_purpose, self._who.stay_id, self._who.version, values["purpose"], values["from_at"]
        )

    def done_with(self, answer: Any) -> None:
        kind = word(self.form.values()["purpose"])
        self.seat.guide.notice(_("The type of stay is now {purpose}.").format(purpose=kind))
