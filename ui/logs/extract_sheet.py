"""The patient's extract of the log: whose, which period, then the pages to print."""

from __future__ import annotations

from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.calls import Progress
from ui.kit.fields import DateField, TextField
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.printing import Preview
from ui.kit.sheet import Sheet
from ui.logs.person import find_person
from ui.seat import Seat
from ward_app.i18n import _, date_text, local
from ward_app.logs import commands
from ward_app.logs.extract import Extract, PersonRow


class ExtractSheet(Sheet):
    def __init__(self, seat: Seat, parent: QWidget) -> None:
        super().__init__(parent, _("Extract of the log for a patient"), area="logs.extract")
        self._seat, self._page = seat, parent
        self.content.addWidget(
            PlainLabel(
                _("Says from which unit and when someone has taken part of the patient's data, and what was"
                  " done. Check who the patient is before you hand it over."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        number = TextField("number", _("The patient's personal &number"), required=True, letters=20)
        begin = DateField("from_on", _("&From"), today=self._today, hint=_("Empty: from the beginning"))
        end = DateField("to_on", _("&To"), today=self._today, hint=_("Empty: until now"))
        self.form = Form([number, (begin, end)], area="logs.extract")
        self.content.addWidget(self.form)
        self.make = self.add_button(_("Show the extract"), self._make, name="make")
        self.setMinimumWidth(660)
        self.form.focus_first()

    def _today(self) -> date:
        return local(self._seat.clock()).date()

    def _make(self) -> None:
        if self.form.check():
            find_person(self._seat, self.form, "number", self._fetch)

    def _fetch(self, person: PersonRow) -> None:
        values = self.form.values()
        call = self._seat.desk.do(
            commands.make_extract, person.patient_id, values["from_on"], values["to_on"]
        )
        self.form.saving(call).then(self._draw)

    def _draw(self, extract: Extract) -> None:
        self._seat.desk.later(partial(_drawn, extract)).then(partial(self._show, extract), owner=self)

    def _show(self, extract: Extract, pdf: bytes) -> None:
        """Neither title nor file name says about whom it is."""
        self.accept()
        show_extract(self._seat, self._page, extract, pdf)


def show_extract(seat: Seat, page: QWidget, extract: Extract, pdf: bytes) -> None:
    def printed(copies: int) -> None:
        seat.desk.do(commands.record_extract, extract.patient_id, copies=copies)

    def saved(_path: Path) -> None:
        seat.desk.do(commands.record_extract, extract.patient_id, saved=True)

    Preview(
        seat.desk, pdf, _("Extract of the log"), parent=page, may_save=True,
        file_name=f"loggutdrag-{date_text(extract.printed_at)}", on_printed=printed, on_saved=saved,
    ).open()  # fmt: skip


def _drawn(extract: Extract, _progress: Progress) -> bytes:
    """ReportLab is loaded with the first print."""
    from ward_app.reports import log_extract

    to = BytesIO()
    log_extract.render(extract, to)
    return to.getvalue()
