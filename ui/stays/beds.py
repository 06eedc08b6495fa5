"""Beds that are closed, opened, cleaned, and places beyond them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit import dialogs
from ui.kit.fields import Choice, Option, TextArea, TextField
from ui.kit.form import Item
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet, now_field
from ward_app.i18n import _
from ward_app.wards import commands as wards
from ward_app.wards.model import BedKind, ClosureKind
from ward_app.wards.queries import BedRow, RoomRow
from ward_app.words import word


class CloseBedSheet(ActSheet):
    """Out of use for a while, and why."""

    def __init__(self, seat: Seat, parent: QWidget, bed_id: int, bed: str) -> None:
        self._bed_id, self._bed = bed_id, bed
        kinds = [Option(kind, word(kind)) for kind in ClosureKind]
        why: Choice[ClosureKind] = Choice("kind", _("&Why"), kinds, required=True)
        items: list[Item] = [
            why,
            TextArea("note", _("&Note"), lines=2),
            now_field(seat, "from_at", _("&From")),
        ]
        super().__init__(
            seat, parent, _("Close the bed"), _("Bed {bed}").format(bed=bed), items, area="close_bed",
            act=_("Close the bed"),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            wards.close_bed, self._bed_id, values["kind"], values["note"] or "", from_at=values["from_at"]
        )

    def done_with(self, answer: Any) -> None:
        text = _("Bed {bed} is out of use.").format(bed=self._bed)
        self.seat.guide.notice(text, lambda: self.seat.desk.do(wards.reopen_bed, self._bed_id))


class OverOccupancySheet(ActSheet):
    """One place beyond the ward's beds: a fact of its own, with its reason."""

    def __init__(self, seat: Seat, parent: QWidget, rooms: list[RoomRow]) -> None:
        room: Choice[int] = Choice(
            "room_id", _("&Room"), [Option(one.id, one.name) for one in rooms], shape="combo", required=True
        )
        items: list[Item] = [
            room,
            TextField(
                "label", _("&Name of the place"), required=True, max_length=wards.LONGEST_LABEL, letters=12
            ),
            TextArea("reason", _("&Why one patient more is taken"), required=True, lines=3),
        ]
        super().__init__(
            seat, parent, _("Open an over-occupancy place"), "", items, area="over", act=_("Open the place")
        )

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            wards.open_over_occupancy, values["room_id"], values["label"], values["reason"]
        )

    def done_with(self, answer: Any) -> None:
        label = self.form.values()["label"]
        self.seat.guide.notice(_("The over-occupancy place {bed} is open.").format(bed=label))


def close_over_occupancy(seat: Seat, row: BedRow, parent: QWidget) -> None:
    """For good: the next one is a new fact."""
    if row.kind is not BedKind.OVER_OCCUPANCY:
        return
    question = _("The place {bed} goes from the board. What happened there stays in the records.")
    if dialogs.confirm(
        parent, _("Close the over-occupancy place?"), question.format(bed=row.label), _("Close the place")
    ):
        call = seat.desk.do(wards.close_over_occupancy, row.id, row.version)
        text = _("The over-occupancy place {bed} is closed.").format(bed=row.label)
        call.then(lambda _done: seat.guide.notice(text), owner=seat.desk)
