"""What is done in the window, key by key. Lines on standard output tell the test how far it is."""

from __future__ import annotations

import os
import re
import sys
from base64 import b32decode
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from tests.end_to_end.house import KNOWN_NUMBER, LOGIN, PASSWORD
from tests.end_to_end.robot import Robot, Script, Type, Until, focus, focus_name, keys
from ui.drafts import keeper
from ui.notes.editor import NoteEditor
from ward_app.access import totp
from ward_app.clock import system_clock
from ward_app.i18n import _, ngettext

KEY_MS = {"type_on": 15, "type_on_lazily": 15}
"""Milliseconds from key to key, where it matters."""
SENTENCES = "Patienten har vilat efter lunch och berättar att det onda har lättat. "

ADMISSION_NOTE = "Kommer från ortopeden efter operation. Smärtfri i vila."
SITUATION = "Nyopererad höft, går med två hjälpare. Kontrollera såret i kväll."


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def in_sight(name: str) -> bool:
    """A widget of this name can be seen in the window in front."""
    return any(
        widget.isVisible()
        for window in QApplication.topLevelWidgets()
        for widget in [window, *window.findChildren(QWidget, name)]
        if widget.objectName() == name
    )


def until_focus(name: str) -> Until:
    return Until(f"the focus on {name}", lambda: focus_name() == name)


def until_seen(name: str) -> Until:
    return Until(f"{name} in sight", lambda: in_sight(name))


def sign_in() -> Script:
    yield from type_name_and_password()
    yield Until("the beds", _beds_are_shown)


def set_up_phone(_robot: Robot) -> Script:
    """A code is asked of everyone: the phone is set up on the way in. The lock takes the password alone."""
    yield from type_name_and_password()
    yield until_focus("enrol.code")
    secret = b32decode(_shown_key())
    yield Type(_code(secret))
    yield keys("Return")
    yield Until("the beds", _beds_are_shown)
    yield keys("Ctrl+L")
    yield until_focus("lock.password")
    yield Type(PASSWORD)
    yield keys("Return")
    yield Until("the beds", lambda: not in_sight("lock") and _beds_are_shown())
    say("secret", secret.hex())
    QApplication.closeAllWindows()


def sign_in_with_code(_robot: Robot) -> Script:
    """A wrong code first, then what the phone shows; the code that has been used opens nothing."""
    secret = bytes.fromhex(os.environ["PHONE"])
    yield from type_name_and_password()
    yield until_focus("sign_in.code")
    yield Type("000000")
    yield keys("Return")
    yield Until("the wait to be over", lambda: in_sight("sign_in.enter") and _can_press("sign_in.enter"))
    yield Type(_code(secret, ahead=1))
    yield keys("Return")
    yield Until("the beds", _beds_are_shown)
    say("in")
    QApplication.closeAllWindows()


def type_name_and_password() -> Script:
    yield until_focus("sign_in.login")
    yield Type(LOGIN)
    yield keys("Return")
    yield until_focus("sign_in.password")
    yield Type(PASSWORD)
    yield keys("Return")


def _shown_key() -> str:
    """What the page says to type into the phone."""
    labels = [label for window in QApplication.topLevelWidgets() for label in window.findChildren(QLabel)]
    [key] = [each.text() for each in labels if re.fullmatch("([A-Z2-7]{4} ){7}[A-Z2-7]{4}", each.text())]
    return key.replace(" ", "")


def _code(secret: bytes, ahead: int = 0) -> str:
    return totp.code_of(secret, totp.step_of(system_clock()) + ahead)


def _can_press(name: str) -> bool:
    found = [one for window in QApplication.topLevelWidgets() for one in window.findChildren(QWidget, name)]
    return any(one.isVisible() and one.isEnabled() for one in found)


def tab_to(name: str, most: int = 12) -> Script:
    """Along the way of Tab, which must come by."""
    yield Until("the keyboard", focus)
    for _step in range(most):
        if focus_name() == name:
            return
        yield keys("Tab")
    raise LookupError(f"Tab does not lead to {name}")


def whole_task(robot: Robot) -> Script:
    """A shift in short: sign in, admit, write and sign, hand over, and the sheet as a file."""
    yield from sign_in()
    say("sign-in", robot.pressed, robot.typed)
    yield from admit_known(robot)
    yield from write_and_sign()
    yield from hand_over()
    yield from save_sheet()
    say("all", robot.pressed, robot.typed)
    QApplication.closeAllWindows()


def admit_known(robot: Robot) -> Script:
    """From the board until the record of the one who has come is open."""
    pressed, typed = robot.pressed, robot.typed
    yield Type("9")
    yield keys("Return")
    yield until_focus("admission.number_text")
    yield Type(KNOWN_NUMBER)
    yield keys("Return")
    yield Until("the type of stay asked for", lambda: focus_name().startswith("admission.purpose"))
    yield Type("4")
    yield until_focus("admission.reason")
    yield Type("Höftfraktur, mobilisering")
    yield keys("Return")
    yield until_focus("admission.decided_by")
    yield Type("Dr Lund")
    yield keys("Return")
    yield Until("the hypersensitivity asked for", lambda: focus_name().startswith("admission.answer"))
    yield Type("2")
    yield until_focus("admission.admit")
    text = _consent().text()
    yield keys(f"Alt+{text[text.index('&') + 1].upper()}")
    yield Until("the consent ticked", lambda: _consent().isChecked())
    yield keys("Ctrl+Return")
    yield until_seen("patient.banner")
    say("admission", robot.pressed - pressed, robot.typed - typed)


def _consent() -> QCheckBox:
    """The one tick of an ordinary admission."""
    found = [window.findChild(QCheckBox, "admission.consent") for window in QApplication.topLevelWidgets()]
    return next(box for box in found if isinstance(box, QCheckBox))


def write_and_sign() -> Script:
    yield keys("Ctrl+N")
    yield Until("a field to write in", lambda: isinstance(focus(), QPlainTextEdit))
    yield Type(ADMISSION_NOTE)
    yield keys("Ctrl+Return")
    yield until_focus("dialog.no")
    yield from tab_to("dialog.yes")
    yield keys("Space")
    yield until_text(ngettext("{count} note", "{count} notes", 1).format(count=1))


def hand_over() -> Script:
    """What the next shift must know, and that it has been said."""
    yield keys("Ctrl+4")
    yield until_seen("handover")
    yield Until(
        "the patients", lambda: isinstance(at := focus(), QAbstractItemView) and at.model().rowCount()
    )
    yield keys("End", "Return")
    yield Until("a field to write in", lambda: isinstance(focus(), QPlainTextEdit))
    yield Type(SITUATION)
    yield keys("Ctrl+Return")


def save_sheet() -> Script:
    yield keys("Ctrl+P")
    yield until_focus("preview.pages")
    yield Until("a page", lambda: (pages := _pages()) is not None and pages.count() > 0)
    yield from tab_to("preview.save")
    yield keys("Space")
    yield until_focus("fileNameEdit")
    yield keys("Ctrl+A")
    yield Type(os.environ["SHEET"])
    yield keys("Return")
    yield Until("the file", lambda: Path(os.environ["SHEET"]).exists())
    yield keys("Escape")


def _pages() -> QListWidget | None:
    lists = [w.findChild(QListWidget, "preview.pages") for w in QApplication.topLevelWidgets()]
    return next((one for one in lists if isinstance(one, QListWidget)), None)


def open_notes() -> Script:
    """Of the patient in bed 1:2."""
    yield from sign_in()
    yield keys("Ctrl+K")
    yield until_focus("frame.search")
    yield Type("Öberg")
    yield Until("a person found", lambda: bool(_hits()))
    yield keys("Return")
    yield until_seen("patient.banner")
    yield keys("Alt+2")
    yield until_seen("notes")


def type_on(robot: Robot) -> Script:
    """Write and write, until someone pulls the plug. Each line says how much has been typed."""
    yield from open_notes()
    yield keys("Ctrl+N")
    yield Until("a field to write in", lambda: isinstance(focus(), QPlainTextEdit))
    say("begun", robot.typed)
    while True:
        for char in SENTENCES:
            yield Type(char)
            say("typed", robot.typed)


def type_on_lazily(robot: Robot) -> Script:
    """The same in a program that keeps drafts once a minute."""
    keeper.BEHIND_MS = 60_000
    yield from type_on(robot)


def reopen(robot: Robot) -> Script:
    """What stands in the note that was being written when the program ended."""
    yield from open_notes()
    yield Until("the notes, and the draft with them", _are_read)
    say("found", _written())
    QApplication.closeAllWindows()


def _beds_are_shown() -> bool:
    view = focus()
    return isinstance(view, QAbstractItemView) and view.currentIndex().isValid()


def _written() -> str:
    areas = [
        area
        for window in QApplication.topLevelWidgets()
        for area in window.findChildren(QPlainTextEdit)
        if area.isVisible() and not area.isReadOnly()
    ]
    return next((area.toPlainText() for area in areas if area.toPlainText()), "")


def _are_read() -> bool:
    """The list is shown, or the sentence that there is none; a draft opens in the same moment."""
    counted = [ngettext("{count} note", "{count} notes", n).format(count=n) for n in range(1, 30)]
    said = texts_in_sight()
    return _("No notes yet.") in said or any(text.startswith(tuple(counted)) for text in said)


def _begins(template: str) -> bool:
    beginning = template.partition("{")[0]
    return any(text.startswith(beginning) for text in texts_in_sight())


def _hits() -> bool:
    return in_sight("palette.hits")


def sign_on(robot: Robot) -> Script:
    """Write and sign one note after the other, until someone pulls the plug."""
    yield from open_notes()
    nth = 0
    while True:
        nth += 1
        yield from ready_to_sign(f"Rad {nth} av natten.")
        say("signing", nth)
        yield keys("Space")
        yield until_text(ngettext("{count} note", "{count} notes", nth).format(count=nth))
        say("signed", nth)


def sign_carelessly(robot: Robot) -> Script:
    """In a program that throws the draft away before the note is in the record."""
    yield from open_notes()
    yield from ready_to_sign("Rad 1 av natten.")
    editors = [one for window in QApplication.topLevelWidgets() for one in window.findChildren(NoteEditor)]
    editors[0].keeper.forget()
    drafts = Path(os.environ["XDG_DATA_HOME"])
    yield Until("the draft gone", lambda: not list(drafts.rglob("*.draft")))
    say("signing", 1)
    yield Until("the plug pulled", lambda: False)


def ready_to_sign(text: str) -> Script:
    """Written, kept as a draft, and asked whether it is meant; the next key signs."""
    yield keys("Ctrl+N")
    yield Until("a field to write in", lambda: isinstance(focus(), QPlainTextEdit))
    yield Type(text)
    yield keys("Ctrl+S")
    yield Until("the draft kept", lambda: _begins(_("Draft saved {time}")))
    yield keys("Ctrl+Return")
    yield until_focus("dialog.no")
    yield keys("Tab")
    yield until_focus("dialog.yes")


def until_text(text: str) -> Until:
    """A label that says this and no more: a note that is not signed would be counted behind it."""
    return Until(f"the text {text!r}", lambda: text in texts_in_sight())


def texts_in_sight() -> list[str]:
    return [
        label.text()
        for window in QApplication.topLevelWidgets()
        for label in window.findChildren(QLabel)
        if label.isVisible()
    ]
