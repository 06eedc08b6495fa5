"""Which accesses a check looks at: one row for each time someone opened or changed something of a patient's.

A command leaves a row for every thing it changes; they share doer, patient, action and time, and the first
of them stands for all. What the program did by itself has no user and is nobody's access.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum, auto

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from ward_app.access.disclosure import Ground
from ward_app.access.model import User
from ward_app.errors import Invalid
from ward_app.i18n import _, from_local, local
from ward_app.patients.model import Patient, Protection
from ward_app.store.audit import LOG, REFUSED


class Pattern(StrEnum):
    """What a targeted check looks at."""

    PATIENT = auto()
    USER = auto()
    PROTECTED = auto()
    """Every access to somebody with protected identity (PROT-04)."""
    EMERGENCY = auto()
    LIFTED_BLOCK = auto()
    STATED_RELATION = auto()
    COLLEAGUE = auto()
    """A patient has the name of somebody who works here."""
    NAMESAKE = auto()
    """A patient has the reader's own family name."""
    REFUSED = auto()


def occasions(period: ColumnElement[bool], *conditions: ColumnElement[bool]) -> Select[int, int, int]:
    """The rows that stand for an access each, with doer and patient, in the order of the log."""
    return (
        select(func.min(LOG.c.id).label("id"), LOG.c.user_id, LOG.c.patient_id)
        .where(LOG.c.user_id.is_not(None), LOG.c.patient_id.is_not(None), period, *conditions)
        .where(or_(LOG.c.detail.is_(None), LOG.c.detail.not_like('{"again"%')))
        .group_by(LOG.c.user_id, LOG.c.patient_id, LOG.c.action, LOG.c.at)
        .order_by(func.min(LOG.c.id))
    )


def protected(session: Session) -> frozenset[int]:
    """Everyone with protected identity. They are few."""
    return frozenset(session.scalars(select(Patient.id).where(Patient.protection != Protection.NONE)))


def during(from_on: date, to_on: date, now: datetime) -> ColumnElement[bool]:
    """From the beginning of the first day to the end of the last, on the ward's calendar."""
    if from_on > local(now).date():
        raise Invalid("from_on", _("The period begins at the latest today."))
    if to_on < from_on:
        raise Invalid("to_on", _("The period ends before it begins."))
    return LOG.c.at.between(_midnight(from_on), _midnight(to_on + timedelta(days=1)) - timedelta.resolution)


def _midnight(day: date) -> datetime:
    return from_local(day, time(0)).astimezone(UTC)


def matching(pattern: Pattern, patient_id: int | None, user_id: int | None) -> ColumnElement[bool]:
    """The rows that a targeted check is about."""
    looks: dict[Pattern, ColumnElement[bool]] = {
        Pattern.PATIENT: LOG.c.patient_id == patient_id,
        Pattern.USER: LOG.c.user_id == user_id,
        Pattern.PROTECTED: LOG.c.patient_id.in_(
            select(Patient.id).where(Patient.protection != Protection.NONE)
        ),
        Pattern.EMERGENCY: or_(LOG.c.action == "sharing.open_in_emergency", _on_ground(Ground.EMERGENCY)),
        Pattern.LIFTED_BLOCK: or_(
            LOG.c.action.in_(["sharing.reveal_blocks", "sharing.lift_block"]), _on_ground(Ground.LIFTED_BLOCK)
        ),
        Pattern.STATED_RELATION: LOG.c.action.in_(["sharing.state_relation", "sharing.call_in"]),
        Pattern.COLLEAGUE: exists().where(
            Patient.id == LOG.c.patient_id,
            Patient.family_name == User.family_name, Patient.given_name == User.given_name,
        ),
        Pattern.NAMESAKE: exists().where(
            Patient.id == LOG.c.patient_id, User.id == LOG.c.user_id, Patient.family_name == User.family_name
        ),
        Pattern.REFUSED: LOG.c.outcome == REFUSED,
    }  # fmt: skip
    return looks[pattern]


def _on_ground(ground: Ground) -> ColumnElement[bool]:
    """As `detail` holds the grounds on which other owners' data were read."""
    return LOG.c.detail.like(f'%"read"%"{ground.value}"%')
