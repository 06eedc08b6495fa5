"""What may not be read of a record is told in one calm line, and nowhere taken for not being there."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from ui.record.overview import OverviewSection
from ui.record.page import RecordPage
from ui.record.stay_sheet import StaySheet
from ui.seat import Seat
from ward_app.app import App
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind, LimitationKind
from ward_app.stays import queries

ELSEWHERE = "Data exist at another care provider"


@pytest.fixture
def unasked(doctor: App, ward: Ward, patient: int) -> int:
    """Admitted by the region's doctor, who knows much; the patient has not been asked about sharing."""
    stay_id = factories.make_stay(
        doctor, ward, "1:2", patient_id=patient, consent=False, background="Bor ensam"
    )
    doctor.do(patients.add_alert, patient, AlertKind.HYPERSENSITIVITY, "Penicillin")
    doctor.do(
        patients.decide_limitation, patient, LimitationKind.NO_CPR, "Svår KOL", "Ssk Falk", "Önskar det",
        date(2026, 12, 1),
    )  # fmt: skip
    doctor.do(notes.save, patient, stay_id, NoteKind.DOCTOR, [(Keyword.DIAGNOSIS, "KOL")], doctor.clock())
    return stay_id


def shown(record: RecordPage, patient: int) -> OverviewSection:
    record.show_patient(patient)
    section = record.section
    assert isinstance(section, OverviewSection)
    return section


def test_that_one_line_says_that_there_is_more_lsvo_2_4(
    record: RecordPage, app: App, patient: int, unasked: int
) -> None:
    section = shown(record, patient)
    assert (record.unread.isVisible(), record.unread.text) == (True, ELSEWHERE)
    assert section.stay.texts()[0] == "Reason In a record that you may not read"
    assert section.risks.texts() == ["Hypersensitivity not documented"]
    assert section.notes.texts() == ["No notes yet."]
    assert "CPR A decision may be with another care provider" in record.banner.texts()
    assert "Infection None documented here" in record.banner.texts()
    words = " ".join([*section.stay.texts(), *record.banner.texts()])
    assert "Penicillin" not in words and "Bor ensam" not in words
    for name in record.list.buttons:
        record.show_section(name)
        assert record.unread.isVisible()


def test_that_consent_shows_it_at_once_lsvo_3_1(
    record: RecordPage, app: App, patient: int, unasked: int
) -> None:
    section = shown(record, patient)
    app.do(factories.consented, patient)
    record.refresh()
    assert not record.unread.isVisible()
    assert "Background Bor ensam" in section.stay.texts()
    assert "Hypersensitivity: Penicillin" in record.banner.texts()


def test_that_the_sheet_of_the_stay_leaves_out_what_it_cannot_change(
    qtbot: QtBot, seat: Seat, record: RecordPage, app: App, doctor: App, patient: int, unasked: int
) -> None:
    for door, has_texts in ((app, False), (doctor, True)):
        sheet = StaySheet(seat, record, door.ask(queries.stay_summary, unasked), [], "Öberg, Åke")
        qtbot.addWidget(sheet)
        assert ("reason" in sheet.form.fields, "background" in sheet.form.fields) == (has_texts, has_texts)
