"""Printing the handover: asked anew, numbered, drawn in the background, shown before it leaves.

Opening the preview numbers the set and puts a row for each patient into the log, for the number stands on the
pages; printing or saving says so once more. A preview that is closed again stays in the log as a preview.
"""

from __future__ import annotations

from functools import partial
from io import BytesIO

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from ui.calls import Progress
from ui.handover.shredding import ShredSheet
from ui.kit.labels import literal
from ui.kit.printing import Preview
from ui.seat import Seat
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.rows import Layout, Printed, Sheet, SheetRow
from ward_app.handovers.wording import who
from ward_app.i18n import N_, _
from ward_app.patients.shown import Audience

LAYOUTS = {Layout.REPORT_SHEET: N_("Report sheet, all patients"), Layout.SBAR: N_("SBAR per patient")}


class Printing(QObject):
    """Makes previews for its page."""

    def __init__(self, seat: Seat, page: QWidget) -> None:
        super().__init__(page)
        self._seat, self._page = seat, page

    def menu(self, current: SheetRow | None) -> QMenu:
        """Every way to print, and what became of the paper."""
        menu = QMenu(self._page)
        menu.setObjectName("handover.print.menu")
        for layout, text in LAYOUTS.items():
            menu.addAction(_(text), partial(self.preview, layout))
        if current is not None:
            text = _("SBAR for {patient} only").format(patient=literal(who(current)))
            menu.addAction(text, partial(self.preview, Layout.SBAR, only=current.stay_id))
        menu.addSeparator()
        menu.addAction(
            _("Report sheet with initials only"), partial(self.preview, audience=Audience.DISCREET)
        )
        menu.addSeparator()
        menu.addAction(_("Shredded sheets…"), self.shredding)
        return menu

    def preview(
        self,
        layout: Layout = Layout.REPORT_SHEET,
        *,
        only: int | None = None,
        audience: Audience = Audience.PRINT,
    ) -> None:
        call = self._seat.desk.ask(queries.sheet, self._seat.ward.unit_id, audience)
        call.then(partial(self._number, layout, only), owner=self)

    def shredding(self) -> None:
        ShredSheet(self._page, self._seat).open()

    def _number(self, layout: Layout, only: int | None, sheet: Sheet) -> None:
        chosen = sheet if only is None else sheet.of(frozenset({only}))
        unit_id, stays = self._seat.ward.unit_id, chosen.stay_ids
        call = self._seat.desk.do(handovers.record_print, unit_id, layout, stays, preview=True)
        call.then(partial(self._draw, layout, chosen), owner=self)

    def _draw(self, layout: Layout, sheet: Sheet, printed: Printed) -> None:
        job = self._seat.desk.later(partial(_drawn, layout, sheet, printed))
        job.then(partial(self._show, layout, printed.serial), owner=self)

    def _show(self, layout: Layout, serial: str, pdf: bytes) -> None:
        left = partial(self._left, serial)
        title = _("Handover {serial}").format(serial=serial)
        Preview(
            self._seat.desk, pdf, title, parent=self._page, file_name=f"{layout.value}-{serial}",
            may_save=self._seat.desk.allows(handovers.record_paper),
            on_printed=lambda copies: left(copies=copies), on_saved=lambda _path: left(saved=True),
        ).open()  # fmt: skip

    def _left(self, serial: str, *, copies: int = 1, saved: bool = False) -> None:
        self._seat.desk.do(handovers.record_paper, serial, copies=copies, saved=saved)


def _drawn(layout: Layout, sheet: Sheet, printed: Printed, _progress: Progress) -> bytes:
    """ReportLab is loaded with the first print."""
    from ward_app.reports import handover_sheet

    to = BytesIO()
    handover_sheet.render(layout, sheet, printed, to)
    return to.getvalue()
