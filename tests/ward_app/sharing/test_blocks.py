"""Blocks: effective at once, lifted in two steps within one provider, only asked for toward another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import Ward
from tests.ward_app.sharing.scene import (
    KOMMUN,
    REGION,
    SOCIAL,
    Scene,
    log_of,
    second_unit,
    unit_version,
    whole_log,
)
from ward_app.access.disclosure import CollaborationModel, Ground
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind
from ward_app.sharing import commands as sharing
from ward_app.sharing import queries
from ward_app.sharing.model import LiftReason, RelationReason
from ward_app.stays import commands as stays
from ward_app.wards import commands as wards

WHY = "Blöder, behöver veta om antikoagulantia"


@pytest.fixture
def shared(scene: Scene) -> Scene:
    """All three owners open to each other."""
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True, social=True)
    return scene


@pytest.fixture
def elsewhere(shared: Scene) -> App:
    """A nurse of the same kommun on another unit, who has said why she opens the record."""
    unit = second_unit(shared.nurse)
    nurse = shared.colleague(Role.NURSE, unit_id=unit.unit_id)
    nurse.do(sharing.state_relation, shared.patient_id, RelationReason.TAKES_OVER)
    return nurse


def test_that_a_block_counts_for_everyone_else_from_the_next_read_on_lsvo_03(shared: Scene) -> None:
    assert shared.reads(shared.nurse) == {REGION, KOMMUN, SOCIAL}
    shared.doctor.do(sharing.block, shared.patient_id, REGION)
    assert shared.reads(shared.nurse) == shared.reads(shared.assessor) == {KOMMUN, SOCIAL}
    assert shared.reads(shared.doctor) == {REGION, KOMMUN, SOCIAL}


def test_that_of_another_providers_block_nothing_is_told_lsvo_04(shared: Scene) -> None:
    before = shared.nurse.ask(queries.sharing_of, shared.patient_id)
    shared.doctor.do(sharing.block, shared.patient_id, REGION)
    after = shared.nurse.ask(queries.sharing_of, shared.patient_id)
    assert after.reads == before.reads
    assert (after.blocks, after.has_blocked, after.has_elsewhere) == ((), False, False)


def test_that_only_who_works_in_a_record_blocks_it_and_says_so_lsvo_03(shared: Scene) -> None:
    for who, owner in ((shared.nurse, REGION), (shared.doctor, KOMMUN), (shared.nurse, SOCIAL)):
        with pytest.raises(NotAllowed, match="works in it"):
            who.do(sharing.block, shared.patient_id, owner)
    block_id = shared.doctor.do(sharing.block, shared.patient_id, REGION)
    with pytest.raises(NotAllowed, match="works in it"):
        shared.nurse.do(sharing.unblock, block_id, 1)


def test_that_the_patient_may_end_the_block_at_any_time_lsvo_03(shared: Scene) -> None:
    block_id = shared.doctor.do(sharing.block, shared.patient_id, REGION)
    with pytest.raises(Refused):
        shared.doctor.do(sharing.block, shared.patient_id, REGION)
    shared.doctor.do(sharing.unblock, block_id, 1)
    assert REGION in shared.reads(shared.nurse)
    with pytest.raises(Conflict):
        shared.doctor.do(sharing.unblock, block_id, 1)
    with pytest.raises(Refused):
        shared.doctor.do(sharing.unblock, block_id, 2)


def test_that_a_units_block_hides_it_from_the_owners_other_units_pdl_18(
    shared: Scene, elsewhere: App
) -> None:
    assert shared.reads(elsewhere) == {REGION, KOMMUN, SOCIAL}
    shared.nurse.do(sharing.block, shared.patient_id, KOMMUN, shared.ward.unit_id)
    assert shared.reads(elsewhere) == {REGION, SOCIAL}
    assert shared.reads(shared.nurse) == shared.reads(shared.doctor) == {REGION, KOMMUN, SOCIAL}
    row = elsewhere.ask(queries.sharing_of, shared.patient_id)
    assert (row.has_blocked, row.blocks) == (True, ())


def test_that_a_units_block_also_holds_toward_another_owners_other_units_pdl_18_lsvo_03(
    shared: Scene, elsewhere: App
) -> None:
    doctor = shared.colleague(Role.DOCTOR, unit_id=elsewhere.user.held[0].unit_id)
    doctor.do(sharing.state_relation, shared.patient_id, RelationReason.TAKES_OVER)
    shared.nurse.do(sharing.block, shared.patient_id, KOMMUN, shared.ward.unit_id)
    assert shared.reads(doctor) == {REGION, SOCIAL}
    assert not doctor.ask(queries.sharing_of, shared.patient_id).has_blocked


def test_that_only_the_blocked_unit_ends_its_block_pdl_19(shared: Scene, elsewhere: App) -> None:
    block_id = shared.nurse.do(sharing.block, shared.patient_id, KOMMUN, shared.ward.unit_id)
    with pytest.raises(NotAllowed):
        elsewhere.do(sharing.unblock, block_id, 1)
    assert KOMMUN not in shared.reads(elsewhere)


def test_that_what_is_written_by_who_works_everywhere_is_the_patients_units_pdl_18(
    shared: Scene, elsewhere: App
) -> None:
    """Else a block of the unit would not hide it."""
    pool = shared.colleague(Role.NURSE, family_name="Pool")
    shared.nurse.do(sharing.block, shared.patient_id, KOMMUN, shared.ward.unit_id)
    pool.do(patients.add_alert, shared.patient_id, AlertKind.DELIRIUM, "Om natten")
    assert KOMMUN not in shared.reads(elsewhere)


def test_that_the_social_record_is_blocked_whole_pdl_18(shared: Scene) -> None:
    with pytest.raises(Invalid):
        shared.assessor.do(sharing.block, shared.patient_id, SOCIAL, shared.ward.unit_id)
    with pytest.raises(Invalid):
        shared.nurse.do(sharing.block, shared.patient_id, KOMMUN, 999)
    shared.assessor.do(sharing.block, shared.patient_id, SOCIAL)
    assert SOCIAL not in shared.reads(shared.nurse)


@pytest.fixture
def blocked(shared: Scene, elsewhere: App) -> int:
    return shared.nurse.do(sharing.block, shared.patient_id, KOMMUN, shared.ward.unit_id)


def reveal(app: App, scene: Scene) -> None:
    app.do(sharing.reveal_blocks, scene.patient_id, LiftReason.VITAL_NEED, WHY)


def lift(app: App, block_id: int, hours: int = 12) -> int:
    return app.do(sharing.lift_block, block_id, reason=LiftReason.VITAL_NEED, text=WHY, hours=hours)


def test_that_the_first_step_tells_the_unit_and_opens_nothing_pdl_19(
    shared: Scene, elsewhere: App, blocked: int
) -> None:
    rows = elsewhere.do(sharing.reveal_blocks, shared.patient_id, LiftReason.VITAL_NEED, WHY)
    assert [(row.block_id, row.owner, row.unit) for row in rows] == [(blocked, KOMMUN, "Närvårdsenheten")]
    assert KOMMUN not in shared.reads(elsewhere)


def test_that_the_second_step_opens_for_this_reader_and_for_a_time_pdl_19(
    shared: Scene, elsewhere: App, blocked: int, clock: FrozenClock
) -> None:
    other = shared.colleague(Role.NURSE, unit_id=elsewhere.user.held[0].unit_id, family_name="Storm")
    other.do(sharing.state_relation, shared.patient_id, RelationReason.COVERS)
    reveal(elsewhere, shared)
    lift(elsewhere, blocked, hours=2)
    assert KOMMUN in shared.reads(elsewhere)
    assert KOMMUN not in shared.reads(other)
    ground = elsewhere.ask(queries.sharing_of, shared.patient_id)
    assert not ground.has_blocked
    clock.advance(timedelta(hours=2) - timedelta(seconds=1))
    assert KOMMUN in shared.reads(elsewhere)
    clock.advance(timedelta(seconds=1))
    assert KOMMUN not in shared.reads(elsewhere)


def test_that_nothing_is_lifted_without_the_first_step_just_before_pdl_19(
    shared: Scene, elsewhere: App, blocked: int, clock: FrozenClock
) -> None:
    with pytest.raises(Refused, match="which unit"):
        lift(elsewhere, blocked)
    reveal(elsewhere, shared)
    clock.advance(timedelta(minutes=15))
    with pytest.raises(Refused, match="which unit"):
        lift(elsewhere, blocked)
    reveal(elsewhere, shared)
    lift(elsewhere, blocked)


def test_that_someone_elses_first_step_is_not_ones_own_pdl_19(
    shared: Scene, elsewhere: App, blocked: int
) -> None:
    other = shared.colleague(Role.NURSE, unit_id=elsewhere.user.held[0].unit_id, family_name="Storm")
    other.do(sharing.state_relation, shared.patient_id, RelationReason.COVERS)
    reveal(elsewhere, shared)
    with pytest.raises(Refused):
        lift(other, blocked)


@pytest.mark.parametrize("hours", [0, 25])
def test_that_a_lift_has_a_limit_pdl_19(shared: Scene, elsewhere: App, blocked: int, hours: int) -> None:
    reveal(elsewhere, shared)
    with pytest.raises(Invalid):
        lift(elsewhere, blocked, hours)


def test_that_both_steps_say_why_and_the_log_has_the_code_only_pdl_19_log_01(
    shared: Scene, elsewhere: App, blocked: int
) -> None:
    with pytest.raises(Invalid):
        elsewhere.do(sharing.reveal_blocks, shared.patient_id, LiftReason.CONSENT, " ")
    reveal(elsewhere, shared)
    with pytest.raises(Invalid):
        elsewhere.do(sharing.lift_block, blocked, reason=LiftReason.CONSENT, text="")
    lift(elsewhere, blocked)
    for action in ("sharing.reveal_blocks", "sharing.lift_block"):
        assert (LiftReason.VITAL_NEED.value, "ok", shared.patient_id) in log_of(elsewhere, action)
    assert WHY not in whole_log(elsewhere)


def test_that_an_assistant_nurse_lifts_nothing_pdl_16(shared: Scene, blocked: int) -> None:
    assistant = shared.colleague(Role.ASSISTANT_NURSE)
    with pytest.raises(NotAllowed):
        reveal(assistant, shared)
    with pytest.raises(NotAllowed):
        lift(assistant, blocked)


def test_that_the_units_own_staff_have_nothing_to_lift_pdl_19(shared: Scene, blocked: int) -> None:
    with pytest.raises(Refused):
        reveal(shared.nurse, shared)
    with pytest.raises(Refused):
        lift(shared.nurse, blocked)


def test_that_no_step_leads_past_another_providers_block_lsvo_08_09(shared: Scene) -> None:
    block_id = shared.doctor.do(sharing.block, shared.patient_id, REGION)
    with pytest.raises(Refused):
        reveal(shared.nurse, shared)
    with pytest.raises(NotAllowed, match="request"):
        lift(shared.nurse, block_id)
    assert REGION not in shared.reads(shared.nurse)


def test_that_one_provider_lifts_the_outward_block_of_its_parts_pdl_19(shared: Scene) -> None:
    """Under a joint board region and kommun are one provider: a block between them is an inner one."""
    unit_id = shared.ward.unit_id
    shared.nurse.acting(SYSTEM).do(
        wards.set_collaboration, unit_id, unit_version(shared.nurse, unit_id),
        CollaborationModel.JOINT_BOARD, "KF 2026 § 12",
    )  # fmt: skip
    block_id = shared.doctor.do(sharing.block, shared.patient_id, REGION)
    assert REGION not in shared.reads(shared.nurse)
    reveal(shared.nurse, shared)
    lift(shared.nurse, block_id)
    assert REGION in shared.reads(shared.nurse)
    row = shared.nurse.ask(queries.sharing_of, shared.patient_id)
    assert row.reads[0].ground is Ground.LIFTED_BLOCK


def test_that_a_model_that_opens_needs_its_decision_lsvo_09(shared: Scene, ward: Ward) -> None:
    system, unit_id = shared.nurse.acting(SYSTEM), ward.unit_id
    seen = unit_version(system, unit_id)
    for model in (CollaborationModel.COMMISSIONED, CollaborationModel.JOINT_BOARD):
        with pytest.raises(Invalid):
            system.do(wards.set_collaboration, unit_id, seen, model, " ")
    with pytest.raises(NotAllowed):
        shared.nurse.do(wards.set_collaboration, unit_id, seen, CollaborationModel.COMMISSIONED, "x")
    system.do(wards.set_collaboration, unit_id, seen, CollaborationModel.COMMISSIONED, "RS 2026 § 40")
    with pytest.raises(Conflict):
        system.do(wards.set_collaboration, unit_id, seen, CollaborationModel.TWO_CAREGIVERS)
    system.do(wards.set_collaboration, unit_id, seen + 1, CollaborationModel.TWO_CAREGIVERS)


def test_that_the_model_of_one_unit_opens_nothing_from_another_lsvo_09(scene: Scene) -> None:
    """Who has been on a unit under the strict rule is under the strict rule."""
    system, unit_id = scene.nurse.acting(SYSTEM), scene.ward.unit_id
    system.do(
        wards.set_collaboration, unit_id, unit_version(system, unit_id), CollaborationModel.COMMISSIONED, "x"
    )
    assert scene.reads(scene.nurse) == {REGION, KOMMUN}
    strict = second_unit(scene.nurse)
    nurse = scene.colleague(Role.NURSE, unit_id=strict.unit_id)
    plan_on(scene, strict, nurse)
    assert scene.reads(scene.nurse) == {KOMMUN}


def plan_on(scene: Scene, unit: Ward, nurse: App) -> None:
    nurse.do(sharing.state_relation, scene.patient_id, RelationReason.TAKES_OVER)
    terms = {**factories.PARTICULARS, "expected_at": nurse.clock() + timedelta(days=3)}
    nurse.do(stays.plan_arrival, scene.patient_id, unit.unit_id, **terms)
