"""What the practice ward's patients said about sharing: most say yes, and one of each kind does not."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from ward_app.access import commands as access
from ward_app.access.policy import Role
from ward_app.notes.model import NoteKind
from ward_app.owners import RecordOwner
from ward_app.practice.content import Colleague, Inpatient, SharingKind
from ward_app.practice.stage import Stage
from ward_app.practice.writing import write_signed
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import RelationReason
from ward_app.sharing.terms import SharingTerms
from ward_app.social import commands as social
from ward_app.wards import commands as wards

HOME_CARE = "Hemsjukvården"
"""Another unit of the kommun's health care, without beds: where a block within one provider comes from."""
VISITOR = Colleague(Role.NURSE, "Disa", "Kvist")
"""Its nurse, who is not on the sign-in page: the ward is practised on, not home care."""


def at_admission(one: Inpatient) -> SharingTerms | None:
    """The one tick of an ordinary day."""
    match one.sharing:
        case SharingKind.UNABLE:
            return None
        case SharingKind.REFUSED:
            return SharingTerms(is_given=False)
        case said:
            return SharingTerms(is_given=True, social=said is SharingKind.SOCIAL)


def afterwards(stage: Stage, one: Inpatient, patient_id: int, stay_id: int) -> None:
    """What takes more than a tick: an assessment, a block, the social services' own notes."""
    begun = stage.clock()
    doctor = stage.named(one.doctor)
    if one.unable:
        findings, attitude = one.unable
        stage.at(
            begun + timedelta(minutes=40),
            lambda: doctor.do(
                sharing.assess_capacity, patient_id, findings=findings, attitude=attitude, would_object=False
            ),
        )
    if one.blocked is RecordOwner.REGION_HSL:
        stage.at(
            begun + timedelta(hours=2), lambda: doctor.do(sharing.block, patient_id, RecordOwner.REGION_HSL)
        )
    if one.told_at_home:
        stage.at(begun + timedelta(hours=3), lambda: _blocked_at_home(stage, patient_id, one.told_at_home))
    for nth, (_kind, _name, days, _text) in enumerate(one.social_notes):
        moment = stage.on_day(days, 14, 10)
        if moment > begun:
            stage.at(moment, partial(_social_note, stage, one, nth, patient_id, stay_id))


def _social_note(stage: Stage, one: Inpatient, nth: int, patient_id: int, stay_id: int) -> None:
    kind, family_name, _days, text = one.social_notes[nth]
    door = stage.named(family_name)
    at = stage.clock() - timedelta(minutes=20)
    entry_id = door.do(social.write, patient_id, stay_id, kind, text, at)
    door.do(social.sign, entry_id, 1)


def open_home_care(stage: Stage) -> None:
    unit_id = stage.app.do(
        wards.set_up, unit_name=HOME_CARE, region_name="Region Uppsala",
        municipality_name="Östhammars kommun", rooms=(),
    )  # fmt: skip
    user_id = stage.app.do(
        access.add_user, login=VISITOR.login, given_name=VISITOR.given_name,
        family_name=VISITOR.family_name, role=VISITOR.role, unit_id=unit_id, password_hash="-",
        must_change=False,
    )  # fmt: skip
    stage.cast(VISITOR, user_id, at_large=True)
    stage.home_care_id = unit_id


def _blocked_at_home(stage: Stage, patient_id: int, text: str) -> None:
    """Home care completes its own notes, and blocks them from the ward as the patient asks."""
    door = stage.named(VISITOR.family_name)
    door.do(sharing.state_relation, patient_id, RelationReason.FOLLOWS_UP)
    visited = stage.clock() - timedelta(days=1)
    door.do(write_signed, patient_id, None, NoteKind.NURSING, [("psychosocial", text)], visited)
    door.do(sharing.block, patient_id, RecordOwner.KOMMUN_HSL, stage.home_care_id)
