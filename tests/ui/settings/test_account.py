"""My account: password, colours, letters, language."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui.entering import NURSE, PASSWORD, child
from tests.ui.keys import press, type_text
from tests.ui.seating import FakeGuide
from tests.ui.settings.conftest import Open
from ui.settings.account import AccountSection
from ui.settings.page import SettingsPage
from ward_app.access import queries
from ward_app.entrance.entrance import Entrance
from ward_app.errors import SignInFailed


def section(page: SettingsPage) -> AccountSection:
    assert isinstance(page.section, AccountSection)
    return page.section


def change_password(page: SettingsPage, old: str, new: str, again: str | None = None) -> None:
    for name, text in {"old": old, "new": new, "again": again or new}.items():
        edit = child(page, f"settings.password.{name}")
        assert isinstance(edit, QLineEdit)
        edit.clear()
        type_text(edit, text)
    press(child(page, "settings.password.save"), "Space")


def test_that_it_says_who_one_is(open_page: Open) -> None:
    page = open_page(NURSE)
    words = [str(label.property("text")) for label in page.findChildren(QWidget)]
    assert any("M. Falk signs in as maria.falk." in text and "Nurse" in text for text in words)


def test_that_a_new_password_opens_and_the_old_one_does_not(
    open_page: Open, entrance: Entrance, guide: FakeGuide
) -> None:
    page = open_page(NURSE)
    change_password(page, PASSWORD, "en helt egen fras")
    assert guide.notices == ["The password is changed."]
    assert section(page).password.raw() == {"old": "", "new": "", "again": ""}
    entrance.close()
    assert entrance.enter(NURSE, "en helt egen fras")
    entrance.close()
    with pytest.raises(SignInFailed):
        entrance.enter(NURSE, PASSWORD)


@pytest.mark.parametrize(
    ("old", "new", "field", "sentence"),
    [
        ("fel lösenord", "en helt egen fras", "old", "is wrong"),
        (PASSWORD, PASSWORD, "new", "must differ"),
        (PASSWORD, "kort", "new", "at least 10"),
    ],
)
def test_that_what_is_wrong_is_said_beside_its_field(
    open_page: Open, old: str, new: str, field: str, sentence: str
) -> None:
    page = open_page(NURSE)
    change_password(page, old, new)
    remark = section(page).password.fields[field].remark
    assert remark is not None and sentence in remark.sentence


def test_that_a_look_is_kept_at_once(open_page: Open, looks: list[str]) -> None:
    page = open_page(NURSE)
    press(child(page, "settings.looks.theme.dark"), "Space")
    seat = page._bench.seat
    account = seat.desk.app.ask(queries.account, seat.user_id)
    assert (account.theme, account.point_size, account.language) == ("dark", None, None)
    assert looks == ["changed"]
    press(child(page, "settings.looks.theme."), "Space")
    assert seat.desk.app.ask(queries.account, seat.user_id).theme is None


def test_that_a_half_typed_password_is_not_thrown_away_by_what_others_do(open_page: Open) -> None:
    page = open_page(NURSE)
    edit = child(page, "settings.password.old")
    assert isinstance(edit, QLineEdit)
    type_text(edit, "halv")
    page.refresh()
    assert edit.text() == "halv"


def test_that_nobody_has_a_password_in_the_practice_ward(open_page: Open) -> None:
    page = open_page(NURSE, is_practice=True)
    assert not section(page).change.isEnabled()
    assert section(page).change.accessibleDescription() == "In the practice ward nobody has a password."
