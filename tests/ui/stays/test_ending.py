"""Leave, discharge, death, and taking them back: what cannot be undone asks once more, by name and bed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward, version_of
from tests.ui.keys import press, type_text
from tests.ui.seating import Answers, FakeGuide, button, focused, no_sheet, sheet
from tests.ward_app.stays.steps import discharge, lying, state
from ui.kit.fields import Level
from ui.seat import Seat
from ui.stays import sheets
from ui.stays.act_sheet import ActSheet
from ui.stays.ending import DischargeSheet
from ui.stays.undoing import SAME, UndoEndSheet
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.notes import commands as notes
from ward_app.notes.model import NoteKind
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import EndKind, Purpose
from ward_app.stays.queries import PlaceState
from ward_app.tasks import commands as tasks


@pytest.fixture
def stay(app: App, ward: Ward) -> int:
    return factories.make_stay(app, ward, "1:2", at=app.clock() - timedelta(days=3))


def opened(page: QWidget) -> ActSheet:
    found = sheet(page)
    assert isinstance(found, ActSheet)
    return found


def summary(app: App, stay: int) -> queries.StaySummary:
    found: queries.StaySummary = app.ask(queries.stay_summary, stay)
    return found


def test_that_a_discharge_is_meant_by_name_bed_and_place(
    qtbot: QtBot,
    seat: Seat,
    stay: int,
    page: QWidget,
    app: App,
    ward: Ward,
    answers: Answers,
    guide: FakeGuide,
) -> None:
    sheets.discharge(seat, stay, page)
    place = opened(page).form.field("discharged_to").input
    qtbot.waitUntil(place.hasFocus)
    type_text(focused(), "Eget boende")
    press(focused(), "Ctrl+Return")
    [(question, act)] = answers.asked
    assert question.startswith("Öberg, Åke, bed 1:2 goes to Eget boende, today 08:42.")
    assert act == "Discharge the patient"
    assert no_sheet(page)
    assert summary(app, stay).discharged_to == "Eget boende"
    assert state(app, ward, "1:2") is PlaceState.CLEANING
    assert guide.notices == ["Öberg, Åke is discharged."]


def test_that_a_discharge_that_is_not_meant_is_not_done(
    seat: Seat, stay: int, page: QWidget, app: App, answers: Answers
) -> None:
    answers.yes = False
    sheets.discharge(seat, stay, page)
    opened(page).form.set_values({"discharged_to": "Eget boende"})
    opened(page).save()
    assert summary(app, stay).is_open
    assert opened(page).form.values()["discharged_to"] == "Eget boende"


def test_that_a_discharge_can_be_written_afterwards_and_leave_the_bed_ready(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward, answers: Answers, clock: FrozenClock
) -> None:
    sheets.discharge(seat, stay, page)
    yesterday = clock() - timedelta(days=1)
    opened(page).form.set_values({"discharged_to": "Sjukhus", "at": yesterday, "needs_cleaning": False})
    opened(page).save()
    assert summary(app, stay).ended_at == yesterday
    assert state(app, ward, "1:2") is PlaceState.FREE


def test_that_a_discharge_says_what_the_record_lacks(seat: Seat, stay: int, page: QWidget, app: App) -> None:
    patient = summary(app, stay).patient_id
    app.do(notes.save, patient, stay, NoteKind.NURSING, [("status", "Mår bra")], app.clock())
    app.do(tasks.add, stay, "Byt PVK", app.clock() + timedelta(hours=1), None)
    sheets.discharge(seat, stay, page)
    found = sheet(page)
    assert isinstance(found, DischargeSheet)
    said = found.check.texts()
    assert "Not in the record yet: Measures taken and planned" in said
    assert "1 note of the stay waits for a signature." in said
    assert "1 task of this shift is not done." in said


def test_that_a_death_takes_its_time_and_is_meant(
    seat: Seat, stay: int, page: QWidget, app: App, answers: Answers, clock: FrozenClock
) -> None:
    sheets.death(seat, stay, page)
    opened(page).save()
    assert answers.asked == []  # the time has to be filled in first
    died = clock() - timedelta(hours=4, minutes=30)
    opened(page).form.set_values({"at": died})
    opened(page).save()
    assert answers.asked[0][1] == "Record the death"
    assert answers.asked[0][0].startswith("Öberg, Åke, bed 1:2 died today 04:12.")
    assert (summary(app, stay).end_kind, summary(app, stay).ended_at) == (EndKind.DECEASED, died)


def test_that_a_patient_goes_on_leave_and_comes_back(
    seat: Seat, stay: int, page: QWidget, app: App, clock: FrozenClock
) -> None:
    sheets.leave(seat, stay, page)
    back = clock() + timedelta(days=1)
    opened(page).form.set_values({"expected_at": back, "note": "Hos dottern"})
    opened(page).save()
    leave = summary(app, stay).on_leave
    assert leave is not None
    assert (leave.expected_at, leave.note) == (back, "Hos dottern")
    clock.advance(timedelta(hours=20))
    sheets.return_(seat, stay, page)
    opened(page).save()
    assert summary(app, stay).on_leave is None
    assert summary(app, stay).leaves[0].returned_at == clock()


def test_that_the_return_is_expected_after_the_leave(
    seat: Seat, stay: int, page: QWidget, clock: FrozenClock
) -> None:
    sheets.leave(seat, stay, page)
    opened(page).form.set_values({"expected_at": clock() - timedelta(hours=2)})
    opened(page).save()
    remark = opened(page).form.field("expected_at").remark
    assert remark is not None
    assert remark.level is Level.IMPOSSIBLE


def test_that_a_leave_that_never_was_is_taken_away(
    seat: Seat, stay: int, page: QWidget, app: App, answers: Answers
) -> None:
    app.do(stays.start_leave, stay, version_of(app, stay))
    sheets.return_(seat, stay, page)
    button(opened(page), "return.instead").click()
    assert answers.asked[0][1] == "Cancel the leave"
    assert summary(app, stay).leaves == ()


def test_that_the_type_of_stay_changes_from_a_time_on(
    seat: Seat, stay: int, page: QWidget, app: App, clock: FrozenClock
) -> None:
    sheets.change_purpose(seat, stay, page)
    assert opened(page).form.values()["purpose"] is Purpose.MEDICAL_TREATMENT
    since = clock() - timedelta(days=1)
    opened(page).form.set_values({"purpose": Purpose.PALLIATIVE, "from_at": since})
    opened(page).save()
    assert summary(app, stay).purposes[-1] == queries.PurposeRow(Purpose.PALLIATIVE, since)


def test_that_an_admission_is_undone_with_a_reason(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward, answers: Answers
) -> None:
    sheets.undo_admission(seat, stay, page)
    assert answers.asked[0][0].startswith("Öberg, Åke, bed 1:2 was never here")
    assert lying(app, ward) == {}
    assert summary(app, stay).cancelled_at is not None


def test_that_an_admission_without_a_reason_stays(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward, answers: Answers
) -> None:
    answers.reason = None
    sheets.undo_admission(seat, stay, page)
    assert lying(app, ward) == {"1:2": stay}


def test_that_a_discharge_is_undone_to_the_same_bed(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward
) -> None:
    discharge(app, stay)
    sheets.undo_discharge(seat, stay, page)
    found = sheet(page)
    assert isinstance(found, UndoEndSheet)
    assert found.about.text() == "Öberg, Åke"
    assert found.bed.value() == SAME
    assert found.bed.options[0].text == "The same as before: 1:2"
    found.save()
    assert not no_sheet(page)  # why has to be said
    found.form.set_values({"reason": "Fel patient"})
    found.save()
    assert lying(app, ward) == {"1:2": stay}


def test_that_a_discharge_is_undone_to_another_bed_when_the_old_one_is_taken(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward
) -> None:
    discharge(app, stay)
    other = factories.make_stay(app, ward, "1:2", patient_id=factories.make_patient(app, "Ek", "Ture"))
    sheets.undo_discharge(seat, stay, page)
    opened(page).form.set_values({"reason": "Fel patient"})
    opened(page).save()
    assert "Ek, Ture" in opened(page).form.summary.texts()[0]
    opened(page).form.set_values({"reason": "Fel patient", "bed_id": ward.beds["9"]})
    opened(page).save()
    assert lying(app, ward) == {"1:2": other, "9": stay}


def test_that_a_death_is_undone_as_one(
    seat: Seat, stay: int, page: QWidget, app: App, ward: Ward, clock: FrozenClock
) -> None:
    app.do(stays.record_death, stay, version_of(app, stay), clock())
    sheets.undo_discharge(seat, stay, page)
    assert opened(page).act.text() == "Undo the death record"
    opened(page).form.set_values({"reason": "Fel patient"})
    opened(page).save()
    assert lying(app, ward) == {"1:2": stay}


def test_that_the_doctor_judges_ready_and_takes_it_back(
    stay: int, page: QWidget, app: App, ward: Ward, guide: FakeGuide, seat: Seat
) -> None:
    doctor = app.acting(factories.make_user(app, Role.DOCTOR, "Lund", "Eva", unit_id=ward.unit_id))
    seat.desk.use(doctor)
    sheets.ready(seat, stay, page)
    assert summary(app, stay).ready_at is not None
    assert guide.undo is not None
    guide.undo()
    assert summary(app, stay).ready_at is None
