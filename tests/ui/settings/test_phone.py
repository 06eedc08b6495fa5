"""The phone for codes under my account, and what an administrator does about phones and cards."""

from __future__ import annotations

from base64 import b32decode
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tests.ui.entering import ADMINISTRATOR, NURSE, PASSWORD, House, child
from tests.ui.keys import press, type_text
from tests.ui.seating import Answers, FakeGuide, no_sheet, sheet
from tests.ui.settings.conftest import Open
from tests.ui.settings.test_users import choose, row_of, section
from ui.settings.account import AccountSection
from ui.settings.page import SettingsPage
from ward_app.access import totp
from ward_app.access.policy import SYSTEM
from ward_app.entrance import enrolling
from ward_app.entrance.entrance import Entrance
from ward_app.errors import SecondFactorNeeded
from ward_app.settings import commands as settings
from ward_app.settings.registry import SECOND_FACTOR


def account(page: SettingsPage) -> AccountSection:
    assert isinstance(page.section, AccountSection)
    return page.section


def fill(parent: QWidget, name: str, text: str) -> None:
    edit = child(parent, name)
    assert isinstance(edit, QLineEdit)
    edit.clear()
    type_text(edit, text)


def shown_secret(parent: QWidget) -> bytes:
    texts = [label.text() for label in parent.findChildren(QLabel)]
    return b32decode(next(text for text in texts if len(text) == 39 and text[4] == " ").replace(" ", ""))


def code_now(house: House, secret: bytes) -> str:
    return totp.code_of(secret, totp.step_of(house.clock()))


def with_phone(entrance: Entrance, house: House, login: str) -> None:
    app = entrance.enter(login, PASSWORD).app
    made = enrolling.offer(app)
    enrolling.confirm(app, made, code_now(house, made.secret))


def test_that_a_phone_is_set_up_with_password_and_first_code(
    open_page: Open, ready: House, entrance: Entrance, guide: FakeGuide
) -> None:
    page = open_page(NURSE)
    card = account(page).phone
    assert not card.drop.isVisible()
    press(card.set_up, "Space")
    form = sheet(page)
    secret = shown_secret(form)
    fill(form, "settings.phone.password", "fel lösenord")
    fill(form, "settings.phone.code", code_now(ready, secret))
    press(child(form, "settings.phone.save"), "Space")
    assert not no_sheet(page)
    ready.clock.advance(timedelta(minutes=1))
    fill(form, "settings.phone.password", PASSWORD)
    fill(form, "settings.phone.code", code_now(ready, secret))
    press(child(form, "settings.phone.save"), "Space")
    assert no_sheet(page)
    assert guide.notices == ["The phone is set up. The next sign-in asks for its code."]
    with pytest.raises(SecondFactorNeeded):
        entrance.enter(NURSE, PASSWORD)
    page.refresh()
    assert card.drop.isVisible() and card.set_up.text() == "Set up another phone…"


def test_that_one_may_do_without_where_it_is_not_demanded(
    open_page: Open, ready: House, entrance: Entrance
) -> None:
    page = open_page(NURSE)
    with_phone(entrance, ready, NURSE)
    page.refresh()
    press(account(page).phone.drop, "Space")
    form = sheet(page)
    fill(form, "settings.drop_phone.password", PASSWORD)
    press(child(form, "settings.drop_phone.save"), "Space")
    assert no_sheet(page)
    assert not entrance.enter(NURSE, PASSWORD).account.has_factor


def test_that_nobody_does_without_what_is_demanded(open_page: Open, ready: House, entrance: Entrance) -> None:
    page = open_page(NURSE)
    with_phone(entrance, ready, NURSE)
    entrance._door().acting(SYSTEM).do(settings.change, SECOND_FACTOR, "demanded")
    page.refresh()
    assert not account(page).phone.drop.isEnabled()


def test_that_an_administrator_resets_a_lost_phone(
    open_page: Open, ready: House, entrance: Entrance, answers: Answers, guide: FakeGuide
) -> None:
    page = open_page(ADMINISTRATOR, "users")
    choose(page, NURSE)
    assert not section(page).buttons["phone"].isEnabled()
    with_phone(entrance, ready, NURSE)
    page.refresh()
    choose(page, NURSE)
    assert section(page).table.texts()[2][4] == "Phone"
    press(section(page).buttons["phone"], "Space")
    assert "Falk, Maria" in answers.asked[0][0]
    assert guide.notices == ["Falk, Maria can set up another phone."]
    assert entrance.enter(NURSE, PASSWORD)


def test_that_a_card_is_given_to_one_person(open_page: Open, guide: FakeGuide) -> None:
    page = open_page(ADMINISTRATOR, "users")
    for login, card_id in ((NURSE, "se2321000016-1a2b"), (ADMINISTRATOR, "SE2321000016-1A2B")):
        choose(page, login)
        press(section(page).buttons["card"], "Space")
        fill(sheet(page), "settings.card.card_id", card_id)
        press(child(sheet(page), "settings.card.save"), "Space")
    form = sheet(page)
    assert "belongs to maria.falk" in " ".join(label.text() for label in form.findChildren(QLabel))
    form.done(0)
    assert row_of(page, NURSE).card_id == "SE2321000016-1A2B"
    assert row_of(page, ADMINISTRATOR).card_id == ""
