"""The sign-in page. It needs no store, so that it is there at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.icon_label import IconLabel
from ui.kit.labels import Line, PlainLabel
from ui.kit.look import SPACE_S
from ui.start import banner
from ui.start.page import StartPage
from ui.start.sign_in_form import SignInForm
from ward_app.clock import Clock
from ward_app.config import Config
from ward_app.i18n import N_, _

FORGOTTEN = N_("A forgotten password: the unit manager or the system administrator gives you a new one.")
LOGGED = N_("What you open here is logged, and the log is checked.")
"""Said where the ward has no text of its own (LOG-07)."""


class SignInPage(StartPage):
    """`banner` is the ward's text on the sign-in page. `recover`: someone has the recovery code."""

    recover = Signal()

    def __init__(
        self,
        clock: Clock,
        *,
        banner: str = "",
        workstation: str = "",
        can_recover: bool = True,
        can_use_card: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Sign in"), workstation=workstation, parent=parent)
        self.setObjectName("sign_in")
        self.form = SignInForm(clock, area="sign_in", act=_("Sign in"))
        self.content.addWidget(self.form)
        self.content.addWidget(PlainLabel(_(FORGOTTEN), "small", wrap=True))
        if can_use_card:
            self._add_link(_("Sign in with the card"), self.form.ask_card, "sign_in.card")
        if can_recover:
            self._add_link(_("Use the recovery code"), self.recover.emit, "sign_in.recover")
        self._banner = PlainLabel(wrap=True)
        self._add_banner()
        self.show_banner(banner)

    def show_banner(self, text: str) -> None:
        self._banner.setText(text or _(LOGGED))

    def focus_first(self) -> None:
        self.form.focus_first()

    def _add_link(self, text: str, clicked: Callable[[], object], name: str) -> None:
        row = QHBoxLayout()
        row.addWidget(Button(text, kind="link", clicked=clicked, name=name))
        row.addStretch(1)
        self.content.addLayout(row)

    def _add_banner(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("shield-check", "muted"))
        row.addWidget(self._banner, 1)
        self.content.addWidget(Line())
        self.content.addLayout(row)


def sign_in_page(clock: Clock, config: Config) -> SignInPage:
    """As this workstation's settings have it."""
    return SignInPage(
        clock,
        banner=banner.read(config.data_folder),
        workstation=config.workstation,
        can_recover=config.is_embedded,
        can_use_card=card_alone(config),
    )


def card_alone(config: Config) -> bool:
    """On the embedded store the password opens the database, so the card can only stand beside it."""
    return config.card_library is not None and not config.is_embedded
