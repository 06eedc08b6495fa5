"""The printers of this workstation. What is printed goes to them straight from memory, never by a file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui.kit.pdf_pages import count_pages, draw_page
from ward_app.errors import Refused
from ward_app.i18n import _

_PRINT_DPI = 300
_SECONDS_TO_SPOOL = 60


@dataclass(frozen=True, slots=True)
class PrintJob:
    """`title` is what the queue shows to everyone: never a name or a number of a patient."""

    printer: str
    title: str
    copies: int = 1
    grey: bool = False


class Printers(Protocol):
    def names(self) -> list[str]: ...

    def default(self) -> str: ...

    def send(self, pdf: bytes, job: PrintJob) -> None: ...


class SystemPrinters:
    """Those the system knows."""

    def names(self) -> list[str]:
        return QPrinterInfo.availablePrinterNames()

    def default(self) -> str:
        return QPrinterInfo.defaultPrinterName()

    def send(self, pdf: bytes, job: PrintJob) -> None:
        """On Linux the PDF itself goes to CUPS; elsewhere its pages as pictures. Refused if not taken."""
        lp = shutil.which("lp") if sys.platform.startswith("linux") else None
        if lp:
            send_to_lp(lp, pdf, job)
        else:
            printer = QPrinter(QPrinterInfo.printerInfo(job.printer), QPrinter.PrinterMode.HighResolution)
            paint_pages(printer, pdf, job)


def send_to_lp(lp: str, pdf: bytes, job: PrintJob) -> None:
    command = [lp, "-d", job.printer, "-n", str(job.copies), "-t", job.title]
    if job.grey:
        command += ["-o", "print-color-mode=monochrome"]
    try:
        done = subprocess.run(
            [*command, "-"], input=pdf, capture_output=True, timeout=_SECONDS_TO_SPOOL, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _not_taken(job) from error
    if done.returncode:
        raise _not_taken(job)


def paint_pages(printer: QPrinter, pdf: bytes, job: PrintJob) -> None:
    """Each page as a picture of 300 dots per inch, on paper of its own size."""
    printer.setResolution(_PRINT_DPI)
    printer.setDocName(job.title)
    printer.setCopyCount(job.copies)
    grey = QPrinter.ColorMode.GrayScale if job.grey else QPrinter.ColorMode.Color
    printer.setColorMode(grey)
    printer.setFullPage(True)
    painter = QPainter()
    for number in range(count_pages(pdf)):
        picture = draw_page(pdf, number, _PRINT_DPI, grey=job.grey)
        paper = QSizeF(picture.width(), picture.height()) / _PRINT_DPI
        printer.setPageLayout(_layout(paper))
        began = printer.newPage() if painter.isActive() else painter.begin(printer)
        if not began:
            raise _not_taken(job)
        painter.drawImage(QRectF(0, 0, picture.width(), picture.height()), picture)
    if not painter.end():
        raise _not_taken(job)


def _layout(inches: QSizeF) -> QPageLayout:
    size = QPageSize(inches, QPageSize.Unit.Inch, "", QPageSize.SizeMatchPolicy.FuzzyOrientationMatch)
    wide = inches.width() > inches.height()
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF())


def _not_taken(job: PrintJob) -> Refused:
    return Refused(
        _("The printer {printer} did not take the job. Nothing was printed.").format(printer=job.printer)
    )
