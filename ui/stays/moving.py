"""Moving one patient to a free bed, and two patients into each other's."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.buttons import reason_off
from ui.kit.fields import Check, Choice, Level, Option, Remark
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet, bed_options, now_field
from ui.stays.who import Who, find
from ward_app.i18n import _
from ward_app.stays import commands as stays
from ward_app.wards import queries as wards
from ward_app.wards.queries import FreeBedRow


class MoveSheet(ActSheet):
    """To a free bed; undone from the notice."""

    def __init__(self, seat: Seat, parent: QWidget, who: Who) -> None:
        self._who = who
        self._labels: dict[int, str] = {}
        self.bed: Choice[int] = Choice("bed_id", _("&To bed"), shape="combo", required=True)
        self.at = now_field(seat, "at", _("&When"))
        cleaning = Check("needs_cleaning", _("The bed that is left has to be &cleaned"))
        super().__init__(
            seat, parent, _("Move the patient"), who.text, [self.bed, self.at, cleaning], area="move",
            act=_("Move"),
        )  # fmt: skip
        self.at.left.connect(self._look)
        self._look()

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            stays.move, self._who.stay_id, values["bed_id"], self._who.version, values["at"],
            needs_cleaning=values["needs_cleaning"],
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        values = self.form.values()
        bed = self._labels[values["bed_id"]]
        text = _("Moved {name} to {bed}.").format(name=self._who.name, bed=bed)
        undo = partial(_move_back, self.seat, self._who, values["at"]) if self._who.bed_id else None
        self.seat.guide.notice(text, undo)

    def _look(self) -> None:
        """Which beds are free from that time on."""
        self.seat.desk.ask(wards.free_beds, self.seat.ward.unit_id, self.at.value()).then(self._offer)

    def _offer(self, beds: list[FreeBedRow]) -> None:
        self._labels = {bed.id: bed.label for bed in beds}
        self.bed.set_options(bed_options(beds))
        none = _("No bed is free. Let two patients swap beds, or open an over-occupancy place.")
        reason_off(self.act, None if beds else none)
        self.bed.show_remark(None if beds else Remark(Level.NOTE, none))
        if len(beds) == 1:
            self.bed.set_value(beds[0].id)


class SwapSheet(ActSheet):
    """Two patients change beds in one step."""

    def __init__(self, seat: Seat, parent: QWidget, who: Who, others: list[Who]) -> None:
        self._who = who
        self._others = {one.stay_id: one for one in others if one.bed_id and one.stay_id != who.stay_id}
        options = [
            Option(one.stay_id, _("{bed} · {name}").format(bed=one.bed, name=one.name))
            for one in self._others.values()
        ]
        choice: Choice[int] = Choice("other", _("Swap &with"), options, shape="combo", required=True)
        super().__init__(
            seat, parent, _("Let two patients swap beds"), who.text,
            [choice, now_field(seat, "at", _("&When"))], area="swap", act=_("Swap beds"),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[None]:
        other = self._others[values["other"]]
        return self.seat.desk.do(
            stays.swap, self._who.stay_id, other.stay_id, self._who.version, other.version, values["at"]
        )

    def done_with(self, answer: Any) -> None:
        values = self.form.values()
        other = self._others[values["other"]]
        text = _("{name} and {other} have swapped beds.").format(name=self._who.name, other=other.name)
        self.seat.guide.notice(text, partial(_swap_back, self.seat, self._who, other, values["at"]))


def _move_back(seat: Seat, who: Who, at: datetime) -> None:
    """To the old bed at the time of the move, as if it had never been."""
    bed_id = who.bed_id
    assert bed_id is not None  # only then it was offered

    def back(now: Who) -> None:
        call = seat.desk.do(stays.move, now.stay_id, bed_id, now.version, at)
        text = _("{name} is back in bed {bed}.").format(name=who.name, bed=who.bed)
        call.then(lambda _done: seat.guide.notice(text), owner=seat.desk)

    find(seat, who.stay_id, seat.desk, lambda now, _board: back(now))


def _swap_back(seat: Seat, who: Who, other: Who, at: datetime) -> None:
    def back(now: Who, then: Who) -> None:
        call = seat.desk.do(stays.swap, now.stay_id, then.stay_id, now.version, then.version, at)
        text = _("{name} and {other} are back in their beds.").format(name=who.name, other=other.name)
        call.then(lambda _done: seat.guide.notice(text), owner=seat.desk)

    find(
        seat, who.stay_id, seat.desk,
        lambda now, _board: find(seat, other.stay_id, seat.desk, lambda then, _board: back(now, then)),
    )  # fmt: skip
