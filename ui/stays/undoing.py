"""Taking back an admission, or the end of a stay, with the reason that the trace keeps."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit import dialogs
from ui.kit.fields import Choice, Option, TextField
from ui.kit.form import Item
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet, bed_options
from ui.stays.who import Who
from ward_app.i18n import _
from ward_app.stays import commands as stays
from ward_app.stays.model import EndKind
from ward_app.stays.queries import StaySummary
from ward_app.wards import queries as wards
from ward_app.wards.queries import FreeBedRow

SAME = 0
"""The bed the patient had; ids begin at 1."""


def undo_admission(seat: Seat, who: Who, parent: QWidget) -> None:
    reason = dialogs.ask_reason(
        parent,
        _("Undo the admission?"),
        _("{patient} was never here, or is the wrong person. The trace stays in the record.").format(
            patient=who.text
        ),
        _("Undo the admission"),
    )
    if reason:
        call = seat.desk.do(stays.undo_admission, who.stay_id, who.version, reason)
        text = _("The admission of {name} is undone.").format(name=who.name)
        call.then(lambda _done: seat.guide.notice(text), owner=seat.desk)


class UndoEndSheet(ActSheet):
    """The patient never left, or lives: back to the same bed, or to another if that is taken."""

    def __init__(self, seat: Seat, parent: QWidget, stay: StaySummary, name: str, bed: str) -> None:
        self._stay, self._name, self._bed = stay, name, bed
        self.bed: Choice[int] = Choice("bed_id", _("&Bed"), shape="combo", required=True)
        was_death = stay.end_kind is EndKind.DECEASED
        title = _("Undo the death record") if was_death else _("Undo the discharge")
        reason = TextField("reason", _("&Why this is undone"), required=True, max_length=300)
        items: list[Item] = [reason, self.bed] if bed else [reason]
        super().__init__(seat, parent, title, name, items, area="undo_end", act=title)
        seat.desk.ask(wards.free_beds, seat.ward.unit_id).then(self._offer)

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            stays.undo_discharge, self._stay.stay_id, self._stay.version, values["reason"],
            values.get("bed_id") or None,
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("{name} is an inpatient again.").format(name=self._name))

    def _offer(self, beds: list[FreeBedRow]) -> None:
        same = Option(SAME, _("The same as before: {bed}").format(bed=self._bed))
        self.bed.set_options([same, *bed_options([bed for bed in beds if bed.label != self._bed])])
        self.bed.set_value(SAME)
