"""What is typed about a person, cleaned and checked once, where it comes in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypedDict

from ward_app.cleaning import one_line
from ward_app.errors import Invalid
from ward_app.i18n import _
from ward_app.patients.model import Sex

LIMITS = {
    "family_name": 100,
    "given_name": 100,
    "preferred_name": 100,
    "street": 200,
    "postal_code": 12,
    "town": 100,
    "phone": 60,
    "interpreter_language": 60,
}
"""Characters there is room for."""

ABODE = ("street", "postal_code", "town", "phone")
OLDEST = timedelta(days=130 * 366)


class Particulars(TypedDict, total=False):
    """What may be known of a person beside names, date of birth and sex."""

    preferred_name: str | None
    street: str | None
    postal_code: str | None
    town: str | None
    phone: str | None
    interpreter_language: str | None


class PersonFields(Particulars, total=False):
    """All that can be changed about a person; numbers and protection have commands of their own."""

    family_name: str
    given_name: str
    birth_date: date | None
    sex: Sex


def cleaned(fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The fields as they are stored: an empty text is None, but for the two names, which are never None."""
    if "birth_date" in fields:
        _expect_birth_date(fields["birth_date"], today)
    return {
        name: _text(name, value) if name in LIMITS else value for name, value in fields.items()
    }  # fmt: skip


def expect_name(family_name: str, given_name: str) -> None:
    if not any(char.isalnum() for char in family_name + given_name):
        raise Invalid("family_name", _("Type the person's name, or admit without name."))


def expect_no_abode(fields: Mapping[str, Any]) -> None:
    """Of who has protected registration or an assumed identity, only name and number are kept (PROT-02)."""
    for name in ABODE:
        if fields.get(name):
            raise Invalid(
                name,
                _(
                    "The person has a protected identity: no address or phone is kept here."
                    " Post goes by way of the Tax Agency."
                ),
            )


def required(text: str, field: str, sentence: str, limit: int = 500) -> str:
    """A line that must say something."""
    line = one_line(text, limit=limit, field=field)
    if not line:
        raise Invalid(field, sentence)
    return line


def _text(name: str, value: str | None) -> str | None:
    text = one_line(value or "", limit=LIMITS[name], field=name)
    return text if name in ("family_name", "given_name") else text or None


def _expect_birth_date(born: date | None, today: date) -> None:
    if born is None:
        return
    if born > today:
        raise Invalid("birth_date", _("The date of birth is in the future."))
    if born < today - OLDEST:
        raise Invalid("birth_date", _("The date of birth is more than 130 years ago. Check the year."))
