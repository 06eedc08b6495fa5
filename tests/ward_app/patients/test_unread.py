"""What another owner holds about a person, and the reader may not read: hinted at, and left as it is."""

from __future__ import annotations

from datetime import date

import pytest

from tests import factories
from tests.ward_app.patients import steps
from ward_app.access.disclosure import Hint
from ward_app.app import App
from ward_app.errors import Refused, Unreadable
from ward_app.handovers import commands as keeping
from ward_app.handovers import queries as handovers
from ward_app.handovers import wording
from ward_app.ops import Work, command
from ward_app.owners import RecordOwner
from ward_app.patients import commands as patients
from ward_app.patients.cpr import CprState
from ward_app.patients.model import Alert, AlertKind, HypersensitivityAnswer, LimitationKind
from ward_app.sharing.model import Block
from ward_app.stays import queries as stays
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


@command(None, relation=False)
def blocked(work: Work, patient_id: int) -> None:
    """The region's record from the other owners: of that nothing may be told (LSVO 2:2)."""
    assert work.user.user_id is not None
    work.session.add(Block(
        patient_id=patient_id, owner=RecordOwner.REGION_HSL, from_at=work.now, by_id=work.user.user_id
    ))  # fmt: skip


@pytest.mark.parametrize("is_blocked", [False, True], ids=["unasked", "blocked"])
def test_that_nothing_is_claimed_of_what_is_not_read_eol_02_lsvo_2_2(
    app: App, ward: factories.Ward, doctor: App, known: int, is_blocked: bool
) -> None:
    if is_blocked:
        app.do(factories.consented, known)
        app.do(blocked, known)
    hint = Hint.NOTHING if is_blocked else Hint.ELSEWHERE
    banner, [card] = steps.banner(app, known), app.ask(stays.board, ward.unit_id).cards()
    [row] = app.ask(handovers.sheet, ward.unit_id).rows
    assert (banner.unread, card.unread, row.unread) == (hint, hint, hint)
    assert (banner.cpr, card.cpr, list(wording.resuscitation(row))) == (CprState.UNREAD, None, [])
    asked = {banner.hypersensitivity, card.hypersensitivity, row.hypersensitivity}
    assert asked == {HypersensitivityAnswer.NOT_ASKED}
    [theirs] = doctor.ask(stays.board, ward.unit_id).cards()
    assert (theirs.cpr, theirs.hypersensitivity) == (CprState.NO, HypersensitivityAnswer.KNOWN)


def test_that_a_kept_handover_claims_no_more_than_its_reader_may_know_lsvo_3_7(
    app: App, ward: factories.Ward, doctor: App, known: int
) -> None:
    kept = doctor.do(keeping.close, ward.unit_id)
    [row], [theirs] = app.ask(handovers.closed, kept).rows, doctor.ask(handovers.closed, kept).rows
    assert row.hypersensitivity is HypersensitivityAnswer.NOT_ASKED
    assert theirs.hypersensitivity is HypersensitivityAnswer.KNOWN
    assert (row.reads_limits, theirs.reads_limits) == (False, True)
