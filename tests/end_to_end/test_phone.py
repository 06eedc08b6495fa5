"""A second factor in the real window, by keyboard alone: the phone set up, the lock, and the next sign-in."""

from __future__ import annotations

import pytest

from tests.end_to_end import crash, plaintext
from tests.end_to_end.display import Display
from tests.end_to_end.house import LOGIN, PASSWORD, House
from ward_app.access import queries, totp
from ward_app.access.policy import SYSTEM
from ward_app.entrance.entrance import Entrance
from ward_app.entrance.opening import Place
from ward_app.entrance.sign_in import Second
from ward_app.errors import SecondFactorNeeded
from ward_app.settings import commands as settings
from ward_app.settings.registry import SECOND_FACTOR


def test_that_a_phone_is_set_up_and_asked_for_ever_after(house: House, screen: Display) -> None:
    demand_codes(house)
    said = crash.run(house, screen, "set_up_phone")
    [secret] = [line.split()[1] for line in said if line.startswith("secret ")]
    assert len(bytes.fromhex(secret)) == totp.SECRET_BYTES
    entrance = Entrance(Place(house.config))
    with pytest.raises(SecondFactorNeeded):
        entrance.enter(LOGIN, PASSWORD)
    entrance.close()
    assert "in" in crash.run(house, screen, "sign_in_with_code", PHONE=secret)
    spelt = totp.in_groups(bytes.fromhex(secret))
    assert plaintext.found_in(house.folder, [secret, spelt, spelt.replace(" ", ""), PASSWORD]) == []


def demand_codes(house: House) -> None:
    entrance = Entrance(Place(house.config))
    door = entrance.enter(LOGIN, PASSWORD, Second()).app.acting(SYSTEM)
    door.do(settings.change, SECOND_FACTOR, "demanded")
    assert not next(one for one in door.ask(queries.users) if one.login == LOGIN).has_factor
    entrance.close()
