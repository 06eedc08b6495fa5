"""The program as a whole: lock, unlock, hand over to a colleague, and everyone finds their own again."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories
from tests.ui.entering import (
    DOCTOR,
    NURSE,
    PASSWORD,
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
from tests.ui.keys import press, type_text
from tests.ui.lock.test_lock import is_blank
from ui.drafts.keeper import Keeper
from ui.kit.sheet import Sheet
from ui.lock.page import LockPage
from ui.program import Program
from ui.start.new_password import NewPasswordPage
from ui.window import MainWindow
from ui.worker import Worker
from ward_app.access import commands as access
from ward_app.access import queries as users
from ward_app.access.policy import SYSTEM
from ward_app.app import App
from ward_app.drafts.journal import Journal
from ward_app.patients.model import Patient
from ward_app.settings import commands as settings
from ward_app.settings.registry import LOCK_MINUTES
from ward_app.store.audit import LOG

__all__ = ["english", "house", "make_program", "ready", "set_up_once", "settings_of_nobody"]

TYPED = "Sov gott. Vätskelistan är ifylld."


class Writing(Sheet):
    """A form that keeps what is typed as a draft, as the forms of the record do."""

    def __init__(self, program: Program) -> None:
        assert program.session is not None
        window = program.session.window
        super().__init__(window, "Anteckning", area="writing")
        self.edit = QLineEdit()
        self.edit.setObjectName("writing.text")
        self.content.addWidget(self.edit)
        drafts = program.session.drafts
        self.keeper = Keeper(drafts, "writing", "1", lambda: {"text": self.edit.text()}, self)
        self.edit.textEdited.connect(lambda _text: self.keeper.touch())
        if (draft := drafts.find("writing", "1")) is not None:
            self.edit.setText(draft.values["text"])


def sign_in(program: Program, login: str, password: str = PASSWORD) -> MainWindow:
    assert program.frame.page is not None
    type_text(child(program.frame.page, "sign_in.login"), login + "\n")
    type_text(child(program.frame.page, "sign_in.password"), password + "\n")
    return window_of(program)


def window_of(program: Program) -> MainWindow:
    assert program.session is not None
    return program.session.window


def cover_of(program: Program) -> QWidget:
    assert program.lock.cover is not None
    return program.lock.cover


def unlock(program: Program, password: str = PASSWORD) -> None:
    type_text(child(cover_of(program), "lock.password"), password + "\n")


def take_over(program: Program, login: str, password: str = PASSWORD) -> None:
    """Someone else signs in on the locked screen."""
    type_text(child(cover_of(program), "lock.login"), login + "\n")
    unlock(program, password)


def write(qtbot: QtBot, program: Program, text: str) -> Writing:
    sheet = Writing(program)
    sheet.open()
    sheet.edit.setFocus()
    qtbot.waitUntil(sheet.edit.hasFocus)
    type_text(sheet.edit, text)
    return sheet


def actions(program: Program) -> list[str]:
    assert program.session is not None
    return told(program.session.arrival.entered.app)


def told(app: App) -> list[str]:
    """What the log says of who was at the screen."""

    def read(session: Session) -> list[str]:
        rows = select(LOG.c.action, LOG.c.actor).order_by(LOG.c.id)
        return [f"{actor} {action}" for action, actor in session.execute(rows)]

    found: list[str] = factories.ask(app, read)
    return [each for each in found if each.endswith(("locked", "switched", "signed_out"))]


def failed_tries(program: Program) -> int:
    """Wrong passwords as the log has them: nobody is in front of the door then."""
    assert program.session is not None
    app = program.session.arrival.entered.app
    failed = select(func.count()).where(LOG.c.action == "access.sign_in_failed")
    found: int = factories.ask(app, lambda session: session.scalar(failed))
    return found


def is_locked(program: Program) -> bool:
    return program.lock.is_locked


def is_at_work(program: Program) -> bool:
    return program.session is not None


def test_that_everything_is_as_it_was_after_the_lock(
    qtbot: QtBot, make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    window = sign_in(program, NURSE)
    sheet = write(qtbot, program, TYPED)
    program.lock_screen()
    assert is_locked(program)
    assert is_blank(program.frame)
    assert is_blank(sheet)
    unlock(program, "fel lösenord")
    assert is_locked(program)
    assert f"{NURSE} access.sign_in_failed" not in actions(program)
    assert failed_tries(program) == 1
    ready.clock.advance(timedelta(seconds=2))
    page = cover_of(program).findChild(LockPage)
    assert isinstance(page, LockPage)
    page.form.countdown.tick()
    unlock(program)
    assert not is_locked(program)
    assert window_of(program) is window
    assert sheet.isVisible() and sheet.edit.text() == TYPED
    qtbot.waitUntil(sheet.edit.hasFocus)
    assert actions(program) == [f"{NURSE} access.locked", f"{NURSE} access.unlocked"]
    sheet.done(0)


def test_that_the_keys_of_the_guide_lock_and_switch(
    qtbot: QtBot, make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    press(program.frame.focusWidget() or program.frame, "Ctrl+L")
    assert is_locked(program)
    assert not cover_of(program).findChildren(QWidget, "lock.login")[0].isVisible()
    unlock(program)
    qtbot.waitUntil(program.frame.isActiveWindow)
    press(program.frame.focusWidget() or program.frame, "Ctrl+Shift+L")
    assert child(cover_of(program), "lock.login").isVisible()
    unlock_as_oneself(program)
    assert not is_locked(program)
    qtbot.waitUntil(program.frame.isActiveWindow)
    for keys in ("Ctrl+7", "Ctrl+1", "Ctrl+Comma"):
        press(program.frame.focusWidget() or program.frame, keys)
        shown = window_of(program).page
        assert shown is not None
        assert shown.objectName() == ("board" if keys == "Ctrl+1" else "settings")


def unlock_as_oneself(program: Program) -> None:
    press(child(cover_of(program), "lock.other"), "Space")
    unlock(program)


def test_that_a_colleague_takes_over_and_finds_nobody_elses_draft(
    qtbot: QtBot, make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    nurses_window = sign_in(program, NURSE)
    write(qtbot, program, TYPED)
    program.switch_user()
    take_over(program, DOCTOR)
    assert not is_locked(program)
    doctors_window = window_of(program)
    assert doctors_window is not nurses_window
    assert doctors_window.seat.account.actor.login == DOCTOR
    assert [
        each for each in QApplication.topLevelWidgets() if isinstance(each, Writing) and each.isVisible()
    ] == []
    sheet = Writing(program)
    assert sheet.edit.text() == ""
    sheet.deleteLater()
    program.switch_user()
    take_over(program, NURSE)
    sheet = Writing(program)
    assert sheet.edit.text() == TYPED
    sheet.deleteLater()
    assert actions(program) == [
        f"{NURSE} access.locked", f"{NURSE} access.switched",
        f"{DOCTOR} access.locked", f"{DOCTOR} access.switched",
    ]  # fmt: skip


def test_that_the_same_user_may_come_back_by_name(make_program: MakeProgram, ready: House) -> None:
    program = make_program(ready)
    window = sign_in(program, NURSE)
    program.switch_user()
    take_over(program, NURSE)
    assert window_of(program) is window


def test_that_rights_that_changed_meanwhile_make_the_window_anew(
    qtbot: QtBot, make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    window = sign_in(program, NURSE)
    write(qtbot, program, TYPED)
    program.lock_screen()
    door = system_door(program)
    [row] = [each for each in door.ask(users.users) if each.login == NURSE]
    held = row.assignments[0]
    door.do(access.assign, row.id, role=held.role, unit_id=1)
    unlock(program)
    assert not is_locked(program)
    assert window_of(program) is not window
    assert Writing(program).edit.text() == TYPED


def test_that_one_who_must_choose_a_password_does_so_before_the_window(
    make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    door = system_door(program)
    [row] = [each for each in door.ask(users.users) if each.login == DOCTOR]
    program.switch_user()
    door.do(access.reset_password, row.id, password_hash="-")
    take_over(program, DOCTOR)
    assert not is_at_work(program)
    assert not is_locked(program)
    assert isinstance(program.frame.page, NewPasswordPage)


def system_door(program: Program) -> App:
    assert program.session is not None
    return program.session.arrival.entered.app.acting(SYSTEM)


def test_that_an_account_that_was_shut_does_not_unlock(make_program: MakeProgram, ready: House) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    door = system_door(program)
    [row] = [each for each in door.ask(users.users) if each.login == NURSE]
    program.lock_screen()
    door.do(access.set_active, row.id, row.version, active=False)
    unlock(program)
    assert is_locked(program)


def test_that_the_screen_locks_when_nobody_is_there_and_not_while_someone_types(
    make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    assert program.idle.limit == timedelta(minutes=5)
    ready.clock.advance(timedelta(minutes=4, seconds=59))
    QTest.keyClick(program.frame.windowHandle(), Qt.Key.Key_Shift)
    ready.clock.advance(timedelta(minutes=4, seconds=59))
    program.idle.tick()
    assert not is_locked(program)
    ready.clock.advance(timedelta(seconds=1))
    program.idle.tick()
    assert is_locked(program)
    assert is_blank(program.frame)


def test_that_the_shorter_of_the_two_times_counts_also_when_it_changes(
    make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    assert program.session is not None
    door = system_door(program)
    door.on_change = program.session.desk.changed.emit
    for ward, shorter in ((2, 2), (9, 5)):
        door.do(settings.change, LOCK_MINUTES, ward)
        assert program.idle.limit == timedelta(minutes=shorter)


def test_that_what_was_copied_is_not_in_the_clipboard_of_a_locked_screen(
    qtbot: QtBot, make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    sheet = write(qtbot, program, "19460113-6098")
    sheet.edit.selectAll()
    press(sheet.edit, "Ctrl+C")
    assert QApplication.clipboard().text() == "19460113-6098"
    program.lock_screen()
    assert QApplication.clipboard().text() == ""


def test_that_no_name_of_the_ward_is_in_a_picture_of_the_locked_board(
    make_program: MakeProgram, ready: House
) -> None:
    entrance = ready.entrance()
    door = entrance.enter(NURSE, PASSWORD).app
    factories.make_stay(door, factories.Ward(1, {"1:2": 2}), "1:2")
    assert factories.ask(door, lambda session: session.scalar(select(Patient.family_name))) == "Öberg"
    entrance.close()
    program = make_program(ready)
    sign_in(program, NURSE)
    assert not is_blank(program.frame)
    program.lock_screen()
    assert is_blank(program.frame)


def test_that_a_locked_program_can_still_be_ended(
    qtbot: QtBot, make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    write(qtbot, program, TYPED)
    program.lock_screen()
    program.quit()
    program = make_program(ready)
    sign_in(program, NURSE)
    assert Writing(program).edit.text() == TYPED


def test_that_what_was_typed_last_is_on_the_disk_when_the_computer_is_shut_down(
    qtbot: QtBot, make_program: MakeProgram, ready: House
) -> None:
    program = make_program(ready, executor=Worker)
    type_text(child(program.frame, "sign_in.login"), NURSE + "\n")
    type_text(child(program.frame, "sign_in.password"), PASSWORD + "\n")
    qtbot.waitUntil(lambda: program.session is not None)
    sheet = write(qtbot, program, TYPED)
    program.save()
    assert program.session is not None
    key = program.session.arrival.entered.account.draft_key
    kept = Journal(ready.config.drafts_folder, key).find("writing", "1")
    assert kept is not None and kept.values == {"text": TYPED}
    type_text(sheet.edit, "!")
    program.save()
    kept = Journal(ready.config.drafts_folder, key).find("writing", "1")
    assert kept is not None and kept.values == {"text": TYPED + "!"}


def test_that_closing_the_window_ends_the_program(make_program: MakeProgram, ready: House) -> None:
    program = make_program(ready)
    sign_in(program, NURSE)
    ended: list[bool] = []
    program.ended.connect(lambda: ended.append(True))
    program.frame.close()
    program.quit()
    assert ended == [True]
    entrance = ready.entrance()
    door = entrance.enter(NURSE, PASSWORD).app
    assert told(door) == [f"{NURSE} access.signed_out"]
    entrance.close()
