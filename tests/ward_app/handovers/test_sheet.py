from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from tests import factories
from tests.factories import Ward
from tests.ward_app.handovers.conftest import BEFORE_SEVEN, Inpatient
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import NotAllowed
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.rows import Sheet, SheetRow
from ward_app.owners import LegalBasis, Principal, RecordOwner
from ward_app.patients import alerts, kin, limitations
from ward_app.patients.model import AlertKind, LimitationKind, Protection, Severity
from ward_app.patients.shown import Audience
from ward_app.settings import commands as settings
from ward_app.settings.registry import NUMBER_ON_HANDOVER
from ward_app.stays import commands as stays
from ward_app.stays.model import CareFactKind, CareForm, EndKind, Purpose
from ward_app.store import audit
from ward_app.tasks import commands as tasks
from ward_app.wards import commands as wards
from ward_app.wards.model import ClosureKind
from ward_app.wards.shifts import ShiftKind


def read(app: App, ward: Ward, audience: Audience = Audience.PRINT) -> Sheet:
    return app.ask(queries.sheet, ward.unit_id, audience)


def only(app: App, ward: Ward, audience: Audience = Audience.PRINT) -> SheetRow:
    [row] = read(app, ward, audience).rows
    return row


def test_that_the_night_hands_over_to_the_day(night: App, ward: Ward) -> None:
    sheet = read(night, ward)
    assert (sheet.from_shift, sheet.to_shift, sheet.day) == (
        ShiftKind.NIGHT, ShiftKind.DAY, date(2026, 11, 21)
    )  # fmt: skip
    assert sheet.at == BEFORE_SEVEN


def test_that_patients_come_in_the_order_of_the_beds(night: App, ward: Ward) -> None:
    admitted = factories.fill_ward(night, ward)
    assert [row.bed for row in read(night, ward).rows] == list(admitted)


def test_that_day_care_without_a_bed_comes_last(night: App, ward: Ward, ake: Inpatient) -> None:
    patient = factories.make_patient(night, "Abel", "Ada")
    factories.make_stay(
        night, ward, None, patient_id=patient, care_form=CareForm.DAY_CARE, purpose=Purpose.DAY_CARE
    )
    assert [row.name for row in read(night, ward).rows] == ["Öberg, Åke", "Abel, Ada"]


def test_that_a_row_says_what_the_record_says(
    night: App, doctor: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    night.do(alerts.add_alert, ake.patient_id, AlertKind.HYPERSENSITIVITY, "Penicillin", "utslag",
             Severity.HARMFUL)  # fmt: skip
    night.do(alerts.add_alert, ake.patient_id, AlertKind.FALL)
    night.do(kin.add_kin, ake.patient_id, "Gun Öberg", "hustru", "070-174 06 12", phone_at_night=True)
    night.do(stays.set_care_fact, ake.stay_id, CareFactKind.LINES, "PVK höger")
    night.do(stays.set_care_fact, ake.stay_id, CareFactKind.MOBILITY, "Rollator")
    night.do(tasks.add, ake.stay_id, "Väga", clock() + timedelta(hours=1), Role.ASSISTANT_NURSE)
    doctor.do(
        limitations.decide_limitation, ake.patient_id, LimitationKind.NO_CPR, grounds="KOL",
        consulted="J. Ek", patient_attitude="Instämmer", review_on=date(2026, 12, 1),
    )  # fmt: skip
    row = only(night, ward)
    assert (row.bed, row.name, row.number, row.day) == ("1:2", "Öberg, Åke", "331018-XXXX", 19)
    assert [(one.kind, one.text) for one in row.alerts] == [
        (AlertKind.HYPERSENSITIVITY, "Penicillin"), (AlertKind.FALL, ""),
    ]  # fmt: skip
    assert (row.alerts[0].reaction, row.alerts[0].severity) == ("utslag", Severity.HARMFUL)
    assert [(one.name, one.phone, one.phone_at_night) for one in row.kin] == [
        ("Gun Öberg", "070-174 06 12", True)
    ]
    assert [fact.text for fact in row.facts] == ["Rollator", "PVK höger"]
    assert [(task.text, task.role, task.owner) for task in row.tasks] == [
        ("Väga", Role.ASSISTANT_NURSE, RecordOwner.KOMMUN_HSL)
    ]
    [decision] = row.limitations
    assert (decision.decided_by, decision.holds, decision.review_on) == ("A. Lund", True, date(2026, 12, 1))
    assert decision.owner is RecordOwner.REGION_HSL


def test_that_a_decision_whose_review_is_overdue_does_not_hold(
    night: App, doctor: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    doctor.do(
        limitations.decide_limitation, ake.patient_id, LimitationKind.NO_CPR, grounds="KOL",
        consulted="J. Ek", patient_attitude="Instämmer", review_on=date(2026, 12, 1),
    )  # fmt: skip
    clock.advance(timedelta(days=11))
    assert not only(night, ward).limitations[0].holds


def test_that_only_the_tasks_of_the_next_shift_are_listed(
    night: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    for text, hours in (("i kväll", 12.0), ("före tre", 8.0), ("i tid", 0.5), ("i morgon", 27.0)):
        night.do(tasks.add, ake.stay_id, text, clock() + timedelta(hours=hours))
    row = only(night, ward)
    assert [task.text for task in row.tasks] == ["i tid", "före tre"]
    assert row.later_tasks == 2


def test_that_a_task_done_in_the_shift_stays_in_sight(
    night: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    done = night.do(tasks.add, ake.stay_id, "Väga", clock() + timedelta(hours=1))
    night.do(tasks.add, ake.stay_id, "Dusch", clock() + timedelta(hours=2))
    night.do(tasks.tick, done, 1)
    row = only(night, ward)
    assert [(task.text, task.is_open) for task in row.tasks] == [("Dusch", True), ("Väga", False)]
    assert row.tasks[1].done_by == "M. Falk"
    assert [task.text for task in row.open_tasks] == ["Dusch"]


def test_that_what_came_since_the_last_handover_is_marked_hand_02(
    night: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    clock.advance(timedelta(hours=-9, minutes=-30))  # 21:18: the evening hands over to the night
    night.do(stays.set_care_fact, ake.stay_id, CareFactKind.PAIN, "Ingen")
    night.do(handovers.close, ward.unit_id)
    clock.advance(timedelta(minutes=10))
    night.do(stays.set_care_fact, ake.stay_id, CareFactKind.SKIN, "Rodnad sacrum")
    clock.set(BEFORE_SEVEN)
    row = only(night, ward)
    assert [(fact.text, fact.is_new) for fact in row.facts] == [("Ingen", False), ("Rodnad sacrum", True)]
    assert row.is_changed


def test_that_nothing_is_marked_when_nothing_happened(
    night: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    clock.advance(timedelta(days=1))
    assert not only(night, ward).is_changed


def test_that_an_arrival_and_a_move_are_marked(
    night: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    clock.advance(timedelta(days=1))
    at = clock() - timedelta(hours=2)
    night.do(stays.move, ake.stay_id, ward.beds["2:1"], factories.version_of(night, ake.stay_id), at=at)
    factories.make_stay(night, ward, "1:2", at=clock() - timedelta(hours=1))
    new, moved = read(night, ward).rows
    assert new.is_arrival and not new.moved_from
    assert moved.moved_from == "1:2" and not moved.is_arrival


def test_that_a_new_type_of_stay_is_marked(
    night: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    clock.advance(timedelta(days=1))
    assert not only(night, ward).is_purpose_new
    seen = factories.version_of(night, ake.stay_id)
    night.do(stays.change_purpose, ake.stay_id, seen, Purpose.PALLIATIVE)
    row = only(night, ward)
    assert row.is_purpose_new and row.purpose is Purpose.PALLIATIVE


def test_that_who_left_in_the_last_day_is_listed_with_the_bed(
    night: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    night.do(stays.discharge, ake.stay_id, factories.version_of(night, ake.stay_id), discharged_to="hemmet")
    clock.advance(timedelta(hours=23))
    [left] = read(night, ward).left
    assert (left.bed, left.name, left.kind) == ("1:2", "Öberg, Åke", EndKind.DISCHARGED)
    assert left.discharged_to == "hemmet"
    clock.advance(timedelta(hours=2))
    assert read(night, ward).left == ()


def test_that_empty_beds_say_why(night: App, ward: Ward, ake: Inpatient, clock: FrozenClock) -> None:
    night.do(wards.close_bed, ward.beds["1:1"], ClosureKind.STAFFING, "natt")
    patient = factories.make_patient(night, "Ek", "Siv")
    night.do(
        stays.plan_arrival, patient, ward.unit_id,
        purpose=Purpose.REHABILITATION, care_form=CareForm.INPATIENT,
        funding_principal=Principal.KOMMUN, reason="Fraktur",
        expected_at=clock() + timedelta(hours=7), decided_by="Dr Lund", bed_id=ward.beds["2:1"],
    )  # fmt: skip
    notes = {one.label: one.said for one in read(night, ward).empty}
    assert "1:2" not in notes
    assert notes["1:1"].endswith(": natt")
    assert "Ek, Siv" in notes["2:1"]
    assert notes["2:2"] == ""


def test_that_leave_is_said(night: App, ward: Ward, ake: Inpatient, clock: FrozenClock) -> None:
    back = clock() + timedelta(hours=10)
    seen = factories.version_of(night, ake.stay_id)
    night.do(stays.start_leave, ake.stay_id, seen, expected_at=back)
    row = only(night, ward)
    assert (row.on_leave_from, row.on_leave_until) == (clock(), back)


def test_that_a_protected_person_is_initials_without_number_or_kin_prot_03(night: App, ward: Ward) -> None:
    patient = factories.make_patient(night, "Öberg", "Åke", protection=Protection.MARKED)
    factories.make_stay(night, ward, "1:2", patient_id=patient)
    night.do(kin.add_kin, patient, "Gun Hemlig", "hustru")
    for audience in (Audience.PRINT, Audience.BOARD, Audience.DISCREET):
        row = only(night, ward, audience)
        assert "Öberg" not in row.name and row.number == ""
        assert row.kin == () and row.is_kin_hidden and row.is_protected


def test_that_a_discreet_sheet_has_initials_only(night: App, ward: Ward, ake: Inpatient) -> None:
    night.do(kin.add_kin, ake.patient_id, "Gun Öberg", "hustru")
    row = only(night, ward, Audience.DISCREET)
    assert (row.name, row.number, row.kin) == ("Å.Ö.", "", ())


@pytest.mark.parametrize(
    ("setting", "number"), [("none", ""), ("birth", "331018-XXXX"), ("full", "19331018-6436")]
)
def test_that_the_ward_decides_how_much_of_the_number_is_printed_hand_11(
    night: App, ward: Ward, ake: Inpatient, setting: str, number: str
) -> None:
    night.acting(SYSTEM).do(settings.change, NUMBER_ON_HANDOVER, setting)
    assert only(night, ward).number == number


def test_that_social_details_stay_on_the_screen_hand_11(night: App, ward: Ward, ake: Inpatient) -> None:
    night.do(stays.set_care_fact, ake.stay_id, CareFactKind.SOCIAL, "Sonen bor hemma igen")
    assert only(night, ward, Audience.PRINT).facts == ()
    assert [fact.text for fact in only(night, ward, Audience.BOARD).facts] == ["Sonen bor hemma igen"]


def test_that_the_law_behind_the_content_is_known(night: App, ward: Ward) -> None:
    factories.make_stay(night, ward, "1:2")
    assert read(night, ward).bases == {LegalBasis.HSL}
    factories.make_stay(night, ward, "2:1", care_form=CareForm.SOCIAL_SHORT_TERM, purpose=Purpose.RESPITE)
    assert read(night, ward).bases == {LegalBasis.HSL, LegalBasis.SOL}


def test_that_a_full_ward_takes_five_statements(night: App, doctor: App, ward: Ward) -> None:
    silent = factories.make_stay(night, ward, "9", consent=False)
    doctor.do(tasks.add, silent, "Rond", night.clock())
    for stay_id in factories.fill_ward(night, ward).values():
        night.do(stays.set_care_fact, stay_id, CareFactKind.MOBILITY, "Rollator")
        night.do(handovers.write_remark, stay_id, seen=None, situation="Lugn natt")
        night.do(handovers.tick_given, stay_id)
    said: list[str] = []
    event.listen(night.store.reader, "before_cursor_execute", lambda *args: said.append(args[2]))
    read(night, ward)
    said = [one for one in said if not one.startswith("BEGIN") and "user_account.stamp, " not in one[:60]]
    assert len(said) == 5


def test_that_reading_is_in_the_log_for_every_patient_log_01(night: App, ward: Ward) -> None:
    admitted = factories.fill_ward(night, ward)
    read(night, ward)
    rows = factories.ask(
        night, lambda session: session.execute(
            select(audit.LOG.c.patient_id).where(audit.LOG.c.action == "handover")
        ).all()
    )  # fmt: skip
    assert len({row.patient_id for row in rows}) == len(admitted)


def test_that_a_manager_cannot_read_the_handover(door: App, ward: Ward) -> None:
    manager = door.acting(factories.make_user(door, Role.UNIT_MANAGER, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        read(manager, ward)
