"""Rooms and beds: closed, opened, added, and places beyond the ward's number."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton

from tests import factories
from tests.ui.entering import ADMINISTRATOR, DOCTOR, NURSE, child
from tests.ui.keys import press, type_text
from tests.ui.seating import Answers, sheet
from tests.ui.settings.conftest import Open
from ui.settings.page import SettingsPage
from ui.settings.places import PlacesSection
from ward_app.wards import queries


def section(page: SettingsPage) -> PlacesSection:
    assert isinstance(page.section, PlacesSection)
    return page.section


def bed(page: SettingsPage, label: str) -> int:
    return next(row.id for row in page._bench.seat.desk.app.ask(queries.beds, 1) if row.label == label)


def states(page: SettingsPage) -> dict[str, str]:
    return {texts[0]: texts[3] for texts in section(page).table.texts()}


def test_that_the_beds_stand_in_the_order_of_the_board(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "places")
    assert states(page) == {"1:1": "Free", "1:2": "Free", "2": "Free"}


def test_that_a_bed_is_closed_with_a_reason_and_opened_again(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "places")
    section(page).table.select(bed(page, "1:2"))
    assert section(page).reopen.accessibleDescription() == "This bed is not closed."
    press(section(page).close_bed, "Space")
    form = sheet(section(page))
    radio = next(each for each in form.findChildren(QRadioButton) if each.text() == "Closed: staffing")
    press(radio, "Space")
    press(child(form, "close_bed.save"), "Space")
    assert states(page)["1:2"] == "Closed: staffing since today 08:42"
    press(section(page).reopen, "Space")
    assert states(page)["1:2"] == "Free"


def test_that_a_taken_bed_cannot_be_closed_and_says_why(open_page: Open) -> None:
    page = open_page(NURSE, "places")
    app = page._bench.app
    factories.make_stay(app, factories.Ward(1, {"1:2": bed(page, "1:2")}), "1:2")
    assert states(page)["1:2"] == "Occupied"
    section(page).table.select(bed(page, "1:2"))
    assert "Move the patient first" in section(page).close_bed.accessibleDescription()


def test_that_a_room_and_a_bed_are_added(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "places")
    press(section(page).room, "Space")
    form = sheet(section(page))
    type_text(child(form, "settings.add_room.name"), "14")
    press(child(form, "settings.add_room.save"), "Space")
    press(section(page).add, "Space")
    form = sheet(section(page))
    box = child(form, "settings.add_bed.room_id")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText("14"))
    type_text(child(form, "settings.add_bed.label"), "1:1")
    press(child(form, "settings.add_bed.save"), "Space")
    label = child(form, "settings.add_bed.label")
    assert isinstance(label, QLineEdit)
    assert "already a bed 1:1" in label.accessibleDescription()
    label.clear()
    type_text(label, "14:1")
    press(child(form, "settings.add_bed.save"), "Space")
    assert states(page)["14:1"] == "Free"


def test_that_a_place_beyond_the_ward_is_opened_and_closed(open_page: Open, answers: Answers) -> None:
    page = open_page(ADMINISTRATOR, "places")
    press(section(page).over, "Space")
    form = sheet(section(page))
    room = child(form, "over.room_id")
    assert isinstance(room, QComboBox)
    room.setCurrentIndex(1)
    type_text(child(form, "over.label"), "2:extra")
    type_text(child(form, "over.reason"), "Fullt på akuten")
    press(child(form, "over.save"), "Space")
    assert states(page)["2:extra"] == "Free"
    section(page).table.select(bed(page, "1:1"))
    assert "ordinary" in section(page).end_over.accessibleDescription()
    section(page).table.select(bed(page, "2:extra"))
    press(section(page).end_over, "Space")
    assert "2:extra" not in states(page)


def test_that_a_role_without_the_right_sees_why(open_page: Open) -> None:
    page = open_page(DOCTOR, "places")
    assert section(page).states.is_empty
    assert not section(page).add.isEnabled()
    assert section(page).add.accessibleDescription() == "Your role does not include this."
