"""Name and password, on the sign-in page and on the lock: says what was wrong and when to try again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.announce import announce
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.look import SPACE_M
from ui.kit.messages import Strip
from ui.start.caps import CapsHint
from ui.start.countdown import Countdown
from ward_app.access.passwords import LONGEST
from ward_app.clock import Clock
from ward_app.errors import SignInFailed, WardError
from ward_app.i18n import _


class SignInForm(QWidget):
    """`login` is for the lock: who is at work needs no name, until `ask_name` lets someone else in."""

    tried = Signal(str, str)

    def __init__(
        self, clock: Clock, *, area: str, act: str, login: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._act = act
        self._known = login
        self._is_busy = False
        self._sent: tuple[str, str] | None = None
        self._name = TextField("login", _("&User name"), max_length=60)
        self._password = TextField("password", _("&Password"), max_length=LONGEST, password=True)
        self.problem = Strip("danger", "")
        self.problem.hide()
        self.button = Button(act, kind="primary", clicked=self._try, name=f"{area}.enter")
        self._countdown = Countdown(clock, self)
        self._countdown.changed.connect(self._show_wait)
        for field in (self._name, self._password):
            field.set_object_names(area)
        self._name.edit.returnPressed.connect(self._name_done)
        self._password.edit.returnPressed.connect(self._try)
        self._name.setVisible(not login)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        for part in (self._name, self._password, CapsHint(self._password.edit), self.problem, self.button):
            box.addWidget(part)

    @property
    def sent(self) -> tuple[str, str] | None:
        """What was tried and has not been answered: it may have come before anyone listened."""
        return self._sent

    @property
    def countdown(self) -> Countdown:
        return self._countdown

    def ask_name(self, asked: bool) -> None:
        """Let someone else sign in, or only the one who is at work."""
        self._countdown.stop()
        self.problem.hide()
        self._name.setVisible(asked)
        self._password.set_value(None)
        self.focus_first()

    def focus_first(self) -> None:
        target = self._name if not self._name.isHidden() and self._name.is_blank() else self._password
        target.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: WardError) -> None:
        """Say why not. A wrong password is typed anew, one that could not be tried stays."""
        self._rest()
        self._say(error.sentence)
        if isinstance(error, SignInFailed):
            self._password.set_value(None)
            if error.wait_seconds:
                self._countdown.begin(error.wait_seconds)
        self._password.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_slow(self) -> None:
        """The store is long in answering."""
        if self._is_busy:
            self._say(_("This takes longer than usual. Wait, or tell IT if it goes on."))

    def forget(self) -> None:
        """Nothing typed stays behind: the page is put away, or someone is in."""
        self._rest()
        self._countdown.stop()
        self.problem.hide()
        for field in (self._name, self._password):
            field.set_value(None)

    def _name_done(self) -> None:
        if not self._name.is_blank():
            self._password.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        login = self._known if self._name.isHidden() else (self._name.value() or "")
        password = self._password.value() or ""
        if self._is_busy or self._countdown.left:
            return
        if not login or not password:
            (self._password if login else self._name).input.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._is_busy = True
        self.problem.hide()
        self.button.setText(_("One moment…"))
        self.button.setEnabled(False)
        self._sent = login, password
        self.tried.emit(login, password)

    def _rest(self) -> None:
        self._is_busy = False
        self._sent = None
        self.button.setText(self._act)
        self.button.setEnabled(True)

    def _say(self, sentence: str) -> None:
        self.problem.label.setText(sentence)
        self.problem.show()
        announce(self, sentence, assertive=True)

    def _show_wait(self, left: int) -> None:
        self.button.setEnabled(not left)
        if left:
            self.button.setText(_("{act} ({n} s)").format(act=self._act, n=left))
        else:
            self.button.setText(self._act)
            self.problem.hide()
