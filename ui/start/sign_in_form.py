"""Name, password and what comes beside it, on the sign-in page and on the lock.

Says what was wrong and when to try again.
"""

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
from ui.start.second_step import SecondStep
from ward_app.access.passwords import LONGEST
from ward_app.clock import Clock
from ward_app.errors import SecondFactorNeeded, SignInFailed, WardError
from ward_app.i18n import _


class SignInForm(QWidget):
    """`login` is for the lock: who is at work needs no name, until `ask_name` lets someone else in.

    `tried` gives name and password; `second` has the code or PIN that goes with them. Where only the card
    is asked for (`ask_card`), name and password are empty.
    """

    tried = Signal(str, str)

    def __init__(
        self, clock: Clock, *, area: str, act: str, login: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._act = act
        self._login = self._known = login
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
        self.second = SecondStep(area)
        self.second.done.connect(self._try)
        self.second.back.connect(self.start_over)
        self._is_card_only = False
        self._name.setVisible(not login)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        caps = CapsHint(self._password.edit)
        for part in (self._name, self._password, caps, self.second, self.problem, self.button):
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
        self._known = "" if asked else self._login
        self.start_over()

    def ask_card(self) -> None:
        """Card and PIN alone, without name and password."""
        self._is_card_only = True
        self._ask_second(by_card=True)

    def start_over(self) -> None:
        """Back to the name and the password."""
        self._is_card_only = False
        self._countdown.stop()
        self.problem.hide()
        self.second.hide()
        self.second.forget()
        self._name.setVisible(not self._known)
        self._password.show()
        self._password.set_value(None)
        self.focus_first()

    def focus_first(self) -> None:
        if not self.second.isHidden():
            self.second.focus_first()
            return
        target = self._name if not self._name.isHidden() and self._name.is_blank() else self._password
        target.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: WardError) -> None:
        """Say why not. A wrong password is typed anew, one that could not be tried stays."""
        self._rest()
        if isinstance(error, SecondFactorNeeded):
            self._ask_second(by_card=error.by_card)
            return
        self._say(error.sentence)
        if isinstance(error, SignInFailed):
            self._forget_secret()
            if error.wait_seconds:
                self._countdown.begin(error.wait_seconds)
        if self.second.isHidden():
            self._password.input.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.second.focus_first()

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
        self.second.forget()

    def _ask_second(self, *, by_card: bool) -> None:
        """The password was right, and is sent once more with what is asked for now."""
        self.problem.hide()
        self._name.hide()
        self._password.hide()
        self.second.ask(by_card=by_card)
        announce(self, _("Now the PIN of the card.") if by_card else _("Now the code from the phone."))
        self.second.focus_first()

    def _forget_secret(self) -> None:
        """What was wrong is typed anew: the code where there was one, else the password."""
        if self.second.isHidden():
            self._password.set_value(None)
        else:
            self.second.forget()

    def _name_done(self) -> None:
        if not self._name.is_blank():
            self._password.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        login = "" if self._is_card_only else self._known or self._name.value() or ""
        password = "" if self._is_card_only else self._password.value() or ""
        if self._is_busy or self._countdown.left or not self._is_complete(login, password):
            return
        self._is_busy = True
        self.problem.hide()
        self.button.setText(_("One moment…"))
        self.button.setEnabled(False)
        self._sent = login, password
        self.tried.emit(login, password)

    def _is_complete(self, login: str, password: str) -> bool:
        """Else the keyboard goes to what is missing."""
        if not self.second.isHidden():
            if self.second.is_blank:
                self.second.focus_first()
            return not self.second.is_blank
        if not login or not password:
            (self._password if login else self._name).input.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(login and password)

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
