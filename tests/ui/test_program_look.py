"""The look and the language of the program: the workstation's, and each user's own."""

from __future__ import annotations

import pytest

from tests.ui.entering import (
    ADMINISTRATOR,
    DOCTOR,
    NURSE,
    House,
    MakeProgram,
    child,
    english,
    house,
    make_program,
    ready,
    set_up_once,
    settings_of_nobody,
)
from tests.ui.keys import press
from tests.ui.test_program import sign_in, take_over, window_of
from ui.kit.look import look
from ui.kit.tokens import DARK, LIGHT
from ui.start.sign_in import SignInPage
from ward_app import i18n
from ward_app.access import commands as access

__all__ = ["english", "house", "make_program", "ready", "set_up_once", "settings_of_nobody"]


def test_that_each_user_has_their_own_look_and_language(
    make_program: MakeProgram, ready: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    assert program.session is not None
    door = program.session.arrival.entered.app
    door.do(access.keep_preferences, theme="dark", point_size=12, language=None)
    program.switch_user()
    take_over(program, DOCTOR)
    assert look.tokens == LIGHT
    program.switch_user()
    take_over(program, NURSE)
    assert (look.tokens, look.points) == (DARK, 12.0)


def test_that_another_language_makes_the_window_anew(make_program: MakeProgram, ready: House) -> None:
    program = make_program(ready)
    window = sign_in(program, ADMINISTRATOR)
    press(child(window, "settings.looks.language.sv"), "Space")
    assert i18n.language() == "sv"
    assert window_of(program) is not window
    page = window_of(program).page
    assert page is not None and page.objectName() == "settings"


def test_that_the_first_page_speaks_the_language_of_the_workstation(
    make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    assert isinstance(program.frame.page, SignInPage)
    assert program.frame.page.title.text() == "Sign in"
