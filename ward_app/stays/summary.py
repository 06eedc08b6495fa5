"""One stay in full, and its trace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from ward_app.access.names import names_of
from ward_app.access.policy import Permission
from ward_app.i18n import _
from ward_app.ops import Work, query
from ward_app.owners import Principal, RecordOwner
from ward_app.sharing.reading import reach_of
from ward_app.stays.lengths import Period, care_days, length_of_stay_days
from ward_app.stays.model import (
    CareFact,
    CareFactKind,
    CareForm,
    EndKind,
    Leave,
    Placement,
    Presence,
    Purpose,
    Stay,
    StayEvent,
    StayEventKind,
    StayPurpose,
)  # fmt: skip
from ward_app.wards.model import Bed, Unit
from ward_app.words import word


@dataclass(frozen=True, slots=True)
class PurposeRow:
    purpose: Purpose
    from_at: datetime


@dataclass(frozen=True, slots=True)
class LeaveRow:
    from_at: datetime
    expected_at: datetime | None
    returned_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class CareFactRow:
    kind: CareFactKind
    text: str
    owner: RecordOwner
    recorded_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class StaySummary:
    """Everything about one stay. Lengths are until now while it is open, 0 while it is only planned.

    Texts of an owner whose record the reader may not read are empty, and `is_told` says that they are.
    """

    stay_id: int
    version: int
    patient_id: int
    unit_id: int
    unit: str
    bed_id: int | None
    bed: str
    in_bed_since: datetime | None
    is_open: bool
    care_form: CareForm
    funding_principal: Principal
    purposes: tuple[PurposeRow, ...]
    reason: str
    background: str
    referred_from: str
    decided_by: str
    planned_at: datetime | None
    planned_bed_id: int | None
    admitted_at: datetime | None
    admitted_by: str
    recorded_at: datetime
    nurse_id: int | None
    nurse: str
    doctor_id: int | None
    doctor: str
    planned_discharge_on: date | None
    ready_at: datetime | None
    leaves: tuple[LeaveRow, ...]
    ended_at: datetime | None
    end_kind: EndKind | None
    discharged_to: str
    cancelled_at: datetime | None
    presence: Presence
    presence_named: str
    facts: tuple[CareFactRow, ...]
    length_days: int
    care_days: int
    is_told: bool = True
    """The reader may read the texts: reason, background, from where, by whom, to where."""

    @property
    def purpose(self) -> Purpose:
        return self.purposes[-1].purpose

    @property
    def on_leave(self) -> LeaveRow | None:
        return next((leave for leave in self.leaves if self.is_open and leave.returned_at is None), None)


@dataclass(frozen=True, slots=True)
class StayEventRow:
    kind: StayEventKind
    occurred_at: datetime
    recorded_at: datetime
    by: str
    from_bed: str
    to_bed: str
    detail: str


@query(Permission.PATIENT_READ, log="stay")
def stay_summary(work: Work, stay_id: int) -> StaySummary:
    here = (Placement.stay_id == Stay.id) & Placement.voided_at.is_(None) & Placement.to_at.is_(None)
    stay, unit, bed, in_bed_since = work.session.execute(
        select(Stay, Unit.name, Bed, Placement.from_at)
        .join(Unit, Unit.id == Stay.unit_id)
        .outerjoin(Placement, here)
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .where(Stay.id == stay_id)
    ).one()
    work.opened([stay.patient_id])
    reach = reach_of(work, [stay.patient_id])
    is_told = reach.shows(stay)
    facts = [fact for fact in _facts(work, stay_id) if reach.shows(fact)]
    staff = (stay.admitted_by_id, stay.responsible_nurse_id, stay.responsible_doctor_id)
    names = names_of(work.session, [*staff, *(fact.by_id for fact in facts)])
    leaves = _leaves(work, stay_id, is_told=is_told)
    days = _lengths(stay, leaves, work.now)
    return StaySummary(
        stay_id=stay.id, version=stay.version, patient_id=stay.patient_id, unit_id=stay.unit_id, unit=unit,
        bed_id=bed.id if bed else None, bed=bed.label if bed else "", in_bed_since=in_bed_since,
        is_open=stay.is_open, care_form=stay.care_form, funding_principal=stay.funding_principal,
        purposes=_purposes(work, stay_id), **_texts(stay, is_told), is_told=is_told,
        planned_at=stay.planned_at, planned_bed_id=stay.planned_bed_id,
        admitted_at=stay.admitted_at, admitted_by=names.get(stay.admitted_by_id or 0, ""),
        recorded_at=stay.recorded_at,
        nurse_id=stay.responsible_nurse_id, nurse=names.get(stay.responsible_nurse_id or 0, ""),
        doctor_id=stay.responsible_doctor_id, doctor=names.get(stay.responsible_doctor_id or 0, ""),
        planned_discharge_on=stay.planned_discharge_on, ready_at=stay.medically_ready_at, leaves=leaves,
        ended_at=stay.ended_at, end_kind=stay.end_kind,
        cancelled_at=stay.cancelled_at,
        presence=stay.presence, presence_named=stay.presence_named,
        facts=tuple(
            CareFactRow(fact.kind, fact.text, fact.owner, fact.recorded_at, names[fact.by_id])
            for fact in facts
        ),
        length_days=days[0], care_days=days[1],
    )  # fmt: skip


@query(Permission.PATIENT_READ, log="stay")
def stay_events(work: Work, stay_id: int) -> list[StayEventRow]:
    """What happened, in the order in which it was recorded; undone events stay in it."""
    before, after = aliased(Bed), aliased(Bed)
    found = (
        select(StayEvent, Stay, before.label, after.label)
        .join(Stay, Stay.id == StayEvent.stay_id)
        .outerjoin(before, before.id == StayEvent.from_bed_id)
        .outerjoin(after, after.id == StayEvent.to_bed_id)
        .where(StayEvent.stay_id == stay_id)
        .order_by(StayEvent.id)
    )
    rows = work.session.execute(found).all()
    patients = {stay.patient_id for _event, stay, _from, _to in rows}
    work.opened(patients)
    reach = reach_of(work, patients)
    names = names_of(work.session, [event.by_id for event, *_rest in rows])
    return [
        StayEventRow(
            event.kind, event.occurred_at, event.recorded_at, names.get(event.by_id or 0, ""),
            from_bed or "", to_bed or "", _detail(event, is_told=reach.shows(stay)),
        )
        for event, stay, from_bed, to_bed in rows
    ]  # fmt: skip


def _texts(stay: Stay, is_told: bool) -> dict[str, str]:
    """What is the owner's to tell, by the names of the row."""
    names = ("reason", "background", "referred_from", "decided_by", "discharged_to")
    return {name: (getattr(stay, name) or "") if is_told else "" for name in names}


def _detail(event: StayEvent, *, is_told: bool) -> str:
    if event.kind is not StayEventKind.PURPOSE_CHANGED:
        return event.detail if is_told else ""
    before, _arrow, after = event.detail.partition(">")
    return _("{before} to {after}").format(before=word(Purpose(before)), after=word(Purpose(after)))


def _purposes(work: Work, stay_id: int) -> tuple[PurposeRow, ...]:
    history = select(StayPurpose.purpose, StayPurpose.from_at).where(StayPurpose.stay_id == stay_id)
    rows = work.session.execute(history.order_by(StayPurpose.from_at, StayPurpose.id))
    return tuple(PurposeRow(*row) for row in rows)


def _leaves(work: Work, stay_id: int, *, is_told: bool) -> tuple[LeaveRow, ...]:
    taken = select(Leave.from_at, Leave.expected_at, Leave.returned_at, Leave.note).where(
        Leave.stay_id == stay_id, Leave.cancelled_at.is_(None)
    )
    rows = work.session.execute(taken.order_by(Leave.from_at))
    return tuple(LeaveRow(*row[:3], note=row[3] if is_told else "") for row in rows)


def _facts(work: Work, stay_id: int) -> list[CareFact]:
    """In the order of the headings."""
    current = select(CareFact).where(CareFact.stay_id == stay_id, CareFact.replaced_at.is_(None))
    order = list(CareFactKind)
    return sorted(work.session.scalars(current), key=lambda fact: order.index(fact.kind))


def _lengths(stay: Stay, leaves: tuple[LeaveRow, ...], now: datetime) -> tuple[int, int]:
    if stay.admitted_at is None or stay.cancelled_at is not None:
        return 0, 0
    ended_at = stay.ended_at or now
    away = [Period(leave.from_at, leave.returned_at) for leave in leaves]
    return length_of_stay_days(stay.admitted_at, ended_at), care_days(stay.admitted_at, ended_at, away)
