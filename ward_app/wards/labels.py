"""Beds as they are typed when a ward is set up: `1:1, 1:2, 7` is room 1 with two beds and room 7 with one."""

from __future__ import annotations

from ward_app.errors import Invalid
from ward_app.i18n import _

EIGHTEEN = "1:1, 1:2, 2:1, 2:2, 3:1, 3:2, 4:1, 4:2, 5:1, 5:2, 6:1, 6:2, 7, 8, 9, 10, 11, 12"
"""The usual ward, to change."""


def rooms_of(typed: str) -> list[tuple[str, list[str]]]:
    """Rooms with their beds, in the order typed. Invalid when there is none or one stands twice."""
    labels = [label for one in typed.split(",") if (label := one.strip())]
    if not labels:
        raise Invalid("beds", _("Name at least one bed."))
    if twice := next((label for label in labels if labels.count(label) > 1), None):
        raise Invalid("beds", _("Bed {bed} stands twice in the list.").format(bed=twice))
    rooms: dict[str, list[str]] = {}
    for label in labels:
        rooms.setdefault(label.split(":")[0].strip(), []).append(label)
    return list(rooms.items())
