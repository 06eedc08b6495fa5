"""What is known of the person: names, birth, sex, where they live; and the protection of all that."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Choice, DateField, Field, Option, TextField
from ui.kit.form import Item
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ward_app.i18n import _, local
from ward_app.patients import commands as patients
from ward_app.patients.fields import ABODE, LIMITS
from ward_app.patients.model import Protection, Sex
from ward_app.patients.rows import PersonRow
from ward_app.words import word

HIDING = (Protection.PROTECTED_REGISTRATION, Protection.ASSUMED_IDENTITY)


def sex_field(*, required: bool = True) -> Choice[Sex]:
    """Never chosen beforehand; that it is not known is a choice too."""
    return Choice("sex", _("Se&x"), [Option(sex, word(sex)) for sex in Sex], required=required)


def text_field(name: str, label: str, **more: Any) -> TextField:
    return TextField(name, label, max_length=LIMITS[name], **more)


def abode_fields() -> list[tuple[Field[Any], ...]]:
    return [
        (text_field("street", _("S&treet")), text_field("phone", _("&Phone"))),
        (text_field("postal_code", _("Postal &code")), text_field("town", _("T&own"))),
    ]


class PersonSheet(ActSheet):
    """Sends only what was changed."""

    def __init__(self, seat: Seat, parent: QWidget, person: PersonRow, about: str) -> None:
        self._person = person
        items: list[Item] = [
            (text_field("family_name", _("&Family name")), text_field("given_name", _("&Given names"))),
            (text_field("preferred_name", _("&Called")), _birth_field(seat)),
            sex_field(),
            text_field("interpreter_language", _("&Interpreter needed in")),
        ]
        if person.protection not in HIDING:
            items[3:3] = abode_fields()
        super().__init__(seat, parent, _("Personal data"), about, items, area="person", act=_("Save"))
        self.form.set_values({name: getattr(person, name) for name in self.form.fields})

    def send(self, values: dict[str, Any]) -> Call[None]:
        changed = {
            name: value
            for name, value in values.items()
            if (value or None) != (getattr(self._person, name) or None)
        }
        return self.seat.desk.do(
            patients.update, self._person.patient_id, self._person.version, **_typed(changed)
        )

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The personal data are saved."))


class ProtectionSheet(ActSheet):
    """The level with its date and the document that was seen (PROT-01)."""

    def __init__(self, seat: Seat, parent: QWidget, person: PersonRow, about: str) -> None:
        self._person = person
        fields = protection_fields(seat, "level", "on", "document_seen")
        super().__init__(
            seat, parent, _("Protected identity"), about, fields, area="protection", act=_("Save")
        )  # fmt: skip
        self.form.set_values({
            "level": person.protection, "on": person.protection_on, "document_seen": person.protection_seen,
        })  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            patients.set_protection, self._person.patient_id, self._person.version, values["level"],
            values["on"], values["document_seen"] or "",
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The protection of the identity is saved."))


def protection_fields(seat: Seat, level: str, on: str, document: str) -> list[Field[Any]]:
    """Under the names that the command gives them."""
    levels = [Option(one, word(one)) for one in Protection]
    hint = _("With protected registration or assumed identity no address or phone is kept, of anyone.")
    choice: Choice[Protection] = Choice(level, _("&Level"), levels, required=True, hint=hint)
    today = _today(seat)
    return [
        choice,
        DateField(on, _("&Decided on"), today=today, latest=today()),
        TextField(document, _("Document &seen"), max_length=200),
    ]


def _birth_field(seat: Seat) -> DateField:
    today = _today(seat)
    return DateField("birth_date", _("&Born"), today=today, latest=today())


def _today(seat: Seat) -> Any:
    return lambda: local(seat.clock()).date()


def _typed(changed: dict[str, Any]) -> Any:
    """Names are never None: an empty one is an empty text, and refused by the ward."""
    return {
        name: value if value is not None or name not in ("family_name", "given_name") else ""
        for name, value in changed.items()
        if name in (*LIMITS, *ABODE, "birth_date", "sex")
    }
