"""This workstation at the command line: its settings, its way in, and whoever does it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ward_app.access import sessions
from ward_app.access.policy import Permission, allowed
from ward_app.app import App
from ward_app.cli import secrets
from ward_app.config import Config
from ward_app.entrance.entrance import Entered, Entrance
from ward_app.entrance.opening import Place
from ward_app.entrance.sign_in import Second
from ward_app.errors import NotAllowed, Refused, SecondFactorNeeded, WardError
from ward_app.i18n import _
from ward_app.settings import queries as settings
from ward_app.settings.registry import SECOND_FACTOR
from ward_app.store.keyslots import DEFAULT_COST
from ward_app.wards import queries as wards

COST = DEFAULT_COST
"""What a guess at a password costs; tests guess for less."""


class Station:
    """Opens what a command needs, when it needs it, and shuts it afterwards."""

    def __init__(self, config: Config, login: str | None, password_file: Path | None) -> None:
        self.config = config
        self.place = Place(config, COST)
        self.entrance = Entrance(self.place)
        self.password_file = password_file
        self._login = login
        self._entered: Entered | None = None

    def __enter__(self) -> Station:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._entered is not None and self.entrance.store is not None:
            with suppress(WardError):  # the session is found to be lost after a day all the same
                self._entered.app.do(sessions.note_lock, "signed_out")
        self.entrance.close()

    @property
    def entered(self) -> Entered:
        """Whoever does it, signed in: asked for once."""
        if self._entered is None:
            login, password = self.login(), secrets.ask(_("Password: "), self.password_file)
            self._entered = self._enter(login, password)
        return self._entered

    def _enter(self, login: str, password: str) -> Entered:
        try:
            entered = self.entrance.enter(login, password)
        except SecondFactorNeeded as needed:
            asked = _("PIN of the card: ") if needed.by_card else _("Code from the phone: ")
            typed = secrets.ask_code(asked, self.password_file)
            card = self.entrance.card(typed) if needed.by_card else None
            entered = self.entrance.enter(login, password, Second("" if card else typed, card))
        rule = entered.app.ask(settings.value, SECOND_FACTOR)
        if rule == "demanded" and not entered.account.has_factor:
            raise Refused(_("A second factor is asked of everyone here. Set it up in the window first."))
        return entered

    @property
    def app(self) -> App:
        return self.entered.app

    def login(self) -> str:
        if self._login is None:
            raise Refused(_("Say who does it with --user NAME."))
        return self._login

    def require(self, permission: Permission) -> None:
        """For what is done beside the door, such as a backup. The door checks the rest."""
        if not allowed(self.app.user, permission, self.app.clock()):
            raise NotAllowed(_("Your role does not include this. Ask the system administrator."))

    def unit_id(self) -> int:
        """The ward of this store. One store holds one ward today."""
        units = self.app.ask(wards.units)
        if not units:
            raise Refused(_("There is no unit in the store yet."))
        return units[0].id
