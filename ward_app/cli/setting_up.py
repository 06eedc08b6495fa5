"""`ward-app init` and `ward-app demo`: a new ward, real or for practice."""

from __future__ import annotations

import argparse
import os
import secrets as randomness
from pathlib import Path

from ward_app import config
from ward_app.access import commands as access
from ward_app.access import passwords
from ward_app.app import App
from ward_app.cli import secrets
from ward_app.cli.station import Station
from ward_app.entrance import first_start
from ward_app.entrance.entrance import Entered
from ward_app.entrance.first_start import NewWard
from ward_app.entrance.opening import KEY_BYTES
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.store import grants, schema


def init(asked: argparse.Namespace, station: Station) -> int:
    new = NewWard(asked.unit, asked.region, asked.municipality, asked.beds)
    first_start.require_ward(new)
    password = secrets.choose(_("Password of the administrator: "), _("Once more: "), station.password_file)
    passwords.require_good(password, asked.login)
    if station.config.is_embedded:
        entered = _begin_embedded(asked, station, password)
    else:
        entered = _begin_shared(asked, station, password)
    first_start.set_up(entered.app, new)
    print(_("The ward is ready. Start the program and sign in as {login}.").format(login=asked.login))
    return 0


def demo(asked: argparse.Namespace, station: Station) -> int:
    from ward_app.practice import ward

    made = ward.make_anew(config.practice(station.config), seed=asked.seed)
    print(_("The practice ward is ready in {folder}.").format(folder=made))
    return 0


def _begin_embedded(asked: argparse.Namespace, station: Station, password: str) -> Entered:
    file: Path | None = asked.recovery_file
    if file is not None:
        _write_private(file, b"")  # before there is a store whose only code could be lost
    try:
        entered, code = station.entrance.begin(
            login=asked.login, given_name=asked.given_name, family_name=asked.family_name, password=password
        )
    except BaseException:
        if file is not None:
            file.unlink()
        raise
    if file is None:
        print(_("Recovery code, to be printed and kept in a sealed envelope:"))
        print(code)
    else:
        file.write_text(code + "\n", "utf-8")
    print(_("The code is typed back in the program before the first admission."))
    return entered


def _begin_shared(asked: argparse.Namespace, station: Station, password: str) -> Entered:
    key_file = station.config.key_file
    if key_file is None:
        raise Refused(_("Name a key_file in the settings: the log is chained with it."))
    if not key_file.exists():
        _write_private(key_file, randomness.token_bytes(KEY_BYTES))
    with station.place.connect() as store:
        schema.upgrade(store, backup_to=None, clock=station.entrance.clock)
        if asked.app_role:
            grants.give(store, asked.app_role)
        App(store, workstation=station.config.workstation).do(
            access.create_first_administrator, login=asked.login, given_name=asked.given_name,
            family_name=asked.family_name, password_hash=passwords.digest(password),
        )  # fmt: skip
    return station.entrance.enter(asked.login, password)


def _write_private(path: Path, content: bytes) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(_("The file {file} cannot be written.").format(file=path)) from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)
