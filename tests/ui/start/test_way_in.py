"""From the first start to someone at work, page by page, on a real encrypted store."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.entering import ADMINISTRATOR, NURSE, PASSWORD, House, MakeProgram, add_colleague, begin, child
from tests.ui.keys import press, type_text
from ui.kit.printing import Preview
from ui.program import Program
from ui.start import banner
from ui.start.first_start import FirstStartPage
from ui.start.new_password import NewPasswordPage
from ui.start.recover import RecoverPage
from ui.start.recovery_code import RecoveryCodePage
from ui.start.sign_in import LOGGED, SignInPage
from ui.start.trouble import TroublePage
from ui.window import MainWindow
from ui.worker import Worker
from ward_app.access.policy import SYSTEM
from ward_app.entrance.sign_in import Second
from ward_app.settings import commands as settings
from ward_app.settings import queries
from ward_app.settings.registry import RECOVERY_CONFIRMED, SIGN_IN_BANNER
from ward_app.wards import queries as wards


def page(program: Program) -> QWidget:
    shown = program.frame.page
    assert shown is not None
    return shown


def text(program: Program, name: str) -> str:
    edit = child(page(program), name)
    assert isinstance(edit, QLineEdit | QPlainTextEdit)
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def is_at_work(program: Program) -> bool:
    return program.session is not None


def sign_in(program: Program, login: str, password: str = PASSWORD) -> None:
    type_text(child(page(program), "sign_in.login"), login + "\n")
    type_text(child(page(program), "sign_in.password"), password + "\n")


def fill_first_start(program: Program, *, again: str = PASSWORD) -> None:
    """As typed from field to field, with the Tab key's order left to its own test."""
    values = {
        "given_name": "Anna", "family_name": "Berg", "login": ADMINISTRATOR, "password": PASSWORD,
        "again": again, "unit_name": "Närvårdsenheten", "region_name": "Region Uppsala",
        "municipality_name": "Östhammars kommun",
    }  # fmt: skip
    for name, value in values.items():
        field = child(page(program), f"first_start.{name}")
        assert isinstance(field, QLineEdit)
        field.clear()
        type_text(field, value)


def test_that_the_first_start_sets_up_the_ward_and_gives_a_code(
    make_program: MakeProgram, house: House
) -> None:
    program = make_program(house)
    assert isinstance(page(program), FirstStartPage)
    fill_first_start(program)
    press(child(page(program), "first_start.municipality_name"), "Ctrl+Return")
    code_page = page(program)
    assert isinstance(code_page, RecoveryCodePage)
    assert house.config.store_path.exists()
    assert not is_at_work(program)
    code = shown_code(code_page)
    type_text(child(code_page, "recovery.code"), code.lower().replace("-", " ") + "\n")
    assert isinstance(page(program), MainWindow)
    assert program.session is not None
    app = program.session.arrival.entered.app
    assert app.ask(queries.value, RECOVERY_CONFIRMED) is True
    assert [bed.label for bed in app.ask(wards.beds, 1)][:3] == ["1:1", "1:2", "2:1"]
    assert len(app.ask(wards.beds, 1)) == 18


def shown_code(code_page: RecoveryCodePage) -> str:
    sheet = code_page.part._sheet
    assert sheet is not None
    return sheet.code


def test_that_a_wrong_code_is_told_and_later_says_what_it_means(
    make_program: MakeProgram, house: House
) -> None:
    program = make_program(house)
    fill_first_start(program)
    press(child(page(program), "first_start.login"), "Ctrl+Return")
    code_page = page(program)
    type_text(child(code_page, "recovery.code"), "0000-" * 7 + "0000\n")
    assert isinstance(code_page, RecoveryCodePage)
    remark = code_page.part.form.fields["code"].remark
    assert remark is not None and "not the code" in remark.sentence
    child(code_page, "recovery.later").setFocus()
    press(child(code_page, "recovery.later"), "Space")
    assert program.session is not None
    assert any("nobody can be admitted" in said for said in program.session.window.messages.texts())


def test_that_the_code_is_printed_from_a_preview_of_one_page(make_program: MakeProgram, house: House) -> None:
    program = make_program(house)
    fill_first_start(program)
    press(child(page(program), "first_start.login"), "Ctrl+Return")
    press(child(page(program), "recovery.print"), "Space")
    [preview] = program.frame.findChildren(Preview)
    assert preview.pages.count() == 1
    assert not preview.findChildren(QWidget, "preview.save")
    preview.done(0)


def test_that_the_tab_key_goes_through_the_first_start_in_the_order_one_reads(
    make_program: MakeProgram, house: House
) -> None:
    program = make_program(house)
    names = []
    for _step in range(11):
        focus = program.frame.focusWidget()
        assert focus is not None
        names.append(focus.objectName().removeprefix("first_start."))
        press(focus, "Tab")
    assert names == [
        "given_name", "family_name", "login", "password", "again", "unit_name", "region_name",
        "municipality_name", "beds", "back", "save",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("password", "kort", "at least 10 characters"),
        ("password", "anna.berg är jag", "too easy to guess"),
        ("login", "anna berg!", "letters, digits"),
        ("unit_name", "   ", "must be filled in"),
    ],
)
def test_that_what_cannot_be_used_is_said_beside_its_field_and_nothing_is_made(
    make_program: MakeProgram, house: House, field: str, typed: str, sentence: str
) -> None:
    program = make_program(house)
    fill_first_start(program)
    names = [field, "again"] if field == "password" else [field]
    for name in names:
        edit = child(page(program), f"first_start.{name}")
        assert isinstance(edit, QLineEdit)
        edit.clear()
        type_text(edit, typed)
    press(child(page(program), "first_start.unit_name"), "Ctrl+Return")
    shown = page(program)
    assert isinstance(shown, FirstStartPage) and shown.person is not None
    remarks = [
        each.remark.sentence
        for form in (shown.person, shown.ward)
        for each in form.fields.values()
        if each.name == field and each.remark is not None
    ]
    assert len(remarks) == 1 and sentence in remarks[0]
    assert not house.config.store_path.exists()


@pytest.mark.parametrize("beds", ["1:1, 1:1", " , ", "1:1, " + "x" * 30])
def test_that_beds_that_cannot_be_are_refused_before_a_store_is_made(
    make_program: MakeProgram, house: House, beds: str
) -> None:
    program = make_program(house)
    fill_first_start(program)
    edit = child(page(program), "first_start.beds")
    assert isinstance(edit, QPlainTextEdit)
    edit.setPlainText(beds)
    press(edit, "Ctrl+Return")
    assert isinstance(page(program), FirstStartPage)
    assert not house.config.store_path.exists()


def test_that_two_passwords_that_differ_are_told(make_program: MakeProgram, house: House) -> None:
    program = make_program(house)
    fill_first_start(program, again="en annan stuga vid sjön")
    press(child(page(program), "first_start.login"), "Ctrl+Return")
    shown = page(program)
    assert isinstance(shown, FirstStartPage) and shown.person is not None
    remark = shown.person.fields["again"].remark
    assert remark is not None and "not the same" in remark.sentence


def test_that_a_store_without_a_ward_asks_its_administrator_for_it(
    make_program: MakeProgram, house: House
) -> None:
    entrance = house.entrance()
    entrance.begin(login=ADMINISTRATOR, given_name="Anna", family_name="Berg", password=PASSWORD)
    entrance.close()
    program = make_program(house)
    sign_in(program, ADMINISTRATOR)
    shown = page(program)
    assert isinstance(shown, FirstStartPage) and shown.person is None
    for name in ("unit_name", "region_name", "municipality_name"):
        type_text(child(shown, f"first_start.{name}"), "Närvården")
    press(child(shown, "first_start.unit_name"), "Ctrl+Return")
    assert isinstance(page(program), MainWindow)


def test_that_a_nurse_comes_to_the_beds_and_an_administrator_to_the_settings(
    make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    assert isinstance(page(program), SignInPage)
    sign_in(program, NURSE)
    window = page(program)
    assert isinstance(window, MainWindow) and window.page is not None
    assert window.page.objectName() == "board"
    program.quit()
    program = make_program(ready)
    sign_in(program, ADMINISTRATOR)
    window = page(program)
    assert isinstance(window, MainWindow) and window.page is not None
    assert window.page.objectName() == "settings"


def test_that_a_wrong_password_keeps_one_out_and_waits(make_program: MakeProgram, ready: House) -> None:
    program = make_program(ready)
    sign_in(program, NURSE, "fel lösenord")
    shown = page(program)
    assert isinstance(shown, SignInPage)
    assert "wrong" in shown.form.problem.label.text()
    assert shown.form.countdown.left == 1
    ready.clock.advance(timedelta(seconds=1))
    shown.form.countdown.tick()
    type_text(child(shown, "sign_in.password"), PASSWORD + "\n")
    assert isinstance(page(program), MainWindow)


def test_that_a_password_someone_else_chose_is_changed_at_once(
    make_program: MakeProgram, house: House
) -> None:
    entrance = house.entrance()
    entered, code = begin(entrance)
    entrance.confirm_code(entered, code)
    add_colleague(entrance, entered.app, NURSE, must_change=True)
    entrance.close()
    program = make_program(house)
    sign_in(program, NURSE)
    shown = page(program)
    assert isinstance(shown, NewPasswordPage)
    assert not is_at_work(program)
    choose(shown, PASSWORD)
    remark = shown.form.fields["new"].remark
    assert remark is not None and "must differ" in remark.sentence
    choose(shown, "en helt egen fras")
    assert isinstance(page(program), MainWindow)
    program.quit()
    program = make_program(house)
    sign_in(program, NURSE, "en helt egen fras")
    assert isinstance(page(program), MainWindow)


def choose(shown: NewPasswordPage, password: str) -> None:
    for name in ("new", "again"):
        edit = child(shown, f"new_password.{name}")
        assert isinstance(edit, QLineEdit)
        edit.clear()
        type_text(edit, password)
    press(child(shown, "new_password.again"), "Return")


def test_that_the_recovery_code_opens_and_gives_a_new_password(
    make_program: MakeProgram, house: House
) -> None:
    entrance = house.entrance()
    _entered, code = begin(entrance)
    entrance.close()
    program = make_program(house)
    press(child(page(program), "sign_in.recover"), "Space")
    shown = page(program)
    assert isinstance(shown, RecoverPage)
    values = {"code": "0000 " * 8, "login": ADMINISTRATOR, "password": "ny fras nu", "again": "ny fras nu"}
    for name, value in values.items():
        type_text(child(shown, f"recover.{name}"), value)
    press(child(shown, "recover.again"), "Ctrl+Return")
    assert "Compare it with the paper" in shown.form.summary.texts()[0]
    assert not shown.button.isEnabled()
    house.clock.advance(timedelta(seconds=5))
    shown.countdown.tick()
    edit = child(shown, "recover.code")
    assert isinstance(edit, QLineEdit)
    edit.clear()
    type_text(edit, code)
    press(edit, "Ctrl+Return")
    assert isinstance(page(program), MainWindow)
    program.quit()
    program = make_program(house)
    sign_in(program, ADMINISTRATOR)
    assert isinstance(page(program), SignInPage)


def test_that_the_ward_speaks_on_the_sign_in_page_also_when_the_store_is_shut(
    make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    assert banner_of(program) == LOGGED
    sign_in(program, NURSE)
    assert program.session is not None
    own = "Loggen granskas varje månad."
    door = program.session.arrival.entered.app.acting(SYSTEM)
    door.on_change = program.session.desk.changed.emit
    door.do(settings.change, SIGN_IN_BANNER, own)
    assert banner.read(ready.config.data_folder) == own
    program.quit()
    assert banner_of(make_program(ready)) == own


def banner_of(program: Program) -> str:
    shown = page(program)
    assert isinstance(shown, SignInPage)
    return shown._banner.text()


def test_that_a_banner_that_cannot_be_kept_keeps_no_one_out(tmp_path: Path) -> None:
    banner.keep(tmp_path / "missing", "text")
    assert banner.read(tmp_path / "missing") == ""


def test_that_a_second_window_on_the_same_folder_says_so(make_program: MakeProgram, ready: House) -> None:
    first = make_program(ready)
    second = make_program(ready)
    shown = page(second)
    assert isinstance(shown, TroublePage)
    assert "already open" in shown.problem.label.text()
    first.quit()
    press(child(shown, "trouble.retry"), "Space")
    assert isinstance(page(second), SignInPage)


def test_that_what_was_typed_before_the_program_was_ready_is_not_lost(
    make_program: MakeProgram, ready: House, qtbot: QtBot
) -> None:
    """The first page comes before the libraries that open the store."""
    program = make_program(ready)
    early = page(program)
    assert isinstance(early, SignInPage)
    early.form.tried.disconnect()
    sign_in(program, NURSE)
    assert early.form.sent == (NURSE, PASSWORD)
    program.doorway.first_page = early
    program.doorway.show_sign_in()
    assert isinstance(page(program), MainWindow)


def test_that_the_window_lives_while_a_password_is_worked_out(
    make_program: MakeProgram, ready: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make_program(ready, executor=Worker)
    let_go, lived = threading.Event(), []
    enter = program.doorway.entrance.enter

    def slow(login: str, password: str, second: Second) -> object:
        assert let_go.wait(20)
        return enter(login, password, second)

    monkeypatch.setattr(program.doorway.entrance, "enter", slow)
    sign_in(program, NURSE)
    QTimer.singleShot(0, lambda: lived.append(True))
    qtbot.waitUntil(lambda: bool(lived))
    assert isinstance(page(program), SignInPage)
    let_go.set()
    qtbot.waitUntil(lambda: isinstance(page(program), MainWindow))


def test_that_the_page_before_the_window_can_be_left(make_program: MakeProgram, house: House) -> None:
    program = make_program(house)
    ended: list[bool] = []
    program.ended.connect(lambda: ended.append(True))
    press(child(page(program), "first_start.back"), "Space")
    assert ended == [True]
    assert not house.config.data_folder.exists()
