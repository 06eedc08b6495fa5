"""Handing out a copy of one owner's record: to whom, by whose decision, on which ground (PDL 3:11)."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call, Progress
from ui.kit import dialogs
from ui.kit.fields import Choice, DateField, Option, TextField
from ui.kit.form import Item
from ui.kit.labels import PlainLabel
from ui.kit.printing import Preview
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ward_app.copies import commands as copies
from ward_app.copies import queries
from ward_app.copies.model import LegalGround
from ward_app.copies.rows import CopyTerms, RecordCopy
from ward_app.i18n import _, local
from ward_app.owners import RecordOwner
from ward_app.words import word


def hand_out(seat: Seat, parent: QWidget, patient_id: int, about: str) -> None:
    """Asks first whose record the user may hand out."""
    call = seat.desk.ask(queries.owners_to_copy)
    call.then(lambda owners: HandOutSheet(seat, parent, patient_id, about, owners).open(), owner=parent)


class HandOutSheet(ActSheet):
    """A draft can be looked at first. What was handed out is in the record before it is on paper."""

    def __init__(
        self, seat: Seat, parent: QWidget, patient_id: int, about: str, owners: tuple[RecordOwner, ...]
    ) -> None:
        self._patient_id = patient_id
        self._page = parent
        super().__init__(
            seat, parent, _("Hand out a copy of the record"), about, _items(seat, owners), area="copies",
            act=_("Hand out…"), instead=(_("Look at a draft"), self._draft),
        )  # fmt: skip

    def is_meant(self, values: dict[str, Any]) -> bool:
        question = _("The record will say that {recipient} was given a copy, and who decided it.")
        return dialogs.confirm(
            self, _("Hand out the copy?"), question.format(recipient=values["recipient"]), _("Hand out")
        )

    def send(self, values: dict[str, Any]) -> Call[RecordCopy]:
        return self.seat.desk.do(copies.hand_out, self._patient_id, values["owner"], _terms(values))

    def done_with(self, answer: RecordCopy) -> None:
        _draw(self.seat, self._page, answer)

    def _draft(self) -> None:
        if self.form.check():
            values = self.form.values()
            call = self.seat.desk.ask(queries.preview, self._patient_id, values["owner"], _terms(values))
            call.then(partial(_draw, self.seat, self), owner=self).failed(self.form.refuse)


def _items(seat: Seat, owners: tuple[RecordOwner, ...]) -> list[Item]:
    whose = [Option(owner, word(owner)) for owner in owners]
    grounds = [Option(ground, word(ground)) for ground in LegalGround]
    today = local(seat.clock()).date()
    owner: Choice[RecordOwner] = Choice(
        "owner", _("&Whose record"), whose, required=True, chosen=owners[0] if len(owners) == 1 else None
    )
    ground: Choice[LegalGround] = Choice("ground", _("Legal &ground"), grounds, shape="combo", required=True)
    return [
        PlainLabel(
            _("A copy holds one owner's record. The others are asked for theirs."), "muted", wrap=True
        ),
        owner,
        (
            DateField("since_on", _("&From, empty: from the beginning"), today=lambda: today, latest=today),
            DateField("until_on", _("&To, empty: to today"), today=lambda: today, latest=today),
        ),
        TextField("recipient", _("&Recipient"), required=True),
        TextField("decided_by", _("&Decided by"), required=True),
        ground,
    ]


def _terms(values: dict[str, Any]) -> CopyTerms:
    return CopyTerms(
        values["recipient"], values["decided_by"], values["ground"], values["since_on"], values["until_on"]
    )


def _draw(seat: Seat, page: QWidget, copy: RecordCopy) -> None:
    seat.desk.later(partial(_drawn, copy)).then(partial(_show, seat, page, copy), owner=page)


def _show(seat: Seat, page: QWidget, copy: RecordCopy, pdf: bytes) -> None:
    """A draft is for the screen; should it be printed all the same, the log says so."""
    desk = seat.desk
    if copy.disclosure_id is None:
        Preview(
            desk, pdf, _("Draft of a copy"), parent=page,
            on_printed=lambda count: desk.do(
                copies.record_draft, copy.patient_id, copy.owner, copies=count
            ),
        ).open()  # fmt: skip
        return
    given = copy.disclosure_id
    Preview(
        desk, pdf, _("Copy {serial}").format(serial=copy.serial), parent=page, file_name=copy.serial,
        may_save=True, on_printed=lambda count: desk.do(copies.record_paper, given, copies=count),
        on_saved=lambda _path: desk.do(copies.record_paper, given, saved=True),
    ).open()  # fmt: skip


def _drawn(copy: RecordCopy, _progress: Progress) -> bytes:
    """ReportLab is loaded with the first print."""
    from ward_app.reports import record_copy

    to = BytesIO()
    record_copy.render(copy, to)
    return to.getvalue()
