"""Nothing but a sheet is ever a window of its own: not even a label, before it finds its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up
from tests.ward_app.stays.steps import plan
from ui.admission.page import AdmissionPage
from ui.inout.page import InOutPage
from ui.kit.sheet import Sheet
from ui.record import editing
from ui.record.page import RecordPage
from ui.seat import Seat
from ui.stays import sheets
from ward_app.app import App


class Watch(QObject):
    """Notes what is shown as a window and is no sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            known = isinstance(watched, (Sheet, QMenu, RecordPage, AdmissionPage, InOutPage))
            if not known:
                self.strays.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Watch]:
    watch = Watch()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def put_away(page: QWidget) -> None:
    for sheet in page.findChildren(Sheet):
        sheet.unsaved = lambda: False
        sheet.close()


def test_that_pages_and_sheets_show_nothing_before_it_has_its_place(
    qtbot: QtBot, watch: Watch, seat: Seat, app: App, ward: Ward
) -> None:
    patient = factories.make_patient(app)
    stay = factories.make_stay(app, ward, patient_id=patient)
    expected = factories.make_patient(app, "Ek", "Ture")
    plan(app, ward, expected, app.clock() + timedelta(hours=2))
    admission, inout, record = AdmissionPage(seat), InOutPage(seat), RecordPage(seat)
    for page in (admission, inout, record):
        qtbot.addWidget(page)
        bring_up(qtbot, page)
    admission.begin(expected)
    admission.begin(typed="19400204-9164")
    inout.plan_arrival()
    put_away(inout)
    record.show_patient(patient)
    for name in record.list.buttons:
        record.show_section(name)
    for sheet in (
        sheets.move, sheets.swap, sheets.leave, sheets.return_, sheets.discharge, sheets.death,
        sheets.change_purpose,
    ):  # fmt: skip
        sheet(seat, stay, record)
        put_away(record)
    sheets.close_bed(seat, ward.beds["9"], record)
    sheets.over_occupancy(seat, record)
    assert record._record is not None
    for edit in (
        editing.person, editing.numbers, editing.protection, editing.stay, editing.care_facts,
        editing.hypersensitivity, editing.alerts, editing.limitations, editing.kin,
    ):  # fmt: skip
        edit(seat, record._record, record)
        put_away(record)
    assert watch.strays == []
