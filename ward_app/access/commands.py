"""Changes to people's accounts and assignments."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import func, select

from ward_app.access import logins
from ward_app.access.model import Assignment, User
from ward_app.access.policy import Permission, Role, allowed
from ward_app.access.sessions import end_all
from ward_app.cleaning import one_line
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.owners import Principal

REGION_ROLES = frozenset({Role.DOCTOR})
"""Employed by the region (HSL 12:3 leaves doctors' care out of the kommun's duty); the rest by the kommun."""
TRUSTED_ROLES = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.LOG_REVIEWER})
"""Given and taken by a system administrator only: no manager reviews or administers by their own act."""
SOCIAL_ROLES = frozenset({
    Role.ASSISTANT_NURSE, Role.NURSE, Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST, Role.SECRETARY,
    Role.NEEDS_ASSESSOR,
})  # fmt: skip
"""Who may also carry out care under the Social Services Act, beside the health care of the kommun."""


@command(None)
def create_first_administrator(
    work: Work, *, login: str, given_name: str, family_name: str, password_hash: str
) -> int:
    """The only account made without anyone being signed in: refused once any account exists."""
    if work.session.scalar(select(func.count()).select_from(User)):
        raise Refused(_("This store already has users. Sign in instead, or ask the administrator."))
    user = _new_user(work, login, given_name, family_name, password_hash)
    _new_assignment(work, user, Role.SYSTEM_ADMINISTRATOR, None, Principal.KOMMUN, work.now, None)
    return user.id


@command(Permission.USERS_EDIT)
def add_user(
    work: Work, *, login: str, given_name: str, family_name: str, role: Role, unit_id: int | None,
    password_hash: str, principal: Principal | None = None, from_at: datetime | None = None,
    to_at: datetime | None = None, social: bool = False, analysis_ref: str = "", must_change: bool = True,
) -> int:  # fmt: skip
    """An account with its first assignment. Someone else chose the password, so it must be changed."""
    expect_trusted(work, role)
    user = _new_user(work, login, given_name, family_name, password_hash, must_change=must_change)
    since = from_at or work.now
    _new_assignment(work, user, role, unit_id, principal, since, to_at, social, analysis_ref)
    return user.id


@command(Permission.USERS_EDIT)
def assign(
    work: Work, user_id: int, *, role: Role, unit_id: int | None, principal: Principal | None = None,
    from_at: datetime | None = None, to_at: datetime | None = None, social: bool = False,
    analysis_ref: str = "",
) -> int:  # fmt: skip
    """One more assignment. `analysis_ref` names the analysis of needs and risks it rests on (PDL-16).

    `social`: also carries out care under the Social Services Act, and works in that record too (OSL 8:2).
    """
    expect_trusted(work, role)
    _expect_other(work, user_id)
    user = work.session.get_one(User, user_id)
    user.stamp += 1
    since = from_at or work.now
    return _new_assignment(work, user, role, unit_id, principal, since, to_at, social, analysis_ref).id


@command(Permission.USERS_EDIT)
def end_assignment(work: Work, assignment_id: int, seen: int) -> None:
    """The right stops counting at once, also for someone who is signed in (H-07)."""
    assignment = work.session.get_one(Assignment, assignment_id)
    assignment.expect(seen)
    expect_trusted(work, assignment.role)
    if assignment.to_at is not None and assignment.to_at <= work.now:
        raise Refused(_("The assignment has ended already."))
    _keep_an_administrator(work, but=assignment)
    assignment.to_at = work.now
    work.session.get_one(User, assignment.user_id).stamp += 1


@command(Permission.USERS_EDIT)
def set_active(work: Work, user_id: int, seen: int, *, active: bool) -> None:
    """Leavers are made inactive, never deleted: their notes and log rows stay theirs."""
    user = work.session.get_one(User, user_id)
    user.expect(seen)
    if user.id == work.user.user_id and not active:
        raise Refused(_("You cannot make your own account inactive. Ask another administrator."))
    expect_trusted(work, *roles_of(work, user))
    user.is_active = active
    user.stamp += 1
    if not active:
        end_all(work, user.id)


@command(Permission.USERS_EDIT)
def change_user(
    work: Work, user_id: int, seen: int, *, given_name: str, family_name: str, alias: str | None = None
) -> None:
    user = work.session.get_one(User, user_id)
    user.expect(seen)
    user.given_name = _required(given_name, "given_name")
    user.family_name = _required(family_name, "family_name")
    user.alias = one_line(alias or "", field="alias") or None


@command(Permission.USERS_EDIT)
def reset_password(work: Work, user_id: int, *, password_hash: str) -> bool:
    """A password chosen by the administrator: good for one sign-in, then the person chooses their own.

    Whether the account is active: else the password opens nothing.
    """
    user = work.session.get_one(User, user_id)
    expect_trusted(work, *roles_of(work, user))
    user.password_hash = password_hash
    user.must_change_password = True
    user.failed_tries, user.not_before = 0, None
    user.stamp += 1
    return user.is_active


@command(Permission.OWN_ACCOUNT)
def change_own_password(work: Work, *, password_hash: str) -> None:
    user = work.session.get_one(User, work.user.user_id)
    user.password_hash = password_hash
    user.must_change_password = False


@command(Permission.OWN_ACCOUNT)
def keep_preferences(
    work: Work, *, theme: str | None, point_size: int | None, language: str | None = None
) -> None:
    user = work.session.get_one(User, work.user.user_id)
    user.theme, user.point_size, user.language = theme, point_size, language


@command(Permission.USERS_EDIT)
def recover_account(work: Work, login: str, *, password_hash: str) -> None:
    """The recovery code was right: a new password for one account, which opens again if it was shut.

    Its second factor goes too: with the only administrator's phone lost there would be no way in.
    Done by the program itself, as nobody is signed in; for anyone else it is a reset like others.
    """
    user = work.session.scalars(select(User).where(User.login == login)).one_or_none()
    if user is None:
        raise Invalid("login", _("There is no user with this name."))
    expect_trusted(work, *roles_of(work, user))
    user.password_hash = password_hash
    user.is_active = True
    user.must_change_password = False
    user.failed_tries, user.not_before = 0, None
    user.totp_secret, user.totp_since, user.totp_step = None, None, 0
    user.stamp += 1
    work.log("access.recovered", user=user.id)


def _new_user(
    work: Work,
    login: str,
    given_name: str,
    family_name: str,
    password_hash: str,
    *,
    must_change: bool = False,
) -> User:
    name = logins.require_plain(login)
    if work.session.scalar(select(User.id).where(User.login == name)):
        raise Invalid("login", _("The user name {login} is taken. Choose another one.").format(login=name))
    user = User(
        login=name,
        given_name=_required(given_name, "given_name"),
        family_name=_required(family_name, "family_name"),
        password_hash=password_hash,
        draft_key=secrets.token_bytes(32),
        must_change_password=must_change,
    )
    work.session.add(user)
    work.session.flush()
    return user


def _new_assignment(
    work: Work, user: User, role: Role, unit_id: int | None, principal: Principal | None,
    from_at: datetime, to_at: datetime | None, social: bool = False, analysis_ref: str = "",
) -> Assignment:  # fmt: skip
    if to_at is not None and to_at <= from_at:
        raise Invalid("to_at", _("The assignment must end after it begins."))
    employer = principal or (Principal.REGION if role in REGION_ROLES else Principal.KOMMUN)
    _expect_kommun(role, employer, social)
    assignment = Assignment(
        user_id=user.id, role=role, unit_id=unit_id, principal=employer, from_at=from_at, to_at=to_at,
        social=social, analysis_ref=one_line(analysis_ref, field="analysis_ref") or None,
    )  # fmt: skip
    work.session.add(assignment)
    work.session.flush()
    return assignment


def expect_trusted(work: Work, *roles: Role) -> None:
    """Whoever may edit users could otherwise become the administrator, or review their own reading."""
    if TRUSTED_ROLES & set(roles) and not allowed(work.user, Permission.STORE_KEEP, work.now):
        raise NotAllowed(
            _("Only a system administrator can do this with an administrator's or a log reviewer's account.")
        )


def _expect_other(work: Work, user_id: int) -> None:
    """A manager who made herself a nurse would read what a manager may not (PDL 4:1)."""
    if user_id == work.user.user_id:
        raise NotAllowed(_("Nobody gives rights to themselves. Ask another who may."))


def _expect_kommun(role: Role, employer: Principal, social: bool) -> None:
    """The social services are the kommun's; a region employee has no part in their record."""
    if role is Role.NEEDS_ASSESSOR and employer is not Principal.KOMMUN:
        raise Invalid("principal", _("A needs assessor is employed by the municipality."))
    if social and (employer is not Principal.KOMMUN or role not in SOCIAL_ROLES):
        raise Invalid("social", _("Only care staff of the municipality also work in the social record."))


def roles_of(work: Work, user: User) -> set[Role]:
    """What the account is good for, now or later."""
    held = select(Assignment.role).where(
        Assignment.user_id == user.id, Assignment.to_at.is_(None) | (Assignment.to_at > work.now)
    )
    return set(work.session.scalars(held))


def _keep_an_administrator(work: Work, but: Assignment) -> None:
    """Nobody can lock everybody out of the settings."""
    if but.role is not Role.SYSTEM_ADMINISTRATOR:
        return
    others = (
        select(func.count()).select_from(Assignment).join(User, User.id == Assignment.user_id)
        .where(
            Assignment.role == Role.SYSTEM_ADMINISTRATOR, Assignment.id != but.id, User.is_active,
            Assignment.from_at <= work.now, Assignment.to_at.is_(None),
        )
    )  # fmt: skip
    if not work.session.scalar(others):
        raise Refused(_("This is the last system administrator. Appoint another one first."))


def _required(name: str, field: str) -> str:
    if cleaned := one_line(name, field=field):
        return cleaned
    raise Invalid(field, _("Fill in the name."))
