"""Printing the extract: asked anew, logged for the patient, drawn in the background, shown first."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.calls import Progress
from ui.kit.printing import Preview
from ui.seat import Seat
from ward_app.i18n import _
from ward_app.social import commands as social
from ward_app.social.rows import SocialExtract


class SocialPrinting(QObject):
    """Paper only: a file would be a copy outside the record."""

    def __init__(self, seat: Seat, page: QWidget, patient_id: int) -> None:
        super().__init__(page)
        self._seat, self._page, self._patient_id = seat, page, patient_id

    def preview(self) -> None:
        call = self._seat.desk.do(social.record_print, self._patient_id)
        call.then(self._draw, owner=self)

    def _draw(self, extract: SocialExtract) -> None:
        self._seat.desk.later(partial(_drawn, extract)).then(self._show, owner=self)

    def _show(self, pdf: bytes) -> None:
        Preview(
            self._seat.desk, pdf, _("Extract of the social services' record"), parent=self._page,
            on_printed=self._printed,
        ).open()  # fmt: skip

    def _printed(self, copies: int) -> None:
        self._seat.desk.do(social.record_paper, self._patient_id, copies=copies)


def _drawn(extract: SocialExtract, _progress: Progress) -> bytes:
    """ReportLab is loaded with the first print."""
    from ward_app.reports import social_extract

    to = BytesIO()
    social_extract.render(extract, to)
    return to.getvalue()
