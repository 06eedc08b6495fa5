"""What changes during a stay: reason, background, who is responsible, going home; and the standing facts."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Choice, DateField, Option, TextArea, TextField
from ui.kit.form import Item
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ward_app.access.policy import Role
from ward_app.access.queries import StaffRow
from ward_app.i18n import _, local
from ward_app.stays import commands as stays
from ward_app.stays.model import CareFactKind
from ward_app.stays.queries import StaySummary
from ward_app.words import word

NOBODY = 0
"""Nobody is chosen; ids begin at 1."""


def staff_field(name: str, label: str, staff: list[StaffRow], role: Role) -> Choice[int]:
    return Choice(name, label, staff_options(staff, role), shape="combo", chosen=NOBODY)


def staff_options(staff: list[StaffRow], role: Role) -> list[Option[int]]:
    names = {one.id: one.name for one in staff if one.role is role}
    return [Option(NOBODY, _("Nobody yet")), *(Option(*one) for one in names.items())]


def home_field(seat: Seat) -> DateField:
    return DateField(
        "planned_discharge_on", _("&Planned going home"), today=lambda: local(seat.clock()).date()
    )


class StaySheet(ActSheet):
    """Sends only what was changed."""

    def __init__(
        self, seat: Seat, parent: QWidget, stay: StaySummary, staff: list[StaffRow], about: str
    ) -> None:
        self._stay = stay
        nurse = staff_field("responsible_nurse_id", _("Responsible &nurse"), staff, Role.NURSE)
        doctor = staff_field("responsible_doctor_id", _("Responsible &doctor"), staff, Role.DOCTOR)
        texts: list[Item] = [
            TextField("reason", _("&Reason for the stay"), required=True, max_length=500),
            TextArea("background", _("&Background"), lines=5),
        ]
        items: list[Item] = [
            *(texts if stay.is_told else ()),
            (_still(nurse, stay.nurse_id, stay.nurse), _still(doctor, stay.doctor_id, stay.doctor)),
            home_field(seat),
        ]
        super().__init__(seat, parent, _("The stay"), about, items, area="stay", act=_("Save"))
        owned = {"reason": stay.reason, "background": stay.background} if stay.is_told else {}
        self._before = {
            **owned,
            "responsible_nurse_id": stay.nurse_id or NOBODY,
            "responsible_doctor_id": stay.doctor_id or NOBODY,
            "planned_discharge_on": stay.planned_discharge_on,
        }  # fmt: skip
        self.form.set_values(self._before)

    def send(self, values: dict[str, Any]) -> Call[None]:
        changed: Any = {
            name: value for name, value in values.items() if (value or None) != (self._before[name] or None)
        }
        for name in ("responsible_nurse_id", "responsible_doctor_id"):
            if name in changed:
                changed[name] = changed[name] or None
        if "background" in changed:
            changed["background"] = changed["background"] or ""
        return self.seat.desk.do(stays.update_stay, self._stay.stay_id, self._stay.version, **changed)

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The stay is saved."))


class CareFactsSheet(ActSheet):
    """One line or two under each heading that every handover needs; sends only what was changed."""

    def __init__(self, seat: Seat, parent: QWidget, stay: StaySummary, about: str) -> None:
        self._stay = stay
        self._before = {fact.kind: fact.text for fact in stay.facts}
        fields = [TextArea(kind.value, word(kind), lines=2) for kind in CareFactKind]
        pairs: list[Item] = [tuple(fields[nth : nth + 2]) for nth in range(0, len(fields), 2)]
        super().__init__(seat, parent, _("Care just now"), about, pairs, area="care", act=_("Save"))
        self.setMinimumWidth(self.minimumWidth() * 4 // 3)
        self.form.set_values({kind.value: text for kind, text in self._before.items()})

    def send(self, values: dict[str, Any]) -> Call[None]:
        texts = {kind: values[kind.value] or "" for kind in CareFactKind}
        changed = {kind: text for kind, text in texts.items() if text != self._before.get(kind, "")}
        return self.seat.desk.do(stays.set_care_facts, self._stay.stay_id, changed, self._before)

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("What holds just now is saved."))


def _still(field: Choice[int], user_id: int | None, name: str) -> Choice[int]:
    """Who is responsible now can stay so, also who no longer works here."""
    if user_id is not None and user_id not in {option.value for option in field.options}:
        field.set_options([*field.options, Option(user_id, name)])
    return field
