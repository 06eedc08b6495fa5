"""Where a code is asked of everyone: the phone is set up before the window opens."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button, primary_action
from ui.kit.form import Form
from ui.start.actions_row import actions_row
from ui.start.page import StartPage
from ui.start.phone_part import PhonePart, code_field
from ward_app.entrance.enrolling import Offer
from ward_app.i18n import _

LETTERS = 96


class EnrolPage(StartPage):
    """`confirmed` gives the first code; what the ward says to it goes to `form.refuse`."""

    confirmed = Signal(str)
    back = Signal()

    def __init__(
        self, name: str, offer: Offer, *, workstation: str = "", parent: QWidget | None = None
    ) -> None:
        lead = _("{name}, here a code from the phone is asked for beside the password.")
        super().__init__(
            _("Set up your phone"), lead=lead.format(name=name), letters=LETTERS, workstation=workstation,
            parent=parent,
        )  # fmt: skip
        self.setObjectName("enrol")
        self.form = Form([code_field()], area="enrol")
        self.form.fields["code"].input.returnPressed.connect(self._confirm)  # type: ignore[attr-defined]
        self.content.addWidget(PhonePart(offer, self.form))
        save = Button(_("Confirm the code"), kind="primary", clicked=self._confirm, name="enrol.save")
        back = Button(_("Cancel"), clicked=self.back.emit, name="enrol.back")
        self.content.addLayout(actions_row(back, save))
        primary_action(self, save)

    def focus_first(self) -> None:
        self.form.focus_first()

    def _confirm(self) -> None:
        if self.form.check():
            self.confirmed.emit(self.form.values()["code"])
