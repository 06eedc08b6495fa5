"""A known person is admitted by keyboard alone, in few actions, on both stores."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.admission.admitting import begin
from tests.ui.seating import FakeGuide
from tests.ward_app.stays.steps import lying
from ui.admission.page import AdmissionPage
from ward_app.app import App
from ward_app.owners import Principal
from ward_app.patients import queries as people
from ward_app.patients.model import HypersensitivityAnswer
from ward_app.stays import queries
from ward_app.stays.model import CareForm, Purpose
from ward_app.store.engine import Store

NUMBER = "194002049163"
OPENING = 1
"""Enter on the empty bed of the board, which brings up the page."""


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    fixture = "sqlite_store" if request.param == "sqlite" else "postgres_store"
    found = request.getfixturevalue(fixture)
    assert isinstance(found, Store)
    return found


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app, "Bergqvist", "Anna-Lena", number=NUMBER)


def test_that_a_known_person_takes_at_most_six_actions_beside_what_is_typed(
    qtbot: QtBot, page: AdmissionPage, patient: int, app: App, ward: Ward, guide: FakeGuide
) -> None:
    typist = begin(qtbot, page, ward.beds["9"])
    typist.type("400204-9163")
    typist.press("Return")
    assert page.form.person.card.texts()[0] == "Bergqvist, Anna-Lena"  # shown before going on
    assert typist.place == "purpose.medical_investigation"
    typist.type("4")
    assert typist.place == "reason"
    typist.type("Höftfraktur, opererad")
    typist.press("Return")
    typist.type("Dr Eva Lund, ortopeden")
    typist.press("Return")
    assert typist.place == "answer.known"
    typist.type("n")
    assert typist.place == "admit"
    typist.press("Ctrl+Return")
    assert OPENING + typist.actions <= 6
    stay_id = lying(app, ward)["9"]
    stay = app.ask(queries.stay_summary, stay_id)
    assert (stay.purpose, stay.reason) == (Purpose.REHABILITATION, "Höftfraktur, opererad")
    assert stay.care_form is CareForm.MUNICIPAL_HEALTH_SHORT_TERM
    assert stay.funding_principal is Principal.KOMMUN
    assert app.ask(people.banner, patient).hypersensitivity is HypersensitivityAnswer.NONE_KNOWN
    assert guide.opened == [(patient, "overview")]
    assert guide.notices == ["Bergqvist, Anna-Lena is admitted to bed 9."]


def test_that_it_is_six_also_when_the_bed_has_to_be_chosen(
    qtbot: QtBot, page: AdmissionPage, patient: int, app: App, ward: Ward
) -> None:
    opening = 2  # Ctrl+K, what one wants, Enter
    typist = begin(qtbot, page)
    typist.type(NUMBER)
    typist.press("Return")
    typist.type("r")
    typist.type("Höftfraktur")
    typist.press("Return")
    typist.type("Dr Lund")
    typist.press("Return")
    typist.type("n")
    assert typist.place == "bed_id"
    typist.type("9")
    typist.press("Ctrl+Return")
    assert list(lying(app, ward)) == ["9"]
    assert opening + typist.actions <= 6


def test_that_the_undo_of_the_notice_takes_the_admission_back(
    qtbot: QtBot, page: AdmissionPage, patient: int, app: App, ward: Ward, guide: FakeGuide
) -> None:
    typist = begin(qtbot, page, ward.beds["9"])
    typist.type(NUMBER)
    typist.press("Return")
    typist.type("4")
    typist.type("Höftfraktur")
    typist.press("Return")
    typist.type("Dr Lund")
    typist.press("Return")
    typist.type("u")
    typist.press("Ctrl+Return")
    assert guide.undo is not None
    guide.undo()
    assert lying(app, ward) == {}
    assert guide.notices[-1] == "The admission is undone."
    assert guide.gone == ["board"]
