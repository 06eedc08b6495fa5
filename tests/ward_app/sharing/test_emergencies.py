"""Danger to life or health: what opens, what never does, what can be asked for, and who looks at it after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.ward_app.sharing.scene import KOMMUN, REGION, SOCIAL, Scene, log_of, second_unit, whole_log
from ward_app.access import commands as access
from ward_app.access import queries as accounts
from ward_app.access.disclosure import Ground
from ward_app.access.policy import SYSTEM, Actor, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, NoRelation, NotAllowed, Refused
from ward_app.patients.model import Protection
from ward_app.sharing import commands as sharing
from ward_app.sharing import queries
from ward_app.sharing.rows import EmergencyRow

WHY = "Medvetslös, misstänkt överdos"


@pytest.fixture
def reviewer(scene: Scene) -> App:
    return scene.colleague(Role.LOG_REVIEWER, family_name="Stål")


def opened(app: App, scene: Scene) -> EmergencyRow:
    return app.do(sharing.open_in_emergency, scene.patient_id, WHY)


def test_that_an_emergency_opens_what_is_not_blocked_for_four_hours_lsvo_08(
    scene: Scene, clock: FrozenClock
) -> None:
    row = opened(scene.nurse, scene)
    assert scene.reads(scene.nurse) == {REGION, KOMMUN, SOCIAL}
    assert set(row.unblocked) == {REGION, SOCIAL}
    assert scene.reads(scene.doctor) == {REGION}
    clock.advance(timedelta(hours=4))
    assert scene.reads(scene.nurse) == {KOMMUN}


def test_that_it_tells_who_has_blocked_and_opens_nothing_of_it_lsvo_08_09(scene: Scene) -> None:
    block_id = scene.doctor.do(sharing.block, scene.patient_id, REGION)
    row = opened(scene.nurse, scene)
    assert [(one.block_id, one.owner) for one in row.blocked] == [(block_id, REGION)]
    assert row.unblocked == (SOCIAL,)
    assert scene.reads(scene.nurse) == {KOMMUN, SOCIAL}
    shown = scene.nurse.ask(queries.sharing_of, scene.patient_id)
    assert shown.reads[0].ground is Ground.BLOCKED_ELSEWHERE
    assert [one.blocked for one in shown.emergencies] == [row.blocked]
    (other,) = (
        scene.colleague(Role.NURSE, unit_id=scene.ward.unit_id)
        .ask(queries.sharing_of, scene.patient_id)
        .emergencies
    )
    assert (other.blocked, other.unblocked) == ((), ())


def test_that_a_block_set_afterwards_closes_it_lsvo_03_08(scene: Scene) -> None:
    opened(scene.nurse, scene)
    scene.doctor.do(sharing.block, scene.patient_id, REGION)
    assert REGION not in scene.reads(scene.nurse)


def test_that_it_is_for_those_who_give_health_care_lsvo_08(scene: Scene) -> None:
    for role in (Role.NEEDS_ASSESSOR, Role.ASSISTANT_NURSE, Role.SECRETARY, Role.SYSTEM_ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            opened(scene.colleague(role, unit_id=scene.ward.unit_id), scene)


def test_that_it_says_why_and_the_log_has_the_code_only_lsvo_08_log_01(scene: Scene) -> None:
    with pytest.raises(Invalid):
        scene.nurse.do(sharing.open_in_emergency, scene.patient_id, "")
    opened(scene.nurse, scene)
    assert ("emergency", "ok", scene.patient_id) in log_of(scene.nurse, "sharing.open_in_emergency")
    assert WHY not in whole_log(scene.nurse)


def test_that_it_is_a_care_relation_for_who_has_none_lsvo_08_pdl_15(scene: Scene) -> None:
    stranger = scene.colleague(Role.DOCTOR, unit_id=second_unit(scene.nurse).unit_id)
    with pytest.raises(NoRelation):
        scene.reads(stranger)
    opened(stranger, scene)
    assert scene.reads(stranger) == {REGION, KOMMUN, SOCIAL}


def test_that_every_opening_is_listed_until_it_is_reviewed_lsvo_08_log_04(
    scene: Scene, reviewer: App
) -> None:
    opened(scene.nurse, scene)
    (row,) = reviewer.ask(queries.emergencies)
    assert (row.person, row.by, row.text) == ("Öberg, Åke", "M. Falk", WHY)
    reviewer.do(sharing.review_emergency, row.id, row.version, True, "Ringde 112")
    assert reviewer.ask(queries.emergencies) == []
    (done,) = reviewer.ask(queries.emergencies, reviewed=True)
    assert (done.is_justified, done.reviewed_by, done.review_note) == (True, "M. Stål", "Ringde 112")
    with pytest.raises(Conflict):
        reviewer.do(sharing.review_emergency, row.id, row.version, False, "Nej")
    with pytest.raises(Refused):
        reviewer.do(sharing.review_emergency, row.id, done.version, False, "Nej")
    assert log_of(reviewer, "sharing.emergencies")


def test_that_an_unjustified_opening_says_what_was_wrong_log_04(scene: Scene, reviewer: App) -> None:
    row = opened(scene.nurse, scene)
    with pytest.raises(Invalid):
        reviewer.do(sharing.review_emergency, row.id, row.version, False, " ")


def test_that_nobody_reviews_their_own_opening_log_05(scene: Scene) -> None:
    row = opened(scene.nurse, scene)
    me = scene.nurse.user.user_id
    both = scene.nurse.acting(with_role(scene, me, Role.LOG_REVIEWER))
    with pytest.raises(NotAllowed, match="yourself"):
        both.do(sharing.review_emergency, row.id, row.version, True, "")


def test_that_a_manager_or_a_nurse_sees_no_list_of_openings_log_05(scene: Scene) -> None:
    for who in (scene.nurse, scene.colleague(Role.UNIT_MANAGER, unit_id=scene.ward.unit_id)):
        with pytest.raises(NotAllowed):
            who.ask(queries.emergencies)


def test_that_a_protected_person_is_masked_in_the_list_prot_01(scene: Scene, reviewer: App) -> None:
    hidden = factories.make_patient(scene.nurse, "Holm", "Gösta", protection=Protection.MARKED)
    scene.nurse.do(sharing.open_in_emergency, hidden, WHY)
    (row,) = reviewer.ask(queries.emergencies)
    assert "Holm" not in row.person and "Gösta" not in row.person


def test_that_another_provider_can_be_asked_and_lifts_it_itself_lsvo_08(scene: Scene) -> None:
    block_id = scene.doctor.do(sharing.block, scene.patient_id, REGION)
    opened(scene.nurse, scene)
    request_id = scene.nurse.do(sharing.request_lift, block_id, "Behöver läkemedelslistan")
    with pytest.raises(Refused):
        scene.nurse.do(sharing.request_lift, block_id, "Igen")
    (row,) = scene.doctor.ask(queries.lift_requests)
    assert (row.id, row.owner, row.by, row.is_mine_to_answer) == (request_id, REGION, "M. Falk", True)
    (mine,) = scene.nurse.ask(queries.lift_requests)
    assert not mine.is_mine_to_answer
    with pytest.raises(NotAllowed):
        scene.nurse.do(sharing.answer_request, request_id, row.version, True, "Ja")
    scene.doctor.do(sharing.answer_request, request_id, row.version, True, "")
    assert REGION in scene.reads(scene.nurse)
    assert scene.doctor.ask(queries.lift_requests) == []
    with pytest.raises(Refused):
        scene.doctor.do(sharing.answer_request, request_id, row.version + 1, False, "Nej")


def test_that_a_no_leaves_the_block_and_says_why_lsvo_08(scene: Scene) -> None:
    block_id = scene.doctor.do(sharing.block, scene.patient_id, REGION)
    opened(scene.nurse, scene)
    request_id = scene.nurse.do(sharing.request_lift, block_id, "Behöver läkemedelslistan")
    with pytest.raises(Invalid):
        scene.doctor.do(sharing.answer_request, request_id, 1, False, "")
    scene.doctor.do(sharing.answer_request, request_id, 1, False, "Inget där av betydelse")
    assert REGION not in scene.reads(scene.nurse)


def test_that_nothing_is_asked_for_outside_an_emergency_lsvo_04_08(scene: Scene, clock: FrozenClock) -> None:
    block_id = scene.doctor.do(sharing.block, scene.patient_id, REGION)
    with pytest.raises(Refused, match="emergency"):
        scene.nurse.do(sharing.request_lift, block_id, "Nyfiken")
    opened(scene.nurse, scene)
    clock.advance(timedelta(hours=4))
    with pytest.raises(Refused, match="emergency"):
        scene.nurse.do(sharing.request_lift, block_id, "Sent")


def with_role(scene: Scene, user_id: int | None, role: Role) -> Actor:
    assert user_id is not None
    system = scene.nurse.acting(SYSTEM)
    system.do(access.assign, user_id, role=role, unit_id=None)
    return system.ask(accounts.account, user_id).actor
