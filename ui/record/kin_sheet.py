"""The people close to a patient, in the order in which they are called."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit import dialogs
from ui.kit.fields import Check, TextField
from ui.kit.form import Heading, Item
from ui.record.list_sheet import Line, LineAct, ListSheet
from ui.record.person_sheet import HIDING
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ward_app.i18n import _
from ward_app.patients import commands as patients
from ward_app.patients.rows import KinRow, PersonRow


def kin_fields(*, with_phone: bool) -> list[Item]:
    """Where the patient's home must not be known, no phone is asked for."""
    phone = (
        TextField("phone", _("&Phone"), max_length=60),
        Check("phone_at_night", _("May be called at n&ight")),
    )
    return [
        (
            TextField("name", _("&Name"), required=True, max_length=200),
            TextField("relation", _("&Relation"), max_length=60),
        ),
        *([phone] if with_phone else []),
        TextField("note", _("N&ote")),
    ]


class KinSheet(ListSheet):
    def __init__(self, seat: Seat, parent: QWidget, person: PersonRow, about: str) -> None:
        self._with_phone = person.protection not in HIDING
        items = [Heading(_("One more next of kin")), *kin_fields(with_phone=self._with_phone)]
        super().__init__(
            seat, parent, _("Next of kin"), about, person, area="kin", items=items,
            act=_("Add the next of kin"),
        )  # fmt: skip

    def lines(self, person: PersonRow) -> list[Line]:
        return [self._line(kin) for kin in person.kin]

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            patients.add_kin, self.person.patient_id, values["name"], values["relation"] or "",
            values.get("phone"), values.get("phone_at_night", False), values["note"],
        )  # fmt: skip

    def _line(self, kin: KinRow) -> Line:
        title = (
            _("{name}, {relation}").format(name=kin.name, relation=kin.relation) if kin.relation else kin.name
        )
        night = _("also at night") if kin.phone_at_night else ""
        facts = [kin.phone or _("Phone unknown"), night, kin.note or ""]
        acts = [
            LineAct("change", _("Change…"), partial(self._change, kin)),
            LineAct("end", _("Take away…"), partial(self._end, kin)),
        ]
        return Line(title, " · ".join(fact for fact in facts if fact), acts=acts)

    def _change(self, kin: KinRow) -> None:
        ChangeKinSheet(self.seat, self, kin, with_phone=self._with_phone).open()

    def _end(self, kin: KinRow) -> None:
        question = _("{name} is no longer called. What was written stays in the record.")
        if dialogs.confirm(
            self, _("Take the next of kin away?"), question.format(name=kin.name), _("Take away")
        ):
            self.following(self.seat.desk.do(patients.end_kin, kin.kin_id, kin.version))


class ChangeKinSheet(ActSheet):
    def __init__(self, seat: Seat, parent: QWidget, kin: KinRow, *, with_phone: bool) -> None:
        self._kin = kin
        super().__init__(
            seat, parent, _("Change the next of kin"), "", kin_fields(with_phone=with_phone),
            area="kin.change", act=_("Save"),
        )  # fmt: skip
        self.form.set_values({name: getattr(kin, name) for name in self.form.fields})

    def send(self, values: dict[str, Any]) -> Call[None]:
        values["relation"] = values["relation"] or ""
        return self.seat.desk.do(patients.update_kin, self._kin.kin_id, self._kin.version, **values)
