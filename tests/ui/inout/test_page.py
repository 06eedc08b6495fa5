"""Who comes, who goes, who has left, and which beds are free."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests import factories
from tests.data.texts import SAMPLES
from tests.factories import Ward, version_of
from tests.ui.keys import bring_up, press, type_text
from tests.ui.seating import Answers, FakeGuide, button, focused, make_seat, no_sheet, sheet
from tests.ward_app.stays.steps import discharge, lying, plan
from ui.drafts.drafts import Drafts
from ui.inout.page import InOutPage
from ui.inout.plan_sheet import ChangePlanSheet, PlanSheet
from ui.seat import Seat
from ui.stays.ending import DischargeSheet
from ui.stays.undoing import UndoEndSheet
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.patients.model import Protection, Sex
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import Purpose

NUMBER = "194002049163"
UNKNOWN = "194001042383"


@pytest.fixture
def inout(qtbot: QtBot, seat: Seat) -> InOutPage:
    page = InOutPage(seat)
    qtbot.addWidget(page)
    page.resize(1310, 695)
    bring_up(qtbot, page)
    return page


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app, "Bergqvist", "Anna-Lena", number=NUMBER, sex=Sex.FEMALE)


def test_that_an_empty_ward_says_so(inout: InOutPage) -> None:
    for box in (inout.arrivals, inout.leaving, inout.discharged):
        assert box.states.is_empty
    assert len(inout.beds.table.rows) == 18


def test_that_where_nobody_is_expected_the_next_step_is_offered(inout: InOutPage) -> None:
    button(inout.arrivals, "empty.action").click()
    assert isinstance(sheet(inout), PlanSheet)


def test_that_the_first_row_is_chosen_when_the_page_is_opened(
    inout: InOutPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    plan(app, ward, patient, clock() + timedelta(hours=1))
    inout.focus_first()
    assert inout.arrivals.table.selectionModel().hasSelection()
    assert button(inout, "inout.arrivals.admit").isEnabled()


def test_that_arrivals_stand_in_order_and_late_ones_say_it(
    inout: InOutPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    plan(app, ward, patient, clock() + timedelta(hours=1))
    protected = factories.make_patient(app, "Hemlig", "Hedda", protection=Protection.MARKED)
    plan(app, ward, protected, clock() + timedelta(days=1), "8")
    clock.advance(timedelta(hours=2))
    inout.refresh()
    assert [row[:2] for row in inout.arrivals.table.texts()] == [
        ["today 09:42", "Bergqvist, Anna-Lena"], ["tomorrow 08:42", "H.H., protected identity"],
    ]  # fmt: skip
    model = inout.arrivals.table.rows_model
    spoken = model.columns[0].spoken
    assert spoken is not None
    assert spoken(inout.arrivals.table.rows[0]) == "Late, expected today 09:42"


def test_that_enter_on_an_arrival_begins_its_admission_in_its_bed(
    inout: InOutPage, patient: int, app: App, ward: Ward, clock: FrozenClock, guide: FakeGuide
) -> None:
    plan(app, ward, patient, clock() + timedelta(hours=1))
    inout.focus_first()
    press(inout.arrivals.table, "Return")
    assert guide.admitted == [(patient, ward.beds["9"], "")]


def test_that_an_arrival_is_cancelled_with_its_reason(
    inout: InOutPage, patient: int, app: App, ward: Ward, clock: FrozenClock, answers: Answers
) -> None:
    plan(app, ward, patient, clock() + timedelta(hours=1))
    cancel = button(inout, "inout.arrivals.cancel")
    assert not cancel.isEnabled()
    assert cancel.accessibleDescription() == "Choose a row first."
    inout.arrivals.table.selectRow(0)
    cancel.click()
    assert answers.asked == [
        ("Bergqvist, Anna-Lena, expected today 09:42, does not come after all.", "Cancel the arrival")
    ]
    assert app.ask(queries.planned_arrivals, ward.unit_id) == []
    assert inout.arrivals.states.is_empty


def test_that_an_arrival_is_changed(
    inout: InOutPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    plan(app, ward, patient, clock() + timedelta(hours=1))
    inout.arrivals.table.selectRow(0)
    button(inout, "inout.arrivals.change").click()
    change = sheet(inout)
    assert isinstance(change, ChangePlanSheet)
    assert change.form.values()["bed_id"] == ward.beds["9"]
    change.form.set_values({"bed_id": ward.beds["8"], "reason": "Avlastning för anhörig"})
    change.save()
    [row] = app.ask(queries.planned_arrivals, ward.unit_id)
    assert (row.bed, row.reason, row.purpose) == ("8", "Avlastning för anhörig", Purpose.RESPITE)


def test_that_a_known_person_is_planned_by_keyboard(
    qtbot: QtBot, inout: InOutPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    inout.plan_arrival()
    form = sheet(inout)
    assert isinstance(form, PlanSheet)
    qtbot.waitUntil(form.person.fields.number.input.hasFocus)
    type_text(focused(), NUMBER)
    press(focused(), "Return")
    assert form.person.card.texts()[0] == "Bergqvist, Anna-Lena"
    type_text(focused(), "7")
    type_text(focused(), "Växelvård")
    press(focused(), "Return")
    type_text(focused(), "B. Ahl")
    press(focused(), "Return")
    assert focused() is form.form.field("expected_at").input
    when = form.findChild(QLineEdit, "plan.expected_at")
    time = form.findChild(QLineEdit, "plan.expected_at.time")
    assert when is not None
    assert time is not None
    when.selectAll()
    type_text(when, "+1")
    type_text(time, "14")
    press(time, "Ctrl+Return")
    assert no_sheet(inout)
    [row] = app.ask(queries.planned_arrivals, ward.unit_id)
    assert (row.name, row.purpose) == ("Bergqvist, Anna-Lena", Purpose.RESPITE)
    assert inout.arrivals.table.texts()[0][0] == "tomorrow 14:00"


def test_that_a_newcomer_is_planned_with_a_record_of_their_own(
    inout: InOutPage, app: App, ward: Ward, clock: FrozenClock
) -> None:
    inout.plan_arrival()
    form = sheet(inout)
    assert isinstance(form, PlanSheet)
    form.person.fields.number.set_raw(UNKNOWN)
    form.save()  # who it is has to be shown first
    assert form.person.fields.family.isVisibleTo(form.form)
    form.form.set_values({
        "family_name": "Ny", "sex": Sex.MALE, "purpose": Purpose.PALLIATIVE, "reason": "Palliativ vård",
        "decided_by": "Dr Lund", "expected_at": clock() + timedelta(hours=3),
    })  # fmt: skip
    form.form.field("purpose").edited.emit()
    form.save()
    assert [row.name for row in app.ask(queries.planned_arrivals, ward.unit_id)] == ["Ny"]


def test_that_a_time_that_has_passed_is_refused_beside_it(
    inout: InOutPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    plan(app, ward, patient, clock() + timedelta(hours=1))
    inout.arrivals.table.selectRow(0)
    button(inout, "inout.arrivals.change").click()
    change = sheet(inout)
    assert isinstance(change, ChangePlanSheet)
    change.form.set_values({"expected_at": clock() - timedelta(hours=1)})
    change.save()
    assert change.form.field("expected_at").remark is not None


def test_that_planned_discharges_stand_by_day_and_ready_ones_say_it(
    inout: InOutPage, app: App, ward: Ward, clock: FrozenClock
) -> None:
    admitted = factories.fill_ward(app, ward)
    doctor = app.acting(factories.make_user(app, Role.DOCTOR, "Lund", "Eva", unit_id=ward.unit_id))
    for label, day in (("1:1", date(2026, 11, 20)), ("2:2", date(2026, 11, 24))):
        app.do(stays.update_stay, admitted[label], version_of(app, admitted[label]), planned_discharge_on=day)
    doctor.do(stays.mark_ready, admitted["4:1"], version_of(app, admitted["4:1"]))
    inout.refresh()
    assert [row[:4] for row in inout.leaving.table.texts()] == [
        ["No day planned", "4:1", "Nyström, Evert", "Ready for discharge"],
        ["Fri 2026-11-20", "1:1", "Andersson, Karin", ""],
        ["Tue 2026-11-24", "2:2", "Johansson, Bengt", ""],
    ]
    inout.leaving.table.selectRow(1)
    button(inout, "inout.leaving.discharge").click()
    assert isinstance(sheet(inout), DischargeSheet)


def test_that_who_has_left_can_be_taken_back(
    inout: InOutPage, patient: int, app: App, ward: Ward, guide: FakeGuide
) -> None:
    stay = factories.make_stay(app, ward, "8", patient_id=patient)
    discharge(app, stay)
    inout.refresh()
    assert inout.discharged.table.texts() == [
        ["today 08:42", "Bergqvist, Anna-Lena", "8", "Discharged", "Home"]
    ]
    inout.discharged.table.selectRow(0)
    button(inout, "inout.discharged.undo").click()
    undo = sheet(inout)
    assert isinstance(undo, UndoEndSheet)
    undo.form.set_values({"reason": "Fel patient"})
    undo.save()
    assert lying(app, ward) == {"8": stay}
    assert inout.discharged.states.is_empty


def test_that_who_left_four_days_ago_is_no_longer_listed(
    inout: InOutPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    discharge(app, factories.make_stay(app, ward, "8", patient_id=patient))
    clock.advance(timedelta(days=4))
    inout.refresh()
    assert inout.discharged.states.is_empty


def test_that_a_free_bed_is_admitted_to(inout: InOutPage, app: App, ward: Ward, guide: FakeGuide) -> None:
    factories.fill_ward(app, ward)
    inout.refresh()
    assert [row[0] for row in inout.beds.table.texts()] == ["3:2", "9"]
    inout.beds.table.selectRow(1)
    press(inout.beds.table, "Return")
    assert guide.admitted == [(None, ward.beds["9"], "")]


def test_that_admissions_begun_here_are_called_to_mind(
    inout: InOutPage, drafts: Drafts, guide: FakeGuide
) -> None:
    assert not inout.begun.isVisibleTo(inout)
    drafts.keep("admission", "1", {"reason": "x"})
    inout.refresh()
    assert inout.begun.text() == "1 admission was begun and left."
    button(inout, "inout.begun").click()
    assert guide.admitted == [(None, None, "")]


def test_that_a_change_by_someone_else_is_shown_at_once(
    inout: InOutPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    plan(app, ward, patient, clock() + timedelta(hours=1))
    assert len(inout.arrivals.table.rows) == 1


def test_that_a_role_reads_and_is_told_what_it_may_not(
    qtbot: QtBot, styled: QApplication, app: App, ward: Ward, guide: FakeGuide, drafts: Drafts
) -> None:
    assistant = app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, "Al", "Sara", unit_id=ward.unit_id))
    seat = make_seat(assistant, ward, guide, drafts)
    page = InOutPage(seat)
    qtbot.addWidget(page)
    assert not page.admit.isEnabled()
    assert page.plan.accessibleDescription() == "Your role does not include this."
    seat.desk.close()


def test_that_a_unit_manager_may_plan_though_not_read_records(
    qtbot: QtBot, styled: QApplication, app: App, ward: Ward, guide: FakeGuide, drafts: Drafts, patient: int,
    clock: FrozenClock,
) -> None:  # fmt: skip
    manager = app.acting(factories.make_user(app, Role.UNIT_MANAGER, "Ahl", "Berit", unit_id=ward.unit_id))
    seat = make_seat(manager, ward, guide, drafts)
    page = InOutPage(seat)
    qtbot.addWidget(page)
    bring_up(qtbot, page)
    page.plan_arrival()
    form = sheet(page)
    assert isinstance(form, PlanSheet)
    form.person.fields.number.set_raw(NUMBER)
    form.person.look_up()
    form.form.set_values({
        "purpose": Purpose.RESPITE, "reason": "Växelvård", "decided_by": "B. Ahl",
        "expected_at": clock() + timedelta(hours=3),
    })  # fmt: skip
    form.form.field("purpose").edited.emit()
    form.save()
    assert [row.patient_id for row in app.ask(queries.planned_arrivals, ward.unit_id)] == [patient]
    seat.desk.close()


@pytest.mark.parametrize("text", [text for text in SAMPLES if text.strip("\x00 ")])
def test_that_any_text_stands_in_the_lists_as_text(
    inout: InOutPage, app: App, ward: Ward, clock: FrozenClock, text: str
) -> None:
    name = f"x{text}".encode("utf-16", "surrogatepass").decode("utf-16", "replace")[:90].replace("\x00", "")
    plan(app, ward, factories.make_patient(app, name, "Åke"), clock() + timedelta(hours=1))
    assert inout.arrivals.table.texts()[0][1] == f"{name}, Åke"
    inout.grab()


def test_that_the_page_speaks_swedish(swedish: None, qtbot: QtBot, seat: Seat) -> None:
    page = InOutPage(seat)
    qtbot.addWidget(page)
    assert page.plan.text() == "Planera ankomst…"
    assert (
        page.beds.table.rows_model.headerData(0, page.beds.table.horizontalHeader().orientation()) == "Plats"
    )
