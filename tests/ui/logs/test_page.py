"""The log reviewer's page: draw, judge by keys, close; openings in an emergency; the patient's extract."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests import factories
from tests.factories import Ward
from tests.ui.keys import press
from tests.ui.reading import markup_in, text_of
from tests.ui.seating import Answers, FakeGuide, button, no_sheet, sheet
from ui.kit.printing import Preview
from ui.logs.close_sheet import CloseSheet
from ui.logs.draw_sheets import RandomSheet, TargetedSheet
from ui.logs.emergency_sheet import EmergencySheet
from ui.logs.extract_sheet import ExtractSheet
from ui.logs.page import LogsPage
from ui.seat import Seat
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.logs import commands, queries
from ward_app.logs.model import Judgement
from ward_app.logs.occasions import Pattern
from ward_app.owners import RecordOwner
from ward_app.sharing import commands as sharing


def draw(logs: LogsPage) -> None:
    button(logs, "logs.random").click()
    button(sheet(logs), "logs.random.draw").click()


def write(page: QWidget, field: str, text: str) -> None:
    edit = sheet(page).form.fields[field].edit  # type: ignore[attr-defined]
    if isinstance(edit, QLineEdit):
        edit.setText(text)
        edit.textEdited.emit(text)
    else:
        edit.setPlainText(text)


def judgements(logs: LogsPage) -> list[Judgement | None]:
    return [row.judgement for row in logs.sample.table.rows]


def test_that_an_empty_page_offers_to_draw(logs: LogsPage) -> None:
    button(logs, "empty.action").click()
    assert isinstance(sheet(logs), RandomSheet)


def test_that_a_sample_is_drawn_and_judged_by_keys_and_closed_log_04(
    logs: LogsPage, answers: Answers, guide: FakeGuide
) -> None:
    draw(logs)
    assert no_sheet(logs)
    table = logs.sample.table
    assert table.hasFocus()
    first = table.rows[0]
    press(table, "1")
    press(table, "2")
    assert judgements(logs)[:2] == [Judgement.JUSTIFIED, Judgement.ASK]
    assert table.current() is table.rows[2]
    answers.reason = "Arbetade inte då"
    press(table, "3")
    assert judgements(logs)[2] is Judgement.UNJUSTIFIED
    assert table.rows[0].id == first.id
    assert not logs.sample.close_button.isEnabled()
    while None in judgements(logs):
        press(table, "1")
    button(logs, "logs.close").click()
    assert isinstance(sheet(logs), CloseSheet)
    write(logs, "outcome", "Enhetschefen är informerad.")
    button(sheet(logs), "logs.close.save").click()
    assert guide.notices == ["The check is closed."]
    assert not any(one.isEnabled() for one in logs.sample.judges.values())
    assert "Enhetschefen är informerad." in text_of(logs)
    assert logs.reviews.texts()[0][-1] == "1 not justified"


def test_that_without_words_nothing_is_judged_as_wrong(logs: LogsPage, answers: Answers) -> None:
    draw(logs)
    answers.reason = None
    press(logs.sample.table, "3")
    assert set(judgements(logs)) == {None}


def test_that_what_another_drew_can_be_read_but_not_judged(logs: LogsPage, app: App) -> None:
    other = app.acting(factories.make_user(app, Role.LOG_REVIEWER, "Berg", "Anna"))
    today = app.clock().date()
    other.do(commands.draw_random, today, today, 3)
    logs.refresh()
    assert len(logs.sample.table.rows) == 3
    assert not logs.sample.judges[Judgement.JUSTIFIED].isEnabled()
    press(logs.sample.table, "1")
    assert set(judgements(logs)) == {None}


def test_that_protected_patients_stay_masked_prot_01(logs: LogsPage, people: dict[str, int]) -> None:
    button(logs, "logs.targeted").click()
    shown = sheet(logs)
    assert isinstance(shown, TargetedSheet)
    assert shown.pattern.value() == Pattern.PROTECTED.value
    write(logs, "reason", "Varje månad")
    button(shown, "logs.targeted.draw").click()
    assert logs.sample.table.rows
    assert all(row.is_protected for row in logs.sample.table.rows)
    assert "Åström" not in text_of(logs)


def test_that_a_check_of_one_patient_asks_for_the_number(
    logs: LogsPage, app: App, ward: Ward, reviewing: App
) -> None:
    number = factories.next_number()
    patient_id = factories.make_patient(app, "Nyberg", number=number)
    factories.make_stay(app, ward, "3:1", patient_id=patient_id)
    button(logs, "logs.targeted").click()
    shown = sheet(logs)
    assert isinstance(shown, TargetedSheet)
    shown.pattern.set_value(Pattern.PATIENT.value)
    shown.pattern.edited.emit()
    assert shown.number.isVisible() and not shown.colleague.isVisible()
    write(logs, "number", factories.next_number())
    write(logs, "reason", "Anmälan")
    button(shown, "logs.targeted.draw").click()
    assert "Nobody here has this number" in text_of(shown)
    write(logs, "number", number)
    button(shown, "logs.targeted.draw").click()
    assert no_sheet(logs)
    assert {row.patient.split(",")[0] for row in logs.sample.table.rows} == {"Nyberg"}
    [head] = reviewing.ask(queries.reviews)
    assert head.reason == "Anmälan"


def test_that_nobody_chooses_themselves(logs: LogsPage, seat: Seat) -> None:
    button(logs, "logs.targeted").click()
    shown = sheet(logs)
    assert isinstance(shown, TargetedSheet)
    offered = {option.value for option in shown.colleague.options}
    assert offered
    assert seat.user_id not in offered


def test_that_an_opening_in_an_emergency_is_reviewed_log_04(
    logs: LogsPage, app: App, ward: Ward, people: dict[str, int], guide: FakeGuide
) -> None:
    doctor = app.acting(factories.make_user(app, Role.DOCTOR, "Berg", "Anna", unit_id=ward.unit_id))
    doctor.do(sharing.block, people["Öberg"], RecordOwner.REGION_HSL)
    doctor.do(sharing.open_in_emergency, people["Öberg"], "Medvetslös")
    logs.refresh()
    logs.emergencies.selectRow(0)
    button(logs, "logs.emergency.review").click()
    shown = sheet(logs)
    assert isinstance(shown, EmergencySheet)
    assert "Medvetslös" in text_of(shown)
    shown.form.fields["is_justified"].set_value("yes")
    button(shown, "logs.emergency.save").click()
    assert guide.notices == ["The opening is reviewed."]
    assert logs.emergencies.rows == ()


def test_that_the_patients_extract_is_shown_before_it_is_printed_log_06(
    logs: LogsPage, app: App, ward: Ward
) -> None:
    number = factories.next_number()
    patient_id = factories.make_patient(app, "Nyberg", number=number)
    factories.make_stay(app, ward, "3:1", patient_id=patient_id)
    button(logs, "logs.extract").click()
    shown = sheet(logs)
    assert isinstance(shown, ExtractSheet)
    write(logs, "number", number)
    button(shown, "logs.extract.make").click()
    preview = sheet(logs)
    assert isinstance(preview, Preview)
    assert "Nyberg" not in preview.windowTitle()
    preview.close()


def test_that_the_period_is_the_last_month(logs: LogsPage, seat: Seat) -> None:
    button(logs, "logs.random").click()
    values = sheet(logs).form.values()  # type: ignore[attr-defined]
    today = seat.clock().date()
    assert (values["from_on"], values["to_on"]) == (today - timedelta(days=29), today)


@pytest.mark.parametrize("name", ["logs.random", "logs.targeted", "logs.extract"])
def test_that_a_sheet_is_left_with_escape(logs: LogsPage, name: str) -> None:
    button(logs, name).click()
    press(sheet(logs), "Escape")
    assert no_sheet(logs)


def test_that_hostile_texts_are_shown_as_they_are(
    logs: LogsPage, app: App, ward: Ward, reviewing: App
) -> None:
    name, reason = "<b>Öst</b>&amp;", "<img src='x'> & mer\u202e"
    number = factories.next_number()
    patient_id = factories.make_patient(app, name, "Eva", number=number)
    factories.make_stay(app, ward, "3:1", patient_id=patient_id)
    today = app.clock().date()
    reviewing.do(commands.draw_targeted, Pattern.PATIENT, today, today, reason, patient_id=patient_id)
    logs.refresh()
    assert name in text_of(logs)
    assert "<img src='x'> & mer" in text_of(logs)
    assert markup_in(logs) == []
    button(logs, "logs.extract").click()
    write(logs, "number", number)
    button(sheet(logs), "logs.extract.make").click()
    assert isinstance(sheet(logs), Preview)
    sheet(logs).close()
