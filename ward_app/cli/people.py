"""`ward-app user …`"""

from __future__ import annotations

import argparse

from ward_app.access import factor, logins, queries
from ward_app.access.policy import Role
from ward_app.cli import secrets
from ward_app.cli.station import Station
from ward_app.entrance import accounts
from ward_app.errors import Refused
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
        social=asked.social, analysis_ref=asked.analysis,
    )  # fmt: skip
    print(_("{login} can sign in as {role}.").format(login=asked.login.casefold(), role=word(role).lower()))
    return 0


def reset_factor(asked: argparse.Namespace, station: Station) -> int:
    """The phone is lost: the password alone counts until another one is set up."""
    app, login = station.app, logins.plain(asked.login)
    row = next((one for one in app.ask(queries.users) if one.login == login), None)
    if row is None:
        raise Refused(_("There is no user with this name."))
    app.do(factor.reset, row.id, row.version)
    print(_("{login} signs in with the password alone now.").format(login=login))
    return 0
