"""Name and password: where the keyboard goes, what is said, how long one waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up, press, type_text
from ui.start.caps import CapsHint
from ui.start.sign_in_form import SignInForm
from ward_app.clock import FrozenClock
from ward_app.errors import SignInFailed, StoreDown

Make = Callable[..., SignInForm]


@pytest.fixture
def make(qtbot: QtBot, clock: FrozenClock) -> Make:
    def make(login: str = "") -> SignInForm:
        form = SignInForm(clock, area="sign_in", act="Sign in", login=login)
        qtbot.addWidget(form)
        bring_up(qtbot, form)
        form.focus_first()
        return form

    return make


def edit(form: SignInForm, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, f"sign_in.{name}")
    assert isinstance(found, QLineEdit)
    return found


def tries(form: SignInForm) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []
    form.tried.connect(lambda login, password: heard.append((login, password)))
    return heard


def test_that_enter_goes_from_the_name_to_the_password_and_then_signs_in(make: Make) -> None:
    form = make()
    heard = tries(form)
    type_text(edit(form, "login"), "maria.falk\n")
    assert edit(form, "password").hasFocus()
    type_text(edit(form, "password"), "åtta små grisar\n")
    assert heard == [("maria.falk", "åtta små grisar")]
    assert not form.button.isEnabled()


def test_that_nothing_is_tried_without_a_name_or_a_password(make: Make) -> None:
    form = make()
    heard = tries(form)
    press(edit(form, "login"), "Return")
    assert edit(form, "login").hasFocus()
    type_text(edit(form, "login"), "maria")
    form.button.click()
    assert edit(form, "password").hasFocus()
    assert heard == []


def test_that_a_second_enter_is_not_a_second_try(make: Make) -> None:
    form = make("maria.falk")
    heard = tries(form)
    type_text(edit(form, "password"), "hemligheter\n\n")
    assert len(heard) == 1
    assert form.sent == ("maria.falk", "hemligheter")


def test_that_a_wrong_password_is_told_and_counted_down(make: Make, clock: FrozenClock) -> None:
    form = make("maria.falk")
    heard = tries(form)
    type_text(edit(form, "password"), "fel lösenord\n")
    form.refuse(SignInFailed("The user name or the password is wrong.", 4))
    assert form.problem.label.text() == "The user name or the password is wrong."
    assert edit(form, "password").text() == ""
    assert edit(form, "password").hasFocus()
    assert form.button.text() == "Sign in (4 s)"
    type_text(edit(form, "password"), "rätt lösenord\n")
    assert len(heard) == 1
    clock.advance(timedelta(seconds=3))
    form.countdown.tick()
    assert form.button.text() == "Sign in (1 s)"
    assert not form.button.isEnabled()
    clock.advance(timedelta(seconds=1))
    form.countdown.tick()
    assert form.button.text() == "Sign in"
    assert form.problem.isHidden()
    press(edit(form, "password"), "Return")
    assert heard[1:] == [("maria.falk", "rätt lösenord")]


def test_that_a_password_that_could_not_be_tried_stays(make: Make) -> None:
    form = make("maria.falk")
    type_text(edit(form, "password"), "rätt lösenord\n")
    form.refuse(StoreDown("The database does not answer."))
    assert edit(form, "password").text() == "rätt lösenord"
    assert form.button.isEnabled()


def test_that_the_one_at_work_needs_no_name_until_someone_else_is_to_come(make: Make) -> None:
    form = make("maria.falk")
    heard = tries(form)
    assert not edit(form, "login").isVisible()
    form.ask_name(True)
    assert edit(form, "login").hasFocus()
    type_text(edit(form, "login"), "arvid\n")
    type_text(edit(form, "password"), "hemligheter\n")
    assert heard == [("arvid", "hemligheter")]


def test_that_it_says_when_the_store_is_long_in_answering(make: Make) -> None:
    form = make("maria.falk")
    form.tell_slow()
    assert form.problem.isHidden()
    type_text(edit(form, "password"), "rätt lösenord\n")
    form.tell_slow()
    assert "longer than usual" in form.problem.label.text()


@pytest.mark.parametrize(("typed", "is_shown"), [("A", True), ("a", False), ("Ö", True), ("7", False)])
def test_that_a_locked_caps_key_shows(make: Make, typed: str, is_shown: bool) -> None:
    form = make("maria.falk")
    hint = form.findChild(CapsHint)
    assert isinstance(hint, CapsHint)
    type_text(edit(form, "password"), typed)
    assert hint.isVisible() is is_shown
    press(edit(form, "password"), "CapsLock")
    assert not hint.isVisible()


def test_that_a_capital_with_shift_is_no_locked_key(make: Make) -> None:
    form = make("maria.falk")
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.sendKeyEvent(QTest.KeyAction.Click, edit(form, "password"), Qt.Key.Key_A, "A", shift)
    hint = form.findChild(CapsHint)
    assert isinstance(hint, CapsHint)
    assert not hint.isVisible()


def test_that_nothing_typed_stays_behind(make: Make) -> None:
    form = make()
    type_text(edit(form, "login"), "maria")
    type_text(edit(form, "password"), "hemligheter")
    form.forget()
    assert (edit(form, "login").text(), edit(form, "password").text()) == ("", "")
