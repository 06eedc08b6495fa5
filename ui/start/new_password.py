"""A password that someone else chose is good for one sign-in: then its owner chooses their own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button, primary_action
from ui.kit.form import Form
from ui.start.actions_row import actions_row
from ui.start.page import StartPage
from ui.start.password_fields import password_pair
from ward_app.i18n import _


class NewPasswordPage(StartPage):
    """`chosen` gives the new password; what the ward says to it goes to `form.refuse`."""

    chosen = Signal(str)
    back = Signal()

    def __init__(self, name: str, *, workstation: str = "", parent: QWidget | None = None) -> None:
        lead = _("{name}, you signed in with a password that someone else knows. Now choose your own.")
        super().__init__(
            _("Choose a password"), lead=lead.format(name=name), workstation=workstation, parent=parent
        )
        self.setObjectName("new_password")
        self.form = Form(password_pair("new", _("&New password")), area="new_password")
        again = self.form.fields["again"].input
        again.returnPressed.connect(self._choose)  # type: ignore[attr-defined]  # a line edit
        save = Button(_("Save the password"), kind="primary", clicked=self._choose, name="new_password.save")
        self.content.addWidget(self.form)
        back = Button(_("Cancel"), clicked=self.back.emit, name="new_password.back")
        self.content.addLayout(actions_row(back, save))
        primary_action(self, save)

    def focus_first(self) -> None:
        self.form.focus_first()

    def _choose(self) -> None:
        if self.form.check():
            self.chosen.emit(self.form.values()["new"])
