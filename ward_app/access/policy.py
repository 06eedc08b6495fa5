"""Who may do what: permissions, roles, and the one function that decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from ward_app.access.disclosure import Aim, Reader
from ward_app.owners import LegalBasis, Principal, RecordOwner, health_record_of


class Permission(StrEnum):
    """What a use case needs. Named `area_act`; held through roles."""

    WARD_SEE = auto()
    BEDS_EDIT = auto()
    PATIENT_FIND = auto()
    PATIENT_READ = auto()
    PATIENT_EDIT = auto()
    PATIENT_MERGE = auto()
    PROTECTION_SET = auto()
    LIMITATION_DECIDE = auto()
    STAY_PLAN = auto()
    STAY_ADMIT = auto()
    STAY_MOVE = auto()
    STAY_DISCHARGE = auto()
    STAY_UNDO = auto()
    DEATH_RECORD = auto()
    READY_DECIDE = auto()
    NOTE_READ = auto()
    NOTE_WRITE = auto()
    NOTE_SIGN = auto()
    TASK_WRITE = auto()
    TASK_DO = auto()
    HANDOVER_READ = auto()
    HANDOVER_WRITE = auto()
    HANDOVER_PRINT = auto()
    USERS_SEE = auto()
    USERS_EDIT = auto()
    SETTINGS_EDIT = auto()
    AUDIT_VERIFY = auto()
    RELATION_STATE = auto()
    SHARING_RECORD = auto()
    BLOCK_LIFT = auto()
    EMERGENCY_OPEN = auto()
    PRESENCE_ASK = auto()
    SOCIAL_READ = auto()
    SOCIAL_WRITE = auto()
    SOCIAL_DECIDE = auto()
    RECORD_COPY = auto()
    RECORD_DESTROY = auto()
    RETENTION_SEE = auto()
    LOG_REVIEW = auto()
    RIGHTS_REVIEW = auto()
    SESSIONS_END = auto()
    SECURITY_CHECK = auto()
    STORE_KEEP = auto()
    OWN_ACCOUNT = auto()


class Role(StrEnum):
    """What a person is employed as, or trusted with, on a unit."""

    ASSISTANT_NURSE = auto()
    NURSE = auto()
    DOCTOR = auto()
    PHYSIOTHERAPIST = auto()
    OCCUPATIONAL_THERAPIST = auto()
    UNIT_MANAGER = auto()
    SECRETARY = auto()
    LOG_REVIEWER = auto()
    SYSTEM_ADMINISTRATOR = auto()
    NEEDS_ASSESSOR = auto()
    """Biståndshandläggare: decides on care under the Social Services Act, and writes in its record only."""


P = Permission
_ANYONE = frozenset({P.OWN_ACCOUNT})
_BEDSIDE = _ANYONE | {
    P.WARD_SEE, P.PATIENT_FIND, P.PATIENT_READ, P.PATIENT_EDIT, P.NOTE_READ, P.NOTE_WRITE, P.NOTE_SIGN,
    P.TASK_WRITE, P.TASK_DO, P.HANDOVER_READ, P.HANDOVER_WRITE, P.HANDOVER_PRINT, P.USERS_SEE,
    P.RELATION_STATE, P.SHARING_RECORD, P.PRESENCE_ASK, P.SOCIAL_READ,
}  # fmt: skip
_LICENSED = _BEDSIDE | {P.BLOCK_LIFT, P.EMERGENCY_OPEN}
_IN_AND_OUT = frozenset({P.STAY_PLAN, P.STAY_ADMIT, P.STAY_MOVE, P.STAY_DISCHARGE, P.STAY_UNDO})

HOLDS: dict[Role, frozenset[Permission]] = {
    Role.ASSISTANT_NURSE: _BEDSIDE | {P.STAY_MOVE, P.SOCIAL_WRITE},
    Role.NURSE: _LICENSED
    | _IN_AND_OUT
    | {P.BEDS_EDIT, P.DEATH_RECORD, P.PATIENT_MERGE, P.PROTECTION_SET},
    Role.DOCTOR: _LICENSED
    | _IN_AND_OUT
    | {P.DEATH_RECORD, P.READY_DECIDE, P.LIMITATION_DECIDE, P.PROTECTION_SET},
    Role.PHYSIOTHERAPIST: _LICENSED,
    Role.OCCUPATIONAL_THERAPIST: _LICENSED,
    Role.UNIT_MANAGER: _ANYONE
    | {P.WARD_SEE, P.PATIENT_FIND, P.STAY_PLAN, P.STAY_MOVE, P.BEDS_EDIT, P.USERS_SEE, P.USERS_EDIT,
       P.SETTINGS_EDIT, P.PRESENCE_ASK, P.RIGHTS_REVIEW, P.RETENTION_SEE},
    Role.SECRETARY: _ANYONE
    | {P.WARD_SEE, P.PATIENT_FIND, P.PATIENT_READ, P.PATIENT_EDIT, P.NOTE_READ, P.NOTE_WRITE, P.STAY_PLAN,
       P.TASK_WRITE, P.USERS_SEE, P.RELATION_STATE, P.SHARING_RECORD, P.PRESENCE_ASK, P.RECORD_COPY,
       P.SOCIAL_READ, P.PATIENT_MERGE,
       P.PROTECTION_SET},
    Role.LOG_REVIEWER: _ANYONE | {P.AUDIT_VERIFY, P.USERS_SEE, P.LOG_REVIEW},
    Role.SYSTEM_ADMINISTRATOR: _ANYONE
    | {P.USERS_SEE, P.USERS_EDIT, P.BEDS_EDIT, P.SETTINGS_EDIT, P.STORE_KEEP, P.AUDIT_VERIFY,
       P.SESSIONS_END, P.SECURITY_CHECK, P.RECORD_DESTROY, P.RETENTION_SEE, P.RIGHTS_REVIEW},
    Role.NEEDS_ASSESSOR: _ANYONE
    | {P.WARD_SEE, P.PATIENT_FIND, P.PATIENT_READ, P.NOTE_READ, P.RELATION_STATE, P.SHARING_RECORD,
       P.SOCIAL_READ, P.SOCIAL_WRITE, P.SOCIAL_DECIDE, P.RECORD_COPY, P.USERS_SEE},
}  # fmt: skip
"""The rights of each role (PDL 4:2): the least that the work needs."""

MUST_DOCUMENT = frozenset({Role.NURSE, Role.DOCTOR, Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST})
"""Roles whose holders must keep a record by law (PDL 3:3)."""


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment as it counts for decisions: role × unit × principal × period. `to_at` is not included."""

    id: int
    role: Role
    unit_id: int | None
    principal: Principal
    from_at: datetime
    to_at: datetime | None
    social: bool = False
    """Also carries out care under the Social Services Act, and so works in its record too."""

    def counts(self, at: datetime) -> bool:
        return self.from_at <= at and (self.to_at is None or at < self.to_at)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as the door sees it. `stamp` changes with every change of the account or its assignments."""

    user_id: int | None
    login: str
    name: str
    held: tuple[Held, ...] = ()
    stamp: int = 0
    session_id: int | None = None
    """Since the sign-in at this workstation, so that it can be ended from elsewhere."""

    def current(self, at: datetime) -> tuple[Held, ...]:
        return tuple(held for held in self.held if held.counts(at))

    def duty(self, at: datetime) -> Held | None:
        """The assignment that entries are written under: the first that counts."""
        return next(iter(self.current(at)), None)

    def owner(self, at: datetime) -> RecordOwner | None:
        """The record this person writes in, None without an assignment."""
        duty = self.duty(at)
        if duty is None:
            return None
        return (
            RecordOwner.KOMMUN_SOL if duty.role is Role.NEEDS_ASSESSOR else health_record_of(duty.principal)
        )

    def reader(self, at: datetime, aim: Aim = Aim.CARE) -> Reader:
        """As the decision on reading sees this person."""
        held = self.current(at)
        return Reader(
            self.user_id, homes=frozenset(home for one in held for home in reading_homes(one)),
            reads=frozenset(basis for basis, needed in READS.items() if allowed(self, needed, at)),
            units=frozenset(one.unit_id for one in held if one.role not in _NOT_IN_CARE), aim=aim,
        )  # fmt: skip

    def roles(self, at: datetime) -> frozenset[Role]:
        return frozenset(held.role for held in self.current(at))


READS = {LegalBasis.HSL: Permission.PATIENT_READ, LegalBasis.SOL: Permission.SOCIAL_READ}
"""The right without which nothing of a record is read."""
_NOT_IN_CARE = frozenset({Role.LOG_REVIEWER, Role.SYSTEM_ADMINISTRATOR})


def homes(held: Held) -> frozenset[RecordOwner]:
    """The records this assignment works in."""
    if held.role is Role.NEEDS_ASSESSOR:
        return frozenset({RecordOwner.KOMMUN_SOL})
    own = health_record_of(held.principal)
    is_social = held.social and held.principal is Principal.KOMMUN
    return frozenset({own, RecordOwner.KOMMUN_SOL} if is_social else {own})


def reading_homes(held: Held) -> frozenset[RecordOwner]:
    """Those of them whose content the role reads: who administers or reviews for the kommun beside the
    doctor's work for the region does not read the kommun's record by it."""
    return frozenset(home for home in homes(held) if READS[home.legal_basis] in HOLDS[held.role])


NOBODY = Actor(user_id=None, login="", name="")
"""Before anyone is signed in."""

SYSTEM = Actor(user_id=None, login="system", name="system")
"""The program itself, from the command line of the machine that holds the store."""


def allowed(actor: Actor, permission: Permission, at: datetime) -> bool:
    """The one decision: does any assignment that counts at this time hold the permission?"""
    if actor is SYSTEM:
        return True
    return any(permission in HOLDS[held.role] for held in actor.current(at))
