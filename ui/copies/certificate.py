"""Printing a certificate of time in care from a stay."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from PySide6.QtWidgets import QWidget

from ui.calls import Progress
from ui.kit.printing import Preview
from ui.seat import Seat
from ward_app.copies import certificates
from ward_app.copies.rows import Certificate
from ward_app.i18n import _


def print_certificate(seat: Seat, stay_id: int, page: QWidget) -> None:
    seat.desk.do(certificates.certify_stay, stay_id).then(partial(_draw, seat, page), owner=page)


def _draw(seat: Seat, page: QWidget, certificate: Certificate) -> None:
    seat.desk.later(partial(_drawn, certificate)).then(partial(_show, seat, page, certificate), owner=page)


def _show(seat: Seat, page: QWidget, certificate: Certificate, pdf: bytes) -> None:
    """Paper only: it is signed by hand."""
    Preview(
        seat.desk, pdf, _("Certificate of time in care"), parent=page,
        on_printed=lambda count: seat.desk.do(
            certificates.certificate_printed, certificate.stay_id, copies=count
        ),
    ).open()  # fmt: skip


def _drawn(certificate: Certificate, _progress: Progress) -> bytes:
    """ReportLab is loaded with the first print."""
    from ward_app.reports import stay_certificate

    to = BytesIO()
    stay_certificate.render(certificate, to)
    return to.getvalue()
