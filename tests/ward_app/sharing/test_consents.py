"""Asked, told, answered, taken back: what opens the owners' records to each other, and what closes them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.ward_app.sharing.scene import KOMMUN, REGION, SOCIAL, Scene, log_of, whole_log
from ward_app.access.disclosure import Ground, Relation
from ward_app.access.policy import Role
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused
from ward_app.patients import commands as patients
from ward_app.sharing import commands as sharing
from ward_app.sharing import queries
from ward_app.sharing.model import AnswerForm, ConsentScope
from ward_app.sharing.terms import SharingTerms
from ward_app.stays import commands as stays

UNTIL = ConsentScope.UNTIL_WITHDRAWN


def test_that_nobody_reads_another_owner_before_the_patient_has_answered_lsvo_06(scene: Scene) -> None:
    assert scene.reads(scene.nurse) == {KOMMUN}
    assert scene.reads(scene.doctor) == {REGION}
    assert scene.reads(scene.assessor) == {SOCIAL}


def test_that_a_yes_opens_health_records_to_each_other_and_no_more_lsvo_06_07(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True)
    assert scene.reads(scene.nurse) == scene.reads(scene.doctor) == {REGION, KOMMUN}
    assert scene.reads(scene.assessor) == {SOCIAL}


def test_that_a_yes_to_the_social_services_too_opens_all_three_lsvo_07(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, social=True)
    for reader in (scene.nurse, scene.doctor, scene.assessor):
        assert scene.reads(reader) == {REGION, KOMMUN, SOCIAL}


def test_that_an_answer_records_that_the_patient_was_told_lsvo_02(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, form=AnswerForm.WRITTEN)
    row = scene.nurse.ask(queries.sharing_of, scene.patient_id)
    assert row.informed_at == scene.nurse.clock()
    assert row.answer is not None
    assert (row.answer.is_given, row.answer.form, row.answer.by) == (True, AnswerForm.WRITTEN, "M. Falk")


def test_that_telling_alone_opens_nothing_lsvo_02_06(scene: Scene) -> None:
    scene.nurse.do(sharing.inform, scene.patient_id, AnswerForm.SPOKEN)
    assert scene.nurse.ask(queries.sharing_of, scene.patient_id).informed_at == scene.nurse.clock()
    assert scene.reads(scene.nurse) == {KOMMUN}


def test_that_a_withdrawn_consent_closes_at_once_lsvo_06(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, scope=UNTIL)
    assert REGION in scene.reads(scene.nurse)
    scene.doctor.do(sharing.withdraw, scene.patient_id)
    assert scene.reads(scene.nurse) == {KOMMUN}
    with pytest.raises(Refused):
        scene.nurse.do(sharing.withdraw, scene.patient_id)


def test_that_what_is_withdrawn_brings_no_earlier_consent_back_lsvo_06(
    scene: Scene, clock: FrozenClock
) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, social=True, scope=UNTIL)
    clock.advance(timedelta(hours=1))
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True)
    clock.advance(timedelta(hours=1))
    scene.nurse.do(sharing.withdraw, scene.patient_id)
    assert scene.reads(scene.nurse) == {KOMMUN}


def test_that_a_later_no_closes_what_a_yes_had_opened_lsvo_06(scene: Scene, clock: FrozenClock) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, scope=UNTIL)
    clock.advance(timedelta(minutes=5))
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=False)
    assert scene.reads(scene.nurse) == {KOMMUN}
    row = scene.doctor.ask(queries.sharing_of, scene.patient_id)
    assert [one.ground for one in row.reads] == [Ground.OWN_RECORD, Ground.REFUSED, Ground.REFUSED]
    assert row.has_elsewhere


def test_that_a_no_for_the_stay_brings_no_earlier_yes_back_when_the_stay_ends_lsvo_06(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, scope=UNTIL)
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=False)
    discharge(scene)
    assert scene.reads(scene.nurse) == {KOMMUN}


def test_that_a_consent_for_the_stay_ends_with_it_lsvo_06(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True)
    discharge(scene)
    assert scene.reads(scene.nurse) == {KOMMUN}
    assert scene.nurse.ask(queries.sharing_of, scene.patient_id).answer is None


def test_that_a_consent_until_withdrawn_outlives_the_stay_lsvo_06(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, scope=UNTIL)
    discharge(scene)
    assert scene.reads(scene.nurse) == {REGION, KOMMUN}


def test_that_an_answer_recorded_late_does_not_undo_a_later_one_lsvo_06(
    scene: Scene, clock: FrozenClock
) -> None:
    yesterday = clock() - timedelta(days=1)
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=False)
    with pytest.raises(Invalid, match="later"):
        scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, given_at=yesterday)
    with pytest.raises(Invalid, match="future"):
        scene.nurse.do(
            sharing.record_answer, scene.patient_id, is_given=True, given_at=clock() + timedelta(hours=1)
        )


def test_that_an_answer_for_a_stay_needs_one_lsvo_06(scene: Scene) -> None:
    other = factories.make_patient(scene.nurse, "Holm", "Gösta")
    with pytest.raises(Invalid):
        scene.nurse.do(sharing.record_answer, other, is_given=True)
    with pytest.raises(Invalid):
        scene.nurse.do(sharing.record_answer, other, is_given=True, stay_id=scene.stay_id)
    scene.nurse.do(sharing.record_answer, other, is_given=True, scope=UNTIL)


def test_that_the_answer_comes_with_the_admission_or_not_at_all_lsvo_02(scene: Scene) -> None:
    patient_id = factories.make_patient(scene.nurse, "Holm", "Gösta")
    terms = SharingTerms(is_given=True, social=True, form=AnswerForm.WRITTEN)
    factories.make_stay(scene.nurse, scene.ward, "4:1", patient_id=patient_id, consent=False, sharing=terms)
    row = scene.doctor.ask(queries.sharing_of, patient_id)
    assert row.answer is not None
    assert (row.answer.social, row.answer.scope) == (True, ConsentScope.THIS_STAY)
    assert row.relation is Relation.TEAM


def test_that_who_may_plan_but_not_record_answers_records_none_pdl_16(
    scene: Scene, clock: FrozenClock
) -> None:
    manager = scene.colleague(Role.UNIT_MANAGER, unit_id=scene.ward.unit_id)
    terms = {**factories.PARTICULARS, "expected_at": clock() + timedelta(hours=3)}
    patient_id = factories.make_patient(manager, "Holm", "Gösta")
    with pytest.raises(NotAllowed):
        manager.do(
            stays.plan_arrival, patient_id, scene.ward.unit_id, sharing=SharingTerms(is_given=True), **terms
        )


def test_that_an_answer_before_the_arrival_holds_during_the_stay_that_was_planned_lsvo_06(
    scene: Scene, clock: FrozenClock
) -> None:
    patient_id = factories.make_patient(scene.nurse, "Holm", "Gösta")
    terms = {**factories.PARTICULARS, "expected_at": clock() + timedelta(hours=3)}
    stay_id = scene.nurse.do(
        stays.plan_arrival, patient_id, scene.ward.unit_id, sharing=SharingTerms(is_given=True), **terms
    )
    clock.advance(timedelta(hours=3))
    factories.make_stay(
        scene.nurse, scene.ward, "4:1", patient_id=patient_id, consent=False, planned_stay_id=stay_id
    )
    row = scene.nurse.ask(queries.sharing_of, patient_id)
    assert row.answer is not None and row.answer.is_given


UNABLE = {"findings": "Svår demens, förstår inte frågan", "attitude": "Dottern: alltid varit öppen"}


def test_that_who_cannot_answer_is_read_when_nothing_speaks_against_it_lsvo_05(scene: Scene) -> None:
    scene.doctor.do(sharing.assess_capacity, scene.patient_id, **UNABLE, would_object=False)
    assert scene.reads(scene.nurse) == {REGION, KOMMUN, SOCIAL}
    assert scene.nurse.ask(queries.sharing_of, scene.patient_id).presumed


def test_that_who_would_object_is_not_lsvo_05(scene: Scene) -> None:
    scene.doctor.do(sharing.assess_capacity, scene.patient_id, **UNABLE, would_object=True)
    assert scene.reads(scene.nurse) == {KOMMUN}
    row = scene.nurse.ask(queries.sharing_of, scene.patient_id)
    assert row.assessment is not None and row.assessment.would_object and not row.presumed


@pytest.mark.parametrize("field", ["findings", "attitude"])
def test_that_the_assessment_says_what_it_rests_on_lsvo_05(scene: Scene, field: str) -> None:
    with pytest.raises(Invalid):
        scene.doctor.do(
            sharing.assess_capacity, scene.patient_id, **{**UNABLE, field: "  "}, would_object=False
        )


def test_that_the_unlicensed_assess_nobody_lsvo_05(scene: Scene) -> None:
    secretary = scene.colleague(Role.SECRETARY, unit_id=scene.ward.unit_id)
    with pytest.raises(NotAllowed):
        secretary.do(sharing.assess_capacity, scene.patient_id, **UNABLE, would_object=False)


def test_that_a_no_closes_the_path_and_the_path_does_not_pass_a_no_lsvo_05(scene: Scene) -> None:
    scene.doctor.do(sharing.assess_capacity, scene.patient_id, **UNABLE, would_object=False)
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=False)
    assert scene.reads(scene.nurse) == {KOMMUN}
    with pytest.raises(Refused):
        scene.doctor.do(sharing.assess_capacity, scene.patient_id, **UNABLE, would_object=False)


def test_that_who_answers_can_answer_so_that_a_withdrawal_closes_all_lsvo_05_06(scene: Scene) -> None:
    scene.doctor.do(sharing.assess_capacity, scene.patient_id, **UNABLE, would_object=False)
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True)
    assert scene.reads(scene.nurse) == {REGION, KOMMUN}
    scene.nurse.do(sharing.withdraw, scene.patient_id)
    assert scene.reads(scene.nurse) == {KOMMUN}


def test_that_an_assessment_ends_and_is_not_ended_twice_lsvo_05(scene: Scene) -> None:
    id_ = scene.doctor.do(sharing.assess_capacity, scene.patient_id, **UNABLE, would_object=False)
    scene.nurse.do(sharing.end_assessment, id_, 1)
    assert scene.reads(scene.nurse) == {KOMMUN}
    with pytest.raises(Conflict):
        scene.nurse.do(sharing.end_assessment, id_, 1)
    with pytest.raises(Refused):
        scene.nurse.do(sharing.end_assessment, id_, 2)


def test_that_what_was_said_of_a_merged_record_holds_for_the_person_id_02_lsvo_06(scene: Scene) -> None:
    other = factories.make_patient(scene.nurse, "Oberg", "Ake")
    scene.nurse.do(sharing.record_answer, other, is_given=True, scope=UNTIL)
    scene.nurse.do(patients.merge, other, scene.patient_id)
    assert scene.reads(scene.nurse) == {REGION, KOMMUN}
    scene.nurse.do(sharing.withdraw, scene.patient_id)
    assert scene.reads(scene.nurse) == {KOMMUN}


def test_that_reading_across_is_in_the_log_with_its_ground_log_01_lsvo_06(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True)
    scene.reads(scene.nurse)
    assert log_of(scene.nurse, "test.read")[-1] == (None, "ok", scene.patient_id)
    assert f'"{REGION.value}": "{Ground.CONSENT.value}"' in whole_log(scene.nurse)


def discharge(scene: Scene) -> None:
    seen = factories.version_of(scene.nurse, scene.stay_id)
    scene.nurse.do(stays.discharge, scene.stay_id, seen, discharged_to="Hemmet")
