"""Tasks: what, by when, by whom; who did it when; and every way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused
from ward_app.owners import RecordOwner
from ward_app.patients.model import Protection
from ward_app.stays import commands as stays
from ward_app.store import audit
from ward_app.tasks import commands as tasks
from ward_app.tasks import queries
from ward_app.tasks.rows import TaskRow


@pytest.fixture
def stay(app: App, ward: Ward) -> int:
    return factories.make_stay(app, ward, "1:2", at=app.clock() - timedelta(days=19))


def add(app: App, stay: int, text: str = "Ny infart", *, minutes: int = 60, role: Role | None = None) -> int:
    return app.do(tasks.add, stay, text, app.clock() + timedelta(minutes=minutes), role)


def the_task(app: App, stay: int) -> TaskRow:
    [row] = app.ask(queries.tasks_of, stay)
    return row


def colleague(app: App, ward: Ward, role: Role = Role.ASSISTANT_NURSE) -> App:
    return app.acting(factories.make_user(app, role, "Ek", unit_id=ward.unit_id))


def test_that_a_task_says_what_when_who_and_whose(app: App, stay: int) -> None:
    add(app, stay, "  Bladderscan\n efter  lunch ", role=Role.NURSE)
    row = the_task(app, stay)
    assert (row.text, row.role, row.by) == ("Bladderscan efter lunch", Role.NURSE, "M. Falk")
    assert (row.due_at, row.recorded_at) == (app.clock() + timedelta(hours=1), app.clock())
    assert (row.owner, row.is_open, row.is_overdue) == (RecordOwner.KOMMUN_HSL, True, False)


def test_that_a_task_without_words_or_too_many_is_refused(app: App, stay: int) -> None:
    with pytest.raises(Invalid, match="what is to be done"):
        add(app, stay, " \n ")
    with pytest.raises(Invalid, match="room for 500"):
        add(app, stay, "x" * 501)


def test_that_a_task_is_overdue_once_its_time_has_been(app: App, clock: FrozenClock, stay: int) -> None:
    add(app, stay, minutes=30)
    clock.advance(timedelta(minutes=30))
    assert not the_task(app, stay).is_overdue
    clock.advance(timedelta(minutes=1))
    assert the_task(app, stay).is_overdue


def test_that_ticking_says_who_did_it_when(app: App, clock: FrozenClock, ward: Ward, stay: int) -> None:
    task_id = add(app, stay)
    clock.advance(timedelta(minutes=20))
    colleague(app, ward).do(tasks.tick, task_id, 1)
    row = the_task(app, stay)
    assert (row.done_by, row.done_at, row.is_done) == ("M. Ek", clock(), True)


def test_that_a_tick_can_be_undone_and_the_log_keeps_both(app: App, stay: int) -> None:
    task_id = add(app, stay)
    version = app.do(tasks.tick, task_id, 1)
    app.do(tasks.untick, task_id, version)
    row = the_task(app, stay)
    assert (row.is_open, row.done_by) == (True, "")

    def actions(session: Session) -> list[str]:
        wanted = select(audit.LOG.c.action).where(audit.LOG.c.entity == "task").order_by(audit.LOG.c.id)
        return list(session.scalars(wanted))

    assert factories.ask(app, actions) == ["tasks.add", "tasks.tick", "tasks.untick"]


def test_that_the_second_who_ticks_reads_who_was_first(app: App, ward: Ward, stay: int) -> None:
    task_id = add(app, stay)
    colleague(app, ward).do(tasks.tick, task_id, 1)
    with pytest.raises(Conflict, match=r"M\. Ek already ticked the task today 08:42"):
        app.do(tasks.tick, task_id, 1)


def test_that_a_task_can_be_closed_undone_with_its_reason(app: App, stay: int) -> None:
    task_id = add(app, stay)
    with pytest.raises(Invalid, match="why"):
        app.do(tasks.close_undone, task_id, 1, "  ")
    app.do(tasks.close_undone, task_id, 1, "Patienten avböjde")
    row = the_task(app, stay)
    assert (row.is_open, row.is_done, row.not_done_reason) == (False, False, "Patienten avböjde")
    assert row.done_by == "M. Falk"
    with pytest.raises(Conflict, match="Patienten avböjde"):
        app.do(tasks.tick, task_id, row.version)
    app.do(tasks.untick, task_id, row.version)
    assert the_task(app, stay).not_done_reason == ""


def test_that_a_change_made_meanwhile_is_not_written_over(app: App, stay: int) -> None:
    task_id = add(app, stay)
    due = app.clock() + timedelta(hours=2)
    app.do(tasks.change, task_id, 1, "Ny infart, helst höger arm", due, Role.DOCTOR)
    row = the_task(app, stay)
    assert (row.text, row.due_at, row.role) == ("Ny infart, helst höger arm", due, Role.DOCTOR)
    with pytest.raises(Conflict, match="since you opened it"):
        app.do(tasks.change, task_id, 1, "Något annat", due, None)
    with pytest.raises(Conflict):
        app.do(tasks.tick, task_id, 1)


def test_that_a_task_put_down_by_mistake_goes(app: App, stay: int) -> None:
    task_id = add(app, stay)
    app.do(tasks.cancel, task_id, 1)
    assert app.ask(queries.tasks_of, stay) == []
    with pytest.raises(Conflict, match="taken away"):
        app.do(tasks.tick, task_id, 2)


def test_that_what_is_left_comes_first_and_the_next_at_the_top(
    app: App, clock: FrozenClock, stay: int
) -> None:
    for text, minutes in (("sen", 300), ("snart", 10), ("försenad", -60)):
        add(app, stay, text, minutes=minutes)
    for text in ("klar först", "klar sist"):
        app.do(tasks.tick, add(app, stay, text), 1)
        clock.advance(timedelta(minutes=1))
    rows = app.ask(queries.tasks_of, stay)
    assert [row.text for row in rows] == ["försenad", "snart", "sen", "klar sist", "klar först"]
    since = clock() - timedelta(seconds=90)
    assert [row.text for row in app.ask(queries.tasks_of, stay, done_since=since)][3:] == ["klar sist"]


def test_that_an_ended_stay_takes_no_new_task(app: App, ward: Ward, stay: int) -> None:
    version = factories.version_of(app, stay)
    app.do(stays.discharge, stay, version, discharged_to="Hemmet")
    with pytest.raises(Refused, match="has ended"):
        add(app, stay)


def test_that_the_units_tasks_show_bed_and_person(app: App, ward: Ward, stay: int) -> None:
    person = factories.make_patient(app, "Lund", "Siv", protection=Protection.MARKED)
    other = factories.make_stay(app, ward, "2:1", patient_id=person)
    add(app, stay, "sen", minutes=600)
    add(app, other, "snart", minutes=5)
    app.do(tasks.tick, add(app, stay, "klar"), 1)
    rows = app.ask(queries.open_tasks, ward.unit_id)
    assert [(row.bed, row.patient, row.task.text) for row in rows] == [
        ("2:1", "S.L., protected identity", "snart"),
        ("1:2", "Öberg, Åke", "sen"),
    ]
    soon = app.ask(queries.open_tasks, ward.unit_id, until=app.clock() + timedelta(hours=1))
    assert [row.task.text for row in soon] == ["snart"]


def test_that_who_left_the_ward_is_not_in_its_list_of_tasks(app: App, ward: Ward, stay: int) -> None:
    add(app, stay)
    app.do(stays.discharge, stay, factories.version_of(app, stay), discharged_to="Hemmet")
    assert app.ask(queries.open_tasks, ward.unit_id) == []


def test_that_a_secretary_puts_tasks_down_but_does_not_tick_them(app: App, ward: Ward, stay: int) -> None:
    secretary = colleague(app, ward, Role.SECRETARY)
    task_id = add(secretary, stay, "Ring hemtjänsten")
    with pytest.raises(NotAllowed):
        secretary.do(tasks.tick, task_id, 1)
