"""Stays and the periods they are made of."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ward_app.owners import Principal
from ward_app.store.base import Entity, RecordText
from ward_app.store.owned import Owned


class Purpose(StrEnum):
    """What a stay is for. May change during the stay; StayPurpose keeps the history."""

    MEDICAL_INVESTIGATION = auto()
    MEDICAL_TREATMENT = auto()
    HOME_CARE_SUPPORT = auto()
    REHABILITATION = auto()
    CARE_NEEDS_ASSESSMENT = auto()
    PALLIATIVE = auto()
    RESPITE = auto()
    SAFETY = auto()
    DAY_CARE = auto()


class CareForm(StrEnum):
    """The legal form of the stay (HSL 2:4–2:6, SoL); drives LUS, fees and statistics later (HSL-02)."""

    INPATIENT = auto()
    MUNICIPAL_HEALTH_SHORT_TERM = auto()
    SOCIAL_SHORT_TERM = auto()
    DAY_CARE = auto()


class EndKind(StrEnum):
    DISCHARGED = auto()
    DECEASED = auto()


class Presence(StrEnum):
    """What whoever answers the phone may say of someone's being here (PSL 6:15, OSL 25:1)."""

    UNASKED = auto()
    YES = auto()
    NO = auto()
    NAMED = auto()


class Stay(Owned, Entity, kw_only=True):
    """A care episode (vårdtillfälle). Planned until admitted; ended by discharge or death; or cancelled.

    The owner is that of its texts: why, background, from where. That someone is here is the ward's to know.
    """

    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= admitted_at", name="period"),
        Index(
            "uq_stay_open", "patient_id", unique=True,
            sqlite_where=text("admitted_at IS NOT NULL AND ended_at IS NULL AND cancelled_at IS NULL"),
            postgresql_where=text("admitted_at IS NOT NULL AND ended_at IS NULL AND cancelled_at IS NULL"),
        ),
        Index(None, "unit_id", "ended_at"),
        Index(None, "patient_id"),
    )  # fmt: skip

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    care_form: Mapped[CareForm]
    funding_principal: Mapped[Principal]
    reason: Mapped[RecordText]
    background: Mapped[RecordText] = mapped_column(default="")
    referred_from: Mapped[RecordText] = mapped_column(default="")
    decided_by: Mapped[RecordText]
    """Who decided on the admission: a name, often of someone outside the ward."""
    planned_at: Mapped[datetime | None] = mapped_column(default=None)
    planned_bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id"), default=None)
    admitted_at: Mapped[datetime | None] = mapped_column(default=None)
    admitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    recorded_at: Mapped[datetime] = mapped_column(info={"audit": "skip"})
    responsible_nurse_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    responsible_doctor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    planned_discharge_on: Mapped[date | None] = mapped_column(Date, default=None)
    medically_ready_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    end_kind: Mapped[EndKind | None] = mapped_column(default=None)
    discharged_to: Mapped[RecordText | None] = mapped_column(default=None)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    cancel_reason: Mapped[RecordText | None] = mapped_column(default=None)
    presence: Mapped[Presence] = mapped_column(default=Presence.UNASKED)
    presence_named: Mapped[RecordText] = mapped_column(default="")
    """Who may be told, by name."""

    @property
    def is_open(self) -> bool:
        return self.admitted_at is not None and self.ended_at is None and self.cancelled_at is None

    @property
    def is_planned(self) -> bool:
        return self.admitted_at is None and self.cancelled_at is None


class StayPurpose(Entity, kw_only=True):
    """What the stay is for, from a time on: the newest not after a moment holds at that moment."""

    __table_args__ = (Index(None, "stay_id"),)

    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"))
    purpose: Mapped[Purpose]
    from_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)


class Placement(Entity, kw_only=True):
    """A stay's time in a bed, half-open. The store refuses two that overlap for one bed or one patient.

    Two clocks: a row is never moved in time but voided and written anew, so "the ward as it was known at
    06:00" is the rows recorded by then and not yet voided.
    """

    __table_args__ = (
        CheckConstraint("to_at IS NULL OR to_at > from_at", name="period"),
        Index(None, "bed_id", "from_at"),
        Index(None, "stay_id"),
        Index(
            "uq_placement_bed_open", "bed_id", unique=True,
            sqlite_where=text("to_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("to_at IS NULL AND voided_at IS NULL"),
        ),
        Index(
            "uq_placement_patient_open", "patient_id", unique=True,
            sqlite_where=text("to_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("to_at IS NULL AND voided_at IS NULL"),
        ),
    )  # fmt: skip

    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id"))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    voided_at: Mapped[datetime | None] = mapped_column(default=None)


class Leave(Entity, kw_only=True):
    """Permission: the patient is away for a while and keeps the bed."""

    __table_args__ = (
        CheckConstraint("returned_at IS NULL OR returned_at > from_at", name="period"),
        Index(
            "uq_leave_open", "stay_id", unique=True,
            sqlite_where=text("returned_at IS NULL AND cancelled_at IS NULL"),
            postgresql_where=text("returned_at IS NULL AND cancelled_at IS NULL"),
        ),
    )  # fmt: skip

    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"))
    from_at: Mapped[datetime]
    expected_at: Mapped[datetime | None] = mapped_column(default=None)
    returned_at: Mapped[datetime | None] = mapped_column(default=None)
    note: Mapped[RecordText] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)


class StayEventKind(StrEnum):
    PLANNED = auto()
    ADMITTED = auto()
    PURPOSE_CHANGED = auto()
    MOVED = auto()
    SWAPPED = auto()
    LEFT = auto()
    RETURNED = auto()
    LEAVE_CANCELLED = auto()
    READY = auto()
    READY_REVOKED = auto()
    DISCHARGED = auto()
    DECEASED = auto()
    ADMISSION_UNDONE = auto()
    DISCHARGE_UNDONE = auto()
    DEATH_UNDONE = auto()
    PLAN_CANCELLED = auto()


class StayEvent(Entity, kw_only=True):
    """What happened to a stay, in both clocks. Append-only by trigger: an undoing is an event too."""

    __table_args__ = (Index(None, "stay_id"),)

    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"))
    kind: Mapped[StayEventKind]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    from_bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id"), default=None)
    to_bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id"), default=None)
    detail: Mapped[RecordText] = mapped_column(default="")
    destruction_id: Mapped[int | None] = mapped_column(ForeignKey("record_destruction.id"), default=None)


class CareFactKind(StrEnum):
    """The standing facts that every handover needs one line of (HAND-02)."""

    MOBILITY = auto()
    AIDS = auto()
    NUTRITION = auto()
    ELIMINATION = auto()
    LINES = auto()
    PAIN = auto()
    SKIN = auto()
    COMMUNICATION = auto()
    PENDING = auto()
    SOCIAL = auto()


class CareFact(Owned, Entity, kw_only=True):
    """What holds about the patient just now under one heading. A new row takes the place of the last."""

    __table_args__ = (
        Index(None, "stay_id", "kind"),
        Index(
            "uq_care_fact_current", "stay_id", "kind", unique=True,
            sqlite_where=text("replaced_at IS NULL"), postgresql_where=text("replaced_at IS NULL"),
        ),
    )  # fmt: skip

    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"))
    kind: Mapped[CareFactKind]
    text: Mapped[RecordText]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    replaced_at: Mapped[datetime | None] = mapped_column(default=None)
