"""Everything the window needs to know to open for someone, read in one go right after the sign-in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ward_app.access import queries
from ward_app.entrance import accounts, enrolling
from ward_app.entrance.enrolling import Offer
from ward_app.entrance.entrance import Entered, Entrance
from ward_app.entrance.wording import in_words
from ward_app.settings import queries as settings
from ward_app.settings.registry import (
    LOCK_MINUTES,
    PRACTICE,
    RECOVERY_CONFIRMED,
    SECOND_FACTOR,
    SIGN_IN_BANNER,
)
from ward_app.wards import queries as wards
from ward_app.wards.queries import UnitRow


@dataclass(frozen=True, slots=True)
class Arrival:
    """Someone is in, the ward they come to, None where none is set up yet, and how the ward has it."""

    entered: Entered
    unit: UnitRow | None
    values: dict[str, Any]

    @property
    def is_practice(self) -> bool:
        return bool(self.values[PRACTICE.key])

    @property
    def must_enrol(self) -> bool:
        """A code is asked of everyone here, and this one has no phone for it yet, nor a card."""
        wanted = self.values[SECOND_FACTOR.key] == "demanded" and not self.is_practice
        return wanted and not self.entered.account.has_factor

    @property
    def lock_minutes(self) -> int:
        return int(self.values[LOCK_MINUTES.key])

    @property
    def banner(self) -> str:
        return str(self.values[SIGN_IN_BANNER.key])

    @property
    def lacks_code(self) -> bool:
        """Nobody can be admitted to an encrypted store before its way back has been tried."""
        return self.entered.app.store.is_sqlite and not self.values[RECOVERY_CONFIRMED.key]


@in_words()
def arrive(enter: Callable[[], Entered]) -> Arrival:
    """Go in by `enter` and look around. One store holds one ward today."""
    entered = enter()
    units = entered.app.ask(wards.units)
    return Arrival(entered, units[0] if units else None, entered.app.ask(settings.all_values))


@in_words()
def with_own_password(arrival: Arrival, entrance: Entrance, *, old: str, new: str) -> Arrival:
    """The same arrival after its user has chosen a password of their own."""
    app = arrival.entered.app
    accounts.change_own(app, entrance.slots, old=old, new=new)
    return with_account(arrival)


@in_words()
def with_phone(arrival: Arrival, offer: Offer, code: str) -> Arrival:
    """The same arrival after its user has set up a phone."""
    enrolling.confirm(arrival.entered.app, offer, code)
    return with_account(arrival)


def with_account(arrival: Arrival) -> Arrival:
    """The same arrival with the account as it is now."""
    app = arrival.entered.app
    user_id = app.user.user_id
    assert user_id is not None
    return replace(arrival, entered=Entered(app, app.ask(queries.account, user_id)))
