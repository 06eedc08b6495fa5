"""Printing the information to the patient: the same for everyone, so nothing of anybody is on it."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from PySide6.QtWidgets import QWidget

from ui.calls import Progress
from ui.kit.printing import Preview
from ui.seat import Seat
from ward_app.copies.information import Informed, information
from ward_app.i18n import _


def print_information(seat: Seat, page: QWidget) -> None:
    seat.desk.ask(information, seat.ward.unit_id).then(partial(_draw, seat, page), owner=page)


def _draw(seat: Seat, page: QWidget, told: Informed) -> None:
    seat.desk.later(partial(_drawn, told)).then(partial(_show, seat, page), owner=page)


def _show(seat: Seat, page: QWidget, pdf: bytes) -> None:
    title = _("Information to the patient")
    Preview(seat.desk, pdf, title, parent=page, may_save=True, file_name="patientinformation").open()


def _drawn(told: Informed, _progress: Progress) -> bytes:
    """ReportLab is loaded with the first print."""
    from ward_app.reports import patient_information
    from ward_app.reports.patient_information import InformationSheet

    to = BytesIO()
    mark = _("Practice – invented people") if told.is_practice else ""
    sheet = InformationSheet(told.unit, told.phone, told.owners, told.at, mark)
    patient_information.render(sheet, to)
    return to.getvalue()
