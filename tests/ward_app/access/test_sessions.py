"""Who is signed in where, and ending that from elsewhere: at the very next call. On both stores."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from tests import factories
from tests.factories import Ward
from ward_app.access import commands, counting, queries, sessions
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import NotAllowed, Refused, SignedOut


def signed_in(door: App, user_id: int | None) -> App:
    """The same person at work, as a sign-in makes it."""
    assert user_id is not None
    session_id = door.do(counting.note_try, user_id, passed=True)
    return door.acting(replace(door.ask(queries.account, user_id).actor, session_id=session_id))


@pytest.fixture
def nurse(door: App, app: App) -> App:
    return signed_in(door, app.user.user_id)


@pytest.fixture
def administrator(door: App, ward: Ward) -> App:
    return signed_in(door, factories.make_user(door, Role.SYSTEM_ADMINISTRATOR, "Berg").user_id)


def test_that_the_list_says_who_where_since_when(nurse: App, administrator: App, clock: FrozenClock) -> None:
    clock.advance(timedelta(minutes=10))
    nurse.do(sessions.note_seen)
    theirs, own = administrator.ask(sessions.sessions)
    assert (theirs.login, theirs.workstation, theirs.is_own) == (nurse.user.login, "ws1", False)
    assert theirs.seen_at - theirs.started_at == timedelta(minutes=10)
    assert own.is_own and own.seen_at == own.started_at


@pytest.mark.parametrize("how", ["signed_out", "switched"])
def test_that_who_has_left_is_not_in_the_list(nurse: App, administrator: App, how: str) -> None:
    nurse.do(sessions.note_lock, "locked")
    assert len(administrator.ask(sessions.sessions)) == 2
    nurse.do(sessions.note_lock, how)
    assert [row.is_own for row in administrator.ask(sessions.sessions)] == [True]


def test_that_an_ended_session_is_refused_at_its_next_call_and_another_goes_on_h_05(
    door: App, nurse: App, administrator: App, ward: Ward
) -> None:
    elsewhere = signed_in(door, nurse.user.user_id)
    assert nurse.user.user_id is not None
    nurse.ask(queries.account, nurse.user.user_id)
    first = administrator.ask(sessions.sessions)[0]
    assert first.id == nurse.user.session_id
    administrator.do(sessions.end_session, first.id)
    for call in (
        lambda: nurse.do(sessions.note_seen), lambda: nurse.ask(queries.staff, ward.unit_id),
    ):  # fmt: skip
        with pytest.raises(SignedOut, match="drafts are kept"):
            call()
    assert elsewhere.ask(queries.staff, ward.unit_id)
    with pytest.raises(Refused, match="ended already"):
        administrator.do(sessions.end_session, first.id)


def statements(door: App, ward: Ward) -> int:
    """How many a read takes at a door of its own."""
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(door.store.engine, "before_cursor_execute", hear)
    door.acting(door.user).ask(queries.staff, ward.unit_id)
    event.remove(door.store.engine, "before_cursor_execute", hear)
    return len(said)


def test_that_the_session_costs_no_statement_more(nurse: App, app: App, ward: Ward) -> None:
    assert statements(app, ward) == statements(nurse, ward) > 0


def test_that_nobody_ends_a_session_without_the_right(nurse: App, administrator: App, ward: Ward) -> None:
    manager = factories.make_user(nurse, Role.UNIT_MANAGER, "Holm", unit_id=ward.unit_id)
    session_id = administrator.user.session_id
    assert session_id is not None
    for door in (nurse, nurse.acting(manager)):
        with pytest.raises(NotAllowed):
            door.do(sessions.end_session, session_id)


def test_that_nobody_ends_the_session_they_sit_in(administrator: App) -> None:
    assert administrator.user.session_id is not None
    with pytest.raises(Refused, match="yourself"):
        administrator.do(sessions.end_session, administrator.user.session_id)


def test_that_a_leaver_is_signed_out_everywhere(door: App, nurse: App, administrator: App) -> None:
    row = next(one for one in administrator.ask(queries.users) if one.id == nurse.user.user_id)
    administrator.do(commands.set_active, row.id, row.version, active=False)
    assert [one.is_own for one in administrator.ask(sessions.sessions)] == [True]
    with pytest.raises(SignedOut):
        nurse.do(sessions.note_seen)


def test_that_a_session_that_was_cut_off_ends_by_itself(
    door: App, nurse: App, administrator: App, clock: FrozenClock
) -> None:
    clock.advance(sessions.LOST)
    administrator.do(sessions.note_seen)
    assert [one.is_own for one in administrator.ask(sessions.sessions)] == [True]
    signed_in(door, nurse.user.user_id)
    with pytest.raises(SignedOut):
        nurse.do(sessions.note_seen)


def test_that_somebody_elses_session_is_no_cover(nurse: App, administrator: App) -> None:
    """A session belongs to its user: with another's id the door finds none, and the list is not touched."""
    borrowed = nurse.acting(replace(nurse.user, session_id=administrator.user.session_id))
    borrowed.do(sessions.note_lock, "signed_out")
    assert len(administrator.ask(sessions.sessions)) == 2


def test_that_the_program_itself_has_no_session(door: App) -> None:
    door.acting(SYSTEM).do(sessions.note_seen)
    assert door.acting(SYSTEM).ask(sessions.own) is None
