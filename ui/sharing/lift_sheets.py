"""Lifting a block within the own provider, in two steps: first which unit has data, then what to open, and
until when (PDL 4:5). Both are logged; after the time it stands again by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Choice, Option, TextArea
from ui.kit.labels import PlainLabel
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ward_app.i18n import _, ngettext
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import LiftReason
from ward_app.sharing.rows import BlockedRow
from ward_app.words import word

HOURS = (1, 4, 12, 24)
USUAL_HOURS = 12


class RevealSheet(ActSheet):
    """Step 1: why. Only then is it told which unit it is."""

    def __init__(self, seat: Seat, parent: QWidget, patient_id: int, about: str) -> None:
        self._patient_id, self._about = patient_id, about
        said = PlainLabel(
            _("Step 1 of 2. With a reason you are told which unit has blocked data, not yet what they say."),
            wrap=True,
        )
        reasons = [Option(reason, word(reason)) for reason in LiftReason]
        self.why: Choice[LiftReason] = Choice("reason", _("&Reason"), reasons, required=True)
        super().__init__(
            seat, parent, _("Lift a block"), about,
            [said, self.why, TextArea("text", _("&In your own words"), required=True, lines=2)],
            area="reveal", act=_("Show which unit"),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[tuple[BlockedRow, ...]]:
        return self.seat.desk.do(sharing.reveal_blocks, self._patient_id, values["reason"], values["text"])

    def done_with(self, answer: Sequence[BlockedRow]) -> None:
        parent = self.parentWidget()
        if not answer:
            self.seat.guide.notice(_("There are no blocked data that you could open here."))
        elif parent is not None:
            values = self.form.values()
            LiftSheet(self.seat, parent, answer, values["reason"], values["text"], self._about).open()


class LiftSheet(ActSheet):
    """Step 2: what, and for how long. What is not needed stays closed."""

    def __init__(
        self, seat: Seat, parent: QWidget, rows: Sequence[BlockedRow], why: LiftReason, text: str, about: str
    ) -> None:
        self._why, self._text = why, text
        said = PlainLabel(_("Step 2 of 2. Open only what is needed. It is logged and reviewed."), wrap=True)
        only = rows[0].block_id if len(rows) == 1 else None
        units = [Option(row.block_id, row.unit) for row in rows]
        hours = [Option(one, hours_text(one)) for one in HOURS]
        super().__init__(
            seat, parent, _("Lift a block"), about,
            [said, Choice("block_id", _("&Data from"), units, required=True, chosen=only),
             Choice("hours", _("&For"), hours, required=True, chosen=USUAL_HOURS)],
            area="lift", act=_("Lift the block"),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            sharing.lift_block, values["block_id"], reason=self._why, text=self._text, hours=values["hours"]
        )

    def done_with(self, answer: Any) -> None:
        hours = hours_text(self.form.values()["hours"])
        self.seat.guide.notice(_("The block is lifted for you for {time}.").format(time=hours))


def hours_text(hours: int) -> str:
    return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
