"""What went wrong in the store, told apart: a race, someone faster, an outage, a rule. The rest is a bug.

Triggers speak by five characters that both stores pass on: on PostgreSQL as ERRCODE, on SQLite as the first
word of RAISE(ABORT, 'NV001 …'). What a driver says is never shown: it may quote what someone typed.
"""

from __future__ import annotations

import errno
import re
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from ward_app.errors import Conflict, Refused, StoreDown, StoreUnusable, WardError
from ward_app.i18n import _


class Mark(StrEnum):
    """The first word of every refusal that a trigger of ours makes."""

    OCCUPIED = "NV001"
    SIGNED = "NV002"
    APPEND_ONLY = "NV003"


_MARK = re.compile(r"NV\d{3}\b")

_SQLITE_BUSY, _SQLITE_LOCKED = 5, 6
_SQLITE_READONLY, _SQLITE_IOERR, _SQLITE_CORRUPT, _SQLITE_FULL = 8, 10, 11, 13
_SQLITE_CANTOPEN, _SQLITE_CONSTRAINT, _SQLITE_NOTADB = 14, 19, 26

_SERIALIZATION, _DEADLOCK, _OVERLAP, _NOT_UNIQUE = "40001", "40P01", "23P01", "23505"
_NOT_ALLOWED = "42501"
_NO_LOCK, _TOO_SLOW, _READ_ONLY = "55P03", "57014", "25006"
_GONE = ("08", "57P", "53", "58", "25P03")
_DAMAGED = ("XX001", "XX002")


def is_race(error: BaseException) -> bool:
    """Whether running the same once more may end well, or in a refusal that says who was faster."""
    driver = _driver(error)
    if (state := _sqlstate(driver)) is not None:
        return state in (_SERIALIZATION, _DEADLOCK, _OVERLAP, _NOT_UNIQUE, Mark.OCCUPIED)
    code = _sqlite_code(driver)
    if code == _SQLITE_CONSTRAINT:
        return str(driver).startswith("UNIQUE constraint failed") or _mark(driver) == Mark.OCCUPIED
    return code in (_SQLITE_BUSY, _SQLITE_LOCKED)


def explain(error: BaseException) -> WardError | None:
    """A sentence for what is known; None for a bug."""
    if isinstance(error, StaleDataError):
        return Conflict(
            _("Someone has changed this since you opened it. Look at the new version, then try again.")
        )
    if isinstance(error, OSError):
        return _explain_disk(error)
    driver = _driver(error)
    return _explain_mark(_mark(driver)) or _explain_sqlite(_sqlite_code(driver)) or _explain_postgres(error)


def _explain_mark(mark: str | None) -> WardError | None:
    if mark == Mark.OCCUPIED:
        return Conflict(_("Someone else has just taken this place. Look at the board again."))
    if mark == Mark.SIGNED:
        return Refused(_("What is signed cannot be changed or removed. Write a correction instead."))
    if mark == Mark.APPEND_ONLY:
        return Refused(_("This is kept as it was written and cannot be changed or removed."))
    return None


def _explain_sqlite(code: int | None) -> WardError | None:
    if code in (_SQLITE_BUSY, _SQLITE_LOCKED):
        return StoreDown(_("The database is busy. Nothing was saved; wait a moment, then try again."))
    if code == _SQLITE_FULL:
        return _full()
    if code == _SQLITE_READONLY:
        return _read_only()
    if code in (_SQLITE_IOERR, _SQLITE_CANTOPEN):
        return _bad_disk()
    if code in (_SQLITE_CORRUPT, _SQLITE_NOTADB):
        return _damaged()
    return None


def _explain_disk(error: OSError) -> WardError:
    """A file beside the store, such as the key slots or a lock."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _full()
    return _read_only() if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else _bad_disk()


def _explain_postgres(error: BaseException) -> WardError | None:
    state = _sqlstate(_driver(error))
    if state in (_SERIALIZATION, _DEADLOCK, _NO_LOCK):
        return StoreDown(_("The database is busy. Nothing was saved; wait a moment, then try again."))
    if state == _OVERLAP:
        return _explain_mark(Mark.OCCUPIED)
    if state == _NOT_ALLOWED:
        return Refused(
            _("A workstation's role on the server may not do this. IT does it with the owner's role.")
        )
    if state == "53100":
        return _full()
    if state in _DAMAGED:
        return _damaged()
    if state == _READ_ONLY:
        return StoreDown(_("The database server only allows reading just now. Nothing was saved; tell IT."))
    if state == _TOO_SLOW or (state or "").startswith(_GONE) or _is_cut_off(error, state):
        return StoreDown(_("The database does not answer. Nothing was saved; try again."))
    return None


def _full() -> StoreDown:
    return StoreDown(_("The disk is full. Nothing was saved; make room on it, then try again."))


def _read_only() -> StoreDown:
    return StoreDown(
        _("The database cannot be written: the file or its folder is read-only. Nothing was saved; tell IT.")
    )


def _bad_disk() -> StoreDown:
    return StoreDown(
        _("The disk does not read or write as it should. Nothing was saved; try again, then tell IT.")
    )


def _damaged() -> StoreUnusable:
    return StoreUnusable(
        _("The database is damaged. Stop working in it, tell IT and put the latest backup back.")
    )


def _is_cut_off(error: BaseException, state: str | None) -> bool:
    """The line broke, or could not be had at all: then no server was there to give a state."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    refused = state is None and type(error.orig).__module__.startswith("psycopg")
    return error.connection_invalidated or (refused and type(error.orig).__name__ in _UNREACHABLE)


_UNREACHABLE = ("OperationalError", "ConnectionTimeout")


def _driver(error: BaseException) -> BaseException:
    """The driver's own error inside SQLAlchemy's."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return error.orig
    return error


def _sqlstate(driver: BaseException) -> str | None:
    state = getattr(driver, "sqlstate", None)
    return state if isinstance(state, str) else None


def _sqlite_code(driver: BaseException) -> int | None:
    code = getattr(driver, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _mark(driver: BaseException) -> str | None:
    if (state := _sqlstate(driver)) is not None:
        return state
    found = _MARK.match(str(driver))
    return found.group() if found else None
