"""Everybody's password is lost: the code from the sealed envelope gives one user a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button, primary_action
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.start.actions_row import actions_row
from ui.start.countdown import Countdown
from ui.start.page import StartPage
from ui.start.password_fields import password_pair
from ward_app.clock import Clock
from ward_app.errors import SignInFailed, WardError
from ward_app.i18n import _


class RecoverPage(StartPage):
    """`tried` gives code, user name and new password; a refusal goes to `refuse`."""

    tried = Signal(str, str, str)
    back = Signal()

    def __init__(self, clock: Clock, *, workstation: str = "", parent: QWidget | None = None) -> None:
        lead = _(
            "The code is on the paper in the sealed envelope. It opens the database and gives one user a new"
            " password. Afterwards make a new code under Settings, for the envelope has been opened."
        )
        super().__init__(_("Use the recovery code"), lead=lead, workstation=workstation, parent=parent)
        self.setObjectName("recover")
        self.form = Form(
            [
                TextField(
                    "code", _("Recovery &code"), required=True, max_length=80,
                    hint=_("Eight groups of four. Hyphens, spaces and capitals do not matter."),
                ),
                TextField("login", _("&User name"), required=True, max_length=60),
                *password_pair("password", _("&New password")),
            ],
            area="recover",
        )  # fmt: skip
        self._countdown = Countdown(clock, self)
        self._countdown.changed.connect(self._show_wait)
        self._act = _("Open and change the password")
        self.button = Button(self._act, kind="primary", clicked=self._try, name="recover.save")
        self.content.addWidget(self.form)
        back = Button(_("Back"), clicked=self.back.emit, name="recover.back")
        self.content.addLayout(actions_row(back, self.button))
        primary_action(self, self.button)

    @property
    def countdown(self) -> Countdown:
        return self._countdown

    def focus_first(self) -> None:
        self.form.focus_first()

    def refuse(self, error: WardError) -> None:
        self.button.setEnabled(True)
        self.form.refuse(error)
        if isinstance(error, SignInFailed) and error.wait_seconds:
            self._countdown.begin(error.wait_seconds)

    def _try(self) -> None:
        if self.form.check():
            self.button.setEnabled(False)
            values = self.form.values()
            self.tried.emit(values["code"], values["login"], values["password"])

    def _show_wait(self, left: int) -> None:
        self.button.setEnabled(not left)
        self.button.setText(_("{act} ({n} s)").format(act=self._act, n=left) if left else self._act)
