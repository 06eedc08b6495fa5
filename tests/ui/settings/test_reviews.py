"""The review of rights, the security check and who is signed in where."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QRadioButton

from tests.ui.entering import ADMINISTRATOR, DOCTOR, NURSE, PASSWORD, House, MakeProgram, child, make_program
from tests.ui.keys import press
from tests.ui.seating import Answers, FakeGuide
from tests.ui.settings.conftest import Open
from tests.ui.start.test_way_in import sign_in
from ui.settings.page import SettingsPage
from ui.settings.reviews import ReviewsSection
from ui.settings.security import SecuritySection
from ward_app.access.policy import SYSTEM
from ward_app.entrance.entrance import Entrance
from ward_app.settings import queries
from ward_app.settings.registry import SECOND_FACTOR

__all__ = ["make_program"]


def reviews(page: SettingsPage) -> ReviewsSection:
    assert isinstance(page.section, ReviewsSection)
    return page.section


def security(page: SettingsPage) -> SecuritySection:
    assert isinstance(page.section, SecuritySection)
    return page.section


def choose(page: SettingsPage, login: str) -> None:
    table = reviews(page).table
    assert table.select(next(row.id for row in table.rows if row.login == login))


def reviewed(page: SettingsPage) -> list[str]:
    return [texts[-1] for texts in reviews(page).table.texts()]


def test_that_each_right_is_kept_or_ended_h_07(
    open_page: Open, ready: House, answers: Answers, guide: FakeGuide, entrance: Entrance
) -> None:
    ready.clock.advance(timedelta(days=40))
    page = open_page(ADMINISTRATOR, "reviews")
    assert reviewed(page) == ["One's own", "Not yet", "Not yet"]
    choose(page, NURSE)
    press(reviews(page).keep, "Space")
    assert reviewed(page) == ["One's own", "Not yet", "2026-12-31 by A. Berg"]
    assert not reviews(page).keep.isEnabled()
    choose(page, DOCTOR)
    press(reviews(page).end, "Space")
    assert "Björk, Arvid" in answers.asked[0][0]
    assert reviewed(page) == ["One's own", "2026-12-31 by A. Berg"]
    assert guide.notices[-1] == "The right of Björk, Arvid has ended, and the account is inactive."
    assert entrance.slots is not None and DOCTOR not in entrance.slots.names()


def test_that_ones_own_right_is_left_to_another(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "reviews")
    choose(page, ADMINISTRATOR)
    assert not reviews(page).keep.isEnabled() and not reviews(page).end.isEnabled()


def test_that_a_nurse_sees_neither_reviews_nor_security(open_page: Open) -> None:
    page = open_page(NURSE, "reviews")
    assert reviews(page).table.rows == () and not reviews(page).keep.isEnabled()
    page.show_section("security")
    assert security(page).findings.rows == () and security(page).sessions.rows == ()
    assert not security(page).rule.isEnabled()


def test_that_the_month_s_review_is_asked_for_until_it_is_done_h_07(
    make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    sign_in(program, ADMINISTRATOR)
    assert program.session is not None
    messages = program.session.window.messages
    assert not [text for text in messages.texts() if "reviewed" in text]
    ready.clock.advance(timedelta(days=40))
    program.session.begin()
    assert "2 rights are to be reviewed this month." in messages.texts()


def test_that_the_security_check_says_what_needs_attention_first_h_06(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "security")
    found = security(page).findings.rows
    assert [one.is_ok for one in found] == sorted(one.is_ok for one in found)
    wrong = {one.key for one in found if not one.is_ok}
    assert {"factor_rule", "without_factor", "administrators", "verified", "backup"} <= wrong
    assert {one.key for one in found if one.is_ok} >= {"encrypted", "slots", "failed", "without_right"}


def test_that_an_administrator_asks_everyone_for_a_code(
    open_page: Open, entrance: Entrance, guide: FakeGuide
) -> None:
    page = open_page(ADMINISTRATOR, "security")
    everyone = next(each for each in page.findChildren(QRadioButton) if each.text() == "Asked of everyone")
    everyone.click()
    door = entrance._door().acting(SYSTEM)
    assert door.ask(queries.value, SECOND_FACTOR) == "demanded"
    assert guide.notices == ["This counts from the next sign-in."]


def test_that_a_colleague_is_signed_out_from_here_h_05(
    open_page: Open, entrance: Entrance, answers: Answers, guide: FakeGuide
) -> None:
    colleague = entrance.enter(NURSE, PASSWORD)
    page = open_page(ADMINISTRATOR, "security")
    table = security(page).sessions
    own = next(row for row in table.rows if row.is_own)
    assert table.select(own.id) and not security(page).end.isEnabled()
    assert table.select(colleague.account.actor.session_id or 0)
    press(child(page, "settings.security.end"), "Space")
    assert "ws1" in answers.asked[0][0]
    assert guide.notices == ["M. Falk is signed out at ws1."]
    assert colleague.account.actor.session_id not in [row.id for row in table.rows]
