"""The same with the desk's own thread: answers come a moment after the key that asked for them."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.admission.admitting import begin
from tests.ui.keys import bring_up
from tests.ui.seating import FakeGuide, make_seat
from tests.ward_app.stays.steps import lying
from ui.admission.page import AdmissionPage
from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.record.page import RecordPage
from ward_app.app import App

NUMBER = "194002049163"


def test_that_an_admission_by_keyboard_waits_for_each_answer(
    qtbot: QtBot, styled: QApplication, app: App, ward: Ward, guide: FakeGuide, drafts: Drafts
) -> None:
    patient = factories.make_patient(app, "Bergqvist", "Anna-Lena", number=NUMBER)
    desk = Desk(app)
    page = AdmissionPage(make_seat(app, ward, guide, drafts, desk))
    qtbot.addWidget(page)
    bring_up(qtbot, page)
    typist = begin(qtbot, page, ward.beds["9"])
    typist.type(NUMBER)
    typist.press("Return")
    qtbot.waitUntil(lambda: typist.place == "purpose.medical_investigation")
    typist.type("4")
    typist.type("Höftfraktur")
    typist.press("Return")
    typist.type("Dr Lund")
    typist.press("Return")
    typist.type("n")
    qtbot.waitUntil(lambda: typist.place == "admit")
    typist.press("Ctrl+Return")
    qtbot.waitUntil(lambda: guide.opened == [(patient, "overview")])
    assert list(lying(app, ward)) == ["9"]
    assert desk.close()


def test_that_a_record_opens_a_moment_later_and_a_closed_page_is_not_called_back(
    qtbot: QtBot, styled: QApplication, app: App, ward: Ward, guide: FakeGuide, drafts: Drafts
) -> None:
    patient = factories.make_patient(app)
    factories.make_stay(app, ward, patient_id=patient)
    desk = Desk(app)
    seat = make_seat(app, ward, guide, drafts, desk)
    record = RecordPage(seat)
    qtbot.addWidget(record)
    bring_up(qtbot, record)
    record.show_patient(patient)
    assert record.banner.texts() == []  # nobody's until the answer is here
    qtbot.waitUntil(lambda: record.banner.texts()[:1] == ["Öberg, Åke"])
    closed = RecordPage(seat)
    closed.show_patient(patient)
    closed.deleteLater()
    record.refresh()
    qtbot.waitUntil(lambda: not desk._pending)
    assert desk.close()
