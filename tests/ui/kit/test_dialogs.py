"""The boxes that ask: the safe answer is the one at hand, and the focus comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up, press, type_text
from ui.kit import dialogs
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.sheet import Sheet


@pytest.fixture
def page(qtbot: QtBot, styled: QApplication) -> QWidget:
    page = QWidget()
    page.resize(900, 700)
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    box.addWidget(Button("Discharge…", name="opener"))
    bring_up(qtbot, page)
    return page


def answer(with_box: Callable[[QDialog], object]) -> None:
    """As soon as the box is there."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QDialog):
            with_box(box)
        else:
            QTimer.singleShot(0, look)

    QTimer.singleShot(0, look)


def named(box: QDialog, name: str) -> Button:
    button = box.findChild(Button, name)
    assert button is not None
    return button


def ask(page: QWidget) -> bool:
    return dialogs.confirm(
        page, "Discharge the patient?", "<b>Öberg</b>, Åke in bed 1:2.", "Discharge the patient", danger=True
    )


def test_that_the_act_is_done_only_by_its_own_button(page: QWidget) -> None:
    answer(lambda box: named(box, "dialog.yes").click())
    assert ask(page)
    answer(lambda box: named(box, "dialog.no").click())
    assert not ask(page)


@pytest.mark.parametrize("key", ["Return", "Escape", "Space"])
def test_that_enter_space_and_esc_do_the_safe_thing(page: QWidget, key: str) -> None:
    answer(lambda box: press(box.focusWidget() or box, key))
    assert not ask(page)


def test_that_the_question_is_plain_text_and_the_button_names_the_act(page: QWidget) -> None:
    seen: list[str] = []

    def read(box: QDialog) -> None:
        seen.extend(label.text() for label in box.findChildren(QLabel))
        seen.append(named(box, "dialog.yes").text())
        box.reject()

    answer(read)
    ask(page)
    assert "<b>Öberg</b>, Åke in bed 1:2." in seen
    assert "Discharge the patient" in seen


def test_that_a_reason_is_needed_before_the_act(page: QWidget) -> None:
    def give(box: QDialog) -> None:
        yes = named(box, "dialog.yes")
        assert not yes.isEnabled()
        edit = box.findChild(QLineEdit, "dialog.reason")
        assert edit is not None
        type_text(edit, "  vattenläcka ")
        assert yes.isEnabled()
        press(edit, "Return")

    answer(give)
    assert dialogs.ask_reason(page, "Close the bed", "Why is bed 3:2 closed?", "Close it") == "vattenläcka"
    answer(lambda box: box.reject())
    assert dialogs.ask_reason(page, "Close the bed", "Why is bed 3:2 closed?", "Close it") is None


def test_that_a_file_is_chosen_or_not(page: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def choose(*what: object) -> tuple[str, str]:
        asked.append(what)
        return ("/some/report.pdf", "") if len(asked) == 1 else ("", "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    chosen = dialogs.choose_file(page, "Save", save=True, suggested="report.pdf", kinds="PDF (*.pdf)")
    assert chosen == Path("/some/report.pdf")
    assert asked[0][1:] == ("Save", "report.pdf", "PDF (*.pdf)")
    assert dialogs.choose_file(page, "Open") is None


def open_sheet(qtbot: QtBot, page: QWidget) -> tuple[Sheet, Form]:
    opener = page.findChild(Button, "opener")
    assert opener is not None
    opener.setFocus()
    sheet = Sheet(page, "Move", area="move")
    form = Form([TextField("why", "&Why")], area="move")
    sheet.content.addWidget(form)
    sheet.unsaved = lambda: form.dirty
    sheet.open()
    qtbot.waitUntil(sheet.isActiveWindow)
    form.focus_first()
    return sheet, form


def test_that_the_focus_goes_back_to_the_opener(qtbot: QtBot, page: QWidget) -> None:
    sheet, form = open_sheet(qtbot, page)
    with qtbot.waitSignal(sheet.destroyed):
        press(form.field("why").input, "Escape")
    opener = page.findChild(Button, "opener")
    assert opener is not None
    qtbot.waitUntil(opener.hasFocus)


def test_that_what_is_unsaved_is_asked_about(
    qtbot: QtBot, page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    asked: list[str] = []

    def confirm(_parent: QWidget, title: str, _question: str, _yes: str, *, danger: bool = False) -> bool:
        asked.append(title)
        return answers.pop(0)

    monkeypatch.setattr(dialogs, "confirm", confirm)
    sheet, form = open_sheet(qtbot, page)
    type_text(form.field("why").input, "å")
    sheet.cancel.click()
    assert sheet.isVisible()
    with qtbot.waitSignal(sheet.destroyed):
        sheet.close()
    assert asked == ["Leave without saving?"] * 2


def test_that_enter_in_a_field_does_not_close_or_save_but_ctrl_enter_does(
    qtbot: QtBot, page: QWidget
) -> None:
    sheet, form = open_sheet(qtbot, page)
    pressed: list[str] = []
    sheet.add_button("Move", lambda: pressed.append("moved"))
    edit = form.field("why").input
    press(edit, "Return")
    assert (pressed, sheet.isVisible()) == ([], True)
    press(edit, "Ctrl+Return")
    assert pressed == ["moved"]
    with qtbot.waitSignal(sheet.destroyed):
        sheet.accept()


def test_that_a_sheet_leaves_the_patient_banner_in_sight(qtbot: QtBot, page: QWidget) -> None:
    banner = QWidget(page)
    banner.setObjectName("patient.banner")
    banner.setGeometry(0, 0, 900, 500)
    banner.show()
    sheet, _form = open_sheet(qtbot, page)
    assert sheet.y() >= banner.mapToGlobal(banner.rect().bottomLeft()).y()
    sheet.reject()


def test_that_a_sheet_below_the_banner_keeps_its_buttons_in_the_window(qtbot: QtBot, page: QWidget) -> None:
    page.resize(900, 600)
    banner = QWidget(page)
    banner.setObjectName("patient.banner")
    banner.setGeometry(0, 0, 900, 120)
    banner.show()
    sheet = Sheet(page, "Varningar", area="warnings")
    scrolled = QScrollArea()
    sheet.content.addWidget(scrolled)
    sheet.resize(600, 560)
    sheet.open()
    assert sheet.geometry().bottom() <= page.mapToGlobal(page.rect().bottomLeft()).y()
    sheet.reject()


def test_that_answers_to_a_closed_sheet_are_dropped(qtbot: QtBot, page: QWidget) -> None:
    sheet, _form = open_sheet(qtbot, page)
    assert not sheet.property("closed")
    sheet.reject()
    assert sheet.property("closed")
