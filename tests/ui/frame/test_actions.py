"""The one table of actions: keys for Swedish hands, each once, each with a word and an icon there is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from tests.ui.keys import press
from tests.ui.windowing import PlainPage
from ui.actions import ACTIONS, ELSEWHERE, SECTION_KEYS, Action, action, key_text
from ui.kit import icons
from ui.window import MainWindow

OF_THE_WINDOW = {
    "board", "patients", "inout", "handover", "unsigned", "logs", "settings", "admit", "search", "back",
    "next_area", "previous_area", "refresh", "help", "phone", "theme", "lock", "switch_user",
}  # fmt: skip
OF_THE_BOARD = {
    "print", "cards", "table", "discreet", "over_occupancy", "admit_here", "move", "swap", "leave", "return",
    "change_purpose", "ready", "not_ready", "discharge", "death", "cleaned", "close_bed", "reopen_bed",
    "close_place", "new_note", "new_task",
}  # fmt: skip
OF_THE_RECORD = {"banner", "sharing", "save_draft", "undo", "redo", "hand_out", "information"}


def test_that_every_action_has_someone_who_does_it() -> None:
    known = OF_THE_WINDOW | OF_THE_BOARD | OF_THE_RECORD | ELSEWHERE
    assert {each.name for each in ACTIONS} == known


def test_that_no_name_and_no_key_stands_twice() -> None:
    names = [each.name for each in ACTIONS]
    keys = [key for each in ACTIONS for key in each.keys] + list(SECTION_KEYS.values())
    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("each", ACTIONS, ids=lambda each: each.name)
def test_that_keys_can_be_typed_on_a_swedish_keyboard(each: Action) -> None:
    for key in each.keys:
        assert "Ctrl+Alt" not in key
        assert not set(key) & set("@{[]}\\|/")
        if each.name not in ELSEWHERE:
            assert QKeySequence(key).toString() == key


@pytest.mark.parametrize("each", ACTIONS, ids=lambda each: each.name)
def test_that_icons_are_there(styled: QApplication, each: Action) -> None:
    assert each.label
    if each.icon:
        assert not icons.pixmap(each.icon).isNull()


def test_that_heavy_acts_have_no_key() -> None:
    assert not any(action(name).keys for name in ("discharge", "death", "close_bed"))


def test_that_keys_are_said_in_words() -> None:
    assert key_text("Space") == "Space bar"
    assert key_text("Ctrl+K") == "Ctrl+K"


@pytest.mark.parametrize("editor", [QLineEdit, QPlainTextEdit])
@pytest.mark.parametrize(("key", "act"), [("Ctrl+N", "new_note"), ("Ctrl+P", "print")])
def test_that_keys_work_while_one_writes(
    window: MainWindow, editor: type[QLineEdit] | type[QPlainTextEdit], key: str, act: str
) -> None:
    window.open_record(1)
    page = window.page
    assert isinstance(page, PlainPage)
    field = editor(page)
    layout = page.layout()
    assert layout
    layout.addWidget(field)
    field.setFocus()
    press(field, key)
    assert page.done[-1] == act
    press(field, "Ctrl+K")
    assert window.search.field.hasFocus()


def test_that_undo_belongs_to_the_text_while_one_writes(window: MainWindow) -> None:
    window.open_record(1)
    page = window.page
    assert isinstance(page, PlainPage)
    field = QLineEdit(page)
    layout = page.layout()
    assert layout
    layout.addWidget(field)
    field.setFocus()
    press(field, "A")
    press(field, "Ctrl+Z")
    assert field.text() == ""
