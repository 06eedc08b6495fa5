"""The shared store: PostgreSQL, when several workstations work in one ward."""

from __future__ import annotations

import ipaddress
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from ward_app.errors import StoreUnusable
from ward_app.i18n import _

OLDEST = 140000
CONNECT_SECONDS = 5

_SESSION = {
    "timezone": "UTC",
    "synchronous_commit": "on",
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}
_PATIENT = {"statement_timeout": "0", "lock_timeout": "0", "idle_in_transaction_session_timeout": "0"}

_LINE = {
    "connect_timeout": str(CONNECT_SECONDS),
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}


def vetted(url: str, *, workstation: str, local_password: bool = False) -> URL:
    """The address with every setting in it that the ward needs; refuses one that is not safe.

    `local_password` lets a password stand in the address of a server on this machine, as tests have it.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreUnusable(
            _("The address of the database cannot be read. It looks like postgresql://user@server/database.")
        ) from None
    if address.get_backend_name() != "postgresql":
        raise StoreUnusable(_("The address of the database must begin with postgresql://."))
    query = {name: value if isinstance(value, str) else value[-1] for name, value in address.query.items()}
    local = _is_local(address, query)
    if (address.password is not None or "password" in query) and not (local and local_password):
        raise StoreUnusable(
            _(
                "A password must not stand in the address of the database. Use a password file (PGPASSFILE),"
                " a certificate or Kerberos."
            )
        )
    return address.set(
        drivername="postgresql+psycopg",
        query={**_LINE, **(_secure(query) if not local else {}), "application_name": workstation, **query},
    )


def _secure(query: dict[str, str]) -> dict[str, str]:
    """Left to itself the driver connects without encryption and without a word."""
    if query.get("sslmode", "verify-full") != "verify-full":
        raise StoreUnusable(
            _(
                "The line to the database server must be encrypted and the server's name checked:"
                " remove sslmode from the address, or set it to verify-full."
            )
        )
    if {"sslcert", "krbsrvname", "gssencmode"} & query.keys():
        return {"sslmode": "verify-full"}
    return {"sslmode": "verify-full", "channel_binding": "require"}


def _is_local(address: URL, query: dict[str, str]) -> bool:
    """Whether nothing can leave this machine, whatever the driver's environment and service files say."""
    named = [address.host, query.get("host"), query.get("hostaddr")]
    hosts = [host for name in named if name for host in name.split(",")]
    return bool(hosts) and "service" not in query and all(map(_is_loopback, hosts))


def _is_loopback(host: str) -> bool:
    if host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def make_engine(address: URL) -> Engine:
    """The engine that the program works with. A connection that died in the pool is noticed and replaced."""
    engine = create_engine(
        address, hide_parameters=True, connect_args={"options": _options(_SESSION)}, pool_pre_ping=True,
        poolclass=QueuePool, pool_size=3, max_overflow=5, pool_timeout=10,
    )  # fmt: skip
    return without_values(engine)


def make_upgrade_engine(address: URL) -> Engine:
    """For schema changes only: waits for its turn and may take its time."""
    options = _options(_SESSION | _PATIENT)
    engine = create_engine(
        address, hide_parameters=True, connect_args={"options": options}, poolclass=NullPool
    )
    return without_values(engine)


def _options(settings: dict[str, str]) -> str:
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def without_values(engine: Engine) -> Engine:
    """Take the server's words out of its errors: they quote values, and a value may be a personal number."""
    event.listen(engine, "handle_error", _take_values_out)
    return engine


def _take_values_out(context: ExceptionContext) -> None:
    original: Any = context.original_exception
    state = getattr(original, "sqlstate", None)
    if state is None:
        return
    constraint = original.diag.constraint_name
    said = f"{state} ({constraint})" if constraint else str(state)
    original.args = (said,)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({type(original).__name__}) {said}",)


def explain_refusal(error: DBAPIError) -> StoreUnusable | None:
    """Why a server that answered did not let us in. Its own words may name a user, so they are not shown."""
    said = str(error.orig)
    if "SSL" in said or "certificate" in said:
        return StoreUnusable(
            _(
                "The line to the database server cannot be trusted: it is not encrypted, or the server's"
                " certificate does not fit. Nothing was sent; tell IT."
            )
        )
    if "FATAL" in said:
        return StoreUnusable(
            _(
                "The database server does not let this workstation in. Try again in a moment;"
                " then let IT look at the address, the user and the password file."
            )
        )
    return None


def refuse_unsuitable(server_version: int, encoding: str) -> None:
    if server_version < OLDEST:
        raise StoreUnusable(
            _("The database server is too old. PostgreSQL {oldest} or newer is needed.").format(
                oldest=OLDEST // 10000
            )
        )
    if encoding != "UTF8":
        raise StoreUnusable(
            _("The database stores text as {encoding}. Create it anew with the encoding UTF8.").format(
                encoding=encoding
            )
        )
