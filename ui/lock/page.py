"""Who has locked the screen, and how they or someone else come in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import PlainLabel
from ui.start.page import NARROW, StartPage
from ui.start.sign_in_form import SignInForm
from ward_app.access.policy import Actor
from ward_app.clock import Clock
from ward_app.errors import WardError
from ward_app.i18n import N_, _, time_text
from ward_app.words import word

KEPT = N_("Everything is as you left it. Drafts are kept, and nobody else sees them.")


def who(actor: Actor, clock: Clock) -> str:
    """`M. Falk · Nurse`"""
    duty = actor.duty(clock())
    return f"{actor.name} · {word(duty.role)}" if duty else actor.name


class LockPage(StartPage):
    """The one who is at work gives a password only; someone else also a name.

    `for_other`: someone else wants to sign in, so their name is asked for at once.
    """

    tried = Signal(str, str)

    def __init__(
        self,
        actor: Actor,
        clock: Clock,
        *,
        for_other: bool = False,
        workstation: str = "",
        can_use_card: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        lead = _("{who}. Locked since {time}.").format(who=who(actor, clock), time=time_text(clock()))
        super().__init__(_("Locked"), lead=lead, letters=NARROW, workstation=workstation, parent=parent)
        self._name = actor.name
        self.form = SignInForm(clock, area="lock", act=_("Unlock"), login=actor.login)
        self.form.tried.connect(self.tried)
        self.content.addWidget(self.form)
        self._is_for_other = False
        self.other = Button("", kind="link", clicked=self._turn, name="lock.other")
        row = QHBoxLayout()
        row.addWidget(self.other)
        if can_use_card:
            card = Button(
                _("Sign in with the card"), kind="link", clicked=self.form.ask_card, name="lock.card"
            )
            row.addWidget(card)
        row.addStretch(1)
        self.content.addLayout(row)
        self.content.addWidget(PlainLabel(_(KEPT), "small", wrap=True))
        self._show(for_other)

    def focus_first(self) -> None:
        self.form.focus_first()

    def refuse(self, error: WardError) -> None:
        self.form.refuse(error)

    def _turn(self) -> None:
        self._show(not self._is_for_other)

    def _show(self, for_other: bool) -> None:
        self._is_for_other = for_other
        back = _("Back to {name}").format(name=self._name)
        self.other.setText(back if for_other else _("Someone else signs in"))
        self.form.ask_name(for_other)
