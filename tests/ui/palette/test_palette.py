"""One field: beds, people and commands, by keyboard alone, and never someone whom one has not seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up, press, type_text
from tests.ui.windowing import MakeWindow, PlainPage
from ui.desk import Desk
from ui.palette import hits
from ui.palette.palette import Palette
from ui.window import MainWindow
from ui.worker import Immediate
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.patients.model import Protection


@pytest.fixture
def palette(window: MainWindow) -> Palette:
    press(window, "Ctrl+K")
    return window.search


def record_of(window: MainWindow) -> PlainPage:
    assert isinstance(window.page, PlainPage)
    return window.page


def test_that_a_key_opens_it_and_escape_leads_back(window: MainWindow) -> None:
    before = QApplication.focusWidget()
    for key in ("Ctrl+K", "F3"):
        press(window, key)
        assert window.search.field.hasFocus()
        assert window.search.list.isVisible()
        press(window.search.field, "Escape")
        assert QApplication.focusWidget() is before
        assert window.search.list.isHidden()


def test_that_a_name_finds_the_person_with_bed_and_age(palette: Palette, window: MainWindow) -> None:
    type_text(palette.field, "öberg")
    (line,) = palette.list.model.lines
    assert line.text == "Öberg, Åke"
    assert line.note.startswith("bed 1:2 · ")
    assert "years" in line.note
    press(palette.field, "Return")
    done: Any = record_of(window).done
    assert done[-1][1] == "overview"
    assert palette.field.text() == ""
    assert palette.list.isHidden()


def test_that_the_arrows_choose(palette: Palette, window: MainWindow) -> None:
    type_text(palette.field, "sson")
    assert len(palette.texts()) > 2
    first = palette.list.current()
    press(palette.field, "Down")
    second = palette.list.current()
    press(palette.field, "Up")
    assert palette.list.current() is first is not second
    press(palette.field, "Up")
    assert palette.list.current() is palette.list.model.lines[-1]


def test_that_never_more_than_eight_are_shown(palette: Palette) -> None:
    for typed in ("1", "sson", ">"):
        palette.field.clear()
        type_text(palette.field, typed)
        assert 1 < len(palette.texts()) <= 8


def test_that_digits_find_beds_first(palette: Palette, window: MainWindow, ward: Ward) -> None:
    type_text(palette.field, "12")
    assert palette.texts()[:2] == ["Bed 12  Persson, Elsy", "Bed 1:2  Öberg, Åke"]
    palette.field.clear()
    type_text(palette.field, "9")
    assert palette.texts() == ["Bed 9"]
    press(palette.field, "Return")
    assert record_of(window).done[-1] == (None, ward.beds["9"], "")


def test_that_a_personal_number_finds_the_person(palette: Palette, app: App, window: MainWindow) -> None:
    factories.make_patient(app, "Ek", "Ida", number="194603122384")
    type_text(palette.field, "460312-2384")
    assert palette.texts() == ["Ek, Ida"]
    press(palette.field, "Return")
    assert window.recent.patient_ids


def test_that_what_is_not_found_can_be_admitted_with_what_was_typed(
    palette: Palette, window: MainWindow
) -> None:
    type_text(palette.field, "19121212-1212")
    assert palette.list.sentence.text() == "Nobody is found by “19121212-1212”."
    assert palette.texts() == ["Admit a new patient"]
    press(palette.field, "Return")
    assert record_of(window).done[-1] == (None, None, "19121212-1212")


def test_that_a_protected_person_is_found_only_by_the_whole_number_and_masked(
    palette: Palette, app: App
) -> None:
    factories.make_patient(app, "Hemlig", "Hanna", number="194603122384", protection=Protection.MARKED)
    type_text(palette.field, "hemlig")
    assert palette.texts() == ["Admit a new patient"]
    palette.field.clear()
    type_text(palette.field, "194603122384")
    assert palette.texts() == ["H.H., protected identity"]
    assert "1946" not in palette.list.model.lines[0].said


def test_that_one_letter_is_too_little(palette: Palette) -> None:
    type_text(palette.field, "ö")
    assert palette.texts() == []
    assert palette.list.sentence.text() == "Go on typing: at least two characters."


def test_that_commands_stand_behind_a_sign_with_their_keys(palette: Palette, window: MainWindow) -> None:
    type_text(palette.field, ">hand")
    (line,) = palette.list.model.lines
    assert (line.text, line.key) == ("Handover", "Ctrl+4")
    press(palette.field, "Return")
    assert window.rail.buttons["handover"].isChecked()


def test_that_commands_about_a_bed_say_which(palette: Palette) -> None:
    type_text(palette.field, ">move")
    (line,) = palette.list.model.lines
    assert (line.text, line.note) == ("Move…", "1:1 Andersson, Karin")


def test_that_there_is_a_sentence_when_no_command_is_found(palette: Palette) -> None:
    type_text(palette.field, ">fika")
    assert palette.texts() == []
    assert palette.list.sentence.text().startswith("There is no command “fika”.")


def test_that_a_command_a_role_may_not_do_says_why_and_does_nothing(
    make_window: MakeWindow, door: App, ward: Ward, stays: dict[str, int], qtbot: QtBot, styled: QApplication
) -> None:
    physio = door.acting(factories.make_user(door, Role.PHYSIOTHERAPIST, unit_id=ward.unit_id))
    desk = Desk(physio, Immediate(), long=Immediate())
    window = make_window(desk, physio)
    bring_up(qtbot, window)
    window.go("board")
    press(window, "Ctrl+K")
    type_text(window.search.field, ">move")
    (line,) = window.search.list.model.lines
    assert (line.act, line.note) == (None, "Your role does not include this.")
    press(window.search.field, "Return")
    assert window.search.list.isVisible()
    desk.close()


def test_that_who_was_opened_lately_is_offered_first(window: MainWindow) -> None:
    press(window, "Ctrl+K")
    type_text(window.search.field, "wikström")
    press(window.search.field, "Return")
    press(window, "Ctrl+K")
    assert window.search.texts() == ["Bed 8  Wikström, Rut"]


def test_that_the_list_goes_when_the_focus_goes(palette: Palette, window: MainWindow) -> None:
    type_text(palette.field, "öberg")
    press(palette.field, "F6")
    assert palette.list.isHidden()


class Held:
    """Does its work when it is told to."""

    def __init__(self) -> None:
        self.works: list[Callable[[], None]] = []
        self.holds = False

    def submit(self, work: Callable[[], None]) -> None:
        if self.holds:
            self.works.append(work)
        else:
            work()

    def close(self, wait: float) -> bool:
        return True

    def release(self) -> None:
        self.holds = False
        while self.works:
            self.works.pop(0)()


@pytest.fixture
def held(
    make_window: MakeWindow, app: App, stays: dict[str, int], qtbot: QtBot, styled: QApplication
) -> tuple[MainWindow, Held]:
    executor = Held()
    window = make_window(Desk(app, executor, long=Immediate()), app)
    bring_up(qtbot, window)
    window.go("board")
    press(window, "Ctrl+K")
    executor.holds = True
    return window, executor


def test_that_an_answer_to_what_is_no_longer_typed_is_dropped(held: tuple[MainWindow, Held]) -> None:
    window, executor = held
    type_text(window.search.field, "öberg")
    window.search.field.clear()
    type_text(window.search.field, "persson")
    executor.release()
    assert window.search.texts() == ["Persson, Elsy"]


def test_that_enter_waits_for_the_answer_and_opens_the_only_one(held: tuple[MainWindow, Held]) -> None:
    window, executor = held
    type_text(window.search.field, "öberg")
    press(window.search.field, "Return")
    assert not isinstance(window.page, PlainPage)
    executor.release()
    assert isinstance(window.page, PlainPage)


def test_that_enter_opens_nobody_whom_one_has_not_seen(held: tuple[MainWindow, Held]) -> None:
    window, executor = held
    type_text(window.search.field, "sson")
    press(window.search.field, "Return")
    executor.release()
    assert not isinstance(window.page, PlainPage)
    assert len(window.search.texts()) > 1


@pytest.mark.parametrize(
    ("typed", "is_number"),
    [("12", True), ("1:2", True), ("460312-2384", True), ("ö1", False), ("", False), ("-", False)],
)
def test_what_is_a_number(typed: str, is_number: bool) -> None:
    assert hits.is_number(typed) is is_number


def test_that_the_palette_is_as_discreet_as_the_board(window: MainWindow) -> None:
    press(window, "Ctrl+D")
    press(window, "Ctrl+K")
    type_text(window.search.field, "1:2")
    assert window.search.texts() == ["Bed 1:2  Å.Ö."]
