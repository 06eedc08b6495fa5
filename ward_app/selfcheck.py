"""What an installation stands on, tried for real: so that a missing file shows on the day of installing.

Needs no window; the window's own part is in ui/selfcheck.py.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ward_app.version import VERSION


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found, or by what it failed."""

    name: str
    is_ok: bool
    found: str
    cpu_ms: int


Check = Callable[[], str]


def attempt(name: str, check: Check) -> Tried:
    """Whatever goes wrong is the finding."""
    began = time.process_time()
    try:
        is_ok, found = True, check()
    except Exception as error:  # noqa: BLE001  a self-check that stops at the first fault is of no use
        is_ok, found = False, f"{type(error).__name__}: {error}"
    return Tried(name, is_ok, found, round(1000 * (time.process_time() - began)))


def run(checks: Iterable[tuple[str, Check]]) -> list[Tried]:
    return [attempt(name, check) for name, check in checks]


def _program() -> str:
    return VERSION


def _texts() -> str:
    from ward_app import i18n

    i18n.use("sv")
    if i18n.ngettext("{days} day", "{days} days", 2) == "{days} days":
        raise LookupError("the Swedish texts are not compiled")
    return "sv"


def _time_zone() -> str:
    from ward_app.i18n import STOCKHOLM

    summer = datetime(2026, 7, 1, tzinfo=UTC).astimezone(STOCKHOLM)
    if summer.utcoffset() != timedelta(hours=2):
        raise LookupError("summer time is missing")
    return str(STOCKHOLM)


def _password() -> str:
    from argon2 import __version__

    from ward_app.access import passwords

    if not passwords.matches(passwords.digest("en röd stuga"), "en röd stuga"):
        raise ValueError("a password does not match its own digest")
    return f"argon2-cffi {__version__}"


def _store() -> str:
    """Made, brought up to date by Alembic, closed and opened again, encrypted all the while."""
    from ward_app.store import schema, sqlite
    from ward_app.store.engine import create_sqlite, open_sqlite

    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "selfcheck.db", bytes(range(32))
        with create_sqlite(path, key) as store:
            schema.upgrade(store, backup_to=None)
        if b"CREATE TABLE" in path.read_bytes():
            raise ValueError("the store is not encrypted")
        with open_sqlite(path, key) as store:
            schema.require_current(store)
            return f"SQLite {sqlite.driver.sqlite_version}, revision {schema.version(store)}"


def _server_library() -> str:
    import psycopg

    return f"psycopg {psycopg.__version__}, libpq {psycopg.pq.version()}"


def _report() -> str:
    """A page with the bundled fonts, counted by the library that draws previews."""
    import pypdfium2  # type: ignore[import-untyped]

    from ward_app.reports.recovery_sheet import RecoverySheet, render

    out = io.BytesIO()
    made_at = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
    render(RecoverySheet("0000-" * 7 + "0000", "Åäö", "", "", "", made_at), out)
    pages = len(pypdfium2.PdfDocument(out.getvalue()))
    return f"{len(out.getvalue())} bytes, {pages} page"


CHECKS: tuple[tuple[str, Check], ...] = (
    ("program", _program),
    ("texts", _texts),
    ("time zone", _time_zone),
    ("password", _password),
    ("store", _store),
    ("server library", _server_library),
    ("report", _report),
)
