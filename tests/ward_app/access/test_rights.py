"""Who may change whose rights, and that nobody makes themselves more than they are. On both stores."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import Ward
from ward_app.access import commands, queries
from ward_app.access.commands import TRUSTED_ROLES
from ward_app.access.policy import HOLDS, MUST_DOCUMENT, SYSTEM, Actor, Permission, Role, allowed, homes
from ward_app.access.queries import AssignmentRow, UserRow
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused
from ward_app.owners import Principal, RecordOwner

TRUSTED = sorted(TRUSTED_ROLES)


@pytest.fixture
def manager(app: App, ward: Ward) -> App:
    return app.acting(factories.make_user(app, Role.UNIT_MANAGER, "Holm", unit_id=ward.unit_id))


@pytest.fixture
def administrator(app: App) -> App:
    return app.acting(factories.make_user(app, Role.SYSTEM_ADMINISTRATOR, "Berg"))


def row_of(app: App, user_id: int | None) -> UserRow:
    return next(row for row in app.acting(SYSTEM).ask(queries.users) if row.id == user_id)


def assignment_of(app: App, user_id: int | None) -> AssignmentRow:
    return row_of(app, user_id).assignments[-1]


def now_in(app: App, user_id: int | None) -> Actor:
    """The same person, signed in anew."""
    assert user_id is not None
    return app.acting(SYSTEM).ask(queries.account, user_id).actor


@pytest.mark.parametrize("role", TRUSTED)
def test_that_a_manager_makes_nobody_administrator_or_log_reviewer_pdl_16(manager: App, role: Role) -> None:
    me = manager.user.user_id
    assert me is not None
    with pytest.raises(NotAllowed):
        manager.do(commands.assign, me, role=role, unit_id=None)
    with pytest.raises(NotAllowed):
        manager.do(
            commands.add_user, login="ny", given_name="Ny", family_name="Ek", role=role, unit_id=None,
            password_hash="x",
        )  # fmt: skip
    assert now_in(manager, me).roles(manager.clock()) == {Role.UNIT_MANAGER}


@pytest.mark.parametrize("role", TRUSTED)
def test_that_a_manager_does_not_get_into_the_account_of_one_pdl_16(manager: App, role: Role) -> None:
    other = factories.make_user(manager, role, "Ros")
    row = row_of(manager, other.user_id)
    held = row.assignments[0]
    with pytest.raises(NotAllowed):
        manager.do(commands.reset_password, row.id, password_hash="mine")
    with pytest.raises(NotAllowed):
        manager.do(commands.recover_account, other.login, password_hash="mine")
    with pytest.raises(NotAllowed):
        manager.do(commands.set_active, row.id, row.version, active=False)
    with pytest.raises(NotAllowed):
        manager.do(commands.end_assignment, held.id, held.version)
    assert row_of(manager, other.user_id) == row


def test_that_an_administrator_gives_and_takes_every_role(administrator: App, ward: Ward) -> None:
    for role in Role:
        someone = factories.make_user(administrator, Role.NURSE, "Ek", unit_id=ward.unit_id)
        assert someone.user_id is not None
        given = administrator.do(commands.assign, someone.user_id, role=role, unit_id=ward.unit_id)
        assert role in now_in(administrator, someone.user_id).roles(administrator.clock())
        row = next(one for one in row_of(administrator, someone.user_id).assignments if one.id == given)
        administrator.do(commands.end_assignment, given, row.version)


def test_that_a_manager_looks_after_the_staff(manager: App, ward: Ward) -> None:
    nurse = factories.make_user(manager, Role.NURSE, "Ek", unit_id=ward.unit_id)
    assert nurse.user_id is not None
    manager.do(commands.reset_password, nurse.user_id, password_hash="first")
    row = row_of(manager, nurse.user_id)
    assert row.must_change_password
    manager.do(commands.set_active, row.id, row.version, active=False)
    assert not row_of(manager, nurse.user_id).is_active


def test_that_nobody_without_the_right_touches_accounts(app: App) -> None:
    for changed in (
        commands.add_user, commands.assign, commands.end_assignment, commands.set_active,
        commands.change_user, commands.reset_password, commands.recover_account,
    ):  # fmt: skip
        assert not app.allows(changed)


def test_that_nobody_reads_another_users_account(app: App, manager: App) -> None:
    assert app.user.user_id is not None and manager.user.user_id is not None
    assert app.ask(queries.account, app.user.user_id).actor.login == app.user.login
    with pytest.raises(NotAllowed):
        app.ask(queries.account, manager.user.user_id)


def test_that_an_ended_assignment_cannot_be_brought_back(administrator: App, app: App, ward: Ward) -> None:
    held = assignment_of(app, app.user.user_id)
    administrator.do(commands.end_assignment, held.id, held.version)
    ended = assignment_of(app, app.user.user_id)
    assert ended.to_at == app.clock()
    with pytest.raises(Refused, match="ended already"):
        administrator.do(commands.end_assignment, held.id, ended.version)


def test_that_a_stale_page_ends_nothing(administrator: App, app: App) -> None:
    held = assignment_of(app, app.user.user_id)
    with pytest.raises(Conflict):
        administrator.do(commands.end_assignment, held.id, held.version - 1)


def test_that_an_administrator_to_come_is_no_replacement_for_the_last_one(administrator: App) -> None:
    heir = factories.make_user(administrator, Role.NURSE, "Ek")
    assert heir.user_id is not None
    administrator.do(
        commands.assign, heir.user_id, role=Role.SYSTEM_ADMINISTRATOR, unit_id=None,
        from_at=administrator.clock() + timedelta(days=7),
    )  # fmt: skip
    mine = assignment_of(administrator, administrator.user.user_id)
    with pytest.raises(Refused, match="last"):
        administrator.do(commands.end_assignment, mine.id, mine.version)


def test_that_nobody_shuts_their_own_account(administrator: App) -> None:
    row = row_of(administrator, administrator.user.user_id)
    with pytest.raises(Refused, match="own account"):
        administrator.do(commands.set_active, row.id, row.version, active=False)


def test_that_rights_are_role_unit_principal_and_period_pdl_16(
    administrator: App, ward: Ward, clock: FrozenClock
) -> None:
    since, until = clock() + timedelta(hours=1), clock() + timedelta(hours=9)
    user_id = administrator.do(
        commands.add_user, login="vik", given_name="Vik", family_name="Arie", role=Role.DOCTOR,
        unit_id=ward.unit_id, password_hash="x", from_at=since, to_at=until, analysis_ref="BRA 2026:4",
    )  # fmt: skip
    held = assignment_of(administrator, user_id)
    assert (held.role, held.unit_id, held.principal) == (Role.DOCTOR, ward.unit_id, Principal.REGION)
    assert (held.from_at, held.to_at, held.analysis_ref) == (since, until, "BRA 2026:4")
    actor = now_in(administrator, user_id)
    for at, holds in ((clock(), False), (since, True), (until, False)):
        assert allowed(actor, Permission.LIMITATION_DECIDE, at) is holds


def test_that_an_assignment_does_not_end_before_it_begins(administrator: App) -> None:
    with pytest.raises(Invalid) as refusal:
        administrator.do(
            commands.add_user, login="vik", given_name="Vik", family_name="Arie", role=Role.NURSE,
            unit_id=None, password_hash="x", to_at=administrator.clock(),
        )  # fmt: skip
    assert refusal.value.field == "to_at"


def test_that_staff_with_a_protected_identity_are_called_by_their_alias_prot_06(
    administrator: App, app: App, ward: Ward
) -> None:
    row = row_of(app, app.user.user_id)
    administrator.do(
        commands.change_user, row.id, row.version, given_name="Maria", family_name="Falk", alias=" Sjuk 7 "
    )
    assert now_in(app, app.user.user_id).name == "Sjuk 7"
    assert [one.name for one in administrator.acting(app.user).ask(queries.staff, ward.unit_id)] == ["Sjuk 7"]
    row = row_of(app, app.user.user_id)
    administrator.do(commands.change_user, row.id, row.version, given_name="Maria", family_name="Falk")
    assert now_in(app, app.user.user_id).name == "M. Falk"


@pytest.mark.parametrize("field", ["given_name", "family_name"])
def test_that_a_name_is_asked_for_by_its_field(administrator: App, field: str) -> None:
    row = row_of(administrator, administrator.user.user_id)
    for name in ("  ", "x" * 201):
        names = {"given_name": "Eva", "family_name": "Ek", field: name}
        with pytest.raises(Invalid) as refusal:
            administrator.do(commands.change_user, row.id, row.version, **names)
        assert refusal.value.field == field


def test_that_preferences_are_ones_own(app: App) -> None:
    app.do(commands.keep_preferences, theme="dark", point_size=12, language="en")
    assert app.user.user_id is not None
    account = app.ask(queries.account, app.user.user_id)
    assert (account.theme, account.point_size, account.language) == ("dark", 12, "en")


def test_that_who_must_keep_a_record_can_and_others_may_pdl_02() -> None:
    by_law = {Role.DOCTOR, Role.NURSE, Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST}
    writes = {role for role, held in HOLDS.items() if {Permission.NOTE_WRITE, Permission.NOTE_SIGN} <= held}
    assert by_law == MUST_DOCUMENT
    assert writes == by_law | {Role.ASSISTANT_NURSE}


@pytest.mark.parametrize("role", [Role.NURSE, Role.DOCTOR, Role.UNIT_MANAGER, Role.SYSTEM_ADMINISTRATOR])
def test_that_nobody_gives_rights_to_themselves_pdl_16(
    manager: App, administrator: App, ward: Ward, role: Role
) -> None:
    """A manager who made herself a nurse would read the record; an administrator likewise."""
    for door in (manager, administrator):
        me = door.user.user_id
        assert me is not None
        before = row_of(door, me)
        with pytest.raises(NotAllowed):
            door.do(commands.assign, me, role=role, unit_id=ward.unit_id)
        assert row_of(door, me) == before


def test_that_an_assistant_nurse_may_also_work_in_the_social_record_osl_8_2(
    administrator: App, app: App, ward: Ward
) -> None:
    user_id = administrator.do(
        commands.add_user, login="usk", given_name="Ulla", family_name="Ek", role=Role.ASSISTANT_NURSE,
        unit_id=ward.unit_id, password_hash="x", social=True, analysis_ref="BRA 2026:5",
    )  # fmt: skip
    assert assignment_of(administrator, user_id).social
    [held] = now_in(administrator, user_id).held
    assert homes(held) == {RecordOwner.KOMMUN_HSL, RecordOwner.KOMMUN_SOL}
    given = administrator.do(
        commands.assign, user_id, role=Role.NURSE, unit_id=ward.unit_id, social=False,
    )  # fmt: skip
    assert not next(row for row in row_of(administrator, user_id).assignments if row.id == given).social


@pytest.mark.parametrize(
    ("role", "principal", "field"),
    [
        (Role.DOCTOR, Principal.REGION, "social"),
        (Role.NURSE, Principal.REGION, "social"),
        (Role.SYSTEM_ADMINISTRATOR, Principal.KOMMUN, "social"),
        (Role.LOG_REVIEWER, Principal.KOMMUN, "social"),
        (Role.NEEDS_ASSESSOR, Principal.REGION, "principal"),
    ],
)
def test_that_the_social_record_is_for_care_staff_of_the_kommun_osl_8_2(
    administrator: App, ward: Ward, role: Role, principal: Principal, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        administrator.do(
            commands.add_user, login="vik", given_name="Vik", family_name="Arie", role=role,
            unit_id=ward.unit_id, password_hash="x", principal=principal, social=True,
        )  # fmt: skip
    assert refusal.value.field == field


def test_that_a_needs_assessor_is_the_kommuns_and_writes_in_its_record_only(
    administrator: App, ward: Ward
) -> None:
    user_id = administrator.do(
        commands.add_user, login="bist", given_name="Bo", family_name="Ek", role=Role.NEEDS_ASSESSOR,
        unit_id=ward.unit_id, password_hash="x",
    )  # fmt: skip
    actor = now_in(administrator, user_id)
    assert actor.owner(administrator.clock()) is RecordOwner.KOMMUN_SOL
    assert actor.held[0].principal is Principal.KOMMUN
