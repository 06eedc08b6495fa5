"""One handover of three owners: each reads what the law opens, on the screen, on paper and kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import Ward
from ward_app.access.disclosure import Hint
from ward_app.access.policy import Permission, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import NoRelation, NotAllowed, Refused
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.commands import RemarkConflict
from ward_app.handovers.rows import Layout, Sheet, SheetRow
from ward_app.ops import Work, command
from ward_app.owners import LegalBasis, RecordOwner
from ward_app.patients.model import Patient, Protection
from ward_app.patients.shown import Audience
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import Block
from ward_app.stays import commands as stays
from ward_app.stays.model import CareFactKind, CareForm, Purpose
from ward_app.tasks import commands as tasks


@pytest.fixture
def refused(night: App, doctor: App, ward: Ward) -> int:
    """Öberg, Åke, in 1:2: both owners have written about him, and he said no to sharing. His stay."""
    patient = factories.make_patient(night, "Öberg", "Åke")
    stay = factories.make_stay(night, ward, "1:2", patient_id=patient)
    night.do(stays.set_care_fact, stay, CareFactKind.PAIN, "NRS 3")
    night.do(handovers.write_remark, stay, seen=None, situation="Lugn natt")
    doctor.do(stays.set_care_fact, stay, CareFactKind.PENDING, "Svar på odling")
    doctor.do(tasks.add, stay, "Rond", night.clock() + timedelta(hours=1))
    night.do(sharing.record_answer, patient, is_given=False)
    return stay


def row_of(sheet: Sheet) -> SheetRow:
    [row] = sheet.rows
    return row


def test_that_each_owner_hands_over_its_own_when_the_patient_refused_lsvo_06_hand_06(
    night: App, doctor: App, ward: Ward, refused: int
) -> None:
    row = row_of(night.ask(queries.sheet, ward.unit_id))
    assert ([fact.text for fact in row.facts], row.tasks, row.unread) == (["NRS 3"], (), Hint.ELSEWHERE)
    theirs = row_of(doctor.ask(queries.sheet, ward.unit_id))
    assert ([fact.text for fact in theirs.facts], theirs.remark) == (["Svar på odling"], None)
    assert (theirs.reason, theirs.background, theirs.unread) == ("", "", Hint.ELSEWHERE)
    assert theirs.name == "Öberg, Åke"


def test_that_a_kept_handover_holds_everything_and_shows_what_may_be_read_now_lsvo_09(
    night: App, doctor: App, ward: Ward, refused: int
) -> None:
    handover = doctor.do(handovers.close, ward.unit_id)
    row = row_of(night.ask(queries.closed, handover))
    assert ([fact.text for fact in row.facts], row.tasks, row.unread) == (["NRS 3"], (), Hint.ELSEWHERE)
    assert row.remark and row.remark.situation == "Lugn natt"
    night.do(sharing.record_answer, row.patient_id, is_given=True)
    assert len(row_of(night.ask(queries.closed, handover)).facts) == 2


def test_that_a_block_reaches_into_kept_handovers_pdl_18(
    night: App, door: App, ward: Ward, refused: int
) -> None:
    handover = night.do(handovers.close, ward.unit_id)
    other = factories.make_ward(door, "Andra enheten", rooms=[("20", ("20",))])
    colleague = door.acting(factories.make_user(door, Role.NURSE, unit_id=other.unit_id))
    [patient_id] = night.ask(queries.closed, handover).patient_ids
    with pytest.raises(NoRelation):
        colleague.ask(queries.sheet, ward.unit_id)
    assert colleague.ask(queries.closed, handover).not_shown == ("1:2",)
    seen = factories.version_of(night, refused)
    night.do(stays.update_stay, refused, seen, responsible_nurse_id=colleague.user.user_id)
    assert row_of(colleague.ask(queries.closed, handover)).remark
    night.do(_block, patient_id, ward.unit_id)
    row = row_of(colleague.ask(queries.closed, handover))
    assert (row.remark, row.facts, row.reason, row.unread) == (None, (), "", Hint.BLOCKED)


def test_that_whose_care_is_long_over_is_a_bed_in_a_kept_handover_pdl_15(
    night: App, ward: Ward, refused: int, clock: FrozenClock
) -> None:
    handover = night.do(handovers.close, ward.unit_id)
    night.do(stays.discharge, refused, factories.version_of(night, refused), discharged_to="hemmet")
    clock.advance(timedelta(days=8))
    kept = night.ask(queries.closed, handover)
    assert (kept.rows, kept.not_shown) == ((), ("1:2",))


def test_that_who_is_protected_since_is_not_named_in_a_kept_handover_prot_03(
    night: App, ward: Ward, refused: int
) -> None:
    handover = night.do(handovers.close, ward.unit_id)
    night.do(_protect, row_of(night.ask(queries.closed, handover)).patient_id)
    row = row_of(night.ask(queries.closed, handover))
    assert (row.name, row.number, row.kin) == ("Å.Ö., protected identity", "", ())


def test_that_a_report_one_may_not_read_is_no_conflict(night: App, doctor: App, refused: int) -> None:
    with pytest.raises(RemarkConflict):
        night.do(handovers.write_remark, refused, seen=None, situation="Orolig")
    doctor.do(handovers.write_remark, refused, seen=None, situation="Feber")


def test_that_the_line_of_secrecy_follows_what_is_told_osl_01(night: App, door: App, ward: Ward) -> None:
    stay = factories.make_stay(
        night, ward, "1:2", care_form=CareForm.SOCIAL_SHORT_TERM, purpose=Purpose.RESPITE, consent=False
    )
    doctor = door.acting(factories.make_user(door, Role.DOCTOR, unit_id=ward.unit_id))
    assert night.ask(queries.sheet, ward.unit_id).bases == {LegalBasis.HSL, LegalBasis.SOL}
    assert doctor.ask(queries.sheet, ward.unit_id).bases == {LegalBasis.SOL}
    doctor.do(tasks.add, stay, "Rond", night.clock())
    assert doctor.ask(queries.sheet, ward.unit_id).bases == {LegalBasis.HSL, LegalBasis.SOL}


def test_that_a_discreet_sheet_says_not_why_hand_11(night: App, ward: Ward, refused: int) -> None:
    row = row_of(night.ask(queries.sheet, ward.unit_id, Audience.DISCREET))
    assert (row.name, row.reason, row.background) == ("Å.Ö.", "", "")


@pytest.mark.parametrize("audience", [Audience.RECORD, Audience.LIST, Audience.SEARCH])
def test_that_nobody_has_the_sheet_show_people_as_a_record_does_prot_03(
    night: App, ward: Ward, audience: Audience
) -> None:
    with pytest.raises(NotAllowed):
        night.ask(queries.sheet, ward.unit_id, audience)


def test_that_a_print_is_of_the_units_own_patients(night: App, door: App, ward: Ward, refused: int) -> None:
    other = factories.make_ward(door, "Andra enheten", rooms=[("20", ("20",))])
    colleague = door.acting(factories.make_user(door, Role.NURSE, unit_id=other.unit_id))
    with pytest.raises(Refused):
        night.do(handovers.record_print, other.unit_id, Layout.SBAR, [refused])
    with pytest.raises(NoRelation):
        colleague.do(handovers.record_print, ward.unit_id, Layout.SBAR, [refused])


def test_that_nobody_sends_a_colleagues_print_to_the_printer(
    night: App, day: App, ward: Ward, refused: int
) -> None:
    printed = night.do(handovers.record_print, ward.unit_id, Layout.SBAR, [refused], preview=True)
    with pytest.raises(Refused):
        day.do(handovers.record_paper, printed.serial)


@command(Permission.SHARING_RECORD)
def _block(work: Work, patient_id: int, unit_id: int) -> None:
    assert work.user.user_id is not None
    for owner in RecordOwner:
        work.session.add(Block(
            patient_id=patient_id, owner=owner, unit_id=unit_id, from_at=work.now, by_id=work.user.user_id
        ))  # fmt: skip


@command(Permission.PATIENT_EDIT)
def _protect(work: Work, patient_id: int) -> None:
    work.session.get_one(Patient, patient_id).protection = Protection.MARKED
