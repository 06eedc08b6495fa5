"""`ward-app user …`"""

from __future__ import annotations

import argparse

from ward_app.access.policy import Role
from ward_app.cli import secrets
from ward_app.cli.station import Station
from ward_app.entrance import accounts
from ward_app.i18n import _
from ward_app.words import word


def add(asked: argparse.Namespace, station: Station) -> int:
    app = station.app
    role = Role(asked.role)
    password = secrets.choose(
        _("First password of the colleague: "), _("Once more: "), asked.new_password_file
    )
    accounts.add(
        app, station.entrance.slots, login=asked.login, given_name=asked.given_name,
        family_name=asked.family_name, role=role, unit_id=station.unit_id(), password=password,
    )  # fmt: skip
    print(_("{login} can sign in as {role}.").format(login=asked.login.casefold(), role=word(role).lower()))
    return 0
