"""What a handover sheet says, as frozen rows: for the screen, for the prints and for the frozen snapshot.

Texts of people are already masked for the audience. Every part that has an owner carries it, so that a
filter by audience (HAND-06) takes whole parts away and needs to know nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum, auto

from ward_app.access.disclosure import Hint
from ward_app.access.policy import Role
from ward_app.handovers.parts import (
    NOT_TICKED,
    SheetAlert,
    SheetFact,
    SheetKin,
    SheetLimitation,
    SheetRemark,
    SheetTask,
    SheetTick,
)  # fmt: skip
from ward_app.owners import LegalBasis, RecordOwner
from ward_app.patients.model import HypersensitivityAnswer, Sex
from ward_app.stays.model import CareForm, EndKind, Purpose
from ward_app.wards.shifts import ShiftKind


class Layout(StrEnum):
    """The prints of a handover (HAND-01)."""

    REPORT_SHEET = auto()
    SBAR = auto()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One inpatient. `bed` is empty for day care without a bed."""

    stay_id: int
    patient_id: int
    bed: str
    room: str
    name: str
    number: str
    is_protected: bool
    birth_date: date | None
    sex: Sex
    purpose: Purpose
    care_form: CareForm
    day: int
    admitted_at: datetime
    owner: RecordOwner
    """Of the reason and the background."""
    reason: str
    background: str
    hypersensitivity: HypersensitivityAnswer
    interpreter: str = ""
    nurse: str = ""
    doctor: str = ""
    planned_discharge_on: date | None = None
    is_ready: bool = False
    on_leave_from: datetime | None = None
    on_leave_until: datetime | None = None
    is_purpose_new: bool = False
    moved_from: str = ""
    """The bed the patient lay in when the last shift took over, where that was another one."""
    is_arrival: bool = False
    """Admitted since the last shift took over."""
    alerts: tuple[SheetAlert, ...] = ()
    limitations: tuple[SheetLimitation, ...] = ()
    facts: tuple[SheetFact, ...] = ()
    tasks: tuple[SheetTask, ...] = ()
    later_tasks: int = 0
    """Open tasks that are due after the shift that takes over."""
    kin: tuple[SheetKin, ...] = ()
    is_kin_hidden: bool = False
    remark: SheetRemark | None = None
    tick: SheetTick = NOT_TICKED
    unread: Hint = Hint.NOTHING
    """What may be told of what the reader may not read."""
    hypersensitivity_owner: RecordOwner | None = None
    """In whose record the answer stands."""
    reads_limits: bool = True
    """The reader may read every decision on treatment there is: where none stands, there is none."""

    @property
    def is_changed(self) -> bool:
        """What ► stands for: anything about the patient that is new since the last handover."""
        moved = self.is_arrival or self.is_purpose_new or bool(self.moved_from)
        return moved or any(part.is_new for part in owned(self))

    @property
    def open_tasks(self) -> tuple[SheetTask, ...]:
        return tuple(task for task in self.tasks if task.is_open)


@dataclass(frozen=True, slots=True)
class LeftRow:
    """Someone who left the ward in the last 24 hours."""

    stay_id: int
    patient_id: int
    bed: str
    name: str
    ended_at: datetime
    kind: EndKind
    discharged_to: str
    owner: RecordOwner
    """Of where the patient went."""


@dataclass(frozen=True, slots=True)
class EmptyRow:
    """A bed without a patient. `note` says why it cannot be used, `waits` for whom it is kept."""

    label: str
    note: str
    waits: str = ""
    stay_id: int | None = None
    """Of whom it waits for."""
    patient_id: int | None = None

    @property
    def said(self) -> str:
        return ", ".join(part for part in (self.note, self.waits) if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ward as one shift hands it to the next. The data hold to `at`; ► marks what came after `since`."""

    unit_id: int
    unit: str
    day: date
    from_shift: ShiftKind
    to_shift: ShiftKind
    takes_over_at: datetime
    at: datetime
    since: datetime
    rows: tuple[SheetRow, ...]
    left: tuple[LeftRow, ...] = ()
    empty: tuple[EmptyRow, ...] = ()
    is_practice: bool = False
    not_shown: tuple[str, ...] = ()
    """The beds of patients in whose care the reader takes no part any more."""

    @property
    def patient_ids(self) -> tuple[int, ...]:
        """Everyone who is named on it."""
        here = [*(row.patient_id for row in self.rows), *(row.patient_id for row in self.left)]
        return (*here, *(row.patient_id for row in self.empty if row.patient_id is not None))

    @property
    def stay_ids(self) -> tuple[int, ...]:
        """Of everyone who is named on it: whose data a print of it holds."""
        here = [*(row.stay_id for row in self.rows), *(row.stay_id for row in self.left)]
        return (*here, *(row.stay_id for row in self.empty if row.stay_id is not None))

    @property
    def not_taken(self) -> tuple[SheetRow, ...]:
        """Patients whom no one has taken over yet (HAND-07)."""
        return tuple(row for row in self.rows if row.tick.taken_at is None)

    @property
    def bases(self) -> frozenset[LegalBasis]:
        """The acts whose secrets are told, as far as they are: they decide the secrecy line (OSL 25:1, 26:1).

        That someone is here for social care is one too, though nothing else be told.
        """
        social = CareForm.SOCIAL_SHORT_TERM
        stays = {LegalBasis.SOL if row.care_form is social else LegalBasis.HSL for row in self.rows}
        texts = {row.owner.legal_basis for row in self.rows if row.reason or row.background}
        texts |= {row.owner.legal_basis for row in self.left if row.discharged_to}
        parts = {part.owner.legal_basis for row in self.rows for part in owned(row)}
        return frozenset(stays | texts | parts or {LegalBasis.HSL})

    def of(self, stay_ids: frozenset[int]) -> Sheet:
        """The sheet for some of the patients only."""
        return replace(
            self, rows=tuple(row for row in self.rows if row.stay_id in stay_ids), left=(), empty=()
        )


Owned = SheetAlert | SheetLimitation | SheetFact | SheetTask | SheetRemark


def owned(row: SheetRow) -> Iterator[Owned]:
    """Every part that belongs to one of the three records."""
    yield from row.alerts
    yield from row.limitations
    yield from row.facts
    yield from row.tasks
    if row.remark:
        yield row.remark


@dataclass(frozen=True, slots=True)
class Printed:
    """What a print says about itself: who made it, when, its serial number and where the log stood."""

    serial: str
    anchor: str
    stream: str
    at: datetime
    by: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """An earlier handover, to choose from."""

    id: int
    day: date
    from_shift: ShiftKind
    to_shift: ShiftKind
    closed_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PrintoutRow:
    """A sheet set, for the check-off at the end of a shift."""

    serial: str
    layout: Layout
    printed_at: datetime
    by: str
    patients: int
    left_at: datetime | None
    shredded_at: datetime | None
