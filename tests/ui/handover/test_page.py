from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests import factories
from tests.data.texts import SAMPLES
from tests.factories import Ward
from tests.ui.handover.sheets import sheets
from tests.ui.keys import bring_up, press, type_text
from tests.ui.seating import FakeGuide, make_seat
from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.handover.conflict import RemarkConflictSheet
from ui.handover.earlier import EarlierSheet
from ui.handover.page import HandoverPage
from ui.handover.patient_list import GIVEN as GIVEN_MARK
from ui.handover.patient_list import LEFT, TAKEN
from ui.kit import dialogs
from ui.seat import Seat
from ui.tasks.sheet import TaskSheet
from ui.worker import Immediate
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.rows import SheetRow
from ward_app.patients import alerts
from ward_app.patients.model import AlertKind, Protection
from ward_app.patients.shown import Audience
from ward_app.stays import commands as stay_commands
from ward_app.stays.model import CareFactKind, Stay
from ward_app.tasks import commands as tasks


def field(page: HandoverPage, name: str) -> QPlainTextEdit:
    found = page.findChild(QPlainTextEdit, f"handover.remark.{name}")
    assert found is not None
    return found


def row_of(app: App, ward: Ward, stay_id: int) -> SheetRow:
    rows = app.ask(queries.sheet, ward.unit_id, Audience.BOARD).rows
    return next(row for row in rows if row.stay_id == stay_id)


def patient_of(app: App, stay_id: int) -> int:
    return int(factories.ask(app, lambda session: session.get_one(Stay, stay_id).patient_id))


# Reading


def test_that_patients_stand_in_the_order_of_the_beds(page: HandoverPage) -> None:
    assert [text[:3] for text in page.list.texts()] == [
        [LEFT, "1:1", "Andersson, Karin"], [LEFT, "1:2", "Öberg, Åke"], [LEFT, "2:1", "Lindström, Märta"],
    ]  # fmt: skip
    assert page.panel.name.text().split() == ["1:1", "Andersson,", "Karin"]


def test_that_the_head_says_which_shifts_and_how_many_are_left(page: HandoverPage) -> None:
    assert "Night → Day 07:00 · 0 of 3 reported" in page.head.findChildren(QLabel)[1].text()


def test_that_the_panel_says_what_the_record_says(
    page: HandoverPage, app: App, stays: dict[str, int]
) -> None:
    patient = patient_of(app, stays["1:1"])
    do = page.seat.desk.do
    do(alerts.add_alert, patient, AlertKind.HYPERSENSITIVITY, "Penicillin")
    do(stay_commands.set_care_fact, stays["1:1"], CareFactKind.MOBILITY, "Rollator")
    do(tasks.add, stays["1:1"], "Väga", app.clock() + timedelta(hours=1), Role.ASSISTANT_NURSE)
    do(tasks.add, stays["1:1"], "Dusch", app.clock() - timedelta(hours=1))
    said = page.panel.aside.text
    assert "► 07:48 Väga (AN)" in said and "► late, 05:48 Dusch" in said
    assert "► Mobility: " in said and "Rollator" in said
    tags = [tag.accessibleName() for tag in page.panel.warnings.children() if hasattr(tag, "accessibleName")]
    assert any("HYPERSENSITIVITY: ► Penicillin" in tag for tag in tags)


def test_that_a_task_that_was_done_stays_with_who_did_it(
    page: HandoverPage, app: App, stays: dict[str, int]
) -> None:
    made: list[int] = []
    due = app.clock() + timedelta(hours=1)
    page.seat.desk.do(tasks.add, stays["1:1"], "Väga", due).then(made.append, owner=page)
    page.seat.desk.do(tasks.tick, made[0], 1)
    assert "done 06:48, M. Falk" in page.panel.aside.text


def test_that_arrows_go_from_patient_to_patient(page: HandoverPage) -> None:
    page.focus_first()
    press(page.list, "Down")
    assert "Öberg" in page.panel.name.text()


def test_that_a_protected_person_is_not_named(qtbot: QtBot, seat: Seat, app: App, ward: Ward) -> None:
    patient = factories.make_patient(app, "Hemlig", "Hans", protection=Protection.MARKED)
    factories.make_stay(app, ward, "1:1", patient_id=patient)
    page = HandoverPage(seat)
    qtbot.addWidget(page)
    shown = " ".join(label.text() for label in page.findChildren(QLabel)) + str(page.list.texts())
    assert "Hemlig" not in shown and "H.H." in shown


def test_that_an_empty_ward_says_so(qtbot: QtBot, seat: Seat) -> None:
    page = HandoverPage(seat)
    qtbot.addWidget(page)
    assert page.states.is_empty


def test_that_who_may_not_read_it_is_told(
    qtbot: QtBot, door: App, ward: Ward, guide: FakeGuide, drafts: Drafts, styled: object
) -> None:
    manager = door.acting(factories.make_user(door, Role.UNIT_MANAGER, unit_id=ward.unit_id))
    seat = make_seat(manager, ward, guide, drafts)
    page = HandoverPage(seat)
    qtbot.addWidget(page)
    assert page.states.is_empty and not page.print.isEnabled()
    seat.desk.close()


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_that_odd_texts_are_shown_as_text(
    page: HandoverPage, app: App, ward: Ward, stays: dict[str, int], text: str
) -> None:
    app.do(handovers.write_remark, stays["1:1"], seen=None, situation=text + "!", if_then="slut")
    app.do(stay_commands.set_care_fact, stays["1:1"], CareFactKind.PAIN, text + "!")
    page.refresh()
    written = row_of(app, ward, stays["1:1"])
    assert written.remark and field(page, "situation").toPlainText() == written.remark.situation
    assert written.facts[0].text in page.panel.aside.text


# Writing


def test_that_ctrl_enter_saves_and_goes_on(
    page: HandoverPage, app: App, ward: Ward, stays: dict[str, int]
) -> None:
    press(page.list, "Return")
    type_text(field(page, "situation"), "Lugn natt, åt en smörgås")
    press(field(page, "situation"), "Ctrl+Return")
    remark = row_of(app, ward, stays["1:1"]).remark
    assert remark and remark.situation == "Lugn natt, åt en smörgås"
    assert "Öberg" in page.panel.name.text()
    assert field(page, "situation").hasFocus() and field(page, "situation").toPlainText() == ""


def test_that_ctrl_enter_without_a_text_goes_on_only(
    page: HandoverPage, app: App, ward: Ward, stays: dict[str, int]
) -> None:
    press(page.list, "Return")
    for _step in range(3):
        press(field(page, "situation"), "Ctrl+Return")
    assert "Lindström" in page.panel.name.text() and page.list.hasFocus()
    assert row_of(app, ward, stays["1:1"]).remark is None


def test_that_the_newest_report_is_there_to_go_on_with(
    page: HandoverPage, colleague: App, stays: dict[str, int]
) -> None:
    colleague.do(handovers.write_remark, stays["1:1"], seen=None, situation="Lugn kväll", if_then="Om x: y")
    page.refresh()
    assert field(page, "situation").toPlainText() == "Lugn kväll"
    assert field(page, "if_then").toPlainText() == "Om x: y"
    assert "J. Ek" in page.panel.report.by.text()


def test_that_typing_is_left_alone_when_the_ward_changes(
    page: HandoverPage, colleague: App, stays: dict[str, int]
) -> None:
    type_text(field(page, "situation"), "Mitt i en men")
    page.seat.desk.do(handovers.tick_given, stays["2:1"])
    assert field(page, "situation").toPlainText() == "Mitt i en men"
    assert page.list.texts()[2][0] == GIVEN_MARK


def test_that_what_was_typed_comes_back_after_looking_at_another_patient(page: HandoverPage) -> None:
    type_text(field(page, "situation"), "Halv mening")
    press(page.list, "Down")
    assert field(page, "situation").toPlainText() == ""
    press(page.list, "Up")
    assert field(page, "situation").toPlainText() == "Halv mening"
    assert "brought back" in page.panel.report.line.text


def test_that_a_draft_survives_the_page(qtbot: QtBot, page: HandoverPage, seat: Seat) -> None:
    type_text(field(page, "recommendation"), "Kontroll 09")
    page.leave()
    other = HandoverPage(seat)
    qtbot.addWidget(other)
    assert field(other, "recommendation").toPlainText() == "Kontroll 09"


def test_that_a_saved_report_leaves_no_draft(page: HandoverPage, stays: dict[str, int]) -> None:
    type_text(field(page, "situation"), "Lugn")
    page.panel.report.save_and_go()
    page.leave()
    assert page.seat.drafts.all("handover") == []


def test_that_a_colleagues_report_is_shown_beside_mine(
    page: HandoverPage, colleague: App, app: App, ward: Ward, stays: dict[str, int]
) -> None:
    type_text(field(page, "situation"), "Orolig")
    colleague.do(handovers.write_remark, stays["1:1"], seen=None, situation="Lugn")
    page.panel.report.save_and_go()
    [sheet] = sheets(page, RemarkConflictSheet)
    shown = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "Orolig" in shown and "Lugn" in shown
    sheet.mine.click()
    remark = row_of(app, ward, stays["1:1"]).remark
    assert remark and (remark.situation, remark.by) == ("Orolig", "M. Falk")


def test_that_a_colleagues_report_can_be_taken_instead(
    page: HandoverPage, colleague: App, app: App, ward: Ward, stays: dict[str, int]
) -> None:
    type_text(field(page, "situation"), "Orolig")
    colleague.do(handovers.write_remark, stays["1:1"], seen=None, situation="Lugn")
    page.panel.report.save_and_go()
    [sheet] = sheets(page, RemarkConflictSheet)
    sheet.theirs.click()
    assert field(page, "situation").toPlainText() == "Lugn"
    remark = row_of(app, ward, stays["1:1"]).remark
    assert remark and remark.by == "J. Ek"


def test_that_a_report_becomes_a_note_in_the_record(
    page: HandoverPage, guide: FakeGuide, app: App, stays: dict[str, int]
) -> None:
    assert not page.panel.report.note.isEnabled()
    type_text(field(page, "situation"), "Sämre")
    page.panel.report.save_and_go()
    press(page.list, "Up")
    page.panel.report.note.click()
    assert guide.opened == [(patient_of(app, stays["1:1"]), "notes")]


# Ticking and closing


def test_that_space_ticks_a_patient_and_takes_it_back(
    page: HandoverPage, app: App, ward: Ward, stays: dict[str, int]
) -> None:
    page.focus_first()
    press(page.list, "Space")
    assert row_of(app, ward, stays["1:1"]).tick.given_by == "M. Falk"
    assert page.list.texts()[0][0] == GIVEN_MARK
    assert page.panel.is_given.isChecked() and "06:48 by M. Falk" in page.panel.is_given.text()
    press(page.list, "Space")
    assert row_of(app, ward, stays["1:1"]).tick.given_at is None


def test_that_a_refused_take_over_does_not_stay_ticked(
    page: HandoverPage, refusals: list[str], qtbot: QtBot
) -> None:
    page.panel.is_given.click()
    with qtbot.waitSignal(page.seat.desk.refused):
        page.panel.is_taken.click()
    assert not page.panel.is_taken.isChecked()
    assert "yourself" in refusals[0]


def test_that_a_colleague_takes_over(page: HandoverPage, colleague: App, stays: dict[str, int]) -> None:
    colleague.do(handovers.tick_taken, stays["1:1"])
    page.refresh()
    assert page.list.texts()[0][0] == TAKEN
    assert "J. Ek" in page.panel.is_taken.text()


def test_that_closing_says_who_is_not_taken_over_and_what_is_not_saved(
    page: HandoverPage, guide: FakeGuide, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(parent: object, title: str, question: str, yes: str, *, danger: bool = False) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(dialogs, "confirm", confirm)
    type_text(field(page, "situation"), "Inte sparad")
    page.close_button.click()
    assert "Not taken over by anyone yet: 1:1 Andersson, Karin, 1:2 Öberg, Åke" in asked[0]
    assert "Reports that are not saved: 1:1 Andersson, Karin" in asked[0]
    assert guide.notices == ["The handover is closed and kept."]


def test_that_an_earlier_handover_is_read_as_it_was(
    page: HandoverPage, app: App, ward: Ward, stays: dict[str, int], clock: FrozenClock
) -> None:
    app.do(handovers.write_remark, stays["1:1"], seen=None, situation="Som det var")
    app.do(handovers.close, ward.unit_id)
    clock.advance(timedelta(hours=3))
    first = row_of(app, ward, stays["1:1"]).remark
    assert first
    app.do(handovers.write_remark, stays["1:1"], seen=first.remark_id, situation="Som det är")
    page.refresh()
    page.choose_earlier()
    [sheet] = sheets(page, EarlierSheet)
    press(sheet.table, "Return")
    assert page.strip.isVisible() and not page.close_button.isVisible()
    assert "Som det var" in " ".join(label.text() for label in page.panel.report.text.findChildren(QLabel))
    assert not field(page, "situation").isVisible() and not page.panel.is_given.isEnabled()
    page.refresh()
    assert page.strip.isVisible()
    page.read_now()
    assert not page.strip.isVisible() and field(page, "situation").toPlainText() == "Som det är"


def test_that_earlier_handovers_are_none_at_first(page: HandoverPage) -> None:
    page.choose_earlier()
    [sheet] = sheets(page, EarlierSheet)
    assert sheet.states.is_empty and not sheet.read.isEnabled()


def test_that_a_new_task_is_for_the_patient_in_sight(page: HandoverPage) -> None:
    page.acts()["new_task"]()
    [sheet] = [one for one in page.findChildren(TaskSheet) if one.isVisible()]
    sheet.close()


def test_that_the_page_works_on_a_desk_that_takes_its_time(
    qtbot: QtBot,
    styled: object,
    app: App,
    ward: Ward,
    guide: FakeGuide,
    drafts: Drafts,
    stays: dict[str, int],
) -> None:
    desk = Desk(app, long=Immediate())
    page = HandoverPage(make_seat(app, ward, guide, drafts, desk))
    qtbot.addWidget(page)
    bring_up(qtbot, page)
    qtbot.waitUntil(lambda: len(page.list.rows) == 3)
    type_text(field(page, "situation"), "Lugn")
    press(field(page, "situation"), "Ctrl+Return")
    qtbot.waitUntil(lambda: "Öberg" in page.panel.name.text())
    desk.close()
