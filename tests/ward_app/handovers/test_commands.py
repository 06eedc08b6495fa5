from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests import factories
from tests.factories import Ward
from tests.ward_app.handovers.conftest import BEFORE_SEVEN, Inpatient
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.commands import RemarkConflict
from ward_app.handovers.rows import Layout, SheetRow
from ward_app.handovers.snapshot import freeze, thaw
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.notes.queries import notes_of
from ward_app.patients.shown import Audience
from ward_app.stays import commands as stays
from ward_app.stays.model import CareFactKind
from ward_app.store import audit


def row_of(app: App, ward: Ward, stay_id: int) -> SheetRow:
    sheet = app.ask(queries.sheet, ward.unit_id, Audience.BOARD)
    [row] = [row for row in sheet.rows if row.stay_id == stay_id]
    return row


def logged(app: App, action: str) -> list[Any]:
    wanted = select(audit.LOG).where(audit.LOG.c.action == action).order_by(audit.LOG.c.id)
    return list(factories.ask(app, lambda session: session.execute(wanted).mappings().all()))


# remarks


def test_that_the_newest_remark_counts(night: App, ward: Ward, ake: Inpatient, clock: FrozenClock) -> None:
    first = night.do(handovers.write_remark, ake.stay_id, seen=None, situation="Lugn kväll")
    clock.advance(timedelta(hours=1))
    night.do(handovers.write_remark, ake.stay_id, seen=first, situation="Sämre", if_then="Om AF ≥ 25: ring")
    remark = row_of(night, ward, ake.stay_id).remark
    assert remark and (remark.situation, remark.if_then) == ("Sämre", "Om AF ≥ 25: ring")
    assert (remark.by, remark.at) == ("M. Falk", clock())


def test_that_a_remark_is_gone_after_three_days_hand_09(
    night: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    night.do(handovers.write_remark, ake.stay_id, seen=None, situation="Lugn")
    clock.advance(timedelta(days=2, hours=23))
    assert row_of(night, ward, ake.stay_id).remark
    clock.advance(timedelta(hours=2))
    assert row_of(night, ward, ake.stay_id).remark is None


def test_that_an_unchanged_remark_is_not_written_again(night: App, ake: Inpatient) -> None:
    first = night.do(handovers.write_remark, ake.stay_id, seen=None, situation="Lugn")
    assert night.do(handovers.write_remark, ake.stay_id, seen=first, situation=" Lugn\n") == first


def test_that_an_empty_first_remark_is_refused(night: App, ake: Inpatient) -> None:
    with pytest.raises(Invalid):
        night.do(handovers.write_remark, ake.stay_id, seen=None, situation=" \n")


def test_that_a_remark_can_be_emptied(night: App, ward: Ward, ake: Inpatient) -> None:
    first = night.do(handovers.write_remark, ake.stay_id, seen=None, situation="Fel patient")
    night.do(handovers.write_remark, ake.stay_id, seen=first)
    remark = row_of(night, ward, ake.stay_id).remark
    assert remark and remark.situation == ""


def test_that_two_who_write_at_once_see_both_texts(night: App, day: App, ake: Inpatient) -> None:
    night.do(handovers.write_remark, ake.stay_id, seen=None, situation="Lugn")
    with pytest.raises(RemarkConflict) as conflict:
        day.do(handovers.write_remark, ake.stay_id, seen=None, situation="Orolig")
    assert conflict.value.theirs.situation == "Lugn"
    assert conflict.value.theirs.by == "M. Falk"


def test_that_nothing_is_handed_over_about_someone_who_left(night: App, ake: Inpatient) -> None:
    night.do(stays.discharge, ake.stay_id, factories.version_of(night, ake.stay_id), discharged_to="hemmet")
    with pytest.raises(Refused):
        night.do(handovers.write_remark, ake.stay_id, seen=None, situation="Lugn")
    with pytest.raises(Refused):
        night.do(handovers.tick_given, ake.stay_id)


def test_that_a_remark_becomes_an_unsigned_note_of_its_author_hand_09(night: App, ake: Inpatient) -> None:
    remark = night.do(
        handovers.write_remark, ake.stay_id, seen=None, situation="Sämre", recommendation="Kontroll 09",
        if_then="Om AF ≥ 25: ring",
    )  # fmt: skip
    night.do(handovers.make_note, remark)
    [note] = night.ask(notes_of, ake.patient_id)
    assert (note.kind, note.signed_at, note.author) == (NoteKind.SBAR, None, "M. Falk")
    assert [(section.keyword, section.text) for section in note.sections] == [
        (Keyword.SITUATION, "Sämre"),
        (Keyword.RECOMMENDATION, "Kontroll 09\nOm AF ≥ 25: ring"),
    ]


def test_that_nobody_makes_a_note_of_a_colleagues_words(night: App, day: App, ake: Inpatient) -> None:
    remark = night.do(handovers.write_remark, ake.stay_id, seen=None, situation="Sämre")
    with pytest.raises(Refused):
        day.do(handovers.make_note, remark)


# ticks


def test_that_giving_and_taking_over_say_who_and_when_hand_07(
    night: App, day: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    night.do(handovers.tick_given, ake.stay_id)
    clock.advance(timedelta(minutes=14))
    day.do(handovers.tick_taken, ake.stay_id)
    tick = row_of(day, ward, ake.stay_id).tick
    assert (tick.given_by, tick.given_at) == ("M. Falk", BEFORE_SEVEN)
    assert (tick.taken_by, tick.taken_at) == ("J. Ek", clock())


def test_that_nobody_takes_over_from_themselves(night: App, ake: Inpatient) -> None:
    night.do(handovers.tick_given, ake.stay_id)
    with pytest.raises(Refused):
        night.do(handovers.tick_taken, ake.stay_id)


def test_that_only_who_took_over_takes_it_back(night: App, day: App, ward: Ward, ake: Inpatient) -> None:
    day.do(handovers.tick_taken, ake.stay_id)
    with pytest.raises(Refused):
        night.do(handovers.tick_taken, ake.stay_id, is_taken=False)
    day.do(handovers.tick_taken, ake.stay_id, is_taken=False)
    assert row_of(day, ward, ake.stay_id).tick.taken_at is None


def test_that_a_missing_receipt_is_listed_hand_07(night: App, day: App, ward: Ward) -> None:
    admitted = factories.fill_ward(night, ward)
    day.do(handovers.tick_taken, admitted["1:1"])
    missing = day.ask(queries.sheet, ward.unit_id).not_taken
    assert [row.bed for row in missing] == [bed for bed in admitted if bed != "1:1"]


def test_that_the_next_change_of_shifts_begins_without_ticks(
    night: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    night.do(handovers.tick_given, ake.stay_id)
    clock.advance(timedelta(minutes=50))
    assert row_of(night, ward, ake.stay_id).tick.given_at
    clock.advance(timedelta(hours=1))
    assert row_of(night, ward, ake.stay_id).tick.given_at is None


# closing


def test_that_a_closed_handover_is_read_as_it_was(
    night: App, day: App, ward: Ward, ake: Inpatient, clock: FrozenClock
) -> None:
    night.do(stays.set_care_fact, ake.stay_id, CareFactKind.PAIN, "NRS 3")
    night.do(handovers.write_remark, ake.stay_id, seen=None, situation="Lugn")
    as_read = night.ask(queries.sheet, ward.unit_id)
    handover = night.do(handovers.close, ward.unit_id)
    clock.advance(timedelta(hours=4))
    night.do(stays.set_care_fact, ake.stay_id, CareFactKind.PAIN, "NRS 7")
    night.do(stays.discharge, ake.stay_id, factories.version_of(night, ake.stay_id), discharged_to="hemmet")
    assert day.ask(queries.closed, handover) == as_read
    [listed] = day.ask(queries.closed_sheets, ward.unit_id)
    assert (listed.id, listed.by, listed.closed_at) == (handover, "M. Falk", BEFORE_SEVEN)


def test_that_closing_and_reading_an_earlier_handover_are_in_the_log(
    night: App, ward: Ward, ake: Inpatient
) -> None:
    handover = night.do(handovers.close, ward.unit_id)
    night.ask(queries.closed, handover)
    assert [row["patient_id"] for row in logged(night, "handover.closed")] == [ake.patient_id]
    assert [row["patient_id"] for row in logged(night, "handover.earlier")] == [ake.patient_id]


def test_that_the_log_keeps_no_word_of_a_report(night: App, ward: Ward, ake: Inpatient) -> None:
    night.do(handovers.write_remark, ake.stay_id, seen=None, situation="Hemligheten")
    night.do(handovers.close, ward.unit_id)
    wanted = select(audit.LOG.c.detail)
    details = factories.ask(night, lambda session: session.scalars(wanted).all())
    assert not [detail for detail in details if detail and "Hemligheten" in detail]


def test_that_a_snapshot_of_a_later_program_can_be_read(night: App, ward: Ward, ake: Inpatient) -> None:
    sheet = night.ask(queries.sheet, ward.unit_id)
    stored = freeze(sheet)
    stored["new_field"] = 1
    stored["rows"][0]["news2"] = {"score": 7}
    del stored["is_practice"]
    assert thaw(stored) == sheet


# prints


def test_that_a_print_is_numbered_and_in_the_log_for_every_patient_hand_05(night: App, ward: Ward) -> None:
    factories.fill_ward(night, ward)
    sheet = night.ask(queries.sheet, ward.unit_id)
    printed = night.do(handovers.record_print, ward.unit_id, Layout.REPORT_SHEET, sheet.stay_ids)
    assert (printed.serial, printed.by, printed.role) == ("261121-0001", "M. Falk", Role.NURSE)
    rows = [row for row in logged(night, "print.handover") if row["patient_id"]]
    assert sorted(row["patient_id"] for row in rows) == sorted(sheet.patient_ids)
    assert all('"serial": "261121-0001"' in row["detail"] for row in rows)


def test_that_numbers_begin_anew_each_day(night: App, ward: Ward, clock: FrozenClock) -> None:
    def serial() -> str:
        return night.do(handovers.record_print, ward.unit_id, Layout.SBAR, []).serial

    assert [serial(), serial()] == ["261121-0001", "261121-0002"]
    clock.advance(timedelta(hours=18))
    assert serial() == "261122-0001"


def test_that_the_anchor_is_the_head_of_the_log_before_the_print(night: App, ward: Ward) -> None:
    def head() -> str:
        found = factories.ask(night, lambda session: audit.anchor(session.connection(), "ws1"))
        return str(found)

    before = head()
    printed = night.do(handovers.record_print, ward.unit_id, Layout.SBAR, [])
    assert (printed.anchor, printed.stream) == (before, "ws1")
    assert head() != before


def test_that_a_preview_is_not_asked_for_until_it_was_printed(night: App, ward: Ward, ake: Inpatient) -> None:
    people = [ake.patient_id]
    printed = night.do(handovers.record_print, ward.unit_id, Layout.SBAR, [ake.stay_id], preview=True)
    assert [row["patient_id"] for row in logged(night, "print.preview") if row["patient_id"]] == people
    assert logged(night, "print.handover") == []
    assert night.ask(queries.on_paper, ward.unit_id) == []
    night.do(handovers.record_paper, printed.serial, copies=2)
    assert [row["patient_id"] for row in logged(night, "print.handover") if row["patient_id"]] == people
    [sheet] = night.ask(queries.on_paper, ward.unit_id)
    assert (sheet.serial, sheet.patients, sheet.layout) == (printed.serial, 1, Layout.SBAR)


def test_that_shredded_sheets_are_no_longer_asked_for_hand_05(night: App, ward: Ward) -> None:
    printed = night.do(handovers.record_print, ward.unit_id, Layout.SBAR, [])
    night.do(handovers.shredded, printed.serial)
    assert night.ask(queries.on_paper, ward.unit_id) == []


def test_that_a_secretary_cannot_print_the_handover(door: App, ward: Ward) -> None:
    secretary = door.acting(factories.make_user(door, Role.SECRETARY, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        secretary.do(handovers.record_print, ward.unit_id, Layout.SBAR, [])
