"""Users: who they are, as what and for how long; added, changed and let go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.entering import ADMINISTRATOR, DOCTOR, NURSE, PASSWORD, child
from tests.ui.keys import press, type_text
from tests.ui.seating import Answers, FakeGuide, no_sheet, sheet
from tests.ui.settings.conftest import Open
from ui.settings.page import SettingsPage
from ui.settings.users import UsersSection
from ward_app.access import commands, queries
from ward_app.access.policy import Role
from ward_app.access.queries import UserRow
from ward_app.entrance.entrance import Entrance
from ward_app.errors import SignInFailed
from ward_app.owners import Principal

FIRST = "första gången bara"


def section(page: SettingsPage) -> UsersSection:
    assert isinstance(page.section, UsersSection)
    return page.section


def row_of(page: SettingsPage, login: str) -> UserRow:
    return next(row for row in page._bench.seat.desk.app.ask(queries.users) if row.login == login)


def choose(page: SettingsPage, login: str) -> None:
    assert section(page).table.select(row_of(page, login).id)


def fill(parent: QWidget, area: str, **values: str) -> None:
    for name, text in values.items():
        edit = child(parent, f"{area}.{name}")
        assert isinstance(edit, QLineEdit)
        edit.clear()
        type_text(edit, text)


def pick(parent: QWidget, name: str, text: str) -> None:
    """Unfold the list and take an entry, as the arrow keys do."""
    box = child(parent, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def add(page: SettingsPage, **more: str) -> None:
    press(section(page).add, "Space")
    form = sheet(section(page))
    fill(form, "settings.add_user", given_name="Örjan", family_name="Åkerblom", login="örjan.åkerblom")
    pick(form, "settings.add_user.role", more.get("role", "Assistant nurse"))
    fill(form, "settings.add_user", analysis_ref="Beslut 2026-14", password=FIRST, again=FIRST)
    press(child(form, "settings.add_user.save"), "Space")


def test_that_everyone_stands_there_with_role_and_period(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "users")
    assert section(page).table.texts() == [
        ["Berg, Anna", "anna.berg", "System administrator", "Until further notice", "–", "Active"],
        ["Björk, Arvid", "arvid.bjork", "Doctor", "Until further notice", "–", "Active"],
        ["Falk, Maria", "maria.falk", "Nurse", "Until further notice", "–", "Active"],
    ]
    choose(page, NURSE)
    assert section(page).assignments.texts() == [
        ["Nurse (municipality)", "The ward", "2026-11-21", "Until further notice", ""]
    ]


def test_that_the_tables_are_sound(open_page: Open, qtmodeltester: ModelTester) -> None:
    page = open_page(ADMINISTRATOR, "users")
    qtmodeltester.check(section(page).table.rows_model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(section(page).assignments.rows_model)  # type: ignore[no-untyped-call]


def test_that_a_new_user_can_sign_in_and_has_to_choose_a_password(
    open_page: Open, entrance: Entrance, guide: FakeGuide
) -> None:
    page = open_page(ADMINISTRATOR, "users")
    add(page)
    assert no_sheet(section(page))
    assert guide.notices == ["The user can sign in now."]
    row = row_of(page, "örjan.åkerblom")
    [held] = row.assignments
    assert (held.role, held.principal, held.unit_id) == (Role.ASSISTANT_NURSE, Principal.KOMMUN, 1)
    assert held.analysis_ref == "Beslut 2026-14"
    assert "Åkerblom, Örjan" in [texts[0] for texts in section(page).table.texts()]
    entered = entrance.enter("Örjan.Åkerblom", FIRST)
    assert entered.account.must_change_password


def test_that_a_user_name_is_suggested_and_can_be_another(qtbot: QtBot, open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "users")
    press(section(page).add, "Space")
    form = sheet(section(page))
    qtbot.waitUntil(form.isActiveWindow)
    fill(form, "settings.add_user", given_name="Örjan", family_name="Berg Åkerblom")
    child(form, "settings.add_user.family_name").setFocus()
    press(child(form, "settings.add_user.family_name"), "Tab")
    login = child(form, "settings.add_user.login")
    assert isinstance(login, QLineEdit)
    assert login.text() == "örjan.berg-åkerblom"
    form.done(0)


def test_that_a_doctor_is_the_regions_unless_said_otherwise(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "users")
    add(page, role="Doctor")
    assert row_of(page, "örjan.åkerblom").assignments[0].principal is Principal.REGION


def test_that_an_administrator_is_for_the_whole_database(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "users")
    add(page, role="System administrator")
    assert row_of(page, "örjan.åkerblom").assignments[0].unit_id is None


def test_that_a_name_that_is_taken_is_said_beside_its_field(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "users")
    press(section(page).add, "Space")
    form = sheet(section(page))
    fill(form, "settings.add_user", given_name="Maria", family_name="Falk", login=NURSE)
    pick(form, "settings.add_user.role", "Nurse")
    fill(form, "settings.add_user", password=FIRST, again=FIRST)
    press(child(form, "settings.add_user.save"), "Space")
    assert "is taken" in words_of(form)
    form.done(0)


def words_of(parent: QWidget) -> str:
    return " ".join(str(each.property("text")) for each in parent.findChildren(QWidget) if each.isVisible())


def test_that_an_assignment_has_a_period_and_ends_after_its_last_day(
    open_page: Open, entrance: Entrance
) -> None:
    page = open_page(ADMINISTRATOR, "users")
    choose(page, NURSE)
    press(section(page).buttons["assign"], "Space")
    form = sheet(section(page))
    pick(form, "settings.assign.role", "Unit manager")
    fill(form, "settings.assign", from_on="2026-12-01", to_on="2026-12-31")
    press(child(form, "settings.assign.save"), "Space")
    assert section(page).assignments.texts()[1][2:4] == ["2026-12-01", "2026-12-31"]
    held = row_of(page, NURSE).assignments[1]
    assert held.to_at is not None
    assert (held.to_at - held.from_at) == timedelta(days=31)


def test_that_an_assignment_is_ended_only_when_one_is_sure(open_page: Open, answers: Answers) -> None:
    page = open_page(ADMINISTRATOR, "users")
    choose(page, NURSE)
    held = row_of(page, NURSE).assignments[0]
    assert section(page).assignments.select(held.id)
    answers.yes = False
    press(section(page).buttons["end"], "Space")
    assert row_of(page, NURSE).assignments[0].to_at is None
    answers.yes = True
    press(section(page).buttons["end"], "Space")
    assert row_of(page, NURSE).assignments[0].to_at is not None
    assert answers.asked[0][1] == "End the assignment"
    assert section(page).buttons["end"].accessibleDescription() == "This assignment has ended."


def test_that_a_name_is_changed(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "users")
    choose(page, NURSE)
    press(section(page).buttons["rename"], "Space")
    form = sheet(section(page))
    fill(form, "settings.rename", family_name="Falk-Öberg", alias="Ssk 12")
    press(child(form, "settings.rename.save"), "Space")
    row = row_of(page, NURSE)
    assert (row.family_name, row.alias) == ("Falk-Öberg", "Ssk 12")


def test_that_a_forgotten_password_is_replaced(open_page: Open, entrance: Entrance) -> None:
    page = open_page(ADMINISTRATOR, "users")
    choose(page, NURSE)
    press(section(page).buttons["password"], "Space")
    form = sheet(section(page))
    fill(form, "settings.reset", password=FIRST, again=FIRST)
    press(child(form, "settings.reset.save"), "Space")
    assert row_of(page, NURSE).must_change_password
    assert entrance.enter(NURSE, FIRST).account.must_change_password


def test_that_who_leaves_is_made_inactive_and_may_come_back_with_a_new_password(
    open_page: Open, entrance: Entrance, answers: Answers
) -> None:
    page = open_page(ADMINISTRATOR, "users")
    choose(page, NURSE)
    press(section(page).buttons["active"], "Space")
    assert "Falk, Maria" in answers.asked[0][0]
    assert not row_of(page, NURSE).is_active
    assert NURSE not in [texts[1] for texts in section(page).table.texts()]
    with pytest.raises(SignInFailed):
        entrance.enter(NURSE, PASSWORD)
    press(section(page).show_inactive, "Space")
    choose(page, NURSE)
    assert section(page).buttons["active"].text() == "Make active again…"
    press(section(page).buttons["active"], "Space")
    form = sheet(section(page))
    fill(form, "settings.bring_back", password=FIRST, again=FIRST)
    press(child(form, "settings.bring_back.save"), "Space")
    assert row_of(page, NURSE).is_active
    entrance.clock.advance(timedelta(minutes=5))  # type: ignore[attr-defined]
    assert entrance.enter(NURSE, FIRST)


def test_that_one_cannot_shut_oneself_out(open_page: Open, answers: Answers) -> None:
    page = open_page(ADMINISTRATOR, "users")
    choose(page, ADMINISTRATOR)
    refused: list[str] = []
    page._bench.seat.desk.refused.connect(lambda error: refused.append(error.sentence))
    press(section(page).buttons["active"], "Space")
    assert row_of(page, ADMINISTRATOR).is_active


@pytest.mark.parametrize(("typed", "found"), [("falk", [NURSE]), ("bjork arvid", [DOCTOR]), ("qqq", [])])
def test_that_a_user_is_found_as_people_type(open_page: Open, typed: str, found: list[str]) -> None:
    page = open_page(ADMINISTRATOR, "users")
    type_text(section(page).search, typed)
    assert [texts[1] for texts in section(page).table.texts()] == found
    assert section(page).states.is_empty is not bool(found)


def test_that_a_manager_leaves_the_administrators_account_alone(open_page: Open, entrance: Entrance) -> None:
    page = open_page(ADMINISTRATOR, "users")
    choose(page, NURSE)
    page._bench.app.do(commands.assign, row_of(page, NURSE).id, role=Role.UNIT_MANAGER, unit_id=1)
    page = open_page(NURSE, "users")
    choose(page, ADMINISTRATOR)
    for name in ("password", "active"):
        assert "Only a system administrator" in section(page).buttons[name].accessibleDescription()
    choose(page, DOCTOR)
    assert section(page).buttons["password"].isEnabled()


def test_that_the_practice_ward_takes_no_passwords(open_page: Open) -> None:
    """A key slot more, and the practice ward would be taken for a real one and never be made anew."""
    page = open_page(ADMINISTRATOR, "users", is_practice=True)
    choose(page, NURSE)
    for button in (section(page).add, section(page).buttons["password"]):
        assert button.accessibleDescription() == "In the practice ward nobody has a password."
    assert section(page).buttons["assign"].isEnabled()
    assert page._bench.slots is None


def test_that_who_may_not_change_anything_sees_why(open_page: Open) -> None:
    page = open_page(NURSE, "users")
    choose(page, DOCTOR)
    buttons: list[QPushButton] = [section(page).add, *section(page).buttons.values()]
    assert not any(button.isEnabled() for button in buttons)
    assert {button.accessibleDescription() for button in buttons} == {"Your role does not include this."}
    assert len(section(page).table.texts()) == 3


def test_that_an_assistant_nurse_may_also_work_in_the_social_record_osl_8_2(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "users")
    press(section(page).add, "Space")
    form = sheet(section(page))
    fill(form, "settings.add_user", given_name="Örjan", family_name="Åkerblom", login="örjan.åkerblom")
    pick(form, "settings.add_user.role", "Assistant nurse")
    press(child(form, "settings.add_user.social"), "Space")
    fill(form, "settings.add_user", analysis_ref="Beslut 2026-15", password=FIRST, again=FIRST)
    press(child(form, "settings.add_user.save"), "Space")
    assert row_of(page, "örjan.åkerblom").assignments[0].social
    choose(page, "örjan.åkerblom")
    assert section(page).assignments.texts()[0][0] == "Assistant nurse (municipality, also social services)"


def test_that_nobody_gives_rights_to_themselves_pdl_16(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "users")
    choose(page, ADMINISTRATOR)
    assert not section(page).buttons["assign"].isEnabled()
    choose(page, NURSE)
    assert section(page).buttons["assign"].isEnabled()
