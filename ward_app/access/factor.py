"""The second factor of an account: kept sealed, so that who reads the table cannot make its codes."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from ward_app.access.commands import expect_trusted, roles_of
from ward_app.access.model import User
from ward_app.access.policy import Permission
from ward_app.cleaning import one_line
from ward_app.errors import Invalid, Refused, StoreUnusable
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.store.keyslots import subkey

NONCE = 12
LONGEST_CARD_ID = 60


def seal(key: bytes, user_id: int, secret: bytes) -> bytes:
    """As it is stored: bound to its account, under a key that does not lie in the store."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(subkey(key, "totp")).encrypt(nonce, secret, _bound_to(user_id))


def unseal(key: bytes, user_id: int, sealed: bytes) -> bytes:
    try:
        return AESGCM(subkey(key, "totp")).decrypt(sealed[:NONCE], sealed[NONCE:], _bound_to(user_id))
    except InvalidTag:
        raise StoreUnusable(
            _("The secret of this second factor is damaged. Ask the administrator to reset it.")
        ) from None


@command(Permission.OWN_ACCOUNT)
def enrol(work: Work, *, sealed: bytes, step: int) -> None:
    """A first code was right: from now on signing in asks for one. `step` is that code's; it counts once."""
    user = work.session.get_one(User, work.user.user_id)
    user.totp_secret, user.totp_since, user.totp_step = sealed, work.now, step
    work.log("access.factor_enrolled", user=user.id)


@command(Permission.OWN_ACCOUNT)
def drop_own(work: Work) -> None:
    """Without a second factor again. Where one is demanded it is asked for at the next sign-in."""
    user = work.session.get_one(User, work.user.user_id)
    if user.totp_since is None:
        raise Refused(_("You have no second factor."))
    _forget(user)
    work.log("access.factor_dropped", user=user.id)


@command(Permission.USERS_EDIT)
def reset(work: Work, user_id: int, seen: int) -> None:
    """The phone is lost: the next sign-in needs the password only, and a new phone can be set up."""
    user = work.session.get_one(User, user_id)
    user.expect(seen)
    expect_trusted(work, *roles_of(work, user))
    if user.totp_since is None:
        raise Refused(_("This account has no second factor."))
    _forget(user)
    user.stamp += 1
    work.log("access.factor_reset", user=user.id)


@command(Permission.USERS_EDIT)
def set_card(work: Work, user_id: int, seen: int, *, card_id: str) -> None:
    """The HSA-id on the smart card that signs this person in; empty: no card."""
    user = work.session.get_one(User, user_id)
    user.expect(seen)
    expect_trusted(work, *roles_of(work, user))
    wanted = one_line(card_id, limit=LONGEST_CARD_ID, field="card_id").upper() or None
    _expect_free(work, user, wanted)
    if wanted != user.card_id:
        user.card_id = wanted
        user.stamp += 1


def _expect_free(work: Work, user: User, card_id: str | None) -> None:
    if card_id is None:
        return
    taken = select(User.login).where(User.card_id == card_id, User.id != user.id)
    if login := work.session.scalar(taken):
        raise Invalid("card_id", _("This card belongs to {login}.").format(login=login))


def _forget(user: User) -> None:
    user.totp_secret, user.totp_since, user.totp_step = None, None, 0


def _bound_to(user_id: int) -> bytes:
    return f"narvard totp 1\0{user_id}".encode()
