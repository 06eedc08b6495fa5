"""Going on leave and coming back. The bed is kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit import dialogs
from ui.kit.fields import DateTimeField, TextArea
from ui.kit.form import Item
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet, now_field
from ui.stays.who import Who
from ward_app.i18n import _
from ward_app.stays import commands as stays


class LeaveSheet(ActSheet):
    def __init__(self, seat: Seat, parent: QWidget, who: Who) -> None:
        self._who = who
        items: list[Item] = [
            now_field(seat, "from_at", _("&Leaves")),
            DateTimeField("expected_at", _("Expected &back"), now=seat.clock),
            TextArea("note", _("&Note: where to, medicines and aids taken along, phone"), lines=3),
        ]
        super().__init__(
            seat, parent, _("Leave from the ward"), who.text, items, area="leave", act=_("Record the leave")
        )

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            stays.start_leave, self._who.stay_id, self._who.version, values["from_at"],
            values["expected_at"], values["note"] or "",
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("{name} is on leave.").format(name=self._who.name))


class ReturnSheet(ActSheet):
    """Back again, or never gone."""

    def __init__(self, seat: Seat, parent: QWidget, who: Who) -> None:
        self._who = who
        super().__init__(
            seat, parent, _("Back from leave"), who.text, [now_field(seat, "at", _("&Came back"))],
            area="return", act=_("Record the return"),
            instead=(_("The leave never took place…"), self._cancel_leave),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(stays.return_from_leave, self._who.stay_id, self._who.version, values["at"])

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("{name} is back on the ward.").format(name=self._who.name))

    def _cancel_leave(self) -> None:
        question = _("The leave of {patient} is taken away, as if it had never been planned.")
        if dialogs.confirm(
            self, _("Cancel the leave?"), question.format(patient=self._who.text), _("Cancel the leave")
        ):
            call = self.seat.desk.do(stays.cancel_leave, self._who.stay_id, self._who.version)
            self.form.saving(call).then(self._never_left)

    def _never_left(self, _answer: None) -> None:
        self.accept()
        self.seat.guide.notice(_("The leave of {name} is cancelled.").format(name=self._who.name))
