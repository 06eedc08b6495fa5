"""What the patient was told and answered, what is blocked, and who has opened what on which ground."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.owners import RecordOwner
from ward_app.store.base import Entity, RecordText


class AnswerForm(StrEnum):
    """How something was said."""

    SPOKEN = auto()
    WRITTEN = auto()
    OTHERWISE = auto()


class ConsentScope(StrEnum):
    THIS_STAY = auto()
    UNTIL_WITHDRAWN = auto()


class SharingInformation(Entity, kw_only=True):
    """The patient was told what sharing means and that they may object (LSVO 2:2)."""

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    given_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    form: Mapped[AnswerForm]
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Consent(Entity, kw_only=True):
    """The patient's answer to the owners reading each other's records (LSVO 3:1, 3:2): yes or no.

    A later answer takes the place of an earlier one; `withdrawn_at` ends this one without another.
    """

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    is_given: Mapped[bool]
    social: Mapped[bool] = mapped_column(default=False)
    """Also to and from the social services' record."""
    scope: Mapped[ConsentScope]
    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"), default=None)
    form: Mapped[AnswerForm]
    given_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)


class CapacityAssessment(Entity, kw_only=True):
    """The patient is not only temporarily unable to answer (LSVO 2:6, 3:3, 3:4)."""

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    findings: Mapped[RecordText]
    """What was seen that shows it."""
    attitude: Mapped[RecordText]
    """What is known of the patient's attitude, and from whom."""
    would_object: Mapped[bool]
    made_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)


class Block(Entity, kw_only=True):
    """A spärr. With `unit_id`: that unit's data from the owner's other units (PDL 4:4). Without: the owner's
    whole record from the other owners (LSVO 2:3)."""

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    owner: Mapped[RecordOwner]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), default=None)
    from_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(default=None)
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)


class LiftReason(StrEnum):
    """The two grounds of PDL 4:5."""

    CONSENT = auto()
    VITAL_NEED = auto()
    """Consent cannot be had, and the patient cannot do without the care that the data matter for."""


class BlockReveal(Entity, kw_only=True):
    """The first step of lifting a block: one reader was told which unit has blocked data (PDL 4:5)."""

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[LiftReason]
    text: Mapped[RecordText]
    at: Mapped[datetime]


class BlockLift(Entity, kw_only=True):
    """One reader lifts a block for a while, after a first step told which unit has the data (PDL 4:5)."""

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[LiftReason]
    text: Mapped[RecordText]
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]


class LiftRequest(Entity, kw_only=True):
    """A request to another owner to lift its block: all that can be done toward it (LSVO 3:5)."""

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    text: Mapped[RecordText]
    sent_at: Mapped[datetime]
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    is_granted: Mapped[bool | None] = mapped_column(default=None)
    answer: Mapped[RecordText] = mapped_column(default="")


class RelationKind(StrEnum):
    """A care relation that does not follow from the assignment (PDL 4:1)."""

    CONSULT = auto()
    """Asked to help with this patient, by name."""
    STATED = auto()
    """Said by the reader when opening the record."""


class RelationReason(StrEnum):
    COVERS = auto()
    """Covers for a colleague, or helps out on the unit."""
    TAKES_OVER = auto()
    """The patient is on the way here or to the reader's care."""
    FOLLOWS_UP = auto()
    """Completes or follows up care that was given here."""
    ASKED_BY_PATIENT = auto()
    OTHER = auto()


class CareRelation(Entity, kw_only=True):
    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[RelationKind]
    reason: Mapped[RelationReason]
    text: Mapped[RecordText] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]


class EmergencyOpening(Entity, kw_only=True):
    """Unblocked data of other owners, opened because of danger to life or health (LSVO 3:6)."""

    __table_args__ = (Index(None, "patient_id"),)

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    text: Mapped[RecordText]
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    is_justified: Mapped[bool | None] = mapped_column(default=None)
    review_note: Mapped[RecordText] = mapped_column(default="")


DECIDING: frozenset[type[Entity]] = frozenset({
    SharingInformation, Consent, CapacityAssessment, Block, BlockLift, CareRelation, EmergencyOpening,
})  # fmt: skip
"""A change of any of these changes who reads what: whatever shows a record then asks again."""
