"""The code after the password: on the sign-in page, where it is asked of everyone, at the lock."""

from __future__ import annotations

from base64 import b32decode
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.entering import ADMINISTRATOR, NURSE, PASSWORD, House, MakeProgram, child
from tests.ui.keys import press, type_text
from tests.ui.start.test_way_in import page, sign_in
from ui.lock.page import LockPage
from ui.program import Program
from ui.start.enrol import EnrolPage
from ui.start.qr import QUIET, QrCode, modules
from ui.start.sign_in import SignInPage
from ui.window import MainWindow
from ward_app.access import factor, queries, sessions, totp
from ward_app.access.policy import SYSTEM
from ward_app.access.sessions import SessionRow
from ward_app.app import App
from ward_app.entrance import enrolling
from ward_app.entrance.enrolling import Offer
from ward_app.entrance.sign_in import Second
from ward_app.errors import SignInFailed
from ward_app.settings import commands as settings
from ward_app.settings.registry import SECOND_FACTOR


@pytest.fixture
def phone(ready: House) -> Offer:
    """The nurse's, set up an hour ago."""
    entrance = ready.entrance()
    app = entrance.enter(NURSE, PASSWORD).app
    made = enrolling.offer(app)
    enrolling.confirm(app, made, code(made, ready))
    entrance.close()
    ready.clock.advance(timedelta(hours=1))
    return made


def code(phone: Offer, house: House) -> str:
    return totp.code_of(phone.secret, totp.step_of(house.clock()))


def system(program: Program) -> App:
    return program.doorway.entrance._door().acting(SYSTEM)


def test_that_the_code_is_asked_for_after_the_password(
    make_program: MakeProgram, ready: House, phone: Offer
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    field = child(page(program), "sign_in.code")
    assert field.hasFocus()
    password = page(program).findChild(QLineEdit, "sign_in.password")
    assert password is not None and not password.isVisible()
    type_text(field, code(phone, ready) + "\n")
    assert isinstance(page(program), MainWindow)


def test_that_a_wrong_code_is_told_and_typed_anew_after_the_wait(
    make_program: MakeProgram, ready: House, phone: Offer
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    shown = page(program)
    assert isinstance(shown, SignInPage)
    field = child(shown, "sign_in.code")
    type_text(field, "000000\n")
    assert "code is wrong" in shown.form.problem.label.text()
    assert isinstance(field, QLineEdit) and field.text() == "" and field.hasFocus()
    type_text(field, code(phone, ready) + "\n")
    assert isinstance(page(program), SignInPage), "too early"
    ready.clock.advance(timedelta(seconds=1))
    shown.form.countdown.tick()
    press(field, "Return")
    assert isinstance(page(program), MainWindow)


def test_that_one_can_go_back_to_the_name(make_program: MakeProgram, ready: House, phone: Offer) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    press(child(page(program), "sign_in.second_back"), "Space")
    assert child(page(program), "sign_in.password").hasFocus()
    edit = child(page(program), "sign_in.login")
    assert isinstance(edit, QLineEdit)
    edit.clear()
    sign_in(program, ADMINISTRATOR)
    assert isinstance(page(program), MainWindow)


def test_that_the_lock_asks_for_the_password_only(
    make_program: MakeProgram, ready: House, phone: Offer
) -> None:
    program = make_program(ready)
    window = at_work(program, ready, phone)
    program.lock_screen()
    unlock(program)
    assert page(program) is window and not is_locked(program)


def test_that_the_lock_asks_for_a_code_after_a_working_day(
    make_program: MakeProgram, ready: House, phone: Offer
) -> None:
    program = make_program(ready)
    window = at_work(program, ready, phone)
    program.lock_screen()
    ready.clock.advance(timedelta(hours=12, seconds=1))
    unlock(program)
    assert is_locked(program)
    type_text(child(cover(program), "lock.code"), code(phone, ready) + "\n")
    assert page(program) is not window and not is_locked(program)


def test_that_someone_else_is_asked_for_a_code_at_the_lock(
    make_program: MakeProgram, ready: House, phone: Offer
) -> None:
    program = make_program(ready)
    sign_in(program, ADMINISTRATOR)
    program.switch_user()
    type_text(child(cover(program), "lock.login"), NURSE + "\n")
    unlock(program)
    type_text(child(cover(program), "lock.code"), code(phone, ready) + "\n")
    assert program.session is not None
    assert program.session.arrival.entered.account.actor.login == NURSE


def test_that_one_signed_out_from_elsewhere_sees_the_lock_and_signs_in_anew(
    qtbot: QtBot, make_program: MakeProgram, ready: House, phone: Offer
) -> None:
    program = make_program(ready)
    window = at_work(program, ready, phone)
    system(program).do(sessions.end_session, own(program).id)
    assert program.session is not None
    program.session.say_seen()
    qtbot.waitUntil(lambda: is_locked(program))
    lock = program.lock.page
    assert isinstance(lock, LockPage) and "from elsewhere" in lock.form.problem.label.text()
    ready.clock.advance(timedelta(minutes=1))
    unlock(program)
    assert is_locked(program), "a new sign-in, so with a code"
    type_text(child(cover(program), "lock.code"), code(phone, ready) + "\n")
    assert page(program) is not window and not is_locked(program)


def test_that_who_is_at_work_is_seen_and_who_leaves_is_not(make_program: MakeProgram, ready: House) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    ready.clock.advance(timedelta(minutes=5))
    assert program.session is not None
    program.session.say_seen()
    row = own(program)
    assert row.login == NURSE and row.seen_at - row.started_at == timedelta(minutes=5)
    program.switch_user()
    type_text(child(cover(program), "lock.login"), ADMINISTRATOR + "\n")
    unlock(program)
    assert row.id not in [one.id for one in system(program).ask(sessions.sessions)]
    assert own(program).login == ADMINISTRATOR


def test_that_where_a_code_is_asked_of_everyone_the_phone_is_set_up_first(
    qtbot: QtBot, make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    system(program).do(settings.change, SECOND_FACTOR, "demanded")
    program.switch_user()
    type_text(child(cover(program), "lock.login"), ADMINISTRATOR + "\n")
    unlock(program)
    shown = page(program)
    assert isinstance(shown, EnrolPage) and program.session is None
    qtbot.waitUntil(child(shown, "enrol.code").hasFocus)
    type_text(child(shown, "enrol.code"), "000000\n")
    assert "code is wrong" in " ".join(label.text() for label in shown.findChildren(QLabel))
    letters = next(label.text() for label in shown.findChildren(QLabel) if len(label.text()) == 39)
    secret = b32decode(letters.replace(" ", ""))
    edit = child(shown, "enrol.code")
    assert isinstance(edit, QLineEdit)
    edit.clear()
    type_text(edit, totp.code_of(secret, totp.step_of(ready.clock())) + "\n")
    assert isinstance(page(program), MainWindow)


def test_that_the_picture_is_black_on_white_with_room_around_it(qtbot: QtBot) -> None:
    text = totp.address(b"12345678901234567890", "maria.falk")
    squares = modules(text)
    finder = [True] * 7
    assert squares[0][:7] == finder and squares[6][:7] == finder and len(squares) == len(squares[0])
    code_widget = QrCode(text, "Picture")
    qtbot.addWidget(code_widget)
    code_widget.resize(code_widget.sizeHint())
    image = code_widget.grab().toImage()
    side = image.width() // (len(squares) + 2 * QUIET)
    assert all(
        (image.pixelColor((c + QUIET) * side + 2, (r + QUIET) * side + 2).lightness() < 128) is squares[r][c]
        for r in range(len(squares)) for c in range(len(squares))
    )  # fmt: skip
    assert image.pixelColor(1, 1).lightness() == 255


def test_that_a_card_stands_beside_the_password_where_it_opens_the_store(
    make_program: MakeProgram, ready: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which card, and whether it may, is tried against SoftHSM2 in the tests of the entrance."""
    program = make_program(ready)
    door = opened(program)
    row = next(one for one in door.ask(queries.users) if one.login == NURSE)
    door.do(factor.set_card, row.id, row.version, card_id="SE1-A")
    door.do(settings.change, SECOND_FACTOR, "demanded")
    heard: list[str] = []

    def reader(pin: str) -> Callable[[], str]:
        def ask() -> str:
            heard.append(pin)
            if pin != "123456":
                raise SignInFailed("The PIN is wrong.")
            return "SE1-A"

        return ask

    monkeypatch.setattr(program.doorway.entrance, "card", reader)
    sign_in(program, NURSE)
    type_text(child(page(program), "sign_in.pin"), "123456\n")
    assert isinstance(page(program), MainWindow)
    assert heard == ["123456"]


def opened(program: Program) -> App:
    entrance = program.doorway.entrance
    entrance.enter(ADMINISTRATOR, PASSWORD, Second())
    return system(program)


def own(program: Program) -> SessionRow:
    """Of whoever is in the window."""
    assert program.session is not None
    wanted = program.session.arrival.entered.app.user.session_id
    return next(row for row in system(program).ask(sessions.sessions) if row.id == wanted)


def at_work(program: Program, house: House, phone: Offer) -> QWidget:
    sign_in(program, NURSE)
    type_text(child(page(program), "sign_in.code"), code(phone, house) + "\n")
    return page(program)


def is_locked(program: Program) -> bool:
    return program.lock.is_locked


def cover(program: Program) -> QWidget:
    assert program.lock.cover is not None
    return program.lock.cover


def unlock(program: Program) -> None:
    type_text(child(cover(program), "lock.password"), PASSWORD + "\n")
