"""Discharge and death: the two that are asked about once more, by name and bed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit import dialogs
from ui.kit.fields import Check, DateTimeField, TextField
from ui.kit.form import Item
from ui.kit.labels import PlainLabel
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet, now_field
from ui.stays.completeness import Completeness
from ui.stays.who import Who
from ward_app.i18n import _, date_text, relative_text
from ward_app.stays import commands as stays


class DischargeSheet(ActSheet):
    """Says first what the record lacks (PDL-05)."""

    def __init__(self, seat: Seat, parent: QWidget, who: Who) -> None:
        self._who = who
        self.check = Completeness(who.tasks_left)
        items: list[Item] = [
            self.check,
            TextField(
                "discharged_to", _("&Goes to"), required=True,
                hint=_("For example own home with home care, nursing home, hospital."),
            ),
            now_field(seat, "at", _("&When")),
            Check("needs_cleaning", _("The bed has to be &cleaned"), on=True),
        ]  # fmt: skip
        super().__init__(
            seat, parent, _("Discharge the patient"), who.text, items, area="discharge",
            act=_("Discharge the patient"),
        )  # fmt: skip
        self.check.ask(seat.desk, who.stay_id)

    def is_meant(self, values: dict[str, Any]) -> bool:
        question = _("{patient} goes to {place}, {time}. The stay ends and the bed becomes free.").format(
            patient=self._who.text, place=values["discharged_to"],
            time=relative_text(values["at"], self.seat.clock()),
        )  # fmt: skip
        return dialogs.confirm(self, _("Discharge the patient?"), question, _("Discharge the patient"))

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            stays.discharge, self._who.stay_id, self._who.version, values["at"],
            discharged_to=values["discharged_to"], needs_cleaning=values["needs_cleaning"],
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("{name} is discharged.").format(name=self._who.name))


class DeathSheet(ActSheet):
    """The time is typed, never assumed."""

    def __init__(self, seat: Seat, parent: QWidget, who: Who) -> None:
        self._who = who
        at = DateTimeField("at", _("&Died"), now=seat.clock, required=True)
        at.set_raw(date_text(seat.clock()))
        items: list[Item] = [
            PlainLabel(_("Next of kin are told at once. The record stays open for what is left to write."),
                       wrap=True),
            at,
            Check("needs_cleaning", _("The bed has to be &cleaned"), on=True),
        ]  # fmt: skip
        super().__init__(
            seat, parent, _("Record the death"), who.text, items, area="death", act=_("Record the death")
        )

    def is_meant(self, values: dict[str, Any]) -> bool:
        question = _("{patient} died {time}. The stay ends and the bed becomes free.").format(
            patient=self._who.text, time=relative_text(values["at"], self.seat.clock())
        )
        return dialogs.confirm(
            self, _("Record the death?"), question, _("Record the death"), danger=True
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            stays.record_death, self._who.stay_id, self._who.version, values["at"],
            needs_cleaning=values["needs_cleaning"],
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The death of {name} is recorded.").format(name=self._who.name))
