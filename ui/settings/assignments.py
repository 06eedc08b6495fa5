"""Assignments in words: which role, for whom, how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from ward_app.access.policy import Role
from ward_app.i18n import _, date_text
from ward_app.owners import Principal
from ward_app.words import word


class Period(Protocol):
    @property
    def from_at(self) -> datetime: ...

    @property
    def to_at(self) -> datetime | None: ...


def role_text(role: Role, principal: Principal, social: bool = False) -> str:
    """Nurse (municipality), or Assistant nurse (municipality, also social services)"""
    if social:
        return _("{role} ({principal}, also social services)").format(
            role=word(role), principal=word(principal).casefold()
        )
    return _("{role} ({principal})").format(role=word(role), principal=word(principal).casefold())


def period_text(held: Period) -> str:
    """from 2026-11-21 until further notice, or from one day to and including another"""
    begins = date_text(held.from_at)
    if held.to_at is None:
        return _("from {date} until further notice").format(date=begins)
    return _("from {first} to {last}").format(first=begins, last=last_day(held.to_at))


def last_day(to_at: datetime) -> str:
    """The end itself is not included: midnight belongs to the day before."""
    return date_text(to_at - timedelta(seconds=1))


def counts(held: Period, now: datetime) -> bool:
    return held.from_at <= now and (held.to_at is None or now < held.to_at)
