"""The parts “Stay” and “Place”: what must be said first, then what has a usual answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.kit.fields import Choice, Field, Option, TextArea, TextField
from ui.record.stay_sheet import NOBODY, home_field, staff_options
from ui.seat import Seat
from ui.stays.act_sheet import bed_options
from ward_app.access.policy import Role
from ward_app.access.queries import StaffRow
from ward_app.i18n import _
from ward_app.owners import Principal
from ward_app.stays.model import CareForm, Purpose
from ward_app.stays.usual import USUAL
from ward_app.wards.queries import FreeBedRow
from ward_app.words import word

NO_BED = 0
"""Day care goes without a bed; ids begin at 1."""


def purpose_choice(name: str = "purpose") -> Choice[Purpose]:
    """Numbered, as the digit chooses."""
    options = [
        Option(purpose, _("{digit} {purpose}").format(digit=digit, purpose=word(purpose)))
        for digit, purpose in enumerate(Purpose, 1)
    ]
    hint = _("A digit or the first letter chooses and goes on.")
    return Choice(name, _("&Type of stay"), options, required=True, hint=hint)


class TermsFields:
    """What is said of a stay, planned or beginning.

    Care form and payer follow from the purpose until someone has chosen them.
    """

    def __init__(self) -> None:
        self.purpose = purpose_choice()
        self.reason = TextField("reason", _("&Reason for the stay"), required=True, max_length=500)
        self.decided = TextField("decided_by", _("Decided &by"), required=True)
        self.referred = TextField("referred_from", _("Referred &from"))
        self.background = TextArea("background", _("Bac&kground"), lines=2)
        self.form: Choice[CareForm] = Choice(
            "care_form", _("Care for&m"), [Option(one, word(one)) for one in CareForm], shape="combo",
            required=True,
        )  # fmt: skip
        self.payer: Choice[Principal] = Choice(
            "funding_principal", _("P&aid by"), [Option(one, word(one)) for one in Principal], shape="combo",
            required=True,
        )  # fmt: skip
        self._is_chosen = False
        self.purpose.edited.connect(self._follow)
        for field in (self.form, self.payer):
            field.edited.connect(self._choose)

    def fill(self, values: Mapping[str, Any]) -> None:
        """From a plan: what it says of care form and payer is not followed over."""
        for field in self.all:
            if field.name in values:
                field.set_value(values[field.name])
        self._is_chosen = True

    def keep_chosen(self) -> None:
        """After a draft came back: what stands there stays."""
        self._is_chosen = not self.form.is_blank()

    @property
    def all(self) -> list[Field[Any]]:
        return [
            self.purpose, self.reason, self.decided, self.referred, self.form, self.payer, self.background
        ]  # fmt: skip

    def _choose(self) -> None:
        self._is_chosen = True

    def _follow(self) -> None:
        purpose = self.purpose.value()
        if purpose is not None and not self._is_chosen:
            form, payer = USUAL[purpose]
            self.form.set_value(form)
            self.payer.set_value(payer)
            self.form.edited.emit()
            self._is_chosen = False


class PlaceFields:
    """The bed last. Which beds and people there are comes later; what was chosen before waits for it."""

    def __init__(self, seat: Seat) -> None:
        self.bed: Choice[int] = Choice("bed_id", _("B&ed"), shape="combo", required=True)
        self.nurse: Choice[int] = Choice("responsible_nurse_id", _("Responsible n&urse"), shape="combo")
        self.doctor: Choice[int] = Choice("responsible_doctor_id", _("Responsible doct&or"), shape="combo")
        self.home = home_field(seat)
        self._wanted: dict[str, str] = {}
        self._beds: list[FreeBedRow] = []

    @property
    def choices(self) -> tuple[Choice[int], ...]:
        return self.bed, self.nurse, self.doctor

    def want(self, raw: Mapping[str, str]) -> None:
        """Choose these as soon as they are among what is offered."""
        self._wanted = {field.name: raw[field.name] for field in self.choices if raw.get(field.name)}
        self._settle()

    def offer_beds(self, beds: list[FreeBedRow], *, none_too: bool) -> None:
        self._beds = beds
        self.bed.set_options(bed_options(beds))
        self.allow_none(none_too)

    def allow_none(self, allowed: bool) -> None:
        none = [Option(NO_BED, _("No bed (day care)"))] if allowed else []
        self.bed.set_options([*bed_options(self._beds), *none])
        self._settle()

    def offer_staff(self, staff: list[StaffRow]) -> None:
        self.nurse.set_options(staff_options(staff, Role.NURSE))
        self.doctor.set_options(staff_options(staff, Role.DOCTOR))
        for field in (self.nurse, self.doctor):
            if field.is_blank():
                field.set_value(NOBODY)
        self._settle()

    def label(self, bed_id: int) -> str:
        return next((bed.label for bed in self._beds if bed.id == bed_id), "")

    def _settle(self) -> None:
        for field in self.choices:
            wanted = self._wanted.get(field.name)
            if wanted is not None and wanted in {str(option.value) for option in field.options}:
                field.set_raw(wanted)
                del self._wanted[field.name]
