"""What can be done about an entry that is read: signed, changed, corrected, objected to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.kit import dialogs
from ui.notes.card import Act
from ui.notes.writing import Writing, correcting, rewriting
from ui.seat import Seat
from ui.social.editor import may_sign
from ui.social.writing import FORM
from ward_app.errors import WardError
from ward_app.i18n import _
from ward_app.social import commands as social
from ward_app.social.rows import SocialRow
from ward_app.words import word


class SocialActs(QObject):
    """Only for who works in this record; `works_here` is told with each answer of the ward."""

    begun = Signal(object)  # the row: keep it chosen when the list is renewed
    signed = Signal()
    refused = Signal()  # the entry is another than the one that was read

    def __init__(
        self, page: QWidget, seat: Seat, about: str, write: Callable[[Writing, SocialRow], object]
    ) -> None:
        super().__init__(page)
        self.works_here = False
        self._page, self._seat, self._about, self._write = page, seat, about, write

    def offer(self, row: SocialRow) -> list[Act]:
        if not self.works_here or not self._seat.desk.allows(social.write):
            return []
        acts: list[Act] = []
        if row.may_sign:
            acts.append(("sign", _("Sign…"), self._sign))
        if row.may_rewrite:
            acts.append(("rewrite", _("Change"), lambda row: self._write(rewriting(row), row)))
            acts.append(("discard", _("Throw away…"), self._discard))
        if row.is_signed:
            acts.append(("correct", _("Correct"), lambda row: self._write(correcting(row), row)))
        if row.discarded_at is None:
            acts.append(("remark", _("The person considers this wrong…"), self._remark))
        return acts

    def _sign(self, row: SocialRow) -> None:
        if may_sign(self._page, word(row.kind), self._about):
            self.begun.emit(row)
            call = self._seat.desk.do(social.sign, row.id, row.version).failed(self._refused)
            call.then(lambda _done: self.signed.emit(), owner=self)

    def _refused(self, error: WardError) -> None:
        self._seat.desk.refused.emit(error)
        self.refused.emit()

    def _discard(self, row: SocialRow) -> None:
        question = _(
            "{kind} about {name}. It is kept in the history but is no longer part of the list."
        ).format(kind=word(row.kind), name=self._about)
        title = _("Throw away the unsigned note?")
        if dialogs.confirm(self._page, title, question, _("Throw away"), danger=True):
            self._seat.drafts.drop(FORM, rewriting(row).subject)
            self._seat.desk.do(social.discard, row.id, row.version)

    def _remark(self, row: SocialRow) -> None:
        text = dialogs.ask_reason(
            self._page,
            _("The person considers the entry wrong"),
            _("The entry itself is not changed. What the person says is kept beside it."),
            _("Save the remark"),
            label=_("What the &person considers wrong or misleading"),
        )
        if text:
            self.begun.emit(row)
            self._seat.desk.do(social.remark, row.id, text)
