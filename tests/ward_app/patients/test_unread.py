"""What another owner holds about a person, and the reader may not read: hinted at, and left as it is."""

from __future__ import annotations

from datetime import date

import pytest

from tests import factories
from tests.ward_app.patients import steps
from ward_app.access.disclosure import Hint
from ward_app.app import App
from ward_app.errors import Refused, Unreadable
from ward_app.patients import commands as patients
from ward_app.patients.cpr import CprState
from ward_app.patients.model import Alert, AlertKind, HypersensitivityAnswer, LimitationKind
from ward_app.store import audit


@pytest.fixture
def known(app: App, ward: factories.Ward, doctor: App, patient: int) -> int:
    """On the ward without having been asked; the region knows of penicillin and has decided on CPR."""
    factories.make_stay(doctor, ward, "1:2", patient_id=patient, consent=False)
    doctor.do(patients.add_alert, patient, AlertKind.HYPERSENSITIVITY, "Penicillin", "Anafylaxi")
    doctor.do(
        patients.decide_limitation, patient, LimitationKind.NO_CPR, "Svår hjärtsvikt", "J. Ek, ssk",
        "Önskar det", date(2026, 12, 1),
    )  # fmt: skip
    return patient


def test_that_of_another_providers_data_only_the_hint_is_told_lsvo_2_4(app: App, known: int) -> None:
    banner = steps.banner(app, known)
    assert (banner.alerts, banner.limitations, banner.unread) == ((), (), Hint.ELSEWHERE)
    person = steps.person(app, known)
    assert (person.alerts, person.limitations) == ((), ())


def test_that_an_unread_decision_on_cpr_never_reads_as_none_eol_02(app: App, doctor: App, known: int) -> None:
    assert steps.banner(app, known).cpr is CprState.UNREAD
    assert steps.banner(doctor, known).cpr is CprState.NO
    app.do(factories.consented, known)
    assert steps.banner(app, known).cpr is CprState.NO


def test_that_an_unread_hypersensitivity_reads_as_not_asked_yet(app: App, doctor: App, known: int) -> None:
    assert steps.banner(app, known).hypersensitivity is HypersensitivityAnswer.NOT_ASKED
    assert steps.person(app, known).hypersensitivity is HypersensitivityAnswer.NOT_ASKED
    app.do(
        patients.answer_hypersensitivity, known, steps.version(app, known), HypersensitivityAnswer.NONE_KNOWN
    )
    assert steps.banner(app, known).hypersensitivity is HypersensitivityAnswer.NONE_KNOWN
    theirs = steps.banner(doctor, known)
    assert [alert.text for alert in theirs.hypersensitivities] == ["Penicillin"]
    assert theirs.hypersensitivity is HypersensitivityAnswer.NOT_ASKED, "the kommun's answer is the kommun's"


def test_that_the_same_warning_in_another_record_is_not_told_by_a_refusal(app: App, known: int) -> None:
    app.do(patients.add_alert, known, AlertKind.HYPERSENSITIVITY, "Penicillin")
    with pytest.raises(Refused, match="already"):
        app.do(patients.add_alert, known, AlertKind.HYPERSENSITIVITY, "Penicillin")


def test_that_consent_opens_and_the_ground_is_in_the_log_lsvo_3_1(app: App, known: int) -> None:
    app.do(factories.consented, known)
    banner = steps.banner(app, known)
    assert ([alert.text for alert in banner.alerts], banner.unread) == (["Penicillin"], Hint.NOTHING)
    patient_id, detail = steps.logged(app, "record")[-1]
    assert (patient_id, detail["read"]["region_hsl"]) == (known, "consent")


@pytest.mark.parametrize("act", [patients.verify_alert, patients.end_alert])
def test_that_nobody_verifies_or_ends_what_they_may_not_read(app: App, known: int, act: object) -> None:
    alert_id, version = factories.ask(app, lambda session: session.query(Alert.id, Alert.version).one())
    more = ("Fel",) if act is patients.end_alert else ()
    with pytest.raises(Unreadable):
        app.do(act, alert_id, version, *more)  # type: ignore[arg-type]
    assert steps.outcomes(app, act.name)[-1] == audit.REFUSED  # type: ignore[attr-defined]
    assert steps.logged(app, act.name)[-1][0] == known  # type: ignore[attr-defined]
