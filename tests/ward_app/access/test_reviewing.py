"""The monthly review of rights, and what the security check counts. On both stores."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import LONG_AGO, Ward
from ward_app.access import commands, counting, queries, reviewing, sessions
from ward_app.access.facts import SecurityFacts, security_facts
from ward_app.access.policy import SYSTEM, Role
from ward_app.access.reviewing import RightRow
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, NotAllowed, Refused


@pytest.fixture
def manager(app: App, ward: Ward) -> App:
    return app.acting(factories.make_user(app, Role.UNIT_MANAGER, "Holm", unit_id=ward.unit_id))


@pytest.fixture
def administrator(app: App) -> App:
    return app.acting(factories.make_user(app, Role.SYSTEM_ADMINISTRATOR, "Berg"))


def row_of(door: App, app: App) -> RightRow:
    return next(row for row in door.ask(reviewing.rights) if row.user_id == app.user.user_id)


def review(door: App, row: RightRow, *, is_kept: bool) -> bool:
    return door.do(reviewing.review, row.id, row.version, is_kept=is_kept)


def facts(administrator: App) -> SecurityFacts:
    return administrator.ask(security_facts)


def test_that_the_list_says_who_as_what_since_when_and_last_seen_h_07(
    manager: App, app: App, ward: Ward, clock: FrozenClock
) -> None:
    row = row_of(manager, app)
    assert (row.name, row.role, row.unit_id, row.from_at) == (
        "Falk, Maria",
        Role.NURSE,
        ward.unit_id,
        LONG_AGO,
    )
    assert row.signed_in_at is None and row.reviewed_at is None and not row.is_own
    assert app.user.user_id is not None
    app.acting(SYSTEM).do(counting.note_try, app.user.user_id, passed=True)
    assert row_of(manager, app).signed_in_at == clock()
    assert row_of(manager, manager).is_own


def test_that_a_right_is_kept_for_a_month_h_07(manager: App, app: App, clock: FrozenClock) -> None:
    assert manager.ask(reviewing.review_state) == reviewing.ReviewState(date(2026, 11, 1), 2, 1)
    assert not review(manager, row_of(manager, app), is_kept=True)
    row = row_of(manager, app)
    assert (row.reviewed_at, row.reviewed_by) == (clock(), "M. Holm")
    assert manager.ask(reviewing.review_state).left == 0
    with pytest.raises(Refused, match="already"):
        review(manager, row, is_kept=True)
    clock.advance(timedelta(days=31))
    assert row_of(manager, app).reviewed_at is None
    assert manager.ask(reviewing.review_state).left == 1


def test_that_nobody_reviews_their_own_rights_h_07(manager: App, administrator: App) -> None:
    with pytest.raises(NotAllowed, match="their own"):
        review(manager, row_of(manager, manager), is_kept=True)
    assert not review(administrator, row_of(administrator, manager), is_kept=True)


def test_that_only_who_may_reviews(app: App, manager: App) -> None:
    row = row_of(manager, manager)
    with pytest.raises(NotAllowed):
        app.ask(reviewing.rights)
    with pytest.raises(NotAllowed):
        review(app, row, is_kept=True)


def test_that_a_manager_does_not_end_an_administrators_right(manager: App, administrator: App) -> None:
    factories.make_user(manager, Role.SYSTEM_ADMINISTRATOR, "Ek")
    with pytest.raises(NotAllowed):
        review(manager, row_of(manager, administrator), is_kept=False)
    assert row_of(manager, administrator).reviewed_at is None


def test_that_with_the_last_right_the_account_is_shut_h_07(
    manager: App, app: App, clock: FrozenClock
) -> None:
    assert review(manager, row_of(manager, app), is_kept=False)
    user = next(one for one in manager.ask(queries.users) if one.id == app.user.user_id)
    assert not user.is_active and user.assignments[0].to_at == clock()
    with pytest.raises(NotAllowed):
        app.do(sessions.note_seen)


@pytest.mark.parametrize("begins_in", [-1, 7])
def test_that_another_right_keeps_the_account_open(
    manager: App, app: App, ward: Ward, begins_in: int
) -> None:
    """Also one that begins later."""
    assert app.user.user_id is not None
    manager.do(
        commands.assign, app.user.user_id, role=Role.SECRETARY, unit_id=ward.unit_id,
        from_at=manager.clock() + timedelta(days=begins_in),
    )  # fmt: skip
    row = next(row for row in manager.ask(reviewing.rights) if row.role is Role.NURSE)
    assert not review(manager, row, is_kept=False)
    assert next(one for one in manager.ask(queries.users) if one.id == app.user.user_id).is_active


def test_that_a_right_that_changed_meanwhile_is_looked_at_again(manager: App, app: App) -> None:
    row = row_of(manager, app)
    with pytest.raises(Conflict):
        manager.do(reviewing.review, row.id, row.version - 1, is_kept=True)


def test_that_a_right_of_this_month_need_not_be_reviewed_yet(
    manager: App, administrator: App, ward: Ward
) -> None:
    before = manager.ask(reviewing.review_state).left
    administrator.do(
        commands.add_user, login="ny", given_name="Ny", family_name="Ek", role=Role.NURSE,
        unit_id=ward.unit_id, password_hash="x",
    )  # fmt: skip
    assert manager.ask(reviewing.review_state).left == before


def test_that_the_security_check_counts_what_is_not_as_it_should_be_h_06(
    administrator: App, manager: App, app: App, clock: FrozenClock
) -> None:
    assert app.user.user_id is not None
    logins = tuple(sorted(door.user.login for door in (administrator, manager, app)))
    seen = facts(administrator)
    assert (seen.active, seen.without_factor, seen.never_in) == (3, logins, logins)
    assert (seen.long_away, seen.without_right) == ((), ())
    assert seen.administrators == (administrator.user.login,)
    assert (seen.unreviewed, seen.without_analysis, seen.failed_tries) == (3, 3, 0)
    assert seen.verified_at is None
    app.acting(SYSTEM).do(counting.note_try, app.user.user_id, passed=True)
    app.acting(SYSTEM).do(counting.note_try, app.user.user_id, passed=False)
    review(manager, row_of(manager, app), is_kept=True)
    later = facts(administrator)
    assert app.user.login not in later.never_in
    assert (later.unreviewed, later.failed_tries) == (2, 1)
    clock.advance(timedelta(days=91))
    assert facts(administrator).long_away == (app.user.login,)
    assert facts(administrator).failed_tries == 0


def test_that_only_an_administrator_sees_the_security_check(manager: App, app: App) -> None:
    for door in (manager, app):
        with pytest.raises(NotAllowed):
            facts(door)
