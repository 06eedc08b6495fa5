"""This workstation at the command line: its settings, its way in, and whoever does it."""

from __future__ import annotations

from pathlib import Path

from ward_app.access.policy import Permission, allowed
from ward_app.app import App
from ward_app.cli import secrets
from ward_app.config import Config
from ward_app.entrance.entrance import Entered, Entrance
from ward_app.entrance.opening import Place
from ward_app.errors import NotAllowed, Refused
from ward_app.i18n import _
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
        self.entrance.close()

    @property
    def entered(self) -> Entered:
        """Whoever does it, signed in: asked for once."""
        if self._entered is None:
            login, password = self.login(), secrets.ask(_("Password: "), self.password_file)
            self._entered = self.entrance.enter(login, password)
        return self._entered

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
