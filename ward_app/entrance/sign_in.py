"""A name and password against the store. Hashing takes time on purpose: never inside a transaction."""

from __future__ import annotations

import math

from ward_app.access import commands, logins, passwords, queries
from ward_app.access.queries import Account
from ward_app.app import App
from ward_app.errors import SignInFailed
from ward_app.i18n import _, ngettext


def check(app: App, login: str, password: str, *, proven: bool = False) -> Account:
    """The account behind a name and password; SignInFailed otherwise, with the seconds to wait.

    `proven`: the password has just opened the user's key slot, so it need not be hashed again.
    """
    name = logins.plain(login)
    known = app.ask(queries.credential, name)
    if known and not proven:
        _refuse_early(app, known)
    right = proven or passwords.matches(known.password_hash if known else None, password)
    new_hash = _renewed(known, password) if known and right and not proven else None
    good = right and known is not None and known.is_active
    app.do(commands.note_try, known.user_id if known else None, passed=good, new_hash=new_hash)
    if known is None or not right:
        raise SignInFailed(_("The user name or the password is wrong."), 1)
    if not known.is_active:
        raise SignInFailed(_("This account is no longer active. Ask the unit manager."))
    account = app.ask(queries.account, known.user_id)
    if not account.actor.current(app.clock()):
        raise SignInFailed(_("You have no assignment that is valid today. Ask the unit manager."))
    return account


def _refuse_early(app: App, known: queries.Credential) -> None:
    if known.not_before is None or (left := (known.not_before - app.clock()).total_seconds()) <= 0:
        return
    wait = min(math.ceil(left), commands.LONGEST_WAIT)
    sentence = ngettext("You can try again in {n} second.", "You can try again in {n} seconds.", wait)
    raise SignInFailed(sentence.format(n=wait), wait)


def _renewed(known: queries.Credential, password: str) -> str | None:
    """The same password under today's cost, where the stored digest is older than that."""
    if known.password_hash and passwords.is_outdated(known.password_hash):
        return passwords.digest(password)
    return None
