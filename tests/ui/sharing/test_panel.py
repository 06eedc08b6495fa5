"""The shield and what stands behind it: everything said in words, each act done from there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import factories
from tests.ui.seating import Answers, FakeGuide, button
from tests.ui.sharing.conftest import SeatOf, WindowOf
from tests.ward_app.sharing.scene import KOMMUN, REGION, SOCIAL, Scene, second_unit
from ui.kit.sheet import Sheet
from ui.record.page import RecordPage
from ui.seat import Seat
from ui.sharing.sheet import SharingSheet
from ui.sharing.telling import shield
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import AnswerForm, ConsentScope, LiftReason, RelationReason
from ward_app.sharing.queries import sharing_of
from ward_app.sharing.rows import SharingRow


def row(scene: Scene, app: App | None = None) -> SharingRow:
    return (app or scene.nurse).ask(sharing_of, scene.patient_id)


def said(scene: Scene, app: App | None = None) -> str:
    return shield(row(scene, app)).text


def answer(scene: Scene, is_given: bool, **more: object) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=is_given, **more)  # type: ignore[arg-type]


def unable(scene: Scene, *, would_object: bool) -> None:
    scene.nurse.do(
        sharing.assess_capacity, scene.patient_id, findings="Svarar inte", attitude="Dottern: inget emot",
        would_object=would_object,
    )  # fmt: skip


def panel(scene: Scene, seat: Seat, page: QWidget) -> SharingSheet:
    sheet = SharingSheet(
        seat, page, seat.desk.app.ask(sharing_of, scene.patient_id), "Öberg, Åke, bed 1:2", scene.stay_id
    )
    sheet.open()
    return sheet


def press(sheet: QWidget, name: str) -> Sheet:
    """Presses a button of the panel; the sheet that it opens."""
    button(sheet, name).click()
    [found] = [one for one in sheet.findChildren(Sheet) if not one.property("closed")]
    return found


def fill(sheet: Sheet, **values: object) -> None:
    form = sheet.form  # type: ignore[attr-defined]
    form.set_values(values)
    for name in values:
        form.field(name).edited.emit()
    sheet.save()  # type: ignore[attr-defined]


def notices(seat: Seat) -> list[str]:
    assert isinstance(seat.guide, FakeGuide)
    return seat.guide.notices


# The shield


def test_that_the_shield_says_that_consent_is_missing_lsvo_02(scene: Scene) -> None:
    found = shield(row(scene))
    assert (found.text, found.icon, found.is_missing) == ("Consent missing", "shield-alert", True)


def test_that_the_shield_follows_what_the_patient_says_lsvo_06(scene: Scene) -> None:
    answer(scene, True)
    assert said(scene) == "Consent given"
    answer(scene, False)
    assert said(scene) == "Says no to sharing"


@pytest.mark.parametrize(
    ("would_object", "text"), [(False, "Shared by assessment"), (True, "Not shared, by assessment")]
)
def test_that_the_shield_tells_an_assessment_lsvo_05(scene: Scene, would_object: bool, text: str) -> None:
    unable(scene, would_object=would_object)
    assert said(scene) == text


def test_that_the_shield_tells_of_ones_own_blocks_and_not_of_others_lsvo_04(scene: Scene) -> None:
    answer(scene, True)
    scene.nurse.do(sharing.block, scene.patient_id, KOMMUN)
    assert said(scene) == "Consent given · Block"
    assert said(scene, scene.doctor) == "Consent given"


def test_that_the_shield_tells_of_an_emergency_lsvo_08(scene: Scene) -> None:
    scene.doctor.do(sharing.open_in_emergency, scene.patient_id, "Medvetslös")
    assert said(scene, scene.doctor) == "Consent missing · Emergency"


def test_that_banner_and_key_lead_to_the_panel(qtbot: QtBot, window_of: WindowOf, scene: Scene) -> None:
    window = window_of(scene.nurse)
    window.open_record(scene.patient_id)
    assert isinstance(window.page, RecordPage)
    assert window.page.banner.shield.text() == "Consent missing"
    window.act("sharing")
    [sheet] = window.findChildren(SharingSheet)
    assert any("not been asked" in text for text in sheet.consent.texts())
    answer(scene, True, social=True)
    qtbot.waitUntil(lambda: window.page.banner.shield.text() == "Consent given")  # type: ignore[union-attr]
    assert any("agrees" in text for text in sheet.consent.texts())  # it has followed


def test_that_the_shield_is_gone_with_the_record(window_of: WindowOf, scene: Scene) -> None:
    window = window_of(scene.nurse)
    window.open_record(scene.patient_id)
    page = window.page
    assert isinstance(page, RecordPage)
    page.show_patient(factories.make_patient(scene.nurse, "Holm", "Eva"))
    assert page.banner.shield.text() == "Consent missing"
    page.banner.clear()
    assert page.banner.shield.isHidden()


# The acts


def test_that_an_answer_is_recorded_lsvo_06(scene: Scene, seat_of: SeatOf, page: QWidget) -> None:
    seat = seat_of(scene.nurse)
    sheet = panel(scene, seat, page)
    fill(press(sheet, "sharing.consent.answer"), is_given=True, social=True, form=AnswerForm.WRITTEN,
         scope=ConsentScope.THIS_STAY)  # fmt: skip
    found = row(scene).answer
    assert found is not None
    assert (found.is_given, found.social, found.form) == (True, True, AnswerForm.WRITTEN)
    assert row(scene).informed_at is not None
    assert notices(seat) == ["The answer is saved."]


def test_that_a_consent_is_taken_back_lsvo_06(
    scene: Scene, seat_of: SeatOf, page: QWidget, answers: Answers
) -> None:
    answer(scene, True)
    sheet = panel(scene, seat_of(scene.nurse), page)
    button(sheet, "sharing.consent.withdraw").click()
    assert row(scene).answer is None
    assert scene.reads(scene.nurse) == {KOMMUN}


def test_that_it_is_kept_when_the_question_is_answered_with_no(
    scene: Scene, seat_of: SeatOf, page: QWidget, answers: Answers
) -> None:
    answer(scene, True)
    answers.yes = False
    sheet = panel(scene, seat_of(scene.nurse), page)
    button(sheet, "sharing.consent.withdraw").click()
    assert row(scene).answer is not None


def test_that_being_informed_alone_is_recorded_lsvo_02(scene: Scene, seat_of: SeatOf, page: QWidget) -> None:
    sheet = panel(scene, seat_of(scene.nurse), page)
    fill(press(sheet, "sharing.consent.inform"), form=AnswerForm.SPOKEN)
    assert row(scene).informed_at is not None and row(scene).answer is None


def test_that_who_cannot_answer_is_assessed_and_can_again_lsvo_05(
    scene: Scene, seat_of: SeatOf, page: QWidget
) -> None:
    sheet = panel(scene, seat_of(scene.nurse), page)
    capacity = press(sheet, "sharing.consent.capacity")
    fill(capacity, findings="Svarar inte")  # not enough
    assert row(scene).assessment is None
    fill(capacity, attitude="Dottern: inget emot", would_object=False)
    assert row(scene).presumed
    sheet.refresh()
    button(sheet, "sharing.consent.able").click()
    assert row(scene).assessment is None


def test_that_a_block_is_set_and_ended_pdl_18_lsvo_03(
    scene: Scene, seat_of: SeatOf, page: QWidget, answers: Answers
) -> None:
    answer(scene, True)
    sheet = panel(scene, seat_of(scene.nurse), page)
    fill(press(sheet, "sharing.blocks.block"), what=(KOMMUN, None))
    assert scene.reads(scene.doctor) == {REGION}
    sheet.refresh()
    assert any("the whole record" in text for text in sheet.blocks.texts())
    button(sheet, "sharing.blocks.0.unblock").click()
    assert row(scene).blocks == ()
    assert scene.reads(scene.doctor) == {REGION, KOMMUN}


def test_that_only_ones_own_records_are_offered_for_blocking(
    scene: Scene, seat_of: SeatOf, page: QWidget
) -> None:
    block = press(panel(scene, seat_of(scene.assessor), page), "sharing.blocks.block")
    offered = [option.value for option in block.what.options]  # type: ignore[attr-defined]
    assert offered == [(SOCIAL, None)]


def test_that_a_block_is_lifted_in_two_steps_pdl_19(scene: Scene, seat_of: SeatOf, page: QWidget) -> None:
    other = second_unit(scene.nurse)
    away = scene.nurse.acting(factories.make_user(scene.nurse, Role.NURSE, "Holm", unit_id=other.unit_id))
    scene.nurse.do(sharing.block, scene.patient_id, KOMMUN, scene.ward.unit_id)
    away.do(sharing.state_relation, scene.patient_id, RelationReason.COVERS)
    seat = seat_of(away)
    sheet = panel(scene, seat, page)
    assert sheet.reads.texts()[-1] == "Data exist at another care provider · Blocked data exist"
    assert not any("Närvårdsenheten" in text for text in sheet.blocks.texts())  # not yet which unit
    first = press(sheet, "sharing.blocks.lift")
    fill(first, reason=LiftReason.CONSENT, text="Patienten ber om det")
    [second] = [one for one in sheet.findChildren(Sheet) if not one.property("closed")]
    assert [option.text for option in second.form.field("block_id").options] == ["Närvårdsenheten"]  # type: ignore[attr-defined]
    second.save()  # type: ignore[attr-defined]
    assert notices(seat) == ["The block is lifted for you for 12 hours."]
    assert KOMMUN in scene.reads(away)


def test_that_an_emergency_opens_what_is_not_blocked_and_lets_one_ask_lsvo_08(
    scene: Scene, seat_of: SeatOf, page: QWidget
) -> None:
    scene.nurse.do(sharing.block, scene.patient_id, KOMMUN)
    seat = seat_of(scene.doctor)
    sheet = panel(scene, seat, page)
    fill(press(sheet, "sharing.reads.emergency"), text="Medvetslös")
    [opened] = [one for one in sheet.findChildren(Sheet) if not one.property("closed")]
    assert opened.unblocked.texts() == ["Municipality SoL"]  # type: ignore[attr-defined]
    assert scene.reads(scene.doctor) == {REGION, SOCIAL}
    fill(press(opened, "sharing.blocked.0.request"), text="Läkemedel före operation")
    assert notices(seat)[-1] == "The request is sent."
    [request] = row(scene).requests
    assert request.is_mine_to_answer


def test_that_one_can_ask_as_long_as_the_emergency_lasts_lsvo_08(
    scene: Scene, seat_of: SeatOf, page: QWidget
) -> None:
    block_id = scene.nurse.do(sharing.block, scene.patient_id, KOMMUN)
    scene.doctor.do(sharing.open_in_emergency, scene.patient_id, "Medvetslös")
    sheet = panel(scene, seat_of(scene.doctor), page)
    fill(press(sheet, f"sharing.past.0.request.{block_id}"), text="Läkemedel före operation")
    assert [one.block_id for one in row(scene).requests] == [block_id]


def test_that_the_owner_answers_a_request_lsvo_08(scene: Scene, seat_of: SeatOf, page: QWidget) -> None:
    block_id = scene.nurse.do(sharing.block, scene.patient_id, KOMMUN)
    scene.doctor.do(sharing.open_in_emergency, scene.patient_id, "Medvetslös")
    scene.doctor.do(sharing.request_lift, block_id, "Läkemedel före operation")
    sheet = panel(scene, seat_of(scene.nurse), page)
    [line] = [text for text in sheet.past.texts() if "Läkemedel" in text]
    reply = press(sheet, f"sharing.past.{sheet.past.texts().index(line)}.answer")
    fill(reply, is_granted=True, answer="Patienten vaknade och samtyckte")
    assert row(scene).blocks == ()
    assert KOMMUN in scene.reads(scene.doctor)


def test_that_a_consultant_is_called_in_pdl_15(scene: Scene, seat_of: SeatOf, page: QWidget) -> None:
    other = second_unit(scene.nurse)
    away = scene.nurse.acting(factories.make_user(scene.nurse, Role.NURSE, "Holm", unit_id=other.unit_id))
    sheet = panel(scene, seat_of(scene.nurse), page)
    consult = press(sheet, "sharing.care.consult")
    fill(consult, user_id=away.user.user_id, text="Sårbedömning")
    assert KOMMUN in scene.reads(away)


def test_that_a_refusal_stands_in_the_panel(
    scene: Scene, seat_of: SeatOf, page: QWidget, answers: Answers
) -> None:
    answer(scene, True)
    sheet = panel(scene, seat_of(scene.nurse), page)
    scene.nurse.do(sharing.withdraw, scene.patient_id)
    sheet._withdraw()
    assert "no consent that counts" in sheet.summary.texts()[0]


def test_that_what_a_role_may_not_do_is_off_and_says_why(
    scene: Scene, seat_of: SeatOf, page: QWidget
) -> None:
    helper = scene.colleague(Role.ASSISTANT_NURSE, unit_id=scene.ward.unit_id)
    sheet = panel(scene, seat_of(helper), page)
    emergency = sheet.reads.buttons["emergency"]
    assert not emergency.isEnabled()
    assert emergency.accessibleDescription() == "Your role does not include this."
