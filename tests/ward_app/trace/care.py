"""How people, notes, tasks, stays and handovers are called: one line for each use case."""

from __future__ import annotations

from datetime import timedelta

from tests import factories
from tests.ward_app.trace.scene import TEXT, Call, Scene, given
from ward_app.access.policy import Role
from ward_app.handovers import commands as handovers
from ward_app.handovers.prints import PAPER
from ward_app.handovers.rows import Layout
from ward_app.notes.model import NoteKind
from ward_app.patients.model import (
    AlertKind,
    HypersensitivityAnswer,
    LimitationKind,
    NextOfKin,
    Protection,
)
from ward_app.stays.arriving import Known, Risks
from ward_app.stays.model import CareFactKind, Presence, Purpose

NURSE, DOCTOR, SECRETARY = Role.NURSE, Role.DOCTOR, Role.SECRETARY
HOUR = timedelta(hours=1)
TERMS = factories.PARTICULARS
NO_RISKS = Risks(HypersensitivityAnswer.NONE_KNOWN)


def _stay(s: Scene) -> tuple[int, int]:
    return s.stay, s.stay_seen


def _known(s: Scene) -> Known:
    return Known(s.patient, s.person_seen)


def _expected(s: Scene) -> dict[str, object]:
    return TERMS | {"expected_at": s.now + HOUR}


def _remark(s: Scene) -> int:
    return s.by().do(handovers.write_remark, s.stay, seen=None, situation="Sover")


def _printed(s: Scene) -> str:
    return s.by().do(handovers.record_print, s.unit_id, Layout.SBAR, [s.stay]).serial


def _closed(s: Scene) -> int:
    assert s.stay
    return s.by().do(handovers.close, s.unit_id)


PEOPLE = {
    "patients.add_alert": Call(NURSE, lambda s: given(s.patient, AlertKind.FALL)),
    "patients.add_kin": Call(NURSE, lambda s: given(s.patient, "Anna")),
    "patients.add_number": Call(NURSE, lambda s: given(s.patient, factories.next_number())),
    "patients.answer_hypersensitivity": Call(
        NURSE, lambda s: given(s.patient, s.person_seen, HypersensitivityAnswer.NONE_KNOWN)
    ),
    "patients.banner": Call(NURSE, lambda s: given(s.patient)),
    "patients.decide_limitation": Call(
        DOCTOR,
        lambda s: given(s.patient, LimitationKind.NO_CPR, "Hjärtsvikt", "J. Ek", "Önskar det", s.now.date()),
    ),
    "patients.end_alert": Call(NURSE, lambda s: given(s.alert, 1, "Fel")),
    "patients.end_kin": Call(NURSE, lambda s: given(s.kin, 1)),
    "patients.end_limitation": Call(DOCTOR, lambda s: given(s.limitation, 1, "Ny bedömning")),
    "patients.find": Call(NURSE, lambda s: given(s.whole_number, s.unit_id), of_unit=True),
    "patients.look_up_number": Call(NURSE, lambda s: given(s.whole_number), of_unit=True),
    "patients.make_primary": Call(NURSE, lambda s: given(s.patient, s.number, s.person_seen)),
    "patients.merge": Call(NURSE, lambda s: given(s.other, s.patient)),
    "patients.person": Call(NURSE, lambda s: given(s.patient)),
    "patients.retire_number": Call(NURSE, lambda s: given(s.patient, s.number, s.person_seen, "Fel")),
    "patients.set_protection": Call(
        SECRETARY,
        lambda s: given(s.patient, s.person_seen, Protection.MARKED, s.now.date(), "Beslut 12"),
    ),
    "patients.unmerge": Call(NURSE, lambda s: given(s.merged)),
    "patients.update": Call(NURSE, lambda s: given(s.patient, s.person_seen, phone="0173-1")),
    "patients.update_kin": Call(NURSE, lambda s: given(s.kin, s.seen(NextOfKin, s.kin), name="Eva")),
    "patients.verify_alert": Call(NURSE, lambda s: given(s.alert, 1)),
}  # fmt: skip

NOTES = {
    "notes.correct": Call(NURSE, lambda s: given(s.signed, TEXT, s.now, "Fel")),
    "notes.discard": Call(NURSE, lambda s: given(s.note, 1)),
    "notes.note": Call(NURSE, lambda s: given(s.note)),
    "notes.notes_of": Call(NURSE, lambda s: given(s.patient)),
    "notes.record_check": Call(NURSE, lambda s: given(s.stay)),
    "notes.remark": Call(NURSE, lambda s: given(s.signed, "Stämmer inte")),
    "notes.rewrite": Call(NURSE, lambda s: given(s.note, 1, TEXT, s.now - HOUR)),
    "notes.save": Call(NURSE, lambda s: given(s.patient, None, NoteKind.NURSING, TEXT, s.now)),
    "notes.sign": Call(NURSE, lambda s: given(s.note, 1)),
    "notes.subjects": Call(NURSE, lambda s: given([s.patient])),
    "notes.unsigned": Call(NURSE, lambda s: given(author_id=s.note and s.id_of(NURSE)), of_unit=True),
    "tasks.add": Call(NURSE, lambda s: given(s.stay, "Ta om CRP", s.now)),
    "tasks.cancel": Call(NURSE, lambda s: given(s.task, 1)),
    "tasks.change": Call(NURSE, lambda s: given(s.task, 1, "Ta om Hb", s.now, None)),
    "tasks.close_undone": Call(NURSE, lambda s: given(s.task, 1, "Ville inte")),
    "tasks.open_tasks": Call(NURSE, lambda s: given(s.task and s.unit_id), of_unit=True),
    "tasks.tasks_of": Call(NURSE, lambda s: given(s.stay)),
    "tasks.tick": Call(NURSE, lambda s: given(s.task, 1)),
    "tasks.untick": Call(NURSE, lambda s: given(s.ticked, 2)),
}  # fmt: skip

STAYS = {
    "stays.admit": Call(NURSE, lambda s: given(s.patient, s.unit_id, s.bed(), **TERMS)),
    "stays.admit_person": Call(
        NURSE, lambda s: given(_known(s), NO_RISKS, s.unit_id, s.bed(), **TERMS)
    ),
    "stays.as_known": Call(NURSE, lambda s: given(s.stay and s.unit_id, s.now), of_unit=True),
    "stays.board": Call(NURSE, lambda s: given(s.stay and s.unit_id), of_unit=True),
    "stays.cancel_leave": Call(NURSE, lambda s: given(s.on_leave(), s.stay_seen)),
    "stays.cancel_plan": Call(NURSE, lambda s: given(s.plan, 1, "Kommer inte")),
    "stays.change_plan": Call(NURSE, lambda s: given(s.plan, 1, **_expected(s))),
    "stays.change_purpose": Call(NURSE, lambda s: given(*_stay(s), Purpose.RESPITE)),
    "stays.discharge": Call(NURSE, lambda s: given(*_stay(s), discharged_to="Hem")),
    "stays.discharged_since": Call(
        NURSE, lambda s: given(s.gone() and s.unit_id, s.now - HOUR), of_unit=True
    ),
    "stays.expect_person": Call(NURSE, lambda s: given(_known(s), s.unit_id, **_expected(s))),
    "stays.mark_ready": Call(DOCTOR, lambda s: given(*_stay(s))),
    "stays.may_tell": Call(
        NURSE, lambda s: given(s.stay and s.whole_number, s.unit_id), of_unit=True
    ),
    "stays.move": Call(NURSE, lambda s: given(s.stay, s.bed(), s.stay_seen)),
    "stays.plan_arrival": Call(NURSE, lambda s: given(s.patient, s.unit_id, **_expected(s))),
    "stays.planned_arrivals": Call(NURSE, lambda s: given(s.plan and s.unit_id), of_unit=True),
    "stays.record_death": Call(NURSE, lambda s: given(*_stay(s), s.now)),
    "stays.return_from_leave": Call(NURSE, lambda s: given(s.on_leave(), s.stay_seen)),
    "stays.revoke_ready": Call(DOCTOR, lambda s: given(s.ready(), s.stay_seen)),
    "stays.set_care_fact": Call(NURSE, lambda s: given(s.stay, CareFactKind.PAIN, "VAS 3")),
    "stays.set_care_facts": Call(NURSE, lambda s: given(s.stay, {CareFactKind.PAIN: "VAS 3"}, {})),
    "stays.set_presence": Call(NURSE, lambda s: given(*_stay(s), Presence.YES)),
    "stays.start_leave": Call(NURSE, lambda s: given(*_stay(s), s.now - HOUR)),
    "stays.stay_events": Call(NURSE, lambda s: given(s.stay)),
    "stays.stay_summary": Call(NURSE, lambda s: given(s.stay)),
    "stays.swap": Call(
        NURSE,
        lambda s: given(s.stay, (there := Scene(s.house)).stay, s.stay_seen, there.stay_seen),
    ),
    "stays.undo_admission": Call(NURSE, lambda s: given(*_stay(s), "Fel person")),
    "stays.undo_discharge": Call(NURSE, lambda s: given(s.gone(), s.stay_seen, "Fel")),
    "stays.update_stay": Call(NURSE, lambda s: given(*_stay(s), background="Bor ensam")),
}  # fmt: skip

HANDOVERS = {
    "handovers.close": Call(
        NURSE, lambda s: given(s.stay and s.unit_id), of_unit=True, action="handover.closed"
    ),
    "handovers.closed": Call(NURSE, lambda s: given(_closed(s)), of_unit=True),
    "handovers.make_note": Call(NURSE, lambda s: given(_remark(s))),
    "handovers.record_paper": Call(NURSE, lambda s: given(_printed(s)), of_unit=True, action=PAPER),
    "handovers.record_print": Call(
        NURSE, lambda s: given(s.unit_id, Layout.SBAR, [s.stay]), action=PAPER
    ),
    "handovers.sheet": Call(NURSE, lambda s: given(s.stay and s.unit_id), of_unit=True),
    "handovers.tick_given": Call(NURSE, lambda s: given(s.stay)),
    "handovers.tick_taken": Call(NURSE, lambda s: given(s.stay)),
    "handovers.write_remark": Call(NURSE, lambda s: given(s.stay, seen=None, situation="Sover")),
}  # fmt: skip

CARE = PEOPLE | NOTES | STAYS | HANDOVERS
MAKING_A_PATIENT = {
    "patients.register": given("Ek", "Eva", None, "Utan nummer"),
    "patients.register_unnamed": given("Kan inte tala"),
}
"""Whom they are about is not known before they are done."""
