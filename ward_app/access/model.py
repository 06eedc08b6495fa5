"""People who sign in, and what they are assigned to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.access.policy import Role
from ward_app.owners import Principal
from ward_app.store.base import Entity


class User(Entity, kw_only=True):
    """One person. Never deleted: leavers are made inactive (H-07). There are no shared accounts (H-01)."""

    __tablename__ = "user_account"

    login: Mapped[str] = mapped_column(String(60), unique=True)
    given_name: Mapped[str]
    family_name: Mapped[str]
    alias: Mapped[str | None] = mapped_column(default=None)
    """Shown in place of the name on prints when the person has a protected identity (PROT-06)."""
    password_hash: Mapped[str | None] = mapped_column(default=None, info={"audit": "digest"})
    draft_key: Mapped[bytes] = mapped_column(LargeBinary(32), info={"audit": "skip"})
    is_active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    failed_tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None] = mapped_column(default=None)
    stamp: Mapped[int] = mapped_column(default=1)
    """Raised when rights change, so that an open session notices at its next call."""
    theme: Mapped[str | None] = mapped_column(String(10), default=None)
    point_size: Mapped[int | None] = mapped_column(default=None)
    language: Mapped[str | None] = mapped_column(String(5), default=None)
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary(64), default=None, info={"audit": "skip"})
    totp_since: Mapped[datetime | None] = mapped_column(default=None)
    """When the second factor was confirmed with a first code; None while it is not in use."""
    totp_step: Mapped[int] = mapped_column(default=0, info={"audit": "skip"})
    """The last time step whose code was taken: a code counts once."""
    card_id: Mapped[str | None] = mapped_column(String(60), default=None, unique=True)
    """HSA-id on the smart card that signs this person in."""

    @property
    def shown_name(self) -> str:
        """`Efternamn, Förnamn` is for patients; staff are called `M. Falk`."""
        return self.alias or f"{self.given_name[:1]}. {self.family_name}"


class Assignment(Entity, kw_only=True):
    """Role × unit × principal × period: where rights come from (PDL 4:2, PDL-16)."""

    __table_args__ = (Index(None, "user_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), default=None)
    principal: Mapped[Principal]
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None] = mapped_column(default=None)
    social: Mapped[bool] = mapped_column(default=False)
    """Also carries out care under the Social Services Act: reads and writes in that record (OSL 8:2)."""
    analysis_ref: Mapped[str | None] = mapped_column(default=None)
    """The needs-and-risk analysis that this right rests on (PDL-16)."""


class UserSession(Entity, kw_only=True):
    """Someone at a workstation, from sign-in to sign-out. `ended_by_id` is who ended it for them."""

    __table_args__ = (Index(None, "user_id", "ended_at"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    workstation: Mapped[str]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(info={"audit": "skip"})
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)


class Stranger(Entity, kw_only=True):
    """A name that was tried and that nobody has: only a keyed digest of it, for it may be a password."""

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    failed_tries: Mapped[int] = mapped_column(default=0, info={"audit": "skip"})
    not_before: Mapped[datetime | None] = mapped_column(default=None, info={"audit": "skip"})


class RightsReview(Entity, kw_only=True):
    """One assignment looked at in the monthly review: kept or ended, by whom (H-07)."""

    __table_args__ = (UniqueConstraint("assignment_id", "month"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    month: Mapped[date] = mapped_column(Date)
    """Its first day."""
    is_kept: Mapped[bool]
    reviewed_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
