"""The board on a real store: what it shows, what can be done, and that it keeps itself fresh."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import LABELS, Ward
from tests.ui.keys import bring_up, press, type_text
from tests.ui.seating import FakeGuide
from ui.board.cards import CardView
from ui.board.head import CARDS, TABLE
from ui.board.menu import menu
from ui.board.page import BoardPage
from ui.board.peek import PeekSheet
from ui.board.place_acts import menu_names
from ui.board.places import Filter
from ui.board.table import BoardTable
from ui.desk import Desk
from ui.seat import Seat
from ui.worker import Immediate
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.stays import commands
from ward_app.stays.board_rows import Board, BoardPlace
from ward_app.wards import commands as wards
from ward_app.wards.model import Bed, ClosureKind


def labels(page: BoardPage) -> list[str]:
    return [place.label for place in page.table.rows]


def cell(page: BoardPage, label: str, column: int) -> str:
    return page.table.texts()[labels(page).index(label)][column]


def current_label(view: CardView | BoardTable) -> str:
    place = view.current()
    return place.label if place else ""


def spoken(page: BoardPage, label: str) -> str:
    index = page.table.rows_model.index(labels(page).index(label), 0)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_that_every_bed_stands_there_in_its_order(page: BoardPage) -> None:
    assert labels(page) == list(LABELS)
    assert cell(page, "1:2", 1) == "Öberg, Åke"
    assert cell(page, "3:2", 1) == "Free bed"


def test_that_a_card_is_spoken_with_bed_name_age_and_warnings(page: BoardPage) -> None:
    said = spoken(page, "1:2")
    assert said.startswith("Bed 1:2, Öberg, Åke, ")
    assert said.index("Infection: MRSA") < said.index("Hypersensitivity: Penicillin")
    assert "overdue tasks: 1" in said
    assert spoken(page, "9") == "Bed 9, Free bed"


def test_the_model(page: BoardPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.table.rows_model, force_py=True)  # type: ignore[no-untyped-call]


def test_that_the_head_tells_how_full_the_ward_is(page: BoardPage) -> None:
    page.resize(1900, 900)
    page.head.resize(1900, 40)
    assert page.head.note.text() == "16 inpatients · 2 free"
    assert [button.text() for button in page.head.filters.values()] == [
        "All 18", "Mine 0", "Overdue (1)", "Ready (0)",
    ]  # fmt: skip


def test_that_a_filter_says_what_it_shows_and_how_to_see_all(page: BoardPage, qtbot: QtBot) -> None:
    bring_up(qtbot, page)
    page.head.filters[Filter.OVERDUE].click()
    assert labels(page) == ["1:2"]
    assert page._shown.text() == "Showing 1 of 18"
    page._all.click()
    assert len(labels(page)) == 18


def test_that_mine_are_those_i_am_named_for(page: BoardPage, app: App, stays: dict[str, int]) -> None:
    seen = factories.version_of(app, stays["7"])
    page.seat.desk.do(commands.update_stay, stays["7"], seen, responsible_nurse_id=app.user.user_id)
    page.choose_filter(Filter.MINE)
    assert labels(page) == ["7"]


def test_that_a_filter_without_hits_says_so(page: BoardPage) -> None:
    page.choose_filter(Filter.READY)
    assert page.states.is_empty
    page.choose_filter(Filter.ALL)
    assert not page.states.is_empty


def test_that_the_board_refreshes_itself_and_marks_what_changed(
    page: BoardPage, app: App, ward: Ward, stays: dict[str, int], clock: FrozenClock
) -> None:
    assert not any(page.table.is_changed(place) for place in page.table.rows)
    seen = factories.version_of(app, stays["1:2"])
    page.seat.desk.do(commands.move, stays["1:2"], ward.beds["9"], seen)
    changed = {place.label for place in page.table.rows if page.table.is_changed(place)}
    assert changed == {"1:2", "9"}
    assert cell(page, "9", 1) == "Öberg, Åke"
    clock.advance(timedelta(seconds=61))
    page.tick()
    assert not any(page.table.is_changed(place) for place in page.table.rows)


def test_that_what_becomes_late_is_seen_without_anyone_changing_it(
    page: BoardPage, clock: FrozenClock
) -> None:
    assert cell(page, "1:1", 8) == "11:42 (1)"
    clock.advance(timedelta(hours=3, minutes=1))
    page.tick()
    assert cell(page, "1:1", 8) == "Overdue 11:42 (1)"


@pytest.mark.parametrize("view", [CARDS, TABLE])
def test_that_digits_go_to_a_bed(page: BoardPage, qtbot: QtBot, view: str) -> None:
    bring_up(qtbot, page)
    page.choose_view(view)
    type_text(page.view, "12")
    assert page.view.current() is not None
    assert current_label(page.view) == "12"


@pytest.mark.parametrize("view", [CARDS, TABLE])
def test_that_enter_opens_the_record(page: BoardPage, qtbot: QtBot, guide: FakeGuide, view: str) -> None:
    bring_up(qtbot, page)
    page.choose_view(view)
    page.view.select(place_of(page, "1:2").bed_id)
    press(page.view, "Return")
    card = place_of(page, "1:2").card
    assert card is not None
    assert guide.opened == [(card.patient_id, "overview")]


def test_that_enter_in_an_empty_bed_admits_there(
    page: BoardPage, qtbot: QtBot, guide: FakeGuide, ward: Ward
) -> None:
    bring_up(qtbot, page)
    page.view.select(ward.beds["9"])
    press(page.view, "Return")
    assert guide.admitted == [(None, ward.beds["9"], "")]


def test_that_the_arrows_go_by_the_grid(page: BoardPage, qtbot: QtBot, ward: Ward) -> None:
    bring_up(qtbot, page)
    page.choose_view(CARDS)
    page.cards.select(ward.beds["1:1"])
    walked = []
    for key in ("Right", "Down", "Left", "Up", "End", "Right", "Home", "Left"):
        press(page.cards, key)
        walked.append(labels(page).index(current_label(page.cards)))
    columns = page.cards.columns
    assert walked == [1, 1 + columns, columns, 0, 17, 17, 0, 0]


def test_that_space_peeks_and_space_closes(page: BoardPage, qtbot: QtBot, ward: Ward) -> None:
    bring_up(qtbot, page)
    page.view.setFocus()
    page.view.select(ward.beds["1:2"])
    press(page.view, "Space")
    sheet = page.findChild(PeekSheet)
    assert isinstance(sheet, PeekSheet)
    assert "1:2  Öberg, Åke" in sheet.texts()
    assert any("Inhalation" in text for text in sheet.texts())
    press(sheet, "Space")
    qtbot.waitUntil(lambda: page.findChild(PeekSheet) is None)
    assert page.view.hasFocus()


def test_that_the_choice_of_view_is_remembered_here(page: BoardPage, seat: Seat, qtbot: QtBot) -> None:
    page.choose_view(CARDS)
    again = BoardPage(seat)
    qtbot.addWidget(again)
    assert again.view is again.cards


def test_that_a_wide_window_begins_with_cards(seat: Seat, stays: dict[str, int], qtbot: QtBot) -> None:
    page = BoardPage(seat)
    qtbot.addWidget(page)
    page.resize(1700, 900)
    page.show()
    assert page.view is page.cards
    page.resize(1400, 700)
    assert isinstance(page.view, BoardTable)


def test_that_the_place_stays_chosen_when_the_view_changes(page: BoardPage, ward: Ward) -> None:
    page.choose_view(TABLE)
    page.table.select(ward.beds["4:1"])
    page.choose_view(CARDS)
    assert current_label(page.cards) == "4:1"
    page.refresh()
    assert current_label(page.cards) == "4:1"


def test_that_discreet_mode_says_neither_name_nor_diagnosis(
    page: BoardPage, seat: Seat, qtbot: QtBot, ward: Ward
) -> None:
    page.switch_discreet()
    assert cell(page, "1:2", 1) == "Å.Ö."
    everything = " ".join(text for row in page.table.texts() for text in row)
    assert "Öberg" not in everything
    assert "KOL" not in everything
    assert "Treatment" not in everything
    assert page.head.discreet.isVisibleTo(page)
    assert not any(page.table.is_changed(place) for place in page.table.rows)
    again = BoardPage(seat)
    qtbot.addWidget(again)
    assert again.is_discreet
    page.switch_discreet()
    assert cell(page, "1:2", 1) == "Öberg, Åke"


def test_that_the_report_is_printed_where_handovers_are(page: BoardPage, guide: FakeGuide) -> None:
    page.head.print_.click()
    assert (guide.gone, guide.acts) == (["handover"], ["print"])


def test_that_a_note_from_the_board_is_written_in_the_record(
    page: BoardPage, guide: FakeGuide, ward: Ward
) -> None:
    page.view.select(ward.beds["1:2"])
    page.acts()["new_note"]()
    card = place_of(page, "1:2").card
    assert card is not None
    assert guide.opened == [(card.patient_id, "notes")]
    assert guide.acts == ["new_note"]


def test_what_can_be_done_with_a_bed_by_its_state(page: BoardPage, app: App, ward: Ward) -> None:
    desk = page.seat.desk
    desk.do(wards.close_bed, ward.beds["9"], ClosureKind.STAFFING, "två vakanser")
    desk.do(wards.close_bed, ward.beds["3:2"], ClosureKind.CLEANING)
    assert set(page.place_acts.of(place_of(page, "9"))) == {"reopen_bed"}
    assert set(page.place_acts.of(place_of(page, "3:2"))) == {"cleaned", "admit_here", "close_bed"}
    taken = set(page.place_acts.of(place_of(page, "1:2")))
    assert {"open", "peek", "new_note", "new_task", "move", "swap", "leave", "discharge", "death"} < taken
    assert "return" not in taken
    assert cell(page, "9", 1) == "Closed – Staffing: två vakanser"


def test_that_a_place_too_many_can_be_closed_again(page: BoardPage, app: App, ward: Ward) -> None:
    room = factories.ask(app, _room_of, ward.beds["12"])
    page.seat.desk.do(wards.open_over_occupancy, room, "Ö1", "fullt på sjukhuset")
    assert labels(page)[-1] == "Ö1"
    assert "close_place" in page.place_acts.of(place_of(page, "Ö1"))


def test_that_a_drop_moves_the_patient_and_can_be_undone(
    page: BoardPage, guide: FakeGuide, ward: Ward
) -> None:
    page.place_acts.drop(place_of(page, "1:2"), place_of(page, "9"))
    assert cell(page, "9", 1) == "Öberg, Åke"
    assert guide.notices == ["Moved Öberg, Åke to 9"]
    assert guide.undo is not None
    guide.undo()
    assert cell(page, "1:2", 1) == "Öberg, Åke"


def test_that_a_drop_on_a_taken_bed_swaps_and_can_be_undone(page: BoardPage, guide: FakeGuide) -> None:
    page.place_acts.drop(place_of(page, "1:1"), place_of(page, "1:2"))
    assert cell(page, "1:1", 1) == "Öberg, Åke"
    assert cell(page, "1:2", 1) == "Andersson, Karin"
    assert guide.undo is not None
    guide.undo()
    assert cell(page, "1:1", 1) == "Andersson, Karin"


def test_where_a_card_cannot_be_dropped(page: BoardPage, ward: Ward) -> None:
    page.seat.desk.do(wards.close_bed, ward.beds["9"], ClosureKind.STAFFING)
    may = page.place_acts.may_drop
    assert not may(place_of(page, "1:1"), place_of(page, "9"))
    assert not may(place_of(page, "1:1"), place_of(page, "1:1"))
    assert not may(place_of(page, "3:2"), place_of(page, "1:1"))
    assert may(place_of(page, "1:1"), place_of(page, "3:2"))


def test_that_a_role_sees_what_it_may_not_do_and_why(
    page: BoardPage, door: App, ward: Ward, qtbot: QtBot
) -> None:
    physio = door.acting(factories.make_user(door, Role.PHYSIOTHERAPIST, unit_id=ward.unit_id))
    desk = Desk(physio, Immediate(), long=Immediate())
    place = place_of(page, "1:2")
    made = menu(page, "Bed 1:2", menu_names(place), page.place_acts.of(place), desk)
    entries = {entry.objectName(): entry for entry in made.actions()}
    assert not entries["board.menu.move"].isEnabled()
    assert "Your role does not include this." in entries["board.menu.move"].text()
    assert entries["board.menu.open"].isEnabled()
    desk.close()


def place_of(page: BoardPage, label: str) -> BoardPlace:
    return next(place for place in page.places if place.label == label)


def _room_of(session: Any, bed_id: int) -> int:
    return int(session.get_one(Bed, bed_id).room_id)


def test_that_tab_goes_through_the_board_in_reading_order(page: BoardPage, qtbot: QtBot) -> None:
    bring_up(qtbot, page)
    head = page.head
    stops = [*head.filters.values(), *head.views.values(), head.admit, head.print_, page.table]
    head.filters[Filter.ALL].setFocus()
    walked = [0]
    while walked[-1] < len(stops) - 1:
        press(QApplication.focusWidget() or page, "Tab")
        walked.append([id(stop) for stop in stops].index(id(QApplication.focusWidget())))
    assert walked == sorted(walked)
    press(page.table, "Tab")
    assert QApplication.focusWidget() in head.filters.values()


def test_that_the_menu_key_opens_the_menu_of_the_chosen_place(
    page: BoardPage, qtbot: QtBot, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[list[str]] = []
    monkeypatch.setattr(
        QMenu, "popup", lambda menu, _where: shown.append([entry.objectName() for entry in menu.actions()])
    )
    bring_up(qtbot, page)
    page.view.setFocus()
    page.view.select(ward.beds["9"])
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(page.view, event)
    assert [name for name in shown[0] if name] == ["board.menu.admit_here", "board.menu.close_bed"]


def test_that_a_menu_does_what_it_says(page: BoardPage, guide: FakeGuide, ward: Ward) -> None:
    place = place_of(page, "9")
    made = menu(page, "Bed 9", menu_names(place), page.place_acts.of(place), page.seat.desk)
    next(entry for entry in made.actions() if entry.objectName() == "board.menu.admit_here").trigger()
    assert guide.admitted == [(None, ward.beds["9"], "")]


def test_that_a_ward_without_beds_says_where_they_are_set_up(
    qtbot: QtBot, seat: Seat, app: App, ward: Ward, guide: FakeGuide
) -> None:
    page = BoardPage(seat)
    qtbot.addWidget(page)
    page.show_board(Board("Enheten", app.clock(), (), ()))
    assert page.states.is_empty
    assert page.none.sentence.text().startswith("The ward has no beds yet.")
    assert page.none.button is not None
    page.none.button.click()
    assert guide.gone == ["settings"]


def test_that_discreet_mode_has_no_column_for_what_it_does_not_say(page: BoardPage) -> None:
    page.choose_view(TABLE)
    page.switch_discreet()
    hidden = [at for at in range(page.table.model().columnCount()) if page.table.isColumnHidden(at)]
    assert {3, 6} <= set(hidden)
    page.switch_discreet()
    assert not page.table.isColumnHidden(3)
