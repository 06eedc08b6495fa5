"""The store cannot be opened: what is wrong, what is safe, what to do, and a way to go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S
from ui.kit.messages import Strip
from ui.start.page import StartPage
from ward_app.i18n import N_, _

NOTHING_LOST = N_(
    "Nothing has been changed. What was saved before lies where it was, and drafts are kept on this computer."
)
NOTHING_YET = N_("No ward has been set up here yet, so nothing can have been lost.")
PAPER = N_("Until it is mended, work by the printed handover sheet and the ward's routine on paper.")


class TroublePage(StartPage):
    """`sentence` is the refusal, which says what to do. `where` tells IT which store is meant.

    `safe` is what to say instead where it is not the store that is in trouble.
    """

    retry = Signal()
    quit = Signal()

    def __init__(
        self,
        sentence: str,
        *,
        where: str = "",
        is_new: bool = False,
        title: str = "",
        safe: str = "",
        workstation: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            title or _("The ward's database cannot be used"), workstation=workstation, parent=parent
        )
        self.setObjectName("trouble")
        self.problem = Strip("danger", sentence)
        self.content.addWidget(self.problem)
        self.content.addWidget(PlainLabel(_("What is safe"), "strong"))
        known = _(NOTHING_YET if is_new else NOTHING_LOST)
        self.content.addWidget(PlainLabel(safe or known, wrap=True))
        if not is_new and not safe:
            self.content.addWidget(PlainLabel(_("What to do"), "strong"))
            self.content.addWidget(PlainLabel(_(PAPER), wrap=True))
        if where:
            place = _("Database: {where}").format(where=where)
            self.content.addWidget(PlainLabel(place, "small", wrap=True, selectable=True))
        self._add_buttons()

    def focus_first(self) -> None:
        self.again.setFocus()

    def _add_buttons(self) -> None:
        self.again = Button(_("Try again"), kind="primary", clicked=self.retry.emit, name="trouble.retry")
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        row.addWidget(Button(_("Close the program"), clicked=self.quit.emit, name="trouble.quit"))
        row.addWidget(self.again)
        self.content.addSpacing(SPACE_S)
        self.content.addLayout(row)
