"""What a new ward is called, whose it is and which beds it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.kit.fields import Field, Level, Remark, TextArea, TextField
from ward_app.entrance.first_start import NewWard
from ward_app.errors import Invalid
from ward_app.i18n import _, ngettext
from ward_app.wards.labels import EIGHTEEN, rooms_of


def ward_fields() -> list[Field[Any]]:
    beds = TextArea(
        "beds", _("&Beds, with commas between them"), required=True, lines=3, check=_count,
        hint=_("1:2 is the second bed of room 1, 7 is a room with one bed. Can be changed later."),
    )  # fmt: skip
    beds.set_value(EIGHTEEN)
    beds.edit.setFixedHeight(beds.edit.minimumHeight())
    return [
        TextField("unit_name", _("Name of the &unit"), required=True),
        TextField("region_name", _("&Region"), required=True),
        TextField("municipality_name", _("&Municipality"), required=True),
        beds,
    ]


def new_ward(values: Mapping[str, Any]) -> NewWard:
    return NewWard(
        unit_name=values["unit_name"] or "",
        region_name=values["region_name"] or "",
        municipality_name=values["municipality_name"] or "",
        beds=" ".join((values["beds"] or "").split("\n")),
    )


def _count(typed: str) -> Remark:
    try:
        rooms = rooms_of(" ".join(typed.split("\n")))
    except Invalid as refusal:
        return Remark(Level.IMPOSSIBLE, refusal.sentence)
    beds = sum(len(labels) for _room, labels in rooms)
    in_beds = ngettext("{n} bed", "{n} beds", beds).format(n=beds)
    in_rooms = ngettext("{n} room", "{n} rooms", len(rooms)).format(n=len(rooms))
    return Remark(Level.NOTE, _("{beds} in {rooms}.").format(beds=in_beds, rooms=in_rooms))
