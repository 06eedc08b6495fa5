"""A record without a care relation asks why, once and in one place; what was asked for is done afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import press
from tests.ui.seating import button
from tests.ui.sharing.conftest import WindowOf
from tests.ward_app.sharing.scene import log_of, second_unit
from ui.admission.page import AdmissionPage
from ui.record.page import RecordPage
from ui.sharing.emergency_sheet import EmergencySheet
from ui.sharing.opened_sheet import OpenedSheet
from ui.sharing.relation_sheet import RelationSheet
from ui.window import MainWindow
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.errors import NoRelation
from ward_app.patients import commands as patients
from ward_app.patients import queries
from ward_app.patients.model import AlertKind
from ward_app.sharing.model import RelationReason
from ward_app.stays import commands as stays

Stranger = Callable[[], int]


@pytest.fixture
def stranger(app: App, ward: Ward) -> int:
    """Someone who lies on another unit, where this nurse does not work."""
    other = second_unit(app)
    there = app.acting(factories.make_user(app, Role.NURSE, "Holm", unit_id=other.unit_id))
    patient_id = factories.make_patient(app, "Lindström", "Märta")
    factories.make_stay(there, other, "A:1", patient_id=patient_id)
    return patient_id


def question(qtbot: QtBot, window: MainWindow) -> RelationSheet:
    qtbot.waitUntil(lambda: bool(_open(window)))
    [sheet] = _open(window)
    return sheet


def _open(window: MainWindow) -> list[RelationSheet]:
    return [one for one in window.findChildren(RelationSheet) if not one.property("closed")]


def record(window: MainWindow) -> RecordPage:
    assert isinstance(window.page, RecordPage)
    return window.page


def give(sheet: RelationSheet, reason: RelationReason, text: str = "") -> None:
    sheet.reason.set_value(reason)
    sheet.reason.edited.emit()
    sheet.text.set_value(text or None)
    sheet.save()


def test_that_a_reason_opens_the_record_and_is_logged_pdl_15(
    qtbot: QtBot, window_of: WindowOf, app: App, stranger: int
) -> None:
    window = window_of(app)
    window.open_record(stranger)
    sheet = question(qtbot, window)
    assert record(window).banner.texts() == []  # nothing of the record is in sight behind it
    give(sheet, RelationReason.TAKES_OVER)
    assert "Lindström, Märta" in record(window).banner.texts()
    assert not _open(window)
    assert [reason for reason, _outcome, _who in log_of(app, "sharing.state_relation")] == ["takes_over"]


def test_that_it_is_asked_once_for_all_that_waits(
    qtbot: QtBot, window_of: WindowOf, app: App, stranger: int
) -> None:
    window = window_of(app)
    window.open_record(stranger)
    question(qtbot, window)
    window.refresh()
    assert len(_open(window)) == 1


def test_that_escape_goes_back_to_where_one_was_pdl_15(
    qtbot: QtBot, window_of: WindowOf, app: App, stranger: int
) -> None:
    window = window_of(app)
    window.go("board")
    window.open_record(stranger)
    press(question(qtbot, window), "Escape")
    qtbot.waitUntil(lambda: not _open(window))
    assert window.rail.parent() is not None and not isinstance(window.page, RecordPage)
    assert stranger not in window.recent.patient_ids
    with pytest.raises(NoRelation):
        app.ask(queries.banner, stranger)


def test_that_another_reason_needs_ones_own_words(
    qtbot: QtBot, window_of: WindowOf, app: App, stranger: int
) -> None:
    window = window_of(app)
    window.open_record(stranger)
    sheet = question(qtbot, window)
    give(sheet, RelationReason.OTHER)
    assert sheet.text.remark is not None
    give(sheet, RelationReason.OTHER, "Anhörig bad mig titta")
    assert "Lindström, Märta" in record(window).banner.texts()


def test_that_it_names_whom_the_search_has_named(
    qtbot: QtBot, window_of: WindowOf, app: App, ward: Ward, stranger: int
) -> None:
    window = window_of(app)
    [hit] = app.ask(queries.find, "Lindström", ward.unit_id)
    window.recent.found(hit)
    window.open_record(stranger)
    assert question(qtbot, window).about.text() == "Lindström, Märta"


def test_that_what_was_typed_is_saved_after_the_reason_and_not_lost(
    qtbot: QtBot, window_of: WindowOf, app: App, stranger: int
) -> None:
    window = window_of(app)
    saved: list[int] = []
    refused: list[object] = []
    call = window.seat.desk.do(patients.add_alert, stranger, AlertKind.FALL, "Snubblar")
    call.then(saved.append, owner=window).failed(refused.append, owner=window)
    sheet = question(qtbot, window)
    assert (saved, refused) == ([], [])
    give(sheet, RelationReason.COVERS)
    assert len(saved) == 1 and refused == []


def test_that_without_a_reason_the_form_is_told_and_keeps_what_it_holds(
    qtbot: QtBot, window_of: WindowOf, app: App, stranger: int
) -> None:
    window = window_of(app)
    refused: list[object] = []
    call = window.seat.desk.do(patients.add_alert, stranger, AlertKind.FALL, "Snubblar")
    call.failed(refused.append, owner=window)
    question(qtbot, window).reject()
    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], NoRelation)


def test_that_a_patient_of_the_ward_opens_without_a_question(
    qtbot: QtBot, window_of: WindowOf, app: App, ward: Ward
) -> None:
    patient_id = factories.make_patient(app)
    stay_id = factories.make_stay(app, ward, patient_id=patient_id)
    window = window_of(app)
    window.open_record(patient_id)
    assert "Öberg, Åke" in record(window).banner.texts()
    app.do(stays.discharge, stay_id, factories.version_of(app, stay_id), discharged_to="Hemmet")
    window.refresh()
    assert not _open(window)


def test_that_the_question_comes_when_the_relation_has_run_out(
    qtbot: QtBot, window_of: WindowOf, app: App, stranger: int, clock: object
) -> None:
    window = window_of(app)
    window.open_record(stranger)
    give(question(qtbot, window), RelationReason.COVERS)
    app.clock.advance(timedelta(hours=13))  # type: ignore[attr-defined]
    window.refresh()
    assert question(qtbot, window)


def test_that_danger_to_life_opens_the_record_without_another_reason_lsvo_08(
    qtbot: QtBot, window_of: WindowOf, app: App, stranger: int
) -> None:
    window = window_of(app)
    window.open_record(stranger)
    button(question(qtbot, window), "relation.instead").click()
    [hurry] = window.findChildren(EmergencySheet)
    hurry.form.set_values({"text": "Hittad medvetslös i dagrummet"})
    hurry.save()
    assert "Lindström, Märta" in record(window).banner.texts()
    assert len(window.findChildren(OpenedSheet)) == 1
    assert not _open(window)


def test_that_who_may_not_open_in_an_emergency_is_told_so(
    qtbot: QtBot, window_of: WindowOf, app: App, ward: Ward, stranger: int
) -> None:
    window = window_of(app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, "Ek", unit_id=ward.unit_id)))
    window.open_record(stranger)
    hurry = button(question(qtbot, window), "relation.instead")
    assert not hurry.isEnabled()
    assert hurry.accessibleDescription() == "Your role does not include this."


def test_that_who_was_here_long_ago_is_admitted_for_one_key_more_pdl_15(
    qtbot: QtBot, window_of: WindowOf, app: App, ward: Ward
) -> None:
    """That they are on the way here is chosen already, and can be seen and logged."""
    patient_id = factories.make_patient(app, "Holm", "Gösta", number="194002049163")
    stay_id = factories.make_stay(app, ward, patient_id=patient_id)
    app.do(stays.discharge, stay_id, factories.version_of(app, stay_id), discharged_to="Hemmet")
    app.clock.advance(timedelta(days=30))  # type: ignore[attr-defined]
    window = window_of(app)
    window.admit(typed="194002049163")
    page = window.page
    assert isinstance(page, AdmissionPage)
    assert page.form.person.person is None
    sheet = question(qtbot, window)
    assert sheet.reason.value() is RelationReason.TAKES_OVER
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: page.form.person.person is not None)
    assert page.form.person.card.texts()[0] == "Holm, Gösta"
    goes_on = window.focusWidget()
    assert goes_on is not None and goes_on.objectName().startswith("admission.purpose")
