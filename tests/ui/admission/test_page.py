"""The page around the admission: what is missing, drafts, colleagues who were faster, odd hours and texts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests import factories
from tests.data.texts import SAMPLES
from tests.factories import Ward
from tests.ui.admission.admitting import begin
from tests.ui.keys import bring_up, type_text
from tests.ui.seating import Answers, FakeGuide, button
from tests.ward_app.stays.steps import lying
from ui.admission import kept
from ui.admission.page import AdmissionPage
from ui.drafts.drafts import Drafts
from ui.kit.fields import Level
from ui.seat import Seat
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.i18n import local
from ward_app.owners import Principal
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Sex
from ward_app.stays import queries
from ward_app.stays.model import CareForm, Purpose

NUMBER = "194002049163"


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app, "Bergqvist", "Anna-Lena", number=NUMBER, sex=Sex.FEMALE)


def fill(page: AdmissionPage, ward: Ward, label: str = "9") -> None:
    form = page.form.form
    form.set_values({
        "purpose": Purpose.MEDICAL_TREATMENT, "reason": "KOL", "decided_by": "Dr Lund",
        "answer": HypersensitivityAnswer.NONE_KNOWN, "bed_id": ward.beds[label],
    })  # fmt: skip
    page.form.terms.purpose.edited.emit()


def test_that_all_that_is_missing_is_said_at_once_with_the_way_there(
    qtbot: QtBot, page: AdmissionPage, patient: int, ward: Ward, app: App
) -> None:
    begin(qtbot, page)
    page.send()
    said = page.form.form.summary.texts()
    assert "Type of stay" in " ".join(said)
    assert "Hypersensitivity" in " ".join(said)
    assert "Bed" in " ".join(said)
    assert page.form.person.fields.number.input.hasFocus()
    assert lying(app, ward) == {}


def test_that_the_parts_get_their_ticks_as_they_are_filled_in(
    page: AdmissionPage, patient: int, ward: Ward
) -> None:
    page.begin(patient)
    assert page.parts.done == [True, False, False, False]
    fill(page, ward)
    assert page.parts.done == [True, True, True, True]
    assert [each.text() for each in page.parts.buttons] == [
        "✓ 1 Person",
        "✓ 2 Stay",
        "✓ 3 Risks and consent",
        "✓ 4 Bed",
    ]
    page.form.terms.reason.set_value(None)
    page.form.terms.reason.edited.emit()
    assert page.parts.done == [True, False, True, True]


def test_that_a_part_is_gone_to_from_the_list(page: AdmissionPage, patient: int, ward: Ward) -> None:
    page.begin(patient)
    page.parts.buttons[3].click()
    assert page.form.place.bed.input.hasFocus()
    assert [each.isChecked() for each in page.parts.buttons] == [False, False, False, True]


def test_that_care_form_and_payer_follow_the_purpose_until_they_are_chosen(
    qtbot: QtBot, page: AdmissionPage, patient: int
) -> None:
    typist = begin(qtbot, page)
    typist.type(NUMBER)
    typist.press("Return")
    typist.type("1")
    terms = page.form.terms
    assert (terms.form.value(), terms.payer.value()) == (CareForm.INPATIENT, Principal.REGION)
    terms.purpose.focus()
    typist.type("7")
    assert (terms.form.value(), terms.payer.value()) == (CareForm.SOCIAL_SHORT_TERM, Principal.KOMMUN)
    terms.payer.set_value(Principal.REGION)
    terms.payer.edited.emit()
    terms.purpose.focus()
    typist.type("4")
    assert terms.payer.value() is Principal.REGION


def test_that_day_care_goes_without_a_bed(page: AdmissionPage, patient: int, app: App, ward: Ward) -> None:
    page.begin(patient)
    form = page.form.form
    form.set_values({"purpose": Purpose.DAY_CARE, "reason": "Infusion", "decided_by": "Dr Lund"})
    page.form.terms.purpose.edited.emit()
    form.set_values({"answer": HypersensitivityAnswer.NONE_KNOWN})
    assert page.form.place.bed.value() == 0
    page.send()
    assert [card.name for card in app.ask(queries.board, ward.unit_id).without_bed] == [
        "Bergqvist, Anna-Lena"
    ]


def test_that_an_arrival_at_half_past_midnight_is_written_in_the_morning(
    page: AdmissionPage, patient: int, app: App, ward: Ward
) -> None:
    page.begin(patient)
    fill(page, ward)
    page.form.at.set_raw("2026-11-21\n00:30")
    page.send()
    stay = app.ask(queries.stay_summary, lying(app, ward)["9"])
    assert stay.admitted_at == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert local(stay.admitted_at).hour == 0


def test_that_a_time_to_come_is_refused_beside_its_field(
    page: AdmissionPage, patient: int, app: App, ward: Ward, clock: FrozenClock
) -> None:
    page.begin(patient)
    fill(page, ward)
    page.form.at.set_value(clock() + timedelta(hours=1))
    page.send()
    assert page.form.at.remark is not None
    assert page.form.at.remark.level is Level.IMPOSSIBLE
    assert page.form.terms.reason.value() == "KOL"


def test_that_a_bed_taken_meanwhile_is_told_and_all_that_is_typed_stays(
    page: AdmissionPage, patient: int, app: App, ward: Ward
) -> None:
    page.begin(patient, ward.beds["9"])
    fill(page, ward)
    colleague = app.acting(app.user)  # another workstation: this one is not told by itself
    factories.make_stay(colleague, ward, "9", patient_id=factories.make_patient(app, "Ek", "Ture"))
    page.send()
    assert "Ek, Ture" in page.form.form.summary.texts()[0]
    assert page.form.terms.reason.value() == "KOL"
    assert ward.beds["9"] not in [option.value for option in page.form.place.bed.options]
    page.form.form.set_values({"bed_id": ward.beds["8"]})
    page.send()
    assert set(lying(app, ward)) == {"8", "9"}


def test_that_a_person_who_was_changed_meanwhile_is_looked_at_again(
    page: AdmissionPage, patient: int, app: App, ward: Ward
) -> None:
    page.begin(patient)
    fill(page, ward)
    colleague = app.acting(app.user)
    colleague.do(patients.add_alert, patient, AlertKind.HYPERSENSITIVITY, "Latex")
    page.send()
    assert page.form.form.summary.texts()[0].startswith("Someone has changed this")
    assert "Latex" in page.form.risks.known.text()
    page.form.risks.answer.set_value(HypersensitivityAnswer.KNOWN)
    page.send()
    assert list(lying(app, ward)) == ["9"]


def test_that_what_is_typed_comes_back_after_the_page_is_gone(
    qtbot: QtBot, page: AdmissionPage, seat: Seat, patient: int, ward: Ward, drafts: Drafts
) -> None:
    typist = begin(qtbot, page, ward.beds["9"])
    typist.type(NUMBER)
    typist.press("Return")
    typist.type("4")
    typist.type("Höftfraktur")
    page.leave()
    again = AdmissionPage(seat)
    qtbot.addWidget(again)
    bring_up(qtbot, again)
    again.begin()
    assert again.bar.isVisibleTo(again)
    button(again, "admission.kept.1.take_up").click()
    assert again.form.person.person is not None  # looked up anew
    values = again.form.form.values()
    assert (values["purpose"], values["reason"]) == (Purpose.REHABILITATION, "Höftfraktur")
    assert values["bed_id"] == ward.beds["9"]
    assert values["care_form"] is CareForm.MUNICIPAL_HEALTH_SHORT_TERM
    assert not again.bar.isVisibleTo(again)
    assert again.form.terms.decided.input.hasFocus()


def test_that_the_reason_for_a_doubtful_number_comes_back_too(
    qtbot: QtBot, page: AdmissionPage, seat: Seat
) -> None:
    typist = begin(qtbot, page)
    typist.type("19400204-9164")
    typist.press("Return")
    reason = page.findChild(QLineEdit, "admission.number_text.reason")
    assert isinstance(reason, QLineEdit)
    type_text(reason, "Står så på id-kortet")
    page.leave()
    again = AdmissionPage(seat)
    qtbot.addWidget(again)
    again.begin()
    button(again, "admission.kept.1.take_up").click()
    assert again.form.person.fields.number.reason() == "Står så på id-kortet"


def test_that_an_admission_begun_for_the_same_person_goes_on(
    page: AdmissionPage, patient: int, ward: Ward
) -> None:
    page.begin(patient)
    type_text(page.form.terms.reason.input, "Höftfraktur")
    page.leave()
    page.begin()
    assert page.form.terms.reason.value() is None
    page.begin(patient)
    assert page.form.terms.reason.value() == "Höftfraktur"


def test_that_a_draft_is_thrown_away_only_when_that_is_meant(
    page: AdmissionPage, patient: int, answers: Answers, drafts: Drafts
) -> None:
    page.begin(patient)
    type_text(page.form.terms.reason.input, "x")
    page.begin()
    answers.yes = False
    button(page, "admission.kept.1.discard").click()
    assert len(kept.kept(drafts)) == 1
    answers.yes = True
    button(page, "admission.kept.1.discard").click()
    assert kept.kept(drafts) == []
    assert answers.asked[0] == (
        "The admission that was begun for Bergqvist, Anna-Lena is thrown away.", "Discard the draft"
    )  # fmt: skip


def test_that_cancel_asks_only_when_something_would_be_lost(
    page: AdmissionPage, patient: int, answers: Answers, guide: FakeGuide, drafts: Drafts
) -> None:
    page.begin()
    page.give_up()
    assert (answers.asked, guide.acts) == ([], ["back"])
    page.begin(patient)
    type_text(page.form.terms.reason.input, "x")
    answers.yes = False
    page.give_up()
    assert page.form.terms.reason.value() == "x"
    answers.yes = True
    page.give_up()
    assert guide.acts == ["back", "back"]
    assert kept.kept(drafts) == []


def test_that_an_admission_that_is_done_leaves_no_draft_and_a_blank_page(
    page: AdmissionPage, patient: int, ward: Ward, drafts: Drafts, app: App
) -> None:
    page.begin(patient, ward.beds["9"])
    type_text(page.form.terms.reason.input, "x")
    fill(page, ward)
    page.send()
    assert list(lying(app, ward)) == ["9"]
    assert kept.kept(drafts) == []
    assert page.form.terms.reason.value() is None
    assert page.form.person.person is None


def test_that_a_draft_says_neither_name_nor_number_on_the_disk(
    page: AdmissionPage, patient: int, drafts: Drafts, tmp_path: Path
) -> None:
    page.begin(patient)
    type_text(page.form.terms.reason.input, "Höftfraktur")
    page.leave()
    files = [each for each in tmp_path.rglob("*.draft") if each.is_file()]
    assert files
    for each in files:
        content = each.read_bytes()
        assert b"Bergqvist" not in content
        assert NUMBER.encode() not in content
        assert "Bergqvist" not in each.name


@pytest.mark.parametrize("text", SAMPLES)
def test_that_any_text_is_admitted_as_it_is_typed(
    page: AdmissionPage, patient: int, app: App, ward: Ward, text: str
) -> None:
    page.begin(patient)
    fill(page, ward)
    typed = f"x {text}"[:400].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    page.form.terms.reason.set_value(typed.replace("\x00", ""))
    page.form.terms.background.set_value(typed)
    page.send()
    assert list(lying(app, ward)) == ["9"]


def test_that_the_page_speaks_swedish(
    swedish: None, qtbot: QtBot, seat: Seat, patient: int, ward: Ward
) -> None:
    page = AdmissionPage(seat)
    qtbot.addWidget(page)
    bring_up(qtbot, page)
    typist = begin(qtbot, page, ward.beds["9"])
    assert page.admit.text() == "Skriv in patienten"
    typist.type(NUMBER)
    typist.press("Return")
    typist.type("r")
    assert page.form.terms.purpose.value() is Purpose.REHABILITATION
    typist.type("Höftfraktur")
    typist.press("Return")
    typist.type("Dr Lund")
    typist.press("Return")
    typist.type("n")
    assert page.form.risks.answer.value() is HypersensitivityAnswer.NONE_KNOWN
    assert typist.actions == 3
