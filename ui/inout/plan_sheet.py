"""Planning an arrival, or changing the plan."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.admission.person_part import PersonPart
from ui.admission.stay_fields import TermsFields
from ui.admission.typing import QuickKeys
from ui.calls import Call
from ui.kit.fields import Choice, DateTimeField, Field, Option
from ui.kit.form import Heading, Item
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet, bed_options
from ward_app.i18n import _, date_text
from ward_app.stays import commands as stays
from ward_app.stays.arriving import PlanTerms
from ward_app.stays.queries import ArrivalRow
from ward_app.wards import queries as wards
from ward_app.wards.queries import FreeBedRow

NO_BED = 0
WIDER = 3, 2


class _PlanFields:
    """What a plan says of the stay to come."""

    def __init__(self, seat: Seat) -> None:
        self.terms = TermsFields()
        self.at = DateTimeField("expected_at", _("E&xpected"), now=seat.clock, required=True)
        self.bed: Choice[int] = Choice("bed_id", _("Keep b&ed"), shape="combo")

    @property
    def items(self) -> list[Item]:
        terms = self.terms
        return [
            Heading(_("The stay")), terms.purpose, (terms.reason, terms.decided, terms.referred),
            (terms.form, terms.payer), terms.background, (self.at, self.bed),
        ]  # fmt: skip

    def offer(self, beds: list[FreeBedRow], kept: tuple[int, str] | None) -> None:
        options = [Option(NO_BED, _("None yet")), *bed_options(beds)]
        if kept is not None and kept[0] not in {option.value for option in options}:
            options.append(Option(*kept))
        self.bed.set_options(options)
        if self.bed.is_blank():
            self.bed.set_value(kept[0] if kept is not None else NO_BED)

    def value(self, values: dict[str, Any]) -> PlanTerms:
        return {
            "purpose": values["purpose"], "care_form": values["care_form"],
            "funding_principal": values["funding_principal"], "reason": values["reason"],
            "decided_by": values["decided_by"], "expected_at": values["expected_at"],
            "referred_from": values["referred_from"] or "", "background": values["background"] or "",
            "bed_id": values["bed_id"] or None,
        }  # fmt: skip


class PlanSheet(ActSheet):
    """Someone is expected: looked up by the number first, as at the admission."""

    def __init__(self, seat: Seat, parent: QWidget) -> None:
        self._plan = _PlanFields(seat)
        self.person = PersonPart(seat, parent, reads_record=False)
        super().__init__(
            seat, parent, _("Plan an arrival"), "", [*self.person.items, *self._plan.items], area="plan",
            act=_("Plan the arrival"), scrolls=True,
        )  # fmt: skip
        self.person.setParent(self)
        self._plan.at.set_raw(date_text(seat.clock()))
        self._goes_on = False
        self.person.settled.connect(self._settled)
        self._keys = QuickKeys(list(self.form.fields.values()), self._go_on, self)
        _widen(self, parent)
        seat.desk.ask(wards.free_beds, seat.ward.unit_id).then(self._offer)
        self.form.mark_clean()

    def save(self) -> None:
        """Who it is has to be shown before anything is sent."""
        self.person.look_up()
        super().save()

    def is_meant(self, values: dict[str, Any]) -> bool:
        if self.person.person is None and not self.person.is_new:
            return False
        if self.person.person is not None and self.person.person.deceased_at is not None:
            self.form.summary.say(self.person.obstacle())
            return False
        return True

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            stays.expect_person, self.person.value(), self.seat.ward.unit_id, **self._plan.value(values)
        )

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The arrival is planned."))

    def _offer(self, beds: list[FreeBedRow]) -> None:
        self._plan.offer(beds, None)

    def _go_on(self, field: Field[Any]) -> None:
        if field is self.person.fields.number and self.person.person is None and not self.person.is_new:
            self._goes_on = True
            self.person.look_up()
            return
        _to_missing(self, field)

    def _settled(self) -> None:
        goes_on, self._goes_on = self._goes_on, False
        if goes_on:
            _to_missing(self, self.person.fields.number)


class ChangePlanSheet(ActSheet):
    def __init__(self, seat: Seat, parent: QWidget, row: ArrivalRow) -> None:
        self._row = row
        self._plan = _PlanFields(seat)
        super().__init__(
            seat, parent, _("Change the planned arrival"), row.name, self._plan.items, area="plan",
            act=_("Save"), scrolls=True,
        )  # fmt: skip
        self._plan.terms.fill({
            "purpose": row.purpose, "reason": row.reason, "decided_by": row.decided_by,
            "referred_from": row.referred_from, "care_form": row.care_form,
            "funding_principal": row.funding_principal, "background": row.background,
        })  # fmt: skip
        self._plan.at.set_value(row.expected_at)
        self._keys = QuickKeys(list(self.form.fields.values()), lambda field: _to_missing(self, field), self)
        _widen(self, parent)
        seat.desk.ask(wards.free_beds, seat.ward.unit_id).then(self._offer)
        self.form.mark_clean()

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            stays.change_plan, self._row.stay_id, self._row.version, **self._plan.value(values)
        )

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The planned arrival is changed."))

    def _offer(self, beds: list[FreeBedRow]) -> None:
        row = self._row
        self._plan.offer(beds, (row.bed_id, row.bed) if row.bed_id is not None else None)


def _to_missing(sheet: ActSheet, field: Field[Any]) -> None:
    """To the next field that must be filled in, or to the button."""
    fields = list(sheet.form.fields.values())
    place = fields.index(field)
    for one in fields[place + 1 :] + fields[: place + 1]:
        if one.required and one.value() is None and one.isVisibleTo(sheet.form):
            one.focus()
            return
    sheet.act.setFocus()


def _widen(sheet: ActSheet, parent: QWidget) -> None:
    """A form of three columns, no higher than the window."""
    more, of = WIDER
    room = parent.window().size()
    sheet.setMinimumWidth(min(sheet.minimumWidth() * more // of, room.width()))
    sheet.resize(sheet.minimumWidth(), min(sheet.form.sizeHint().height() * more // of, room.height()))
