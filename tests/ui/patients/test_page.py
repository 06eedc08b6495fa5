"""The page of patients: search, and the shelves that stand there before anything is searched for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up, press, type_text
from tests.ui.seating import FakeGuide, guide, seat
from ui.patients.page import PatientsPage, Shelf
from ui.patients.recent import MOST, Recent
from ui.seat import Seat
from ward_app.app import App
from ward_app.stays import commands

__all__ = ["guide", "seat"]


@pytest.fixture
def recent() -> Recent:
    return Recent()


@pytest.fixture
def page(seat: Seat, recent: Recent, stays: dict[str, int], qtbot: QtBot) -> PatientsPage:
    page = PatientsPage(seat, recent)
    qtbot.addWidget(page)
    bring_up(qtbot, page)
    page.focus_first()
    return page


def names(page: PatientsPage) -> list[str]:
    return [person.name for person in page.table.rows]


def test_that_it_begins_with_everyone_who_is_in(page: PatientsPage) -> None:
    assert len(names(page)) == 16
    assert page.field.hasFocus()
    assert page.shelves[Shelf.INPATIENTS].text() == "Inpatients 16"
    assert page.table.rows[1].number.count("-") == 1


def test_that_it_searches_among_everyone_as_one_types(page: PatientsPage, app: App) -> None:
    factories.make_patient(app, "Öberg", "Anna", number="194603122384")
    type_text(page.field, "öberg")
    assert names(page) == ["Öberg, Åke", "Öberg, Anna"]
    assert [person.stay for person in page.table.rows] == ["Treatment · day 3", "Not admitted"]


def test_that_enter_opens_the_only_one_found(page: PatientsPage, guide: FakeGuide) -> None:
    type_text(page.field, "persson")
    press(page.field, "Return")
    assert guide.opened == [(page.table.rows[0].patient_id, "overview")]


def test_that_of_several_one_is_chosen_in_the_list(page: PatientsPage, guide: FakeGuide) -> None:
    type_text(page.field, "sson")
    press(page.field, "Return")
    assert guide.opened == []
    assert page.table.hasFocus()
    press(page.table, "Down")
    press(page.table, "Return")
    assert guide.opened == [(page.table.rows[1].patient_id, "overview")]


def test_that_down_leads_into_the_list_and_escape_empties_the_field(page: PatientsPage) -> None:
    type_text(page.field, "sson")
    press(page.field, "Down")
    assert page.table.hasFocus()
    press(page.table, "Escape")
    assert page.field.hasFocus()
    assert page.field.text() == ""
    assert len(names(page)) == 16


def test_that_nobody_found_is_said_and_can_be_admitted(page: PatientsPage, guide: FakeGuide) -> None:
    type_text(page.field, "19121212-1212")
    assert page.states.is_empty
    assert page.none.sentence.text() == "Nobody is found by “19121212-1212”."
    assert page.none.button is not None
    page.none.button.click()
    assert guide.admitted == [(None, None, "19121212-1212")]


def test_that_mine_are_those_i_am_named_for(page: PatientsPage, app: App, stays: dict[str, int]) -> None:
    page.shelves[Shelf.MINE].click()
    assert page.none.sentence.text() == "You are not named as responsible for anyone."
    assert page.none.button is not None
    assert page.none.button.isHidden()
    seen = factories.version_of(app, stays["7"])
    page.seat.desk.do(commands.update_stay, stays["7"], seen, responsible_nurse_id=app.user.user_id)
    assert names(page) == ["Nilsson, Göte"]


def test_that_who_was_opened_lately_stands_first(page: PatientsPage, app: App, recent: Recent) -> None:
    someone = factories.make_patient(app, "Ek", "Ida", number="194603122384")
    page.search("ida")
    page.table.opened.emit(page.table.rows[0])
    recent.opened(someone)
    recent.opened(page._here[next(iter(page._here))].patient_id)
    page.choose(Shelf.RECENT)
    assert names(page) == ["Andersson, Karin", "Ek, Ida"]


def test_that_what_was_searched_for_is_gone_when_the_page_is_left(page: PatientsPage) -> None:
    type_text(page.field, "öberg")
    page.leave()
    assert page.field.text() == ""
    assert len(names(page)) == 16


def test_that_a_change_elsewhere_is_seen(
    page: PatientsPage, app: App, ward: Ward, stays: dict[str, int]
) -> None:
    seen = factories.version_of(app, stays["12"])
    page.seat.desk.do(commands.move, stays["12"], ward.beds["9"], seen)
    assert next(person.bed for person in page.table.rows if person.name == "Persson, Elsy") == "9"


def test_that_tab_goes_through_the_page_in_reading_order(page: PatientsPage) -> None:
    page.admit.setFocus()
    walked = []
    for _step in range(4):
        press(QApplication.focusWidget() or page, "Tab")
        walked.append(QApplication.focusWidget())
    assert walked == [page.field, page.shelves[Shelf.INPATIENTS], page.table, page.admit]


def test_that_only_the_last_ones_are_remembered() -> None:
    recent = Recent()
    for patient_id in (*range(MOST + 3), 5):
        recent.opened(patient_id)
    assert recent.patient_ids[0] == 5
    assert len(recent.patient_ids) == len(set(recent.patient_ids)) == MOST
