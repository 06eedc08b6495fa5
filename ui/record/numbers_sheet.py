"""The numbers of a person: which is shown, which were a mistake, and one more."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit import dialogs
from ui.kit.fields import Check, TextField
from ui.kit.form import Heading, Item
from ui.record.list_sheet import Line, LineAct, ListSheet
from ui.seat import Seat
from ward_app.i18n import _, date_text
from ward_app.patients import commands as patients
from ward_app.patients.rows import NumberRow, PersonRow


class NumbersSheet(ListSheet):
    def __init__(self, seat: Seat, parent: QWidget, person: PersonRow, about: str) -> None:
        items: list[Item] = [
            Heading(_("One more number")),
            (
                TextField("number_text", _("&Number"), required=True, max_length=40, letters=20),
                TextField("number_reason", _("&Reason, where the number is doubtful"), max_length=200),
            ),
            Check("make_primary", _("&Show the person by this number")),
        ]
        super().__init__(
            seat, parent, _("Identity numbers"), about, person, area="numbers", items=items,
            act=_("Add the number"),
        )  # fmt: skip

    def lines(self, person: PersonRow) -> list[Line]:
        return [self._line(number) for number in person.numbers]

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            patients.add_number, self.person.patient_id, values["number_text"],
            reason=values["number_reason"], make_primary=values["make_primary"],
        )  # fmt: skip

    def _line(self, number: NumberRow) -> Line:
        facts = [number.series, *([] if number.is_verified else [_("not verified")])]
        if number.is_primary:
            facts.append(_("shown"))
        if number.reason:
            facts.append(number.reason)
        if number.retired_at is not None:
            facts.append(_("no longer used since {date}").format(date=date_text(number.retired_at)))
            return Line(number.number, " · ".join(facts), "muted")
        acts = [LineAct("retire", _("Not this person's…"), partial(self._retire, number))]
        if not number.is_primary:
            acts.insert(0, LineAct("show", _("Show this one"), partial(self._make_primary, number)))
        return Line(number.number, " · ".join(facts), acts=acts)

    def _make_primary(self, number: NumberRow) -> None:
        person = self.person
        self.following(
            self.seat.desk.do(patients.make_primary, person.patient_id, number.identity_id, person.version)
        )

    def _retire(self, number: NumberRow) -> None:
        person = self.person
        reason = dialogs.ask_reason(
            self,
            _("Not this person's number?"),
            _("The number {number} is kept with the reason, but is no longer the person's.").format(
                number=number.number
            ),
            _("Take the number away"),
        )
        if reason:
            self.following(
                self.seat.desk.do(
                    patients.retire_number, person.patient_id, number.identity_id, person.version, reason
                )
            )
