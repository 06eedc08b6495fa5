"""The first start of the embedded store: its administrator and its ward, in one go."""

from __future__ import annotations

from dataclasses import dataclass

from ward_app.app import App
from ward_app.cleaning import one_line
from ward_app.entrance.entrance import Entered, Entrance
from ward_app.errors import Invalid
from ward_app.i18n import _
from ward_app.wards import commands as wards
from ward_app.wards.labels import rooms_of


@dataclass(frozen=True, slots=True)
class NewWard:
    """What a ward is set up with; `beds` as it is typed: `1:1, 1:2, 7`."""

    unit_name: str
    region_name: str
    municipality_name: str
    beds: str


def begin(
    entrance: Entrance, ward: NewWard, *, login: str, given_name: str, family_name: str, password: str
) -> tuple[Entered, str]:
    """Make the store, and give back who is in it and the recovery code. Checks the ward before that."""
    require_ward(ward)
    entered, code = entrance.begin(
        login=login, given_name=given_name, family_name=family_name, password=password
    )
    set_up(entered.app, ward)
    return entered, code


def set_up(app: App, ward: NewWard) -> int:
    """The ward of a store that has none yet."""
    require_ward(ward)
    return app.do(
        wards.set_up, unit_name=ward.unit_name, region_name=ward.region_name,
        municipality_name=ward.municipality_name, rooms=rooms_of(ward.beds),
    )  # fmt: skip


def require_ward(ward: NewWard) -> None:
    """Raise Invalid, naming the field, for what the set-up would refuse: by then the store would exist."""
    for field in ("unit_name", "region_name", "municipality_name"):
        if not one_line(getattr(ward, field), field=field):
            raise Invalid(field, _("Fill in a name."))
    for room, labels in rooms_of(ward.beds):
        for label in (room, *labels):
            one_line(label, limit=wards.LONGEST_LABEL, field="beds")
