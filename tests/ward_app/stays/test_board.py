"""The board: right, masked, in order, and in five statements however full the ward is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import LABELS, NAMES, Ward, fill_ward, make_patient, make_stay, version_of
from tests.ward_app.stays.steps import discharge, place, plan
from ward_app.access.disclosure import Hint
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import NotAllowed
from ward_app.ops import Work, command
from ward_app.owners import RecordOwner
from ward_app.patients import alerts
from ward_app.patients.cpr import CprState
from ward_app.patients.model import (
    Alert,
    AlertKind,
    LimitationKind,
    Protection,
    TreatmentLimitation,
)
from ward_app.patients.shown import Audience
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.board_rows import PlaceState
from ward_app.stays.model import Purpose
from ward_app.store import audit
from ward_app.store.engine import Store
from ward_app.tasks import commands as tasks
from ward_app.tasks.model import Task
from ward_app.wards import commands as wards
from ward_app.wards.model import ClosureKind

NOW = factories.MORNING
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """What is asked of the store meanwhile, without the beginnings of transactions."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield asked
    event.remove(store.engine, "before_cursor_execute", note)


def test_that_the_board_asks_no_more_for_a_full_ward(app: App, ward: Ward, store: Store) -> None:
    app.ask(queries.board, ward.unit_id)
    with statements(store) as empty:
        app.ask(queries.board, ward.unit_id)
    fill_ward(app, ward, empty=("9",))
    app.ask(queries.board, ward.unit_id)
    with statements(store) as full:
        app.ask(queries.board, ward.unit_id)
    assert len(full) == len(empty)


def test_that_the_board_takes_five_statements_with_what_it_may_not_show(
    app: App, doctor: App, ward: Ward, store: Store
) -> None:
    fill_ward(app, ward, empty=("9",))
    doctor.do(tasks.add, make_stay(app, ward, "9", consent=False), "Rond", NOW)
    app.ask(queries.board, ward.unit_id)
    with statements(store) as full:
        app.ask(queries.board, ward.unit_id)
    assert len([statement for statement in full if "user_account.stamp" not in statement]) == 5


@pytest.mark.parametrize("ask", ["planned_arrivals", "discharged_since", "as_known", "stay_events"])
def test_that_no_list_asks_once_a_row(app: App, ward: Ward, store: Store, ask: str) -> None:
    admitted = fill_ward(app, ward, empty=())

    def read() -> int:
        given = {
            "planned_arrivals": (ward.unit_id,), "discharged_since": (ward.unit_id, NOW - DAY),
            "as_known": (ward.unit_id, NOW), "stay_events": (admitted["1:1"],),
        }  # fmt: skip
        app.ask(getattr(queries, ask), *given[ask])
        with statements(store) as asked:
            app.ask(getattr(queries, ask), *given[ask])
        return len(asked)

    before = read()
    for label in LABELS[:6]:
        discharge(app, admitted[label])
        plan(app, ward, make_patient(app), NOW + HOUR, label)
    for _again in range(3):
        app.do(stays.start_leave, admitted["8"], version_of(app, admitted["8"]))
        app.do(stays.cancel_leave, admitted["8"], version_of(app, admitted["8"]))
    admitted["1:1"] = admitted["8"]
    assert read() == before


def test_that_places_stand_in_the_order_of_the_ward(app: App, ward: Ward) -> None:
    fill_ward(app, ward)
    board = app.ask(queries.board, ward.unit_id)
    assert tuple(place.label for place in board.places) == LABELS
    shown = {place.label: place.card.name for place in board.places if place.card}
    assert shown == {
        label: ", ".join(name) for label, name in zip(LABELS, NAMES, strict=True) if label in shown
    }
    assert len(shown) == 16
    assert (board.unit, board.at) == ("Närvårdsenheten", NOW)


def test_that_every_state_of_a_place_is_told(app: App, ward: Ward, patient: int) -> None:
    room = factories.ask(app, factories.room_of, ward.beds["12"])
    ward.beds["12X"] = app.do(wards.open_over_occupancy, room, "12X", "Inga platser i länet")
    away = make_stay(app, ward, "1:1")
    app.do(stays.start_leave, away, version_of(app, away))
    make_stay(app, ward, "12X")
    discharge(app, make_stay(app, ward, "2:1", at=NOW - HOUR))
    app.do(wards.close_bed, ward.beds["3:1"], ClosureKind.STAFFING, "t.o.m. söndag")
    plan(app, ward, patient, NOW + HOUR, "9")
    board = app.ask(queries.board, ward.unit_id)
    told = {place.label: (place.state, place.state_note) for place in board.places}
    assert told["1:1"] == (PlaceState.ON_LEAVE, "On leave since 08:42")
    assert told["1:2"] == (PlaceState.FREE, "")
    assert told["2:1"] == (PlaceState.CLEANING, "")
    assert told["3:1"] == (PlaceState.CLOSED, "Closed: staffing: t.o.m. söndag")
    assert told["9"] == (PlaceState.RESERVED, "For Öberg, Åke, today 09:42")
    assert told["12X"][0] is PlaceState.OCCUPIED
    assert [place.label for place in board.places if place.is_over_occupancy] == ["12X"]


def test_that_the_next_of_several_arrivals_is_told(app: App, ward: Ward, patient: int) -> None:
    plan(app, ward, make_patient(app, "Ek", "Siv"), NOW + 5 * HOUR, "9")
    plan(app, ward, patient, NOW + HOUR, "9")
    board = app.ask(queries.board, ward.unit_id)
    notes = [place.state_note for place in board.places if place.label == "9"]
    assert notes == ["For Öberg, Åke, today 09:42"]


def test_that_who_is_protected_is_not_named(app: App, ward: Ward) -> None:
    hidden = make_patient(app, "Öberg", "Åke", protection=Protection.MARKED)
    make_stay(app, ward, "1:1", patient_id=hidden)
    card = place(app, ward, "1:1").card
    assert card and card.is_protected
    assert (card.name, card.number) == ("Å.Ö., protected identity", "")


def test_that_visitors_read_neither_name_nor_reason(app: App, ward: Ward, stay: int, patient: int) -> None:
    app.do(_warn, patient, stay)
    board = app.ask(queries.board, ward.unit_id, Audience.DISCREET)
    [card] = board.cards()
    assert (card.name, card.number, card.reason, card.next_task_text) == ("Å.Ö.", "", "", "")
    assert {tag.text for tag in card.alerts} == {""}


def test_that_like_names_are_pointed_out(app: App, ward: Ward) -> None:
    for label, name in (("1:1", "Karlsson"), ("1:2", "Carlsson"), ("2:1", "Öberg")):
        make_stay(app, ward, label, patient_id=make_patient(app, name, "Eva"))
    cards = app.ask(queries.board, ward.unit_id).cards()
    assert {card.name: card.same_name for card in cards} == {
        "Karlsson, Eva": True, "Carlsson, Eva": True, "Öberg, Eva": False,
    }  # fmt: skip


def test_that_a_card_says_what_must_be_seen(app: App, ward: Ward, stay: int, patient: int) -> None:
    app.do(_warn, patient, stay)
    card = place(app, ward, "1:2").card
    assert card is not None
    assert [(tag.kind, tag.text) for tag in card.alerts] == [
        (AlertKind.INFECTION, "MRSA"), (AlertKind.FALL, "")
    ]  # fmt: skip
    assert (card.cpr, card.limitations) == (CprState.OVERDUE, ("No intensive care", "Ej dialys"))


def test_that_a_card_counts_the_tasks_of_the_shift(app: App, ward: Ward, stay: int, patient: int) -> None:
    app.do(_warn, patient, stay)
    card = place(app, ward, "1:2").card
    assert card is not None
    assert (card.tasks_left, card.tasks_overdue) == (2, 1)
    assert (card.next_task_at, card.next_task_text) == (NOW - HOUR, "Byt förband")


def test_that_what_another_owner_holds_is_told_of_and_not_shown_lsvo_04(
    app: App, doctor: App, ward: Ward, patient: int
) -> None:
    stay = make_stay(app, ward, "1:2", patient_id=patient, consent=False)
    doctor.do(alerts.add_alert, patient, AlertKind.INFECTION, "MRSA")
    doctor.do(tasks.add, stay, "Rond", NOW)
    card = place(app, ward, "1:2").card
    assert card is not None
    assert (card.alerts, card.next_task_text, card.tasks_left) == ((), "", 0)
    assert (card.unread, card.cpr) == (Hint.ELSEWHERE, None)
    seen = place(doctor, ward, "1:2").card
    assert seen is not None
    assert ([tag.text for tag in seen.alerts], seen.next_task_text, seen.reason) == (["MRSA"], "Rond", "")


def test_that_whoever_leads_the_unit_sees_who_lies_where_and_no_more_pdl_16(
    app: App, ward: Ward, patient: int, stay: int
) -> None:
    app.do(_warn, patient, stay)
    manager = app.acting(factories.make_user(app, Role.UNIT_MANAGER, unit_id=ward.unit_id))
    card = place(manager, ward, "1:2").card
    assert card is not None
    assert (card.name, card.purpose, card.reads_record) == ("Öberg, Åke", Purpose.MEDICAL_TREATMENT, False)
    assert (card.reason, card.alerts, card.limitations, card.next_task_text) == ("", (), (), "")
    assert (card.hypersensitivity, card.cpr, card.unread) == (None, None, Hint.NOTHING)


def test_that_nobody_has_the_board_show_people_as_an_opened_record_does_prot_03(app: App, ward: Ward) -> None:
    with pytest.raises(NotAllowed):
        app.ask(queries.board, ward.unit_id, Audience.RECORD)


def test_that_a_discharge_takes_the_card_away(app: App, ward: Ward, stay: int) -> None:
    discharge(app, stay)
    assert app.ask(queries.board, ward.unit_id).cards() == ()


def test_that_reading_the_board_is_logged_once_for_a_while(app: App, ward: Ward, clock: FrozenClock) -> None:
    fill_ward(app, ward)
    for minutes in (0, 5, 11):
        clock.advance(timedelta(minutes=minutes))
        app.ask(queries.board, ward.unit_id)
    assert factories.ask(app, _reads) == {NOW: 16, NOW + timedelta(minutes=16): 16}


def test_that_the_board_is_for_the_ward(app: App, ward: Ward) -> None:
    stranger = app.acting(factories.make_user(app, Role.LOG_REVIEWER))
    with pytest.raises(NotAllowed):
        stranger.ask(queries.board, ward.unit_id)


def _reads(session: Session) -> dict[object, int]:
    rows = session.execute(select(audit.LOG.c.at).where(audit.LOG.c.action == "board")).scalars().all()
    return {at: rows.count(at) for at in rows}


@command(None)
def _warn(work: Work, patient_id: int, stay_id: int) -> None:
    """Two alerts and one ended, an overdue and two valid decisions, tasks now, later today and tomorrow."""
    who = work.user.user_id
    assert who is not None
    mine: dict[str, Any] = {"patient_id": patient_id, "owner": RecordOwner.KOMMUN_HSL}
    for kind, words, ended_at in (
        (AlertKind.FALL, "", None), (AlertKind.INFECTION, "MRSA", None), (AlertKind.DELIRIUM, "", work.now)
    ):  # fmt: skip
        work.session.add(Alert(
            kind=kind, text=words, recorded_at=work.now, recorded_by_id=who, ended_at=ended_at, **mine
        ))  # fmt: skip
    for decision, words, days in (
        (LimitationKind.NO_CPR, "", -1), (LimitationKind.NO_INTENSIVE_CARE, "", 0),
        (LimitationKind.OTHER, "Ej dialys", 9),
    ):  # fmt: skip
        work.session.add(TreatmentLimitation(
            kind=decision, text=words, grounds="-", decided_by_id=who, decided_at=work.now, consulted="-",
            patient_attitude="-", review_on=(work.now + days * DAY).date(), **mine,
        ))  # fmt: skip
    for what, hours in (("Blodtryck", 2), ("Byt förband", -1), ("Vikt", 24)):
        work.session.add(Task(
            stay_id=stay_id, text=what, due_at=work.now + hours * HOUR, recorded_at=work.now, by_id=who,
            **mine,
        ))  # fmt: skip
