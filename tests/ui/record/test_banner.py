"""The banner says who the patient is, in order, whole, and leaves nothing blank."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests import factories
from tests.data.texts import SAMPLES
from tests.factories import Ward
from tests.ui.keys import bring_up, press
from tests.ui.seating import focused
from ui.record.banner import PatientBanner
from ui.record.wrapping import WholeText
from ui.seat import Seat
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.patients import commands as patients
from ward_app.patients import queries as people
from ward_app.patients.model import (
    AlertKind,
    HypersensitivityAnswer,
    LimitationKind,
    Protection,
    Severity,
)  # fmt: skip
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import RelationReason
from ward_app.stays import commands as stays


@pytest.fixture
def banner(qtbot: QtBot, seat: Seat) -> PatientBanner:
    banner = PatientBanner(seat.clock)
    qtbot.addWidget(banner)
    banner.resize(1310, 80)
    return banner


def show(banner: PatientBanner, app: App, patient: int) -> list[str]:
    banner.show_banner(app.ask(people.banner, patient), app.ask(people.person, patient))
    return banner.texts()


def version(app: App, patient: int) -> int:
    return app.ask(people.person, patient).version


def test_that_identity_comes_first_and_in_order(
    banner: PatientBanner, app: App, patient: int, stay: int
) -> None:
    assert show(banner, app, patient) == [
        "Öberg, Åke", "Personal identity number 19400204-9163", "Age 86 years", "Sex Man", "Bed 1:2",
        "Type of stay Medical treatment · day 19", "Hypersensitivity not documented",
        "Infection None documented", "CPR Yes", "Resp. doctor Nobody yet", "Resp. nurse Nobody yet",
    ]  # fmt: skip


def test_that_hypersensitivity_says_substance_reaction_and_severity(
    banner: PatientBanner, app: App, patient: int, stay: int
) -> None:
    app.do(
        patients.add_alert, patient, AlertKind.HYPERSENSITIVITY, "Penicillin", "anafylaxi",
        Severity.LIFE_THREATENING, None, date(2011, 5, 1),
    )  # fmt: skip
    app.do(patients.add_alert, patient, AlertKind.HYPERSENSITIVITY, "Latex")
    app.do(patients.add_alert, patient, AlertKind.INFECTION, "MRSA")
    said = show(banner, app, patient)
    assert "Hypersensitivity: Penicillin (anafylaxi, life-threatening, 2011), Latex" in said
    assert "Infection: MRSA" in said


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (HypersensitivityAnswer.NONE_KNOWN, "No known hypersensitivity"),
        (HypersensitivityAnswer.NOT_KNOWN, "Hypersensitivity unknown"),
    ],
)
def test_that_no_known_hypersensitivity_is_an_answer(
    banner: PatientBanner, app: App, patient: int, answer: HypersensitivityAnswer, text: str
) -> None:
    app.do(patients.answer_hypersensitivity, patient, version(app, patient), answer)
    assert text in show(banner, app, patient)


def test_that_a_decision_on_cpr_says_until_when_and_that_it_no_longer_holds(
    banner: PatientBanner, app: App, doctor: App, patient: int, stay: int, clock: FrozenClock
) -> None:
    doctor.do(
        patients.decide_limitation, patient, LimitationKind.NO_CPR, "Svår KOL", "Ssk Falk", "Delar",
        date(2026, 12, 1),
    )  # fmt: skip
    doctor.do(
        patients.decide_limitation, patient, LimitationKind.NO_INTENSIVE_CARE, "Svår KOL", "Ssk Falk",
        "Delar", date(2026, 12, 1),
    )  # fmt: skip
    said = show(banner, app, patient)
    assert "CPR No, decided until 2026-12-01" in said
    assert "Limits No intensive care" in said
    clock.advance(timedelta(days=11))
    said = show(banner, app, patient)
    assert "CPR Decision was to be reviewed 2026-12-01 and does not hold" in said
    assert "Limits No intensive care: was to be reviewed 2026-12-01, does not hold" in said


def test_that_the_dead_are_shown_as_such_with_the_age_they_reached(
    banner: PatientBanner, app: App, patient: int, stay: int, clock: FrozenClock
) -> None:
    died = clock() - timedelta(hours=4, minutes=30)
    app.do(stays.record_death, stay, factories.version_of(app, stay), died)
    clock.advance(timedelta(days=800))
    app.do(sharing.state_relation, patient, RelationReason.FOLLOWS_UP)
    said = show(banner, app, patient)
    assert "Deceased 2026-11-21 04:12" in said
    assert "Age 86 years" in said
    ground = banner.grab().toImage()
    assert len({ground.pixelColor(x, 2).name() for x in range(60)}) > 1  # a pattern, not only a colour


def test_that_a_protected_person_is_marked_and_lives_nowhere(
    banner: PatientBanner, app: App, patient: int
) -> None:
    app.do(patients.update, patient, version(app, patient), street="Hemliga gatan 1", phone="070-123 45 67")
    app.do(
        patients.set_protection, patient, version(app, patient), Protection.MARKED, date(2026, 1, 1), "Beslut"
    )
    said = show(banner, app, patient)
    assert "Protected identity" in said
    assert "Öberg, Åke" in said
    more = " ".join(banner.more_texts())
    assert "Hemliga" not in more
    assert "070" not in more
    assert "the address is not shown" in more


def test_that_like_names_on_the_ward_are_tagged(
    banner: PatientBanner, app: App, ward: Ward, patient: int, stay: int
) -> None:
    factories.make_stay(app, ward, "8", patient_id=factories.make_patient(app, "Öberg", "Göta"))
    assert "Similar name" in show(banner, app, patient)


def test_that_more_holds_address_phones_kin_interpreter_and_numbers(
    banner: PatientBanner, app: App, patient: int
) -> None:
    app.do(
        patients.update, patient, version(app, patient), street="Storgatan 1", postal_code="740 10",
        town="Almunge", phone="070-123 45 67", interpreter_language="Finska",
    )  # fmt: skip
    app.do(patients.add_kin, patient, "Öberg, Gun", "hustru", "018-12 34 56", True)
    app.do(patients.add_number, patient, "NR24-0042", reason="Från ambulansen")
    show(banner, app, patient)
    more = banner.more_texts()
    assert more[:4] == [
        "Address Storgatan 1, 740 10 Almunge", "Phone 070-123 45 67",
        "Next of kin Öberg, Gun (hustru), 018-12 34 56, also at night", "Interpreter Finska",
    ]  # fmt: skip
    assert len(more) == 6
    assert not banner.is_open
    banner.toggle_more()
    assert banner.is_open


def test_that_who_has_no_number_says_why(banner: PatientBanner, app: App) -> None:
    patient = app.do(patients.register, "Smith", "Jane", None, "Turist")
    assert "Personal number Missing: Turist" in show(banner, app, patient)


def test_that_who_is_not_admitted_and_who_is_away_are_told(
    banner: PatientBanner, app: App, patient: int, stay: int, clock: FrozenClock
) -> None:
    app.do(stays.start_leave, stay, factories.version_of(app, stay), clock(), clock() + timedelta(hours=6))
    assert "On leave until today 14:42" in show(banner, app, patient)
    app.do(stays.discharge, stay, factories.version_of(app, stay), discharged_to="Hem")
    assert "Not an inpatient" in show(banner, app, patient)


def test_that_tab_goes_through_it_in_reading_order_and_marks_what_can_be_copied(
    qtbot: QtBot, banner: PatientBanner, app: App, patient: int, stay: int
) -> None:
    show(banner, app, patient)
    bring_up(qtbot, banner)
    first = banner.findChild(QWidget, "banner.name")
    assert first is not None
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert isinstance(first, WholeText)
    assert first.selectedText() == "Öberg, Åke"
    press(first, "Tab")
    number = focused()
    assert isinstance(number, WholeText)
    assert number.selectedText() == "19400204-9163"
    press(number, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "19400204-9163"
    press(number, "Tab")
    assert focused().accessibleName() == "Age 86 years"


def test_that_nothing_is_cut_off_however_long(qtbot: QtBot, banner: PatientBanner, app: App) -> None:
    patient = factories.make_patient(app, "W" * 100, "Åke " * 24)
    app.do(patients.add_alert, patient, AlertKind.HYPERSENSITIVITY, "W" * 200)
    show(banner, app, patient)
    bring_up(qtbot, banner)
    banner.resize(1224, banner.heightForWidth(1224))
    QApplication.processEvents()
    for text in banner.findChildren(WholeText):
        if text.isVisible():
            corner = text.mapTo(banner, text.rect().bottomRight())
            assert text.heightForWidth(text.width()) <= text.height() + 1
            assert banner.rect().contains(corner)


@pytest.mark.parametrize("text", [text for text in SAMPLES if text.strip("\x00 ")])
def test_that_any_name_is_shown_as_text(banner: PatientBanner, app: App, text: str) -> None:
    name = f"x{text}".encode("utf-16", "surrogatepass").decode("utf-16", "replace")[:90]
    patient = app.do(patients.register, name, "Åke", None, "Prov")
    assert show(banner, app, patient)[0] == app.ask(people.banner, patient).name
    banner.grab()


def test_that_the_same_facts_again_leave_the_banner_as_it_is(
    banner: PatientBanner, app: App, patient: int, stay: int
) -> None:
    show(banner, app, patient)
    name = banner.findChild(QWidget, "banner.name")
    show(banner, app, patient)
    assert banner.findChild(QWidget, "banner.name") is name
