"""Blocks: the patient asks for one, or to have it lifted; another owner is asked to lift its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Choice, Option, TextArea
from ui.kit.labels import PlainLabel
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ward_app.i18n import _
from ward_app.owners import HEALTH, RecordOwner
from ward_app.sharing import commands as sharing
from ward_app.words import word

What = tuple[RecordOwner, int | None]


class BlockSheet(ActSheet):
    """Holds from the same moment (PDL 4:4, LSVO 2:3). `own` are the records the user may block."""

    def __init__(
        self, seat: Seat, parent: QWidget, patient_id: int, own: Sequence[RecordOwner], about: str
    ) -> None:
        self._patient_id = patient_id
        self.what: Choice[What] = Choice(
            "what", _("What the patient wants to &block"), _blockable(seat, own), required=True
        )
        said = PlainLabel(
            _(
                "It holds at once. Those who are kept out may miss what they need to know: tell the patient "
                "so. The patient may have it lifted at any time."
            ),
            wrap=True,
        )
        super().__init__(seat, parent, _("Block"), about, [self.what, said], area="block", act=_("Block now"))

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(sharing.block, self._patient_id, *values["what"])

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The block holds from now."))


def _blockable(seat: Seat, own: Sequence[RecordOwner]) -> list[Option[What]]:
    """Whole records; and of health records also what this unit wrote (the social services' goes as one)."""
    whole = _("The whole record of {owner}, from the other owners")
    here = _("What is written at {unit}, from other units of {owner}")
    options = [Option[What]((owner, None), whole.format(owner=word(owner))) for owner in own]
    return options + [
        Option[What]((owner, seat.ward.unit_id), here.format(unit=seat.ward.name, owner=word(owner)))
        for owner in own
        if owner in HEALTH
    ]


class RequestSheet(ActSheet):
    """Toward another owner a block can only be asked about (LSVO 3:5)."""

    def __init__(self, seat: Seat, parent: QWidget, block_id: int, owner: RecordOwner, about: str) -> None:
        self._block_id = block_id
        said = PlainLabel(
            _(
                "The block is lifted by {owner}, not by you. Say what is needed and why it cannot wait."
            ).format(owner=word(owner)),
            wrap=True,
        )
        items = [said, TextArea("text", _("What is &needed and why"), required=True, lines=3)]
        super().__init__(
            seat, parent, _("Ask for a block to be lifted"), about, items, area="request", act=_("Send")
        )

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(sharing.request_lift, self._block_id, values["text"])

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The request is sent."))


class RequestAnswerSheet(ActSheet):
    """Another owner asks us to lift our block."""

    def __init__(
        self, seat: Seat, parent: QWidget, request_id: int, seen: int, text: str, about: str
    ) -> None:
        self._request_id, self._seen = request_id, seen
        said = _("They write: “{text}”").format(text=text)
        self.is_granted: Choice[bool] = Choice(
            "is_granted", _("&Answer"),
            [Option(True, _("Lift the block")), Option(False, _("The block stays"))], required=True,
        )  # fmt: skip
        super().__init__(
            seat, parent, _("Someone asks for a block to be lifted"), about,
            [PlainLabel(said, wrap=True), self.is_granted,
             TextArea("answer", _("&Reason"), required=True, lines=2)],
            area="request_answer", act=_("Answer"),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            sharing.answer_request, self._request_id, self._seen, values["is_granted"], values["answer"]
        )

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The answer is sent."))
