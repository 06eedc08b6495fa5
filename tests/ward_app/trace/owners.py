"""How sharing, the social services' record, copies, log reviews and retention are called."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests import factories
from tests.ward_app.trace.scene import Call, Scene, given
from ward_app.access.policy import Role
from ward_app.copies import commands as copies
from ward_app.copies.model import LegalGround
from ward_app.copies.rows import CopyTerms
from ward_app.logs import commands as logs
from ward_app.logs.model import Judgement, LogReviewRow
from ward_app.logs.occasions import Pattern
from ward_app.owners import RecordOwner
from ward_app.patients.model import Patient
from ward_app.retention.queries import ProposalRow
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import EmergencyOpening, LiftReason, RelationReason
from ward_app.social import commands as social
from ward_app.social.model import SocialKind
from ward_app.social.terms import DecisionTerms
from ward_app.stays.model import CareForm
from ward_app.store.destroyed import Destroyed

NURSE, DOCTOR, SECRETARY = Role.NURSE, Role.DOCTOR, Role.SECRETARY
ASSESSOR, REVIEWER, ADMINISTRATOR = Role.NEEDS_ASSESSOR, Role.LOG_REVIEWER, Role.SYSTEM_ADMINISTRATOR
KOMMUN, REGION = RecordOwner.KOMMUN_HSL, RecordOwner.REGION_HSL
COPY = CopyTerms("Patienten", "Eva Lund", LegalGround.OSL_12_1)
VITAL: dict[str, Any] = {"reason": LiftReason.VITAL_NEED, "text": "Medvetslös"}


def _terms(s: Scene) -> DecisionTerms:
    today = s.now.date()
    return DecisionTerms("Korttidsplats", today, today + timedelta(days=3), "Eva Lund", today)


def _decision(s: Scene) -> int:
    assert s.stay
    return s.by(ASSESSOR).do(social.register_decision, s.patient, _terms(s))


def _under_sol(s: Scene) -> int:
    """A stay under the Social Services Act whose decision ends soon."""
    if "stay" in vars(s):
        return s.stay
    return factories.make_stay(
        s.by(), s.house.ward, s.house.next_bed(), patient_id=s.patient,
        care_form=CareForm.SOCIAL_SHORT_TERM, decision=_terms(s),
    )  # fmt: skip


def _entry(s: Scene, *, is_signed: bool = False) -> int:
    door = s.by(ASSESSOR)
    entry_id = door.do(social.write, s.patient, s.stay, SocialKind.EVENT, "Besök", s.now)
    if is_signed:
        door.do(social.sign, entry_id, 1)
    return entry_id


def _blocked(s: Scene, unit_id: int | None = None) -> int:
    """What the kommun has written, from the others or from its other units."""
    assert s.alert
    return s.by().do(sharing.block, s.patient, KOMMUN, unit_id)


def _revealed(s: Scene) -> int:
    block_id = s.block_of_another_unit()
    s.by().do(sharing.reveal_blocks, s.patient, **VITAL)
    return block_id


def _opened(s: Scene) -> int:
    s.by(DOCTOR).do(sharing.open_in_emergency, s.patient, "Livshotande")
    return _newest(s, EmergencyOpening)


def _requested(s: Scene) -> int:
    block_id = _blocked(s)
    s.by(DOCTOR).do(sharing.open_in_emergency, s.patient, "Livshotande")
    return s.by(DOCTOR).do(sharing.request_lift, block_id, "Behövs")


def _to_request(s: Scene) -> int:
    block_id = _blocked(s)
    s.by(DOCTOR).do(sharing.open_in_emergency, s.patient, "Livshotande")
    return block_id


def _newest(s: Scene, table: Any) -> int:
    def find(session: Any) -> int:
        return int(session.scalar(select(table.id).order_by(table.id.desc()).limit(1)))

    return int(factories.ask(s.house.door, find))


def _assessed(s: Scene) -> int:
    assert s.stay
    return s.by().do(
        sharing.assess_capacity, s.patient, findings="Djup demens", attitude="Positiv enligt dotter",
        would_object=False,
    )  # fmt: skip


def _handed(s: Scene) -> int:
    assert s.signed
    disclosure = s.by(SECRETARY).do(copies.hand_out, s.patient, KOMMUN, COPY).disclosure_id
    assert disclosure is not None
    return disclosure


def _destroyed(s: Scene) -> Destroyed:
    assert s.signed
    return Destroyed(s.patient, KOMMUN.value, "3.2-1/2026", s.now.date(), s.now, (("note", s.signed),))


def _review(s: Scene) -> int:
    assert s.stay
    today = s.now.date()
    return s.by(REVIEWER).do(
        logs.draw_targeted, Pattern.PATIENT, today, today, "Anmälan", patient_id=s.patient
    )


def _review_row(s: Scene) -> int:
    assert _review(s)
    return _newest(s, LogReviewRow)


def _proposal(s: Scene) -> ProposalRow:
    return ProposalRow(s.patient, 1, "", KOMMUN, s.now.date(), s.now.date(), None, is_research=False)


SHARING = {
    "sharing.answer_request": Call(NURSE, lambda s: given(_requested(s), 1, True, "Ja")),
    "sharing.assess_capacity": Call(
        NURSE,
        lambda s: given(s.patient, findings="Demens", attitude="Positiv", would_object=False),
    ),
    "sharing.block": Call(NURSE, lambda s: given(s.patient, KOMMUN)),
    "sharing.call_in": Call(
        NURSE, lambda s: given(s.patient, s.stranger_id(DOCTOR), s.now + timedelta(days=1), "Sår")
    ),
    "sharing.emergencies": Call(REVIEWER, lambda s: given(reviewed=not _opened(s)), of_unit=True),
    "sharing.end_assessment": Call(NURSE, lambda s: given(_assessed(s), 1)),
    "sharing.inform": Call(NURSE, lambda s: given(s.patient)),
    "sharing.lift_block": Call(NURSE, lambda s: given(_revealed(s), **VITAL)),
    "sharing.lift_requests": Call(NURSE, lambda s: given(*([] if _requested(s) else [0])), of_unit=True),
    "sharing.open_in_emergency": Call(DOCTOR, lambda s: given(s.patient, "Livshotande")),
    "sharing.record_answer": Call(NURSE, lambda s: given(s.patient, is_given=True, stay_id=s.stay)),
    "sharing.request_lift": Call(DOCTOR, lambda s: given(_to_request(s), "Behövs")),
    "sharing.reveal_blocks": Call(NURSE, lambda s: given(s.block_of_another_unit() and s.patient, **VITAL)),
    "sharing.review_emergency": Call(REVIEWER, lambda s: given(_opened(s), 1, True, "")),
    "sharing.sharing_of": Call(NURSE, lambda s: given(s.patient)),
    "sharing.state_relation": Call(NURSE, lambda s: given(s.patient, RelationReason.COVERS)),
    "sharing.unblock": Call(NURSE, lambda s: given(_blocked(s), 1)),
    "sharing.withdraw": Call(NURSE, lambda s: given(s.stay and s.patient)),
}  # fmt: skip

SOCIAL = {
    "social.change_decision": Call(ASSESSOR, lambda s: given(_decision(s), 1, _terms(s), "Ny")),
    "social.correct": Call(ASSESSOR, lambda s: given(_entry(s, is_signed=True), "Hembesök", s.now, "Fel")),
    "social.decisions_ending": Call(ASSESSOR, lambda s: given(_under_sol(s) and s.unit_id), of_unit=True),
    "social.decisions_of": Call(ASSESSOR, lambda s: given(s.patient)),
    "social.discard": Call(ASSESSOR, lambda s: given(_entry(s), 1)),
    "social.end_decision": Call(ASSESSOR, lambda s: given(_decision(s), 1, s.now.date(), "Avslutas")),
    "social.ending_of": Call(ASSESSOR, lambda s: given(_under_sol(s))),
    "social.entries_of": Call(ASSESSOR, lambda s: given(s.patient)),
    "social.record_paper": Call(ASSESSOR, lambda s: given(s.patient), action="print.social"),
    "social.record_print": Call(ASSESSOR, lambda s: given(_entry(s) and s.patient), action="print.preview"),
    "social.register_decision": Call(ASSESSOR, lambda s: given(s.patient, _terms(s))),
    "social.remark": Call(ASSESSOR, lambda s: given(_entry(s, is_signed=True), "Stämmer inte")),
    "social.rewrite": Call(ASSESSOR, lambda s: given(_entry(s), 1, "Hembesök", s.now)),
    "social.sign": Call(ASSESSOR, lambda s: given(_entry(s), 1)),
    "social.social_record": Call(ASSESSOR, lambda s: given(s.patient)),
    "social.write": Call(ASSESSOR, lambda s: given(s.patient, s.stay, SocialKind.EVENT, "Besök", s.now)),
}  # fmt: skip

KEEPING = {
    "copies.certificate_printed": Call(NURSE, lambda s: given(s.stay), action="print.certificate"),
    "copies.certify_stay": Call(NURSE, lambda s: given(s.stay), action="print.preview"),
    "copies.destroy_again": Call(ADMINISTRATOR, lambda s: given(_destroyed(s))),
    "copies.destroy_record": Call(
        ADMINISTRATOR,
        lambda s: given(s.signed and s.patient, KOMMUN, decision_ref="3.2-2/2026", decided_on=s.now.date()),
    ),
    "copies.disclosures_of": Call(NURSE, lambda s: given(s.patient)),
    "copies.hand_out": Call(SECRETARY, lambda s: given(s.signed and s.patient, KOMMUN, COPY)),
    "copies.preview": Call(SECRETARY, lambda s: given(s.signed and s.patient, KOMMUN, COPY)),
    "copies.record_draft": Call(SECRETARY, lambda s: given(s.patient, KOMMUN), action="print.copy"),
    "copies.record_paper": Call(SECRETARY, lambda s: given(_handed(s)), action="print.copy"),
    "logs.extract_person": Call(REVIEWER, lambda s: given(s.whole_number), of_unit=True),
    "logs.judge": Call(
        REVIEWER, lambda s: given(_review_row(s), 1, Judgement.JUSTIFIED), of_unit=True,
        action="logs.judged",
    ),
    "logs.make_extract": Call(REVIEWER, lambda s: given(s.patient), action="logs.extract"),
    "logs.record_extract": Call(REVIEWER, lambda s: given(s.patient), action="print.log_extract"),
    "logs.review": Call(REVIEWER, lambda s: given(_review(s)), of_unit=True),
    "retention.keep_for_research": Call(
        Role.UNIT_MANAGER, lambda s: given(s.patient, s.seen(Patient, s.patient), True)
    ),
    "retention.record_export": Call(
        Role.UNIT_MANAGER, lambda s: given([_proposal(s)]), of_unit=True, action="export.retention"
    ),
}  # fmt: skip

OWNERS = SHARING | SOCIAL | KEEPING
