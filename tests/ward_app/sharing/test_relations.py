"""Who takes part in the care: by assignment, by being asked, by saying so. Nobody else reads (PDL 4:1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.ward_app.sharing.scene import KOMMUN, REGION, Scene, log_of, owners_read, second_unit, whole_log
from ward_app.access.disclosure import Hint, Relation
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Invalid, NoRelation, NotAllowed
from ward_app.ops import Work, query
from ward_app.owners import RecordOwner
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind
from ward_app.sharing import commands as sharing
from ward_app.sharing import queries
from ward_app.sharing.model import ConsentScope, RelationReason
from ward_app.sharing.reading import reach_of
from ward_app.sharing.unread import unread
from ward_app.stays import commands as stays


@pytest.fixture
def stranger(scene: Scene) -> App:
    """A nurse of the same kommun, on another unit."""
    return scene.colleague(Role.NURSE, unit_id=second_unit(scene.nurse).unit_id)


def test_that_a_record_without_relation_asks_for_a_reason_pdl_15(scene: Scene, stranger: App) -> None:
    with pytest.raises(NoRelation) as refusal:
        scene.reads(stranger)
    assert refusal.value.patient_id == scene.patient_id
    stranger.do(sharing.state_relation, scene.patient_id, RelationReason.TAKES_OVER)
    assert scene.reads(stranger) == {KOMMUN}
    row = stranger.ask(queries.sharing_of, scene.patient_id)
    assert row.relation is Relation.STATED


def test_that_a_stated_relation_lasts_for_a_long_shift_pdl_15(
    scene: Scene, stranger: App, clock: FrozenClock
) -> None:
    stranger.do(sharing.state_relation, scene.patient_id, RelationReason.COVERS)
    clock.advance(timedelta(hours=12) - timedelta(seconds=1))
    assert scene.reads(stranger) == {KOMMUN}
    clock.advance(timedelta(seconds=1))
    with pytest.raises(NoRelation):
        scene.reads(stranger)


def test_that_the_reason_is_logged_as_a_code_and_another_one_needs_words_pdl_15_log_01(
    scene: Scene, stranger: App
) -> None:
    with pytest.raises(Invalid):
        stranger.do(sharing.state_relation, scene.patient_id, RelationReason.OTHER, " ")
    stranger.do(sharing.state_relation, scene.patient_id, RelationReason.OTHER, "Hämtar glömda kläder")
    logged = log_of(stranger, "sharing.state_relation")
    assert logged[-1] == (RelationReason.OTHER.value, "ok", scene.patient_id)
    assert "glömda kläder" not in whole_log(stranger)


def test_that_stating_a_relation_is_for_those_in_care_pdl_15_16(scene: Scene) -> None:
    for role in (Role.UNIT_MANAGER, Role.LOG_REVIEWER, Role.SYSTEM_ADMINISTRATOR):
        other = scene.colleague(role)
        with pytest.raises(NotAllowed):
            other.do(sharing.state_relation, scene.patient_id, RelationReason.COVERS)


def test_that_a_colleague_who_is_called_in_reads_until_the_given_time_pdl_15(
    scene: Scene, stranger: App, clock: FrozenClock
) -> None:
    assert stranger.user.user_id is not None
    until = clock() + timedelta(days=2)
    scene.nurse.do(sharing.call_in, scene.patient_id, stranger.user.user_id, until, "Sårbedömning")
    assert stranger.ask(queries.sharing_of, scene.patient_id).relation is Relation.CONSULT
    clock.set(until)
    with pytest.raises(NoRelation):
        scene.reads(stranger)


@pytest.mark.parametrize("days", [0, 31])
def test_that_a_consult_has_a_limit_pdl_15(
    scene: Scene, stranger: App, clock: FrozenClock, days: int
) -> None:
    assert stranger.user.user_id is not None
    until = clock() + timedelta(days=days)
    with pytest.raises(Invalid):
        scene.nurse.do(sharing.call_in, scene.patient_id, stranger.user.user_id, until, "Sår")


def test_that_nobody_calls_in_themselves_or_who_is_not_in_care_pdl_15(
    scene: Scene, clock: FrozenClock
) -> None:
    manager = scene.colleague(Role.UNIT_MANAGER)
    until = clock() + timedelta(days=1)
    for user_id in (scene.nurse.user.user_id, manager.user.user_id, 9999):
        assert user_id is not None
        with pytest.raises(Invalid):
            scene.nurse.do(sharing.call_in, scene.patient_id, user_id, until, "Sår")


def test_that_who_has_no_relation_calls_nobody_in_pdl_15(
    scene: Scene, stranger: App, clock: FrozenClock
) -> None:
    friend = scene.colleague(Role.NURSE, family_name="Ros", unit_id=stranger.user.held[0].unit_id)
    assert friend.user.user_id is not None
    until = clock() + timedelta(days=1)
    with pytest.raises(NoRelation):
        stranger.do(sharing.call_in, scene.patient_id, friend.user.user_id, until, "Sår")
    with pytest.raises(NoRelation):
        scene.reads(friend)


def test_that_who_has_no_relation_changes_no_sharing_pdl_15(scene: Scene, stranger: App) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True)
    with pytest.raises(NoRelation):
        stranger.do(sharing.withdraw, scene.patient_id)
    with pytest.raises(NoRelation):
        stranger.do(sharing.block, scene.patient_id, KOMMUN)
    with pytest.raises(NoRelation):
        stranger.do(sharing.record_answer, scene.patient_id, is_given=False)


def test_that_the_unit_takes_part_for_a_week_after_the_stay_pdl_15(scene: Scene, clock: FrozenClock) -> None:
    seen = factories.version_of(scene.nurse, scene.stay_id)
    scene.nurse.do(stays.discharge, scene.stay_id, seen, discharged_to="Hemmet")
    clock.advance(timedelta(days=6, hours=23))
    assert scene.reads(scene.nurse) == {KOMMUN}
    clock.advance(timedelta(hours=1))
    with pytest.raises(NoRelation):
        scene.reads(scene.nurse)


def test_that_a_newcomer_is_read_in_ones_own_record_only_pdl_15_lsvo_06(scene: Scene) -> None:
    """Someone who has not been here yet: there is no relation for another provider to read by."""
    other = factories.make_patient(scene.nurse, "Holm", "Gösta")
    always = ConsentScope.UNTIL_WITHDRAWN
    scene.nurse.do(sharing.record_answer, other, is_given=True, social=True, scope=always)
    for door in (scene.nurse, scene.doctor):
        door.do(patients.add_alert, other, AlertKind.FALL, "Rollator")
    assert scene.nurse.ask(queries.sharing_of, other).relation is Relation.NEWCOMER
    assert scene.nurse.ask(owners_read, other) == {KOMMUN}
    factories.make_stay(scene.nurse, scene.ward, "4:1", patient_id=other, consent=False)
    assert scene.nurse.ask(owners_read, other) == {REGION, KOMMUN}


def test_that_the_program_itself_reads_nobody_pdl_16(scene: Scene) -> None:
    assert scene.nurse.acting(SYSTEM).ask(owners_open, scene.patient_id) == 0
    newcomer = factories.make_patient(scene.nurse, "Holm", "Gösta")
    assert scene.nurse.acting(SYSTEM).ask(owners_open, newcomer) == 0


def test_that_the_hint_is_only_told_where_there_is_something_lsvo_04(scene: Scene) -> None:
    empty = factories.make_patient(scene.nurse, "Holm", "Gösta")
    factories.make_stay(scene.nurse, scene.ward, "4:1", patient_id=empty, consent=False)
    people = [scene.patient_id, empty]
    assert scene.nurse.ask(hints, people) == {scene.patient_id: Hint.ELSEWHERE}
    assert scene.doctor.ask(hints, people) == {scene.patient_id: Hint.ELSEWHERE, empty: Hint.ELSEWHERE}
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, social=True)
    assert scene.nurse.ask(hints, people) == {}


def test_that_a_row_that_was_taken_back_is_nothing_to_tell_lsvo_04(scene: Scene, clock: FrozenClock) -> None:
    other = factories.make_patient(scene.nurse, "Holm", "Gösta")
    terms = {**factories.PARTICULARS, "expected_at": clock() + timedelta(hours=3)}
    stay_id = scene.nurse.do(stays.plan_arrival, other, scene.ward.unit_id, **terms)
    assert scene.doctor.ask(hints, [other]) == {other: Hint.ELSEWHERE}
    scene.nurse.do(stays.cancel_plan, stay_id, factories.version_of(scene.nurse, stay_id), "Kommer inte")
    assert scene.doctor.ask(hints, [other]) == {}


def test_that_a_block_of_a_merged_record_holds_for_the_person_id_02_lsvo_03(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True)
    other = factories.make_patient(scene.nurse, "Oberg", "Ake")
    scene.nurse.do(sharing.block, other, KOMMUN)
    assert KOMMUN in scene.reads(scene.doctor)
    scene.nurse.do(patients.merge, other, scene.patient_id)
    assert KOMMUN not in scene.reads(scene.doctor)


@query(None, log="test.hints")
def hints(work: Work, patient_ids: list[int]) -> dict[int, Hint]:
    work.opened(patient_ids)
    return unread(work.session, reach_of(work, patient_ids), patient_ids)


@query(None)
def owners_open(work: Work, patient_id: int) -> int:
    reach = reach_of(work, [patient_id])
    return sum(reach.allows(patient_id, owner) for owner in RecordOwner)
