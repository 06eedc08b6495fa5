"""What can be done about a note that is read: signed, changed, corrected, disagreed with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.drafts import Drafts
from ui.kit import dialogs
from ui.notes.card import Act
from ui.notes.sending import named
from ui.notes.writing import FORM, Writing, correcting, rewriting
from ward_app.errors import WardError
from ward_app.i18n import _
from ward_app.notes import commands as notes
from ward_app.notes.queries import Subject
from ward_app.notes.rows import NoteRow
from ward_app.words import word


class NoteActs(QObject):
    """Offers what the one who sits here may do, and asks first where nothing can be undone."""

    begun = Signal(object)  # the row: keep it chosen when the list is renewed
    signed = Signal()
    refused = Signal()  # the note is another than the one that was read

    def __init__(
        self, page: QWidget, desk: Desk, drafts: Drafts, write: Callable[[Writing, NoteRow], object]
    ) -> None:
        super().__init__(page)
        self.subject = Subject(0, "", "")
        self._page, self._desk, self._drafts, self._write = page, desk, drafts, write

    def offer(self, row: NoteRow) -> list[Act]:
        acts: list[Act] = []
        if row.may_sign and self._desk.allows(notes.sign):
            acts.append(("sign", _("Sign…"), self._sign))
        if row.may_rewrite:
            acts.append(("rewrite", _("Change"), lambda row: self._write(rewriting(row), row)))
            acts.append(("discard", _("Throw away…"), self._discard))
        if row.is_signed and self._desk.allows(notes.correct):
            acts.append(("correct", _("Correct"), lambda row: self._write(correcting(row), row)))
        if row.discarded_at is None and self._desk.allows(notes.remark):
            acts.append(("remark", _("The patient considers this wrong…"), self._remark))
        return acts

    def _sign(self, row: NoteRow) -> None:
        question = _("{kind} about {name}. A signed note cannot be changed, only corrected.").format(
            kind=word(row.kind), name=named(self.subject)
        )
        if dialogs.confirm(self._page, _("Sign the note?"), question, _("Sign")):
            self.begun.emit(row)
            call = self._desk.do(notes.sign, row.id, row.version).failed(self._refused)
            call.then(lambda _done: self.signed.emit(), owner=self)

    def _refused(self, error: WardError) -> None:
        self._desk.refused.emit(error)
        self.refused.emit()

    def _discard(self, row: NoteRow) -> None:
        question = _(
            "{kind} about {name}. It is kept in the history but is no longer part of the list."
        ).format(kind=word(row.kind), name=named(self.subject))
        title = _("Throw away the unsigned note?")
        if dialogs.confirm(self._page, title, question, _("Throw away"), danger=True):
            self._drafts.drop(FORM, rewriting(row).subject)
            self._desk.do(notes.discard, row.id, row.version)

    def _remark(self, row: NoteRow) -> None:
        text = dialogs.ask_reason(
            self._page,
            _("The patient considers the note wrong"),
            _("The note itself is not changed. What the patient says is kept beside it."),
            _("Save the remark"),
            label=_("What the &patient considers wrong or misleading"),
        )
        if text:
            self.begun.emit(row)
            self._desk.do(notes.remark, row.id, text)
