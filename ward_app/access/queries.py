"""Accounts as rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_app.access.model import Assignment, Stranger, User
from ward_app.access.policy import Actor, Held, Permission, Role
from ward_app.errors import NotAllowed
from ward_app.i18n import _
from ward_app.ops import Work, query
from ward_app.owners import Principal
from ward_app.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Credential:
    """What signing in needs to know. Leaves the core only into `login`."""

    user_id: int
    password_hash: str | None
    is_active: bool
    not_before: datetime | None
    totp_secret: bytes | None
    """Sealed; None while no code is asked for."""
    totp_step: int
    card_id: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """The signed-in user's own account."""

    actor: Actor
    draft_key: bytes
    must_change_password: bool
    theme: str | None
    point_size: int | None
    language: str | None
    has_factor: bool = False
    """A code from a phone, or a card, beside the password."""


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    id: int
    version: int
    role: Role
    principal: Principal
    unit_id: int | None
    from_at: datetime
    to_at: datetime | None
    analysis_ref: str
    social: bool = False


@dataclass(frozen=True, slots=True)
class UserRow:
    id: int
    version: int
    login: str
    given_name: str
    family_name: str
    alias: str | None
    is_active: bool
    must_change_password: bool
    assignments: tuple[AssignmentRow, ...]
    has_factor: bool = False
    card_id: str = ""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person to choose as responsible nurse or doctor."""

    id: int
    name: str
    role: Role
    principal: Principal


@query(None)
def credential(work: Work, login: str) -> Credential | None:
    user = work.session.scalars(select(User).where(User.login == login)).one_or_none()
    return _credential(user) if user else None


@query(None)
def card_holder(work: Work, card_id: str) -> str | None:
    """The user name of whom this card signs in."""
    return work.session.scalar(select(User.login).where(User.card_id == card_id))


@query(None)
def inactive_logins(work: Work) -> frozenset[str]:
    """Whose key slots are to go."""
    return frozenset(work.session.scalars(select(User.login).where(User.is_active.is_(False))))


@query(None)
def stranger_waits(work: Work, digest: str) -> datetime | None:
    """Until when a name that nobody has must wait, after it was tried."""
    return work.session.scalar(select(Stranger.not_before).where(Stranger.digest == digest))


@query(None)
def account(work: Work, user_id: int) -> Account:
    """One's own account, or before anyone is signed in that of who has just proved who they are."""
    if work.user.user_id not in (None, user_id):
        raise NotAllowed(_("This is someone else's account."))
    user = work.session.get_one(User, user_id)
    return Account(
        actor=replace(actor_of(work.session, user), session_id=work.user.session_id),
        draft_key=user.draft_key,
        must_change_password=user.must_change_password,
        theme=user.theme,
        point_size=user.point_size,
        language=user.language,
        has_factor=user.totp_since is not None or user.card_id is not None,
    )


@query(Permission.USERS_SEE)
def users(work: Work) -> list[UserRow]:
    """Everyone who has or had an account, in Swedish order."""
    held: dict[int, list[AssignmentRow]] = {}
    for one in work.session.scalars(select(Assignment).order_by(Assignment.from_at, Assignment.id)):
        row = AssignmentRow(
            one.id, one.version, one.role, one.principal, one.unit_id, one.from_at, one.to_at,
            one.analysis_ref or "", one.social,
        )  # fmt: skip
        held.setdefault(one.user_id, []).append(row)
    rows = [
        UserRow(
            user.id, user.version, user.login, user.given_name, user.family_name, user.alias,
            user.is_active, user.must_change_password, tuple(held.get(user.id, ())),
            user.totp_since is not None, user.card_id or "",
        )
        for user in work.session.scalars(select(User))
    ]  # fmt: skip
    return sorted(rows, key=lambda row: sort_key(f"{row.family_name}, {row.given_name}"))


@query(Permission.WARD_SEE)
def staff(work: Work, unit_id: int, role: Role | None = None) -> list[StaffRow]:
    """Who works on the unit now, to choose among."""
    wanted = (
        select(User, Assignment).join(Assignment, Assignment.user_id == User.id)
        .where(
            User.is_active, Assignment.unit_id == unit_id, Assignment.from_at <= work.now,
            (Assignment.to_at.is_(None)) | (Assignment.to_at > work.now),
        )
    )  # fmt: skip
    if role is not None:
        wanted = wanted.where(Assignment.role == role)
    rows = [
        StaffRow(user.id, user.shown_name, held.role, held.principal)
        for user, held in work.session.execute(wanted)
    ]
    return sorted(rows, key=lambda row: sort_key(row.name))


def _credential(user: User) -> Credential:
    secret = user.totp_secret if user.totp_since else None
    return Credential(
        user.id, user.password_hash, user.is_active, user.not_before, secret, user.totp_step, user.card_id
    )


def actor_of(session: Session, user: User) -> Actor:
    held = session.scalars(
        select(Assignment).where(Assignment.user_id == user.id).order_by(Assignment.from_at, Assignment.id)
    )
    return Actor(
        user_id=user.id,
        login=user.login,
        name=user.shown_name,
        held=tuple(Held(a.id, a.role, a.unit_id, a.principal, a.from_at, a.to_at, a.social) for a in held),
        stamp=user.stamp,
    )
