"""The fields of the part “Person”: the number first, and what only a newcomer is asked for."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Any

from ui.kit.fields import Choice, DateField, Field, Option, TextField
from ui.record.person_sheet import sex_field, text_field
from ui.seat import Seat
from ward_app.i18n import _, local
from ward_app.patients.model import Protection
from ward_app.words import word


class How(StrEnum):
    """What the person can be known by."""

    NUMBER = auto()
    NO_NUMBER = auto()
    UNKNOWN = auto()


class PersonFields:
    """By name, under the names that the commands use for what is wrong with them."""

    def __init__(self, seat: Seat) -> None:
        def today() -> Any:
            return local(seat.clock()).date()

        hows = {
            How.NUMBER: _("Has a number"),
            How.NO_NUMBER: _("No number"),
            How.UNKNOWN: _("Cannot say who they are"),
        }
        self.number = TextField(
            "number_text", _("Personal &number, or another number"), required=True, max_length=40, letters=20
        )  # fmt: skip
        self.how: Choice[How] = Choice(
            "how", _("The person"), [Option(*one) for one in hows.items()], chosen=How.NUMBER
        )
        self.reason = TextField("number_reason", _("&Why without number"), required=True, max_length=200)
        self.family = text_field("family_name", _("&Family name"), required=True)
        self.given = text_field("given_name", _("&Given names"))
        self.born = DateField("birth_date", _("B&orn"), today=today, latest=today())
        self.sex = sex_field()
        self.street = text_field("street", _("S&treet"))
        self.postal_code = text_field("postal_code", _("Postal &code"))
        self.town = text_field("town", _("To&wn"))
        self.phone = text_field("phone", _("&Phone"))
        self.interpreter = text_field("interpreter_language", _("&Interpreter needed in"))
        levels = [Option(level, word(level)) for level in Protection]
        self.protection: Choice[Protection] = Choice(
            "protection", _("Protected i&dentity"), levels, shape="combo", chosen=Protection.NONE
        )
        self.protection_on = DateField(
            "protection_on", _("Decided on"), today=today, required=True, latest=today()
        )
        self.protection_seen = TextField("protection_seen", _("Document seen"), required=True, max_length=200)

    @property
    def named(self) -> list[Field[Any]]:
        """What someone who can say who they are is asked for."""
        return [self.family, self.given, self.born, self.street, self.postal_code, self.town, self.phone,
                self.interpreter, self.protection]  # fmt: skip

    @property
    def abode(self) -> list[Field[Any]]:
        """What is not kept of who has the stronger protections (PROT-02)."""
        return [self.street, self.postal_code, self.town, self.phone]

    @property
    def rows(self) -> list[tuple[Field[Any], ...]]:
        """Side by side, in the order of reading; the card of who was found comes after the first."""
        return [
            (self.number, self.how),
            (self.reason,),
            (self.family, self.given, self.born),
            (self.sex, self.interpreter),
            (self.street, self.postal_code, self.town, self.phone),
            (self.protection, self.protection_on, self.protection_seen),
        ]
