"""The patient whom a check or an extract is about, by the whole personal number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui.kit.form import Form
from ui.seat import Seat
from ward_app.errors import Invalid
from ward_app.i18n import _
from ward_app.logs.extract import PersonRow, extract_person


def find_person(seat: Seat, form: Form, field: str, found: Callable[[PersonRow], object]) -> None:
    """Go on with the one who has this number; else say so beside the field."""
    call = seat.desk.ask(extract_person, form.values()[field] or "")
    call.then(partial(_found, form, field, found), owner=form).failed(form.refuse, owner=form)


def _found(form: Form, field: str, found: Callable[[PersonRow], object], people: list[PersonRow]) -> None:
    if len(people) == 1:
        found(people[0])
    else:
        form.refuse(
            Invalid(field, _("Nobody here has this number. Compare it with the person's identity card."))
        )
