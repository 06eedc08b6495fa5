"""pg_dump and pg_restore: the server's own tools, told where to go by their environment, never a password."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL

from ward_app.errors import StoreDown, StoreUnusable
from ward_app.i18n import _

log = logging.getLogger(__name__)

_VARIABLES = {
    "host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "user": "PGUSER",
    "dbname": "PGDATABASE", "service": "PGSERVICE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE", "channel_binding": "PGCHANNELBINDING", "gssencmode": "PGGSSENCMODE",
    "krbsrvname": "PGKRBSRVNAME", "connect_timeout": "PGCONNECT_TIMEOUT",
}  # fmt: skip


def dump(address: URL, to: Path, snapshot: str) -> None:
    """All of the database as that snapshot sees it."""
    to.touch(mode=0o600)
    _run("pg_dump", address, "--format=custom", "--compress=1", f"--snapshot={snapshot}", f"--file={to}")


def check(file: Path) -> None:
    """Read the whole dump. Listing what is in it would be content with half of it."""
    try:
        _run("pg_restore", None, f"--file={os.devnull}", str(file))
    except StoreDown as error:
        raise StoreUnusable(
            _("The backup is damaged: PostgreSQL's own tools cannot read it. Take another backup.")
        ) from error


def load(address: URL, file: Path) -> None:
    """All or nothing."""
    database = f"--dbname={address.database}"
    _run("pg_restore", address, "--single-transaction", "--exit-on-error", "--no-owner", database, str(file))


def _run(tool: str, address: URL | None, *arguments: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise StoreUnusable(
            _("{tool} was not found. Install PostgreSQL's client programs on this machine.").format(tool=tool)
        )
    command = [program, *arguments, *(["--no-password"] if address else [])]
    done = subprocess.run(
        command, env=_environment(address), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        if tool == "pg_dump":  # what the other says may quote the rows it was given
            log.error("pg_dump: %s", done.stderr.decode(errors="replace").strip())
        raise StoreDown(
            _("{tool} could not do its work (it ended with {code}). Nothing was changed; tell IT.").format(
                tool=tool, code=done.returncode
            )
        )


def _environment(address: URL | None) -> dict[str, str]:
    environment = dict(os.environ)
    if address is None:
        return environment
    place = {"host": address.host, "port": address.port, "user": address.username, "dbname": address.database}
    told = {**address.query, **{name: value for name, value in place.items() if value}}
    return environment | {_VARIABLES[name]: str(told[name]) for name in told if name in _VARIABLES}
