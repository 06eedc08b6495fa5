"""After an emergency opening: what is open now, and who has blocked the rest and can be asked (LSVO 3:5)."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from ui.kit.labels import PlainLabel
from ui.kit.sheet import Sheet
from ui.record.cards import CardAct
from ui.seat import Seat
from ui.sharing.part import Part
from ui.sharing.telling import Told, block_text
from ui.stays.rights import barred
from ward_app.i18n import _, relative_text
from ward_app.sharing import commands as sharing
from ward_app.sharing.rows import BlockedRow, EmergencyRow
from ward_app.words import word

_LETTERS = 76


class OpenedSheet(Sheet):
    def __init__(self, seat: Seat, parent: QWidget, row: EmergencyRow, about: str) -> None:
        super().__init__(parent, _("The record is open in an emergency"), area="opened")
        self._seat, self._about = seat, about
        self.cancel.setText(_("Close"))
        until = relative_text(row.until_at, seat.clock())
        said = _("Open for you until {time}. It is listed for review.").format(time=until)
        self.unblocked = Part("unblocked", _("Open now"), [])
        self.unblocked.show_lines(
            [Told(word(owner), icon="eye") for owner in row.unblocked]
            or [Told(_("No other owner has data that are not blocked."), ink="muted")]
        )
        self.blocked = Part("blocked", _("Blocked"), [])
        self.blocked.show_lines([self._line(one) for one in row.blocked])
        self.blocked.setVisible(bool(row.blocked))
        for widget in (PlainLabel(about, "heading", wrap=True), PlainLabel(said, wrap=True),
                       self.unblocked, self.blocked):  # fmt: skip
            self.content.addWidget(widget)
        self.content.addStretch(1)
        self.setMinimumWidth(QFontMetrics(self.font()).averageCharWidth() * _LETTERS)

    def _line(self, one: BlockedRow) -> Told:
        reason = barred(self._seat.desk, sharing.request_lift)
        ask = CardAct("request", _("Ask for the block to be lifted…"), partial(self._ask, one), reason)
        return Told(block_text(one, self._seat.clock()), icon="lock", acts=[ask])

    def _ask(self, one: BlockedRow) -> None:
        from ui.sharing.block_sheets import RequestSheet

        RequestSheet(self._seat, self, one.block_id, one.owner, self._about).open()
