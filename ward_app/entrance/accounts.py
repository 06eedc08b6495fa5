"""Accounts whose password also opens the embedded store: the slot and the account change together.

The order matters when the power goes midway: a new password opens the slot before the account knows of it,
and the old one goes last; a new account exists before its slot, which the administrator can then give again.
"""

from __future__ import annotations

from datetime import datetime

from ward_app.access import commands, logins, passwords, queries, reviewing
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.entrance import sign_in
from ward_app.errors import Invalid, NotAllowed, SignInFailed
from ward_app.i18n import _
from ward_app.owners import Principal
from ward_app.store.keyslots import KeySlots


def add(
    app: App, slots: KeySlots | None, *, login: str, given_name: str, family_name: str, role: Role,
    unit_id: int | None, password: str, principal: Principal | None = None,
    from_at: datetime | None = None, to_at: datetime | None = None, social: bool = False,
    analysis_ref: str = "",
) -> int:  # fmt: skip
    """A colleague's account with a password for the first sign-in."""
    passwords.require_good(password, login)
    user_id = app.do(
        commands.add_user, login=login, given_name=given_name, family_name=family_name, role=role,
        unit_id=unit_id, password_hash=passwords.digest(password), principal=principal, from_at=from_at,
        to_at=to_at, social=social, analysis_ref=analysis_ref,
    )  # fmt: skip
    if slots is not None:
        slots.add(logins.plain(login), password, app.store.key)
    return user_id


def reset(app: App, slots: KeySlots | None, *, user_id: int, login: str, password: str) -> None:
    """A new first password for someone who has forgotten theirs; it opens nothing for who has left."""
    passwords.require_good(password, login)
    is_active = app.do(commands.reset_password, user_id, password_hash=passwords.digest(password))
    if slots is not None and is_active:
        slots.replace(login, password, app.store.key)


def set_active(
    app: App, slots: KeySlots | None, *, user_id: int, seen: int, login: str, active: bool
) -> None:
    """A leaver's slot goes too; one who comes back is given a new password."""
    app.do(commands.set_active, user_id, seen, active=active)
    if slots is not None and not active:
        slots.remove(login, app.store.key)


def bring_back(
    app: App, slots: KeySlots | None, *, user_id: int, seen: int, login: str, password: str
) -> None:
    """Someone who had left is back, with a password for the first sign-in."""
    passwords.require_good(password, login)
    set_active(app, slots, user_id=user_id, seen=seen, login=login, active=True)
    reset(app, slots, user_id=user_id, login=login, password=password)


def change_own(app: App, slots: KeySlots | None, *, old: str, new: str) -> None:
    """Change one's own password; Invalid names the field that is wrong."""
    login = app.user.login
    try:
        prove(app, slots, login, old)
    except SignInFailed as failed:
        raise Invalid("old", failed.sentence) from failed
    passwords.require_good(new, login, "new")
    if old == new:
        raise Invalid("new", _("The new password must differ from the old one."))
    if slots is not None:
        slots.add(login, new, app.store.key)
    try:
        app.do(commands.change_own_password, password_hash=passwords.digest(new))
    except NotAllowed:
        if slots is not None:  # shut out meanwhile: the new password must not open the store either
            slots.remove(login, app.store.key)
        raise
    if slots is not None:
        slots.drop_old(login, app.store.key)


def review(app: App, slots: KeySlots | None, *, assignment_id: int, seen: int, is_kept: bool) -> bool:
    """Keep or end a right in the month's review. True where the account was shut with it, and its slot."""
    is_shut = app.do(reviewing.review, assignment_id, seen, is_kept=is_kept)
    if is_shut and slots is not None:
        sweep(app, slots)
    return is_shut


def sweep(app: App, slots: KeySlots) -> None:
    """Whoever has been let go opens the store no more, also where the power went between the two (H-07)."""
    gone = app.ask(queries.inactive_logins)
    for login in gone.intersection(slots.names()):
        slots.remove(login, app.store.key)


def prove(app: App, slots: KeySlots | None, login: str, password: str) -> None:
    """Raise SignInFailed unless this is the password: by the slot where there is one, else by the account."""
    if slots is not None:
        slots.unlock(login, password, app.clock())
    else:
        sign_in.prove(app, login, password)
