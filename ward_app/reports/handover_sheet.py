"""The handover in the layout that was asked for."""

from __future__ import annotations

from typing import BinaryIO

from ward_app.handovers.rows import Layout, Printed, Sheet
from ward_app.reports import report_sheet, sbar_sheet


def render(layout: Layout, sheet: Sheet, printed: Printed, to: BinaryIO) -> None:
    drawn = {Layout.REPORT_SHEET: report_sheet.render, Layout.SBAR: sbar_sheet.render}
    drawn[layout](sheet, printed, to)
