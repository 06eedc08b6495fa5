"""Setting up a phone for codes: nothing is kept before a first code has been typed from it."""

from __future__ import annotations

from dataclasses import dataclass

from ward_app.access import factor, totp
from ward_app.app import App
from ward_app.entrance import accounts
from ward_app.entrance.wording import in_words
from ward_app.errors import Invalid, Refused, SignInFailed
from ward_app.i18n import _
from ward_app.settings import queries as settings
from ward_app.settings.registry import SECOND_FACTOR
from ward_app.store.keyslots import KeySlots


@dataclass(frozen=True, slots=True)
class Offer:
    """What the phone is shown. Lives in the window only, until its first code is right."""

    secret: bytes
    login: str

    @property
    def address(self) -> str:
        return totp.address(self.secret, self.login)

    @property
    def groups(self) -> str:
        return totp.in_groups(self.secret)

    def __repr__(self) -> str:
        return f"Offer(login={self.login!r})"


def offer(app: App) -> Offer:
    return Offer(totp.new_secret(), app.user.login)


@in_words()
def confirm(app: App, made: Offer, code: str) -> None:
    """The phone shows the right code: it is asked for from the next sign-in on. Invalid otherwise."""
    user_id = app.user.user_id
    assert user_id is not None
    try:
        step = totp.taken_step(made.secret, code, app.clock(), last=0)
    except SignInFailed as failed:
        raise Invalid("code", failed.sentence) from None
    app.do(factor.enrol, sealed=factor.seal(app.store.key, user_id, made.secret), step=step)


@in_words()
def replace(app: App, slots: KeySlots | None, made: Offer, *, password: str, code: str) -> None:
    """A first phone from the settings, or another one: whoever sits down at an open screen may not."""
    _prove(app, slots, password)
    confirm(app, made, code)


@in_words()
def drop(app: App, slots: KeySlots | None, *, password: str) -> None:
    """Without codes again, where the ward lets its people."""
    if app.ask(settings.value, SECOND_FACTOR) == "demanded":
        raise Refused(_("A code is asked of everyone here. Set up another phone instead."))
    _prove(app, slots, password)
    app.do(factor.drop_own)


def _prove(app: App, slots: KeySlots | None, password: str) -> None:
    try:
        accounts.prove(app, slots, app.user.login, password)
    except SignInFailed as failed:
        raise Invalid("password", failed.sentence) from failed
