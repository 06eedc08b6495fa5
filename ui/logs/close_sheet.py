"""What a check came to, written once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.fields import TextArea
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.sheet import Sheet
from ui.logs import texts
from ui.seat import Seat
from ward_app.i18n import _, ngettext
from ward_app.logs import commands
from ward_app.logs.rows import ReviewRow


class CloseSheet(Sheet):
    def __init__(self, seat: Seat, parent: QWidget, row: ReviewRow) -> None:
        super().__init__(parent, _("Close the check"), area="logs.close")
        self._seat, self._row = seat, row
        self.form = Form(
            [TextArea("outcome", _("&Outcome, and what is done about it"), required=True)], area="logs.close"
        )
        self.content.addWidget(PlainLabel(f"{texts.what(row)} · {_found(row)}", wrap=True))
        self.content.addWidget(PlainLabel(_("After this nothing in the check changes."), "muted", wrap=True))
        self.content.addWidget(self.form)
        self.unsaved = lambda: self.form.dirty
        self.save = self.add_button(_("Close the check"), self._save)
        self.setMinimumWidth(520)
        self.form.focus_first()

    def _save(self) -> None:
        if not self.form.check():
            return
        outcome = self.form.values()["outcome"]
        call = self._seat.desk.do(commands.close_review, self._row.id, self._row.version, outcome)
        self.form.saving(call).then(self._saved)

    def _saved(self, _answer: object) -> None:
        self._seat.guide.notice(_("The check is closed."))
        self.accept()


def _found(row: ReviewRow) -> str:
    """`20 accesses, 1 to be asked about, 0 not justified`"""
    accesses = ngettext("{n} access", "{n} accesses", row.accesses).format(n=row.accesses)
    return _("{accesses}, {ask} to be asked about, {wrong} not justified").format(
        accesses=accesses, ask=row.to_ask, wrong=row.unjustified
    )
