"""The four parts of an admission as one form. Made anew for each: nothing of the last one can stay behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.admission.consent_fields import ConsentFields
from ui.admission.decision_part import DecisionPart
from ui.admission.kept import CALLED, PATIENT
from ui.admission.person_card import Found
from ui.admission.person_part import PersonPart
from ui.admission.risk_fields import RiskFields
from ui.admission.stay_fields import NO_BED, PlaceFields, TermsFields
from ui.admission.typing import QuickKeys
from ui.kit.fields import Check, Field
from ui.kit.form import Form, Heading, Item
from ui.kit.labels import literal
from ui.seat import Seat
from ui.stays.act_sheet import now_field
from ward_app.access import queries as access
from ward_app.i18n import _, relative_text
from ward_app.patients.whereabouts import StayBrief
from ward_app.stays import queries
from ward_app.stays.arriving import StayTerms
from ward_app.stays.model import CareForm
from ward_app.stays.queries import StaySummary
from ward_app.wards import queries as wards

AREA = "admission"
SOON = timedelta(hours=24)
"""A planned arrival within this time, or late, is taken to be this one."""
REASON = "number_text.reason"


def part_titles() -> list[str]:
    return [_("1 Person"), _("2 Stay"), _("3 Risks and consent"), _("4 Bed")]


class AdmissionForm(QWidget):
    """`done` is sent when nothing is left to go on to."""

    progressed = Signal()  # something was filled in, or other fields are asked for
    done = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._plan: StaySummary | None = None
        self._goes_on = False
        self._reason = ""
        self.person = PersonPart(seat, self)
        self.terms = TermsFields()
        self.decision = DecisionPart(seat, self)
        self.at = now_field(seat, "admitted_at", _("Admitte&d"))
        self.use_plan = Check("use_plan", "")
        self.risks = RiskFields()
        self.consent = ConsentFields()
        self.place = PlaceFields(seat)
        self._parts = self._make_parts()
        self.form = Form([item for part in self._parts for item in part], area=AREA)
        self.use_plan.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        box.addStretch(1)
        self._keys = QuickKeys(list(self.form.fields.values()), self.go_on, self)
        self._connect()
        self._ask()

    def _make_parts(self) -> list[list[Item]]:
        titles = [Heading(title) for title in part_titles()]
        terms, place = self.terms, self.place
        return [
            [titles[0], *self.person.items],
            [titles[1], self.use_plan, terms.purpose, (terms.reason, terms.decided, terms.referred),
             (terms.form, terms.payer, self.at), *self.decision.items, terms.background],
            [titles[2], *self.risks.items, *self.consent.items],
            [titles[3], (place.bed, place.nurse, place.doctor, place.home)],
        ]  # fmt: skip

    def _connect(self) -> None:
        self.form.edited.connect(self.progressed)
        self.person.changed.connect(self.progressed)
        self.person.found.connect(self._know_person)
        self.person.settled.connect(self._settled)
        self.terms.form.edited.connect(self._allow_no_bed)
        self.terms.form.edited.connect(self._ask_for_decision)
        self.decision.changed.connect(self.progressed)
        self.at.left.connect(self.ask_beds)

    def _ask(self) -> None:
        self.ask_beds()
        self._seat.desk.ask(access.staff, self._seat.ward.unit_id).then(self.place.offer_staff, owner=self)

    def ask_beds(self) -> None:
        """The free ones from the time of the admission on."""
        call = self._seat.desk.ask(wards.free_beds, self._seat.ward.unit_id, self.at.value())
        call.then(lambda beds: self.place.offer_beds(beds, none_too=self._goes_without_bed), owner=self)

    # Beginning and going on

    def take_person(self, patient_id: int) -> None:
        self._goes_on = True
        self.person.take(patient_id)

    def take_bed(self, bed_id: int) -> None:
        self.place.want({"bed_id": str(bed_id)})

    def take_typed(self, text: str) -> None:
        """A number, or a name that was not found."""
        if any(char.isdecimal() for char in text):
            self.person.fields.number.set_raw(text.strip())
            self._goes_on = True
            self.person.look_up()
            return
        family, comma, given = text.partition(",")
        if not comma:
            *firsts, family = text.split() or [""]
            given = " ".join(firsts)
        self.person.fields.family.set_value(family.strip())
        self.person.fields.given.set_value(given.strip())

    def focus_first(self) -> None:
        """The number, or what is missing first once the person is known."""
        if self.person.person is not None and not self.person.obstacle():
            self.go_on(self.person.fields.number)
        else:
            self.person.fields.number.focus()

    def go_on(self, field: Field[Any]) -> None:
        """To what has to be filled in next. The number is looked up first."""
        if field is self.person.fields.number and not self._is_known:
            self._goes_on = True
            self.person.look_up()
            return
        if self.person.obstacle():
            return
        fields = list(self.form.fields.values())
        place = fields.index(field)
        missing = [one for one in fields[place + 1 :] + fields[: place + 1] if self._is_missing(one)]
        if missing:
            missing[0].focus()
        else:
            self.done.emit()

    def go_to(self, part: int) -> None:
        field = next((one for one in self._fields_of(part) if one.isVisibleTo(self.form)), None)
        if field is not None:
            field.focus()

    def part_of(self, widget: QWidget | None) -> int | None:
        """The part that holds a widget."""
        for part in range(len(self._parts)):
            if any(
                field is widget or field.isAncestorOf(widget) for field in self._fields_of(part) if widget
            ):
                return part
        return None

    def parts_done(self) -> list[bool]:
        rest = [not any(self._is_missing(field) for field in self._fields_of(part)) for part in (1, 2, 3)]
        return [self.person.is_done, *rest]

    # Values

    @property
    def is_ready(self) -> bool:
        """Whether it has been shown who it is."""
        return self._is_known

    @property
    def planned_stay_id(self) -> int | None:
        return self._plan.stay_id if self._plan is not None and self.use_plan.value() else None

    def bed_id(self) -> int | None:
        return self.place.bed.value() or None

    def stay_terms(self) -> StayTerms:
        values = self.form.values()
        return {
            "purpose": values["purpose"], "care_form": values["care_form"],
            "funding_principal": values["funding_principal"], "reason": values["reason"],
            "decided_by": values["decided_by"], "referred_from": values["referred_from"] or "",
            "background": values["background"] or "", "admitted_at": values["admitted_at"],
            "planned_stay_id": self.planned_stay_id,
            "responsible_nurse_id": values["responsible_nurse_id"] or None,
            "responsible_doctor_id": values["responsible_doctor_id"] or None,
            "planned_discharge_on": values["planned_discharge_on"], "sharing": self.consent.terms(),
            "decision": self.decision.terms(values),
        }  # fmt: skip

    def raw(self) -> dict[str, str]:
        found = self.person.person
        who = {PATIENT: str(found.patient_id), CALLED: _called(found)} if found else {}
        return {**self.form.raw(), **who, REASON: self.person.fields.number.reason()}

    def set_raw(self, values: dict[str, str]) -> None:
        """Take up what was left: the person is looked up again, as things may be others now."""
        self.form.set_raw(values)
        self.place.want(values)
        self.terms.keep_chosen()
        self._reason = values.get(REASON, "")
        self.risks.arrange()
        self.consent.arrange()
        self._ask_for_decision()
        self.person.arrange()
        if values.get(PATIENT):
            self.person.take(int(values[PATIENT]))
        else:
            self.person.look_up()
        self.progressed.emit()

    # What comes back

    def _know_person(self, found: Found) -> None:
        self.risks.show_found(found)
        plan = _expected(found, self._seat.ward.unit_id)
        if plan is not None and not found.obstacle:
            self._seat.desk.ask(queries.stay_summary, plan.stay_id).then(self._know_plan, owner=self)

    def _know_plan(self, plan: StaySummary) -> None:
        self._plan = plan
        assert plan.planned_at is not None
        now = self._seat.clock()
        said = _("This is the arrival that was planned for {time}").format(
            time=relative_text(plan.planned_at, now)
        )
        self.use_plan.box.setText(literal(said))
        self.use_plan.show()
        is_soon = plan.planned_at - now <= SOON
        self.use_plan.set_value(is_soon)
        if is_soon and self.terms.purpose.is_blank():
            self.terms.fill({
                "purpose": plan.purpose, "reason": plan.reason, "decided_by": plan.decided_by,
                "referred_from": plan.referred_from, "background": plan.background,
                "care_form": plan.care_form, "funding_principal": plan.funding_principal,
            })  # fmt: skip
            self._ask_for_decision()
            if plan.planned_bed_id is not None and self.place.bed.is_blank():
                self.take_bed(plan.planned_bed_id)
        self.progressed.emit()

    def _settled(self) -> None:
        if self._reason:
            line = self.form.findChild(QLineEdit, f"{AREA}.number_text.reason")
            if line is not None:
                line.setText(self._reason)
            self._reason = ""
        goes_on, self._goes_on = self._goes_on, False
        if goes_on and not self.form.field("number_text").remark:
            self.go_on(self.person.fields.number)
        elif goes_on:
            self.person.fields.number.focus()
        self.progressed.emit()

    def _ask_for_decision(self) -> None:
        self.decision.ask_for(self.terms.form.value())

    def _allow_no_bed(self) -> None:
        self.place.allow_none(self._goes_without_bed)
        if self._goes_without_bed and self.place.bed.is_blank():
            self.place.bed.set_value(NO_BED)

    @property
    def _goes_without_bed(self) -> bool:
        return self.terms.form.value() is CareForm.DAY_CARE

    @property
    def _is_known(self) -> bool:
        return self.person.person is not None or self.person.is_new

    def _is_missing(self, field: Field[Any]) -> bool:
        return field.required and field.value() is None and field.isVisibleTo(self.form)

    def _fields_of(self, part: int) -> list[Field[Any]]:
        items = self._parts[part]
        rows = [[item] if isinstance(item, Field) else item for item in items if not _only_shows(item)]
        return [field for row in rows for field in row if isinstance(field, Field)]  # type: ignore[union-attr]


def _only_shows(item: Item) -> bool:
    return isinstance(item, QObject) and not isinstance(item, Field)


def _called(found: Found) -> str:
    """In a list of drafts the name of who is protected does not stand."""
    return _("Protected identity") if found.is_protected else found.name


def _expected(found: Found, unit_id: int) -> StayBrief | None:
    """The next arrival that is planned here."""
    planned = [
        stay for stay in found.stays
        if stay.admitted_at is None and stay.expected_at is not None and stay.unit_id == unit_id
    ]  # fmt: skip
    return min(
        planned, key=lambda stay: stay.expected_at.timestamp() if stay.expected_at else 0, default=None
    )
