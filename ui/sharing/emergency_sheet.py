"""Danger to life or serious risk to health: what is not blocked is opened for a few hours (LSVO 3:6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import TextArea
from ui.kit.messages import Strip
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ward_app.i18n import _
from ward_app.sharing import commands as sharing


class EmergencySheet(ActSheet):
    """`opened` is told what was found: who has blocked, if anyone."""

    def __init__(
        self, seat: Seat, parent: QWidget, patient_id: int, about: str, opened: Callable[[Any], object]
    ) -> None:
        self._patient_id, self._opened = patient_id, opened
        said = Strip("warning", _(
            "Only where life or health is in serious danger and the patient cannot be asked. Unblocked data "
            "of the other owners open for four hours. It is logged and reviewed afterwards."
        ))  # fmt: skip
        text = TextArea("text", _("What the &danger is, and what you need to know"), required=True, lines=3)
        super().__init__(
            seat, parent, _("Open in an emergency"), about, [said, text], area="emergency",
            act=_("Open in an emergency"),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[Any]:
        return self.seat.desk.do(sharing.open_in_emergency, self._patient_id, values["text"])

    def done_with(self, answer: Any) -> None:
        self._opened(answer)
