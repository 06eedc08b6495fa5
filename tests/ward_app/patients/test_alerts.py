from __future__ import annotations

from datetime import date

import pytest

from tests import factories
from tests.ward_app.patients import steps
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused
from ward_app.owners import RecordOwner
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Severity
from ward_app.patients.rows import AlertRow

ALLERGY, FALL = AlertKind.HYPERSENSITIVITY, AlertKind.FALL
KNOWN, NONE_KNOWN = HypersensitivityAnswer.KNOWN, HypersensitivityAnswer.NONE_KNOWN
NOT_ASKED, NOT_KNOWN = HypersensitivityAnswer.NOT_ASKED, HypersensitivityAnswer.NOT_KNOWN


def alerts(app: App, patient_id: int) -> tuple[AlertRow, ...]:
    return steps.banner(app, patient_id).alerts


def answer(app: App, patient_id: int, said: HypersensitivityAnswer) -> None:
    app.do(patients.answer_hypersensitivity, patient_id, steps.version(app, patient_id), said)


def test_that_not_having_asked_is_no_answer(app: App, patient: int) -> None:
    assert steps.banner(app, patient).hypersensitivity is NOT_ASKED
    with pytest.raises(Invalid):
        answer(app, patient, NOT_ASKED)


@pytest.mark.parametrize("said", [NONE_KNOWN, NOT_KNOWN])
def test_that_an_answer_is_kept_with_its_time(app: App, patient: int, said: HypersensitivityAnswer) -> None:
    answer(app, patient, said)
    person = steps.person(app, patient)
    assert (person.hypersensitivity, person.hypersensitivity_asked_at) == (said, app.clock())


def test_that_known_hypersensitivity_needs_its_substance(app: App, patient: int) -> None:
    with pytest.raises(Invalid, match="hypersensitive to"):
        answer(app, patient, KNOWN)


def test_that_a_warning_of_hypersensitivity_answers_the_question(app: App, patient: int) -> None:
    app.do(
        patients.add_alert, patient, ALLERGY, "Penicillin", "Anafylaxi 1998", Severity.LIFE_THREATENING,
        "Patienten", date(1998, 5, 1),
    )  # fmt: skip
    banner = steps.banner(app, patient)
    [row] = banner.hypersensitivities
    assert banner.hypersensitivity is KNOWN
    assert (row.text, row.reaction, row.severity) == (
        "Penicillin",
        "Anafylaxi 1998",
        Severity.LIFE_THREATENING,
    )
    assert (row.source, row.since_on) == ("Patienten", date(1998, 5, 1))
    assert (row.owner, row.recorded_by, row.verified_by) == (RecordOwner.KOMMUN_HSL, "M. Falk", "M. Falk")


def test_that_a_documented_hypersensitivity_is_not_answered_away(app: App, patient: int) -> None:
    app.do(patients.add_alert, patient, ALLERGY, "Penicillin")
    with pytest.raises(Refused, match="Penicillin"):
        answer(app, patient, NONE_KNOWN)
    answer(app, patient, KNOWN)


def test_that_the_question_is_open_again_when_the_last_one_ends(app: App, patient: int) -> None:
    first = app.do(patients.add_alert, patient, ALLERGY, "Penicillin")
    second = app.do(patients.add_alert, patient, ALLERGY, "Jod")
    app.do(patients.end_alert, first, 1, "Testad, tål penicillin")
    assert steps.banner(app, patient).hypersensitivity is KNOWN
    app.do(patients.end_alert, second, 1, "Fel patient")
    assert steps.banner(app, patient).hypersensitivity is NOT_ASKED
    ended = steps.person(app, patient).alerts
    assert [row.end_reason for row in ended] == ["Testad, tål penicillin", "Fel patient"]
    assert alerts(app, patient) == ()


def test_that_the_gravest_is_read_first(app: App, patient: int) -> None:
    app.do(patients.add_alert, patient, FALL)
    app.do(patients.add_alert, patient, AlertKind.INFECTION, "MRSA")
    app.do(patients.add_alert, patient, ALLERGY, "Jod", severity=Severity.DISCOMFORT)
    app.do(patients.add_alert, patient, ALLERGY, "Penicillin", severity=Severity.LIFE_THREATENING)
    banner = steps.banner(app, patient)
    assert [row.text for row in banner.alerts] == ["Penicillin", "Jod", "MRSA", ""]
    assert [row.text for row in banner.infections] == ["MRSA"]
    assert [row.kind for row in banner.risks] == [FALL]


@pytest.mark.parametrize("kind", [ALLERGY, AlertKind.INFECTION, AlertKind.OTHER])
def test_that_some_warnings_say_nothing_without_words(app: App, patient: int, kind: AlertKind) -> None:
    with pytest.raises(Invalid) as refused:
        app.do(patients.add_alert, patient, kind, " \u200e ".replace("\u200e", ""))
    assert refused.value.field == "text"


def test_that_the_same_warning_is_not_written_twice(app: App, patient: int) -> None:
    app.do(patients.add_alert, patient, ALLERGY, "Penicillin")
    with pytest.raises(Refused, match="already"):
        app.do(patients.add_alert, patient, ALLERGY, "PENICILLIN ")


def test_that_a_warning_does_not_begin_in_the_future(app: App, patient: int) -> None:
    with pytest.raises(Invalid) as refused:
        app.do(patients.add_alert, patient, FALL, since_on=date(2026, 11, 22))
    assert refused.value.field == "since_on"


def test_that_a_warning_by_unlicensed_staff_is_verified_by_licensed(
    app: App, assistant: App, patient: int
) -> None:
    alert_id = assistant.do(patients.add_alert, patient, ALLERGY, "Penicillin")
    assert alerts(app, patient)[0].verified_by is None
    with pytest.raises(Refused, match="licensed"):
        assistant.do(patients.verify_alert, alert_id, 1)
    app.do(patients.verify_alert, alert_id, 1)
    assert alerts(app, patient)[0].verified_by == "M. Falk"


def test_that_two_who_end_one_warning_do_not_pass_each_other_by(app: App, patient: int) -> None:
    alert_id = app.do(patients.add_alert, patient, FALL)
    app.do(patients.end_alert, alert_id, 1, "Går säkert")
    with pytest.raises(Conflict):
        app.do(patients.end_alert, alert_id, 1, "Uppegående")
    with pytest.raises(Refused, match="ended already"):
        app.do(patients.end_alert, alert_id, 2, "Uppegående")


def test_that_an_end_has_its_reason(app: App, patient: int) -> None:
    alert_id = app.do(patients.add_alert, patient, FALL)
    with pytest.raises(Invalid) as refused:
        app.do(patients.end_alert, alert_id, 1, " ")
    assert refused.value.field == "reason"


def test_that_the_log_holds_no_words_of_a_warning(app: App, patient: int) -> None:
    app.do(patients.add_alert, patient, ALLERGY, "Penicillin", "Anafylaxi")
    rows = steps.logged(app, "patients.add_alert")
    assert {patient_id for patient_id, _ in rows} == {patient}
    assert "Penicillin" not in str(rows)
    assert "Anafylaxi" not in str(rows)


def test_that_only_who_writes_in_a_record_writes_warnings(app: App, administrator: App, patient: int) -> None:
    with pytest.raises(NotAllowed):
        administrator.do(patients.add_alert, patient, FALL)
    with pytest.raises(NotAllowed):
        administrator.do(patients.answer_hypersensitivity, patient, 1, NONE_KNOWN)
    with pytest.raises(Refused, match="assignment"):
        app.acting(SYSTEM).do(patients.add_alert, patient, FALL)


def test_that_a_warning_belongs_to_the_record_of_who_wrote_it(
    app: App, doctor: App, ward: factories.Ward, patient: int
) -> None:
    factories.make_stay(app, ward, "1:2", patient_id=patient)
    doctor.do(patients.add_alert, patient, FALL)
    secretary = app.acting(factories.make_user(app, Role.SECRETARY, "Alm", "Siv", unit_id=ward.unit_id))
    secretary.do(patients.add_alert, patient, AlertKind.NUTRITION)
    assert [row.owner for row in alerts(app, patient)] == [RecordOwner.REGION_HSL, RecordOwner.KOMMUN_HSL]
