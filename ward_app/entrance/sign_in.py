"""A name, a password and a second factor against the store. Hashing takes time on purpose: never inside a
transaction."""

from __future__ import annotations

import hmac
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ward_app.access import counting, factor, logins, passwords, queries, totp
from ward_app.access.policy import Actor
from ward_app.access.queries import Account, Credential
from ward_app.app import App
from ward_app.errors import SecondFactorNeeded, SignInFailed
from ward_app.i18n import _, ngettext
from ward_app.settings import queries as settings
from ward_app.settings.registry import SECOND_FACTOR
from ward_app.store.keyslots import subkey

Card = Callable[[], str]
"""Asks the card to sign, and gives the HSA-id that it proves; SignInFailed otherwise."""


@dataclass(frozen=True, slots=True)
class Second:
    """What came beside the password: a code, a card, or that it was shown earlier in this session."""

    code: str = ""
    card: Card | None = None
    session_id: int | None = None
    """Someone comes back to this session: the lock asks for the password only."""


NOTHING = Second()


def check(app: App, login: str, password: str, *, proven: bool = False, second: Second = NOTHING) -> Account:
    """The account behind a name, a password and the second factor; SignInFailed otherwise.

    `proven`: the password has just opened the user's key slot, so it need not be hashed again.
    SecondFactorNeeded: the password was right, and nothing has been counted yet.
    """
    known = prove(app, login, password, proven=proven)
    step = _second_step(app, known, second)
    new_hash = _renewed(known, password) if not proven else None
    return let_in(app, known.user_id, step=step, new_hash=new_hash, session_id=second.session_id)


def prove(app: App, login: str, password: str, *, proven: bool = False) -> Credential:
    """The account whose password this is; a wrong one is counted. A name nobody has takes as long."""
    name = logins.plain(login)
    known = app.ask(queries.credential, name)
    stranger = stranger_digest(app, name)
    not_before = known.not_before if known else app.ask(queries.stranger_waits, stranger)
    refuse_early(app, not_before)
    right = proven or passwords.matches(known.password_hash if known else None, password)
    if known is None:
        app.do(counting.note_stranger, stranger)
    elif not right or not known.is_active:
        app.do(counting.note_try, known.user_id, passed=False)
    if known is None or not right:
        raise SignInFailed(_("The user name or the password is wrong."), 1)
    if not known.is_active:
        raise SignInFailed(_("This account is no longer active. Ask the unit manager."))
    return known


def check_card(app: App, card: Card, *, own: Actor | None = None) -> Account:
    """The account of whoever holds the card; SignInFailed otherwise.

    `own`: who sits here in a session that still counts, and may come back to it.
    """
    try:
        card_id = card()
    except SignInFailed:
        app.do(counting.note_failed_try, None)
        raise
    login = app.ask(queries.card_holder, card_id)
    known = app.ask(queries.credential, login) if login else None
    if known is None:
        app.do(counting.note_failed_try, None)
        raise SignInFailed(_("Nobody here has this card. Ask the unit manager to enter it."))
    refuse_early(app, known.not_before)
    if not known.is_active:
        app.do(counting.note_try, known.user_id, passed=False)
        raise SignInFailed(_("This account is no longer active. Ask the unit manager."))
    is_back = own is not None and own.user_id == known.user_id
    return let_in(app, known.user_id, session_id=own.session_id if own and is_back else None)


def let_in(
    app: App, user_id: int, *, step: int | None = None, new_hash: str | None = None,
    session_id: int | None = None,
) -> Account:  # fmt: skip
    """Everything was right: a session begins, or goes on."""
    account = app.ask(queries.account, user_id)
    if not account.actor.current(app.clock()):
        app.do(counting.note_try, user_id, passed=True, new_hash=new_hash, step=step, begins=False)
        raise SignInFailed(_("You have no assignment that is valid today. Ask the unit manager."))
    begins = session_id is None
    begun = app.do(counting.note_try, user_id, passed=True, new_hash=new_hash, step=step, begins=begins)
    if begins and begun is None:
        raise SignInFailed(_("This code has been used. Wait until the phone shows the next one."), 1)
    return replace(account, actor=replace(account.actor, session_id=begun if begins else session_id))


def refuse_early(app: App, not_before: datetime | None) -> None:
    if not_before is None or (left := (not_before - app.clock()).total_seconds()) <= 0:
        return
    wait = min(math.ceil(left), counting.LONGEST_WAIT)
    sentence = ngettext("You can try again in {n} second.", "You can try again in {n} seconds.", wait)
    raise SignInFailed(sentence.format(n=wait), wait)


def stranger_digest(app: App, name: str) -> str:
    """People type their password where the name belongs: so this is kept, and never the name."""
    return hmac.digest(subkey(app.store.key, "strangers"), name.encode(), "sha256").hex()


def _second_step(app: App, known: Credential, second: Second) -> int | None:
    """The step of the code that counts; None where no code is asked for. Raises what is wrong."""
    rule = app.ask(settings.value, SECOND_FACTOR)
    if rule == "off" or second.session_id is not None:
        return None
    if second.card is not None and known.card_id is not None:
        _expect_card(app, known, second.card)
        return None
    if known.totp_secret is None and (known.card_id is None or rule != "demanded"):
        return None
    if known.totp_secret is None:
        raise SecondFactorNeeded(_("Put your card in and sign in with its PIN."), by_card=True)
    if not second.code:
        raise SecondFactorNeeded(_("Type the code that the phone shows now."))
    secret = factor.unseal(app.store.key, known.user_id, known.totp_secret)
    try:
        return totp.taken_step(secret, second.code, app.clock(), known.totp_step)
    except SignInFailed as failed:
        app.do(counting.note_try, known.user_id, passed=False)
        raise SignInFailed(failed.sentence, 1) from None


def _expect_card(app: App, known: Credential, card: Card) -> None:
    try:
        card_id = card()
    except SignInFailed:
        app.do(counting.note_try, known.user_id, passed=False)
        raise
    if card_id != known.card_id:
        app.do(counting.note_try, known.user_id, passed=False)
        raise SignInFailed(_("This card belongs to someone else."), 1)


def _renewed(known: Credential, password: str) -> str | None:
    """The same password under today's cost, where the stored digest is older than that."""
    if known.password_hash and passwords.is_outdated(known.password_hash):
        return passwords.digest(password)
    return None
