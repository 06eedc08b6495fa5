"""Was an opening in an emergency justified? (LSVO 3:6, LOG-04)"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.fields import Choice, Option, TextArea
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.sheet import Sheet
from ui.seat import Seat
from ward_app.i18n import _, date_text, span_text
from ward_app.sharing import commands as sharing
from ward_app.sharing.rows import EmergencyRow

YES, NO = "yes", "no"


class EmergencySheet(Sheet):
    def __init__(self, seat: Seat, parent: QWidget, row: EmergencyRow) -> None:
        super().__init__(parent, _("Opened in an emergency"), area="logs.emergency")
        self._seat, self._row = seat, row
        said = _("{who} opened the data of {patient} {when}.").format(
            who=row.by,
            patient=row.person,
            when=f"{date_text(row.from_at)} {span_text(row.from_at, row.until_at)}",
        )
        self.content.addWidget(PlainLabel(said, wrap=True))
        self.content.addWidget(PlainLabel(_("Reason: {reason}").format(reason=row.text), wrap=True))
        answers = [Option(YES, _("Yes, there was danger and the data were needed")), Option(NO, _("No"))]
        self.form = Form(
            [
                Choice("is_justified", _("Was it justified?"), answers, required=True),
                TextArea(
                    "note", _("&Note: if it was not, what was wrong and what is done about it"), lines=3
                ),
            ],
            area="logs.emergency",
        )
        self.content.addWidget(self.form)
        self.unsaved = lambda: self.form.dirty
        self.save = self.add_button(_("Save the review"), self._save)
        self.setMinimumWidth(560)
        self.form.focus_first()

    def _save(self) -> None:
        if not self.form.check():
            return
        values = self.form.values()
        call = self._seat.desk.do(
            sharing.review_emergency, self._row.id, self._row.version, values["is_justified"] == YES,
            values["note"] or "",
        )  # fmt: skip
        self.form.saving(call).then(self._saved)

    def _saved(self, _answer: object) -> None:
        self._seat.guide.notice(_("The opening is reviewed."))
        self.accept()
