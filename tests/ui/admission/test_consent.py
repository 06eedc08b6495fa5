"""Consent at the admission: one tick, or one of the rarer answers, or nothing at all in an emergency."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.admission.admitting import Typist, begin
from tests.ui.seating import FakeGuide
from tests.ward_app.stays.steps import lying
from ui.admission.consent_fields import Otherwise
from ui.admission.page import AdmissionPage
from ui.sharing.telling import shield
from ward_app.app import App
from ward_app.patients.model import HypersensitivityAnswer
from ward_app.sharing.model import AnswerForm, ConsentScope
from ward_app.sharing.queries import sharing_of
from ward_app.sharing.rows import SharingRow
from ward_app.stays.model import Presence, Purpose
from ward_app.stays.queries import stay_summary

NUMBER = "194002049163"
OPENING = 1


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app, "Bergqvist", "Anna-Lena", number=NUMBER)


def fill(page: AdmissionPage, ward: Ward, patient: int) -> None:
    """All that an admission needs, with nothing said of consent."""
    page.begin(patient, bed_id=ward.beds["9"])
    form = page.form.form
    form.set_values({
        "purpose": Purpose.REHABILITATION, "reason": "Höftfraktur", "decided_by": "Dr Lund",
        "answer": HypersensitivityAnswer.NONE_KNOWN,
    })  # fmt: skip
    form.field("purpose").edited.emit()


def choose(page: AdmissionPage, **values: object) -> None:
    page.form.form.set_values(values)
    for name in values:
        page.form.form.field(name).edited.emit()


def row(app: App, patient: int) -> SharingRow:
    return app.ask(sharing_of, patient)


def hurry(typist: Typist) -> None:
    typist.type(NUMBER)
    typist.press("Return")
    typist.type("4")
    typist.type("Höftfraktur")
    typist.press("Return")
    typist.type("Dr Lund")
    typist.press("Return")
    typist.type("n")


def test_that_consent_is_one_action_more_lsvo_06(
    qtbot: QtBot, page: AdmissionPage, app: App, ward: Ward, patient: int
) -> None:
    typist = begin(qtbot, page, ward.beds["9"])
    hurry(typist)
    typist.press("Alt+L")  # its own letter, from wherever one is
    qtbot.waitUntil(lambda: bool(page.form.consent.tick.value()))  # a button that is seen to be pressed
    typist.press("Ctrl+Return")
    assert OPENING + typist.actions <= 6 + 1
    answer = row(app, patient).answer
    assert answer is not None
    assert (answer.is_given, answer.social, answer.form, answer.scope) == (
        True, False, AnswerForm.SPOKEN, ConsentScope.THIS_STAY,
    )  # fmt: skip


def test_that_nothing_need_be_chosen_and_the_record_says_so_lsvo_02(
    qtbot: QtBot, page: AdmissionPage, app: App, ward: Ward, patient: int
) -> None:
    hurry(typist := begin(qtbot, page, ward.beds["9"]))
    typist.press("Ctrl+Return")
    assert list(lying(app, ward)) == ["9"]
    assert row(app, patient).answer is None
    assert shield(row(app, patient)).text == "Consent missing"


def test_that_the_social_services_are_a_tick_of_their_own_lsvo_07(
    page: AdmissionPage, app: App, ward: Ward, patient: int
) -> None:
    fill(page, ward, patient)
    assert not page.form.consent.social.isVisible()
    choose(page, consent=True, consent_social=True, consent_form=AnswerForm.WRITTEN)
    page.send()
    answer = row(app, patient).answer
    assert answer is not None
    assert (answer.social, answer.form) == (True, AnswerForm.WRITTEN)


def test_that_a_no_is_recorded_and_its_meaning_said_lsvo_06(
    page: AdmissionPage, app: App, ward: Ward, patient: int
) -> None:
    fill(page, ward, patient)
    choose(page, consent_otherwise=Otherwise.REFUSES)
    assert "only their own records" in page.form.consent.meaning.text()
    page.send()
    answer = row(app, patient).answer
    assert answer is not None and not answer.is_given


def test_that_who_cannot_answer_is_assessed_with_findings_and_attitude_lsvo_05(
    page: AdmissionPage, app: App, ward: Ward, patient: int
) -> None:
    fill(page, ward, patient)
    choose(page, consent_otherwise=Otherwise.CANNOT)
    page.send()
    assert lying(app, ward) == {}  # what it rests on is missing
    assert page.form.consent.capacity.findings.remark is not None
    choose(page, consent_findings="Svarar inte", consent_attitude="Dottern: inget emot")
    choose(page, consent_would_object=False)
    page.send()
    assessment = row(app, patient).assessment
    assert assessment is not None
    assert (assessment.findings, assessment.would_object) == ("Svarar inte", False)
    assert row(app, patient).presumed


def test_that_a_tick_takes_back_what_was_chosen_before_it(
    page: AdmissionPage, app: App, ward: Ward, patient: int
) -> None:
    fill(page, ward, patient)
    choose(page, consent_otherwise=Otherwise.CANNOT)
    choose(page, consent=True)
    page.send()
    answer = row(app, patient).answer
    assert answer is not None and answer.is_given
    assert row(app, patient).assessment is None


def test_that_the_telephone_is_answered_for_and_the_undo_still_works_psl_01(
    page: AdmissionPage, app: App, ward: Ward, patient: int, guide: FakeGuide
) -> None:
    fill(page, ward, patient)
    choose(page, presence=Presence.NAMED, named="Dottern Eva")
    page.send()
    stay = app.ask(stay_summary, lying(app, ward)["9"])
    assert (stay.presence, stay.presence_named) == (Presence.NAMED, "Dottern Eva")
    assert guide.undo is not None
    guide.undo()
    assert lying(app, ward) == {}


def test_that_a_draft_brings_consent_back(page: AdmissionPage, app: App, ward: Ward, patient: int) -> None:
    fill(page, ward, patient)
    choose(page, consent=True, consent_social=True)
    page.leave()
    page.begin()
    page.begin(patient)
    assert page.form.consent.tick.value() is True
    assert page.form.consent.social.value() is True
    assert page.form.consent.social.isVisible()
