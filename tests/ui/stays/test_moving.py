"""Moving and swapping, by keyboard, and back again from the notice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import press, type_text
from tests.ui.seating import FakeGuide, focused, make_seat, no_sheet, sheet
from tests.ward_app.stays.steps import discharge, lying
from ui.drafts.drafts import Drafts
from ui.seat import Seat
from ui.stays import sheets
from ui.stays.moving import MoveSheet, SwapSheet
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.patients.model import Protection
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import StayEventKind


@pytest.fixture
def stay(app: App, ward: Ward) -> int:
    return factories.make_stay(app, ward, "1:2", at=app.clock() - timedelta(days=3))


def move_sheet(seat: Seat, stay: int, page: QWidget) -> MoveSheet:
    sheets.move(seat, stay, page)
    found = sheet(page)
    assert isinstance(found, MoveSheet)
    return found


def test_that_a_patient_is_moved_by_keyboard_alone(
    qtbot: QtBot, seat: Seat, stay: int, page: QWidget, guide: FakeGuide, app: App, ward: Ward
) -> None:
    opened = move_sheet(seat, stay, page)
    assert opened.about.text() == "Öberg, Åke, bed 1:2"
    qtbot.waitUntil(opened.bed.input.hasFocus)
    type_text(focused(), "9")  # a digit finds its bed in the list
    press(focused(), "Ctrl+Return")
    assert no_sheet(page)
    assert lying(app, ward) == {"9": stay}
    assert guide.notices == ["Moved Öberg, Åke to 9."]


def test_that_undo_puts_the_patient_back_as_if_the_move_had_never_been(
    seat: Seat, stay: int, page: QWidget, guide: FakeGuide, app: App, ward: Ward, clock: FrozenClock
) -> None:
    opened = move_sheet(seat, stay, page)
    opened.form.set_values({"bed_id": ward.beds["9"]})
    opened.save()
    clock.advance(timedelta(seconds=8))
    assert guide.undo is not None
    guide.undo()
    assert lying(app, ward) == {"1:2": stay}
    summary = app.ask(queries.stay_summary, stay)
    assert summary.bed == "1:2"
    assert guide.notices[-1] == "Öberg, Åke is back in bed 1:2."
    assert [event.to_bed for event in app.ask(queries.stay_events, stay)] == ["1:2", "9", "1:2"]


def test_that_a_move_can_be_given_an_earlier_time(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward, clock: FrozenClock
) -> None:
    opened = move_sheet(seat, stay, page)
    opened.form.set_values({"bed_id": ward.beds["9"], "at": clock() - timedelta(hours=5)})
    opened.save()
    assert app.ask(queries.stay_summary, stay).in_bed_since == clock() - timedelta(hours=5)


def test_that_a_time_before_the_admission_is_refused_and_nothing_is_lost(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward, clock: FrozenClock
) -> None:
    opened = move_sheet(seat, stay, page)
    opened.form.set_values({"bed_id": ward.beds["9"], "at": clock() - timedelta(days=30)})
    opened.save()
    assert "Something is already recorded for this patient" in opened.form.summary.texts()[0]
    assert opened.form.values()["bed_id"] == ward.beds["9"]
    assert lying(app, ward) == {"1:2": stay}


def test_that_a_bed_taken_meanwhile_says_by_whom(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward
) -> None:
    opened = move_sheet(seat, stay, page)
    opened.form.set_values({"bed_id": ward.beds["9"]})
    other = factories.make_patient(app, "Ek", "Ture")
    factories.make_stay(app, ward, "9", patient_id=other)
    opened.save()
    assert opened.form.summary.texts()[0].startswith("Bed 9 has been taken by Ek, Ture since ")


def test_that_the_only_free_bed_is_chosen_and_without_one_it_is_said(
    seat: Seat, page: QWidget, app: App, ward: Ward
) -> None:
    admitted = factories.fill_ward(app, ward, empty=["9"])
    opened = move_sheet(seat, admitted["1:2"], page)
    assert opened.form.values()["bed_id"] == ward.beds["9"]
    opened.unsaved = lambda: False
    opened.close()
    factories.make_stay(app, ward, "9")
    opened = move_sheet(seat, admitted["1:2"], page)
    assert not opened.act.isEnabled()
    assert opened.bed.remark is not None
    assert opened.bed.remark.sentence.startswith("No bed is free.")


def test_that_two_patients_swap_beds_and_swap_back(
    seat: Seat, stay: int, page: QWidget, guide: FakeGuide, app: App, ward: Ward
) -> None:
    other = factories.make_stay(app, ward, "8", patient_id=factories.make_patient(app, "Ek", "Ture"))
    sheets.swap(seat, stay, page)
    opened = sheet(page)
    assert isinstance(opened, SwapSheet)
    assert [option.text for option in opened.form.field("other").options] == ["8 · Ek, Ture"]  # type: ignore[attr-defined]
    opened.form.set_values({"other": other})
    opened.save()
    assert lying(app, ward) == {"8": stay, "1:2": other}
    assert guide.undo is not None
    guide.undo()
    assert lying(app, ward) == {"1:2": stay, "8": other}


def test_that_who_has_left_is_not_moved(
    seat: Seat, stay: int, page: QWidget, app: App, refusals: list[str], qapp: QApplication
) -> None:
    discharge(app, stay)
    sheets.move(seat, stay, page)
    assert no_sheet(page)
    assert refusals == ["The patient is no longer admitted. Look at the board again."]


def test_that_a_sheet_that_is_older_than_a_colleagues_move_is_told(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward
) -> None:
    opened = move_sheet(seat, stay, page)
    opened.form.set_values({"bed_id": ward.beds["9"]})
    app.do(stays.move, stay, ward.beds["8"], factories.version_of(app, stay))
    opened.save()
    assert opened.form.summary.texts()[0].startswith("Someone has changed this")
    assert lying(app, ward) == {"8": stay}


def test_that_a_unit_manager_who_may_not_read_records_may_move(
    styled: QApplication, page: QWidget, app: App, ward: Ward, stay: int, guide: FakeGuide, drafts: Drafts
) -> None:
    manager = app.acting(factories.make_user(app, Role.UNIT_MANAGER, "Ahl", "Berit", unit_id=ward.unit_id))
    seat = make_seat(manager, ward, guide, drafts)
    opened = move_sheet(seat, stay, page)
    opened.form.set_values({"bed_id": ward.beds["9"]})
    opened.save()
    assert lying(app, ward) == {"9": stay}
    seat.desk.close()


def test_that_a_protected_persons_name_stands_on_no_sheet(
    seat: Seat, page: QWidget, app: App, ward: Ward
) -> None:
    person = factories.make_patient(app, "Hemlig", "Hedda", protection=Protection.MARKED)
    opened = move_sheet(seat, factories.make_stay(app, ward, "8", patient_id=person), page)
    assert opened.about.text() == "H.H., protected identity, bed 8"


@pytest.mark.parametrize("name", ["<b>fet</b>", "W" * 100, "Å & Ö", "שלום"])
def test_that_any_name_stands_as_it_is(seat: Seat, page: QWidget, app: App, ward: Ward, name: str) -> None:
    stay = factories.make_stay(app, ward, "8", patient_id=factories.make_patient(app, name, "Åke"))
    assert move_sheet(seat, stay, page).about.text() == f"{name}, Åke, bed 8"


def test_that_the_trace_tells_moved(seat: Seat, stay: int, page: QWidget, app: App, ward: Ward) -> None:
    opened = move_sheet(seat, stay, page)
    opened.form.set_values({"bed_id": ward.beds["9"], "needs_cleaning": True})
    opened.save()
    assert app.ask(queries.stay_events, stay)[-1].kind is StayEventKind.MOVED
    place = next(one for one in app.ask(queries.board, ward.unit_id).places if one.label == "1:2")
    assert place.state is queries.PlaceState.CLEANING
