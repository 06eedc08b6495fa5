"""Two records of one person: what decides reading is never lost by merging, nor by taking it back (ID-02)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.ward_app.patients import steps
from ward_app.access.disclosure import Hint
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import NoRelation, NotAllowed
from ward_app.ops import Work, command
from ward_app.owners import RecordOwner
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind
from ward_app.sharing.model import AnswerForm, Block, Consent, ConsentScope
from ward_app.stays import commands as stays

OTHER = "991981000010"


@command(None)
def blocked(work: Work, patient_id: int) -> None:
    """The region's record from the other owners."""
    assert work.user.user_id is not None
    work.session.add(Block(
        patient_id=patient_id, owner=RecordOwner.REGION_HSL, from_at=work.now, by_id=work.user.user_id
    ))  # fmt: skip


@command(None)
def refused(work: Work, patient_id: int) -> None:
    assert work.user.user_id is not None
    work.session.add(Consent(
        patient_id=patient_id, is_given=False, social=True, scope=ConsentScope.UNTIL_WITHDRAWN,
        form=AnswerForm.SPOKEN, given_at=work.now, recorded_at=work.now, by_id=work.user.user_id,
    ))  # fmt: skip


@pytest.fixture
def here(app: App, ward: factories.Ward, patient: int) -> int:
    """On the ward, with consent to sharing."""
    factories.make_stay(app, ward, "1:2", patient_id=patient)
    return patient


@pytest.fixture
def other(app: App, doctor: App) -> int:
    """Another record of the same person, where the region has written a warning."""
    record = app.do(patients.register, "Oeberg", "Ake", OTHER)
    doctor.do(patients.add_alert, record, AlertKind.FALL)
    app.do(factories.consented, record)
    return record


def kinds(app: App, patient_id: int) -> list[AlertKind]:
    return [alert.kind for alert in steps.banner(app, patient_id).alerts]


def test_that_a_block_in_either_record_counts_for_both_lsvo_2_3(app: App, here: int, other: int) -> None:
    app.do(patients.merge, other, here)
    assert (kinds(app, here), kinds(app, other)) == ([AlertKind.FALL], [AlertKind.FALL])
    app.do(blocked, other)
    assert (kinds(app, here), kinds(app, other)) == ([], [])


@pytest.mark.parametrize("no", [blocked, refused], ids=["block", "refusal"])
def test_that_a_no_said_meanwhile_is_kept_by_both_when_they_part(
    app: App, ward: factories.Ward, clock: FrozenClock, here: int, other: int, no: object
) -> None:
    app.do(patients.merge, other, here)
    clock.advance(timedelta(hours=1))
    app.do(no, here)  # type: ignore[arg-type]
    app.do(patients.unmerge, other)
    factories.make_stay(app, ward, "1:1", patient_id=other, consent=False)
    for record in (here, other):
        assert kinds(app, record) == []
        assert steps.banner(app, record).unread is (Hint.NOTHING if no is blocked else Hint.ELSEWHERE)


def test_that_a_yes_said_meanwhile_is_not_taken_along(app: App, ward: factories.Ward, doctor: App) -> None:
    one, two = app.do(patients.register, "Ek", "Eva", OTHER), factories.make_patient(app)
    factories.make_stay(app, ward, "1:2", patient_id=two, consent=False)
    doctor.do(patients.add_alert, one, AlertKind.FALL)
    app.do(patients.merge, one, two)
    app.do(factories.consented, two)
    app.do(patients.unmerge, one)
    factories.make_stay(app, ward, "1:1", patient_id=one, consent=False)
    assert (kinds(app, one), kinds(app, two)) == ([], [AlertKind.FALL])


def test_that_nobody_becomes_part_of_the_care_by_merging_pdl_15(
    app: App, ward: factories.Ward, clock: FrozenClock, here: int, other: int
) -> None:
    stay_id = factories.make_stay(app, ward, "1:1", patient_id=other)
    app.do(stays.discharge, stay_id, factories.version_of(app, stay_id), discharged_to="Hem")
    clock.advance(timedelta(days=8))
    with pytest.raises(NoRelation) as refusal:
        app.do(patients.merge, other, here)
    assert refusal.value.patient_id == other
    assert steps.person(app, here).merged_here == ()


@pytest.mark.parametrize("role", [Role.ASSISTANT_NURSE, Role.PHYSIOTHERAPIST, Role.UNIT_MANAGER])
def test_that_records_are_merged_by_few_pdl_16(
    app: App, ward: factories.Ward, here: int, other: int, role: Role
) -> None:
    someone = app.acting(factories.make_user(app, role, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        someone.do(patients.merge, other, here)
    assert {row[0] for row in steps.logged(app, "patients.merge")} >= {other, here}
