"""Closing and opening beds, and places beyond them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests import factories
from tests.factories import Ward
from tests.ui.seating import Answers, FakeGuide, sheet
from tests.ward_app.stays.steps import discharge, place, state
from ui.seat import Seat
from ui.stays import sheets
from ui.stays.act_sheet import ActSheet
from ward_app.app import App
from ward_app.stays.queries import PlaceState, board
from ward_app.wards.model import ClosureKind


def opened(page: QWidget) -> ActSheet:
    found = sheet(page)
    assert isinstance(found, ActSheet)
    return found


def test_that_a_bed_is_closed_with_its_reason_and_opened_again_from_the_notice(
    seat: Seat, page: QWidget, app: App, ward: Ward, guide: FakeGuide
) -> None:
    sheets.close_bed(seat, ward.beds["9"], page)
    assert opened(page).about.text() == "Bed 9"
    opened(page).save()
    assert state(app, ward, "9") is PlaceState.FREE  # why has to be said
    opened(page).form.set_values({"kind": ClosureKind.TECHNICAL, "note": "Sängen går inte att höja"})
    opened(page).save()
    assert place(app, ward, "9").state_note == "Closed: technical fault: Sängen går inte att höja"
    assert guide.undo is not None
    guide.undo()
    assert state(app, ward, "9") is PlaceState.FREE


def test_that_a_bed_with_someone_in_it_is_not_closed(seat: Seat, page: QWidget, app: App, ward: Ward) -> None:
    sheets.close_bed(seat, ward.beds["9"], page)
    factories.make_stay(app, ward, "9")
    opened(page).form.set_values({"kind": ClosureKind.STAFFING})
    opened(page).save()
    assert "Move the patient first." in opened(page).form.summary.texts()[0]


def test_that_a_bed_is_told_to_be_cleaned_and_opened(
    seat: Seat, page: QWidget, app: App, ward: Ward, guide: FakeGuide
) -> None:
    discharge(app, factories.make_stay(app, ward, "9"))
    sheets.cleaned(seat, ward.beds["9"], page)
    assert state(app, ward, "9") is PlaceState.FREE
    sheets.close_bed(seat, ward.beds["9"], page)
    opened(page).form.set_values({"kind": ClosureKind.OTHER})
    opened(page).save()
    sheets.reopen(seat, ward.beds["9"], page)
    assert state(app, ward, "9") is PlaceState.FREE
    assert guide.notices[-1] == "Bed 9 is open again."


def test_that_a_place_beyond_the_beds_is_opened_and_closed_again(
    seat: Seat, page: QWidget, app: App, ward: Ward, answers: Answers
) -> None:
    sheets.over_occupancy(seat, page)
    rooms = {option.text: option.value for option in opened(page).form.field("room_id").options}  # type: ignore[attr-defined]
    opened(page).form.set_values({"room_id": rooms["8"], "label": "8:Ö"})
    opened(page).save()
    reason = opened(page).form.field("reason").remark
    assert reason is not None  # it must be said why
    opened(page).form.set_values({"room_id": rooms["8"], "label": "8:Ö", "reason": "Sviktplats i natt"})
    opened(page).save()
    over = next(one for one in app.ask(board, ward.unit_id).places if one.label == "8:Ö")
    assert over.is_over_occupancy
    sheets.close_over_occupancy(seat, over.bed_id, page)
    assert answers.asked[0][1] == "Close the place"
    assert all(one.label != "8:Ö" for one in app.ask(board, ward.unit_id).places)


def test_that_an_ordinary_bed_is_not_closed_as_such_a_place(
    seat: Seat, page: QWidget, ward: Ward, answers: Answers
) -> None:
    sheets.close_over_occupancy(seat, ward.beds["9"], page)
    assert answers.asked == []
