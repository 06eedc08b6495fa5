"""The way in at one workstation: first start, sign-in, taking over from a colleague, recovery, practice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from ward_app.access import commands, counting, logins, passwords, queries, sessions
from ward_app.access.policy import SYSTEM
from ward_app.access.queries import Account
from ward_app.app import App
from ward_app.clock import Clock, system_clock
from ward_app.entrance import accounts, card_trust, sign_in
from ward_app.entrance.card import CardCheck
from ward_app.entrance.card_reader import CardReader
from ward_app.entrance.opening import Place
from ward_app.entrance.sign_in import NOTHING, Card, Second
from ward_app.entrance.wording import in_words
from ward_app.errors import NotAllowed, Refused, SignInFailed
from ward_app.i18n import _
from ward_app.settings import commands as settings
from ward_app.store.engine import Store
from ward_app.store.keyslots import KeySlots

WORKING_DAY = timedelta(hours=12)
"""So long after it was shown the second factor is asked for again."""


@dataclass(frozen=True, slots=True)
class Entered:
    """Someone is in: the door with them in front of it, and their own account."""

    app: App
    account: Account


class Entrance:
    """Holds the open store between one user and the next, so that taking over is quick."""

    def __init__(self, place: Place, *, clock: Clock = system_clock) -> None:
        self.place = place
        self.clock = clock
        self.store: Store | None = None

    @property
    def is_new(self) -> bool:
        """No store yet: the first administrator is asked for."""
        return not self.place.exists

    @property
    def slots(self) -> KeySlots | None:
        return self.place.slots if self.place.config.is_embedded else None

    @in_words()
    def enter(self, login: str, password: str, second: Second = NOTHING) -> Entered:
        """Sign in; opens the store where it is shut. SignInFailed or StoreUnusable otherwise.

        SecondFactorNeeded: the password was right; try again with it and a code, or with the card.
        """
        name = logins.plain(login)
        proven = False
        self.place.require()
        if self.slots is not None:
            key = self._unlocked(self.slots, name, password)
            proven = True
            if self.store is None:
                self.store = self.place.open(lambda: key)
            self.slots.settle(name, password, key)
        entered = self._entered(name, password, proven=proven, second=second)
        if self.slots is not None:
            accounts.sweep(self._door(), self.slots)
        return entered

    def unlock(self, entered: Entered, password: str) -> Entered:
        """Back to one's own session by the password alone: the second factor was shown when it began.

        Not after a working day, and not when the session was ended from elsewhere: that is a new sign-in.
        """
        actor = entered.account.actor
        return self.enter(actor.login, password, Second(session_id=self._going_on(entered)))

    @in_words()
    def enter_with_card(self, pin: str, at_work: Entered | None = None) -> Entered:
        """Card and PIN are two factors by themselves: no password, on a store that needs none to open.

        `at_work`: whose session waits behind the lock, if they are the one who comes.
        """
        if self.slots is not None:
            raise Refused(_("Here the password opens the database: sign in with it, and then with the card."))
        own = None
        if at_work is not None and (session_id := self._going_on(at_work)) is not None:
            own = replace(at_work.account.actor, session_id=session_id)
        account = sign_in.check_card(self._door(), self.card(pin), own=own)
        return Entered(self._door().acting(account.actor), account)

    def card(self, pin: str) -> Card:
        """Asks the card in this workstation's reader, when it is its turn."""

        def ask() -> str:
            config = self.place.config
            if config.card_library is None:
                raise SignInFailed(_("This workstation has no card reader."))
            check = CardCheck(
                card_trust.load(config.card_ca, config.card_crl), self.clock, config.workstation
            )
            return check.holder(CardReader(config.card_library).answer(check.challenge().text, pin))

        return ask

    def _going_on(self, entered: Entered) -> int | None:
        try:
            session = entered.app.ask(sessions.own)
        except NotAllowed:
            return None
        if session is None or self.clock() - session.started_at > WORKING_DAY:
            return None
        return session.id

    @in_words()
    def begin(self, *, login: str, given_name: str, family_name: str, password: str) -> tuple[Entered, str]:
        """First start of the embedded store: its first administrator, and the recovery code to print."""
        name = logins.require_plain(login)
        passwords.require_good(password, name)
        self.store, code = self.place.create(name, password)
        self._door().do(
            commands.create_first_administrator, login=name, given_name=given_name,
            family_name=family_name, password_hash=passwords.digest(password),
        )  # fmt: skip
        return self._entered(name, password, proven=True), code

    @in_words()
    def confirm_code(self, entered: Entered, typed: str) -> bool:
        """Whether the code on paper was typed back right; from then on people can be admitted."""
        if self.slots is None or not self.slots.is_code(typed):
            return False
        entered.app.do(settings.confirm_recovery)
        return True

    @in_words()
    def recover(self, code: str, login: str, password: str) -> Entered:
        """Everybody's password is lost: the code from the sealed envelope gives one user a new one."""
        slots = self.place.slots
        passwords.require_good(password, login)
        name = logins.plain(login)
        key = slots.unlock_with_code(code, self.clock())
        if self.store is None:
            self.store = self.place.open(lambda: key)
        self._door().acting(SYSTEM).do(
            commands.recover_account, name, password_hash=passwords.digest(password)
        )
        slots.replace(name, password, key)
        return self._entered(name, password, proven=True)

    def close(self) -> None:
        if self.store is not None:
            self.store.close()
            self.store = None

    def _unlocked(self, slots: KeySlots, name: str, password: str) -> bytes:
        """A wrong password at the lock goes into the log; before the first sign-in the log is shut."""
        try:
            return slots.unlock(name, password, self.clock())
        except SignInFailed:
            if self.store is not None:
                door = self._door()
                known = door.ask(queries.credential, name)
                door.do(counting.note_failed_try, known.user_id if known else None)
            raise

    def _entered(self, name: str, password: str, *, proven: bool, second: Second = NOTHING) -> Entered:
        account = sign_in.check(self._door(), name, password, proven=proven, second=second)
        return Entered(self._door().acting(account.actor), account)

    def _door(self) -> App:
        """The store with nobody in front of it."""
        if self.store is None:
            self.store = self.place.open_shared()
        return App(self.store, workstation=self.place.config.workstation, clock=self.clock)
