"""The ward as it is handed over: five statements, however many patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_

from ward_app.access.names import names_of
from ward_app.handovers import particulars, statements
from ward_app.handovers.model import HandoverRemark, HandoverTick
from ward_app.handovers.particulars import Particulars
from ward_app.handovers.parts import NOT_TICKED, SheetRemark, SheetTick
from ward_app.handovers.rows import EmptyRow, LeftRow, Sheet, SheetRow
from ward_app.handovers.shift_change import ShiftChange, shift_change
from ward_app.i18n import _, relative_text
from ward_app.ops import Work
from ward_app.patients.identity import NumberPolicy
from ward_app.patients.shown import Audience, ShownPerson, shown
from ward_app.settings.registry import NUMBER_ON_HANDOVER
from ward_app.stays.board import INPATIENT
from ward_app.stays.lengths import day_of_stay
from ward_app.stays.model import EndKind, Stay
from ward_app.wards.model import BedClosure
from ward_app.wards.shift_plan import plan_from
from ward_app.words import word

ON_PAPER = frozenset({Audience.PRINT, Audience.DISCREET})


def build(work: Work, unit_id: int, audience: Audience) -> Sheet:
    """For the screen, the print and the snapshot alike."""
    beds = work.session.execute(statements.beds(unit_id)).all()
    change = shift_change(work.now, plan_from(beds[0].shift_times))
    since = work.session.scalar(statements.last_closed(unit_id, change)) or change.from_.starts_at
    people = work.session.execute(statements.people(unit_id, work.now, change, since)).all()
    found = particulars.find(work.session, and_(Stay.unit_id == unit_id, INPATIENT), since)
    names = names_of(work.session, [*found.users(), *(user for row in people for user in _users(row))])
    work.opened(row.person.patient_id for row in (*people, *beds) if row.person.patient_id is not None)
    maker = _Maker(Particulars(found, names, work.now, since), change, audience, beds[0].number)
    inside = [row for row in people if row.Stay.ended_at is None]
    taken = {row.bed_id for row in inside}
    return Sheet(
        unit_id=unit_id, unit=beds[0].unit, day=change.to.day, from_shift=change.from_.kind,
        to_shift=change.to.kind, takes_over_at=change.to.starts_at, at=work.now, since=since,
        rows=tuple(maker.row(row) for row in inside),
        left=tuple(maker.left(row) for row in people if row.Stay.ended_at is not None),
        empty=_empty(beds, taken, audience, work.now),
        is_practice=bool(beds[0].practice),
    )  # fmt: skip


def _users(row: Row[Any]) -> Sequence[int | None]:
    tick, remark = row.HandoverTick, row.HandoverRemark
    return (
        row.Stay.responsible_nurse_id, row.Stay.responsible_doctor_id, remark and remark.by_id,
        tick and tick.given_by_id, tick and tick.taken_by_id,
    )  # fmt: skip


def _empty(
    beds: Sequence[Row[Any]], taken: set[int | None], audience: Audience, now: datetime
) -> tuple[EmptyRow, ...]:
    notes: dict[str, str] = {}
    for row in beds:
        if row.bed_id is not None and row.bed_id not in taken:
            notes[row.label] = _why_empty(row, audience, now)
    return tuple(EmptyRow(label, note) for label, note in notes.items())


def _why_empty(row: Row[Any], audience: Audience, now: datetime) -> str:
    closure: BedClosure | None = row.BedClosure
    why = [": ".join(part for part in (word(closure.kind), closure.note) if part)] if closure else []
    if row.planned_at is not None:
        who, at = shown(row.person, audience).name, relative_text(row.planned_at, now)
        why.append(_("waits for {person}, {time}").format(person=who, time=at))
    return ", ".join(why)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes rows from what the statements found, masked for the audience."""

    parts: Particulars
    change: ShiftChange
    audience: Audience
    number_setting: str | None

    def row(self, row: Row[Any]) -> SheetRow:
        stay, parts = row.Stay, self.parts
        person = self._shown(row)
        is_arrival = stay.admitted_at > parts.since
        tasks, later = parts.tasks(stay.id, self.change.to.ends_at)
        is_close = person.is_protected or self.audience is Audience.DISCREET
        return SheetRow(
            stay_id=stay.id, patient_id=stay.patient_id, bed=row.label or "", room=row.room or "",
            name=person.name, number=person.number, is_protected=person.is_protected,
            birth_date=row.person.birth_date, sex=row.person.sex, purpose=row.purpose,
            care_form=stay.care_form, day=day_of_stay(stay.admitted_at, parts.now),
            admitted_at=stay.admitted_at, reason=stay.reason, background=stay.background,
            hypersensitivity=row.hypersensitivity, interpreter=row.interpreter_language or "",
            nurse=self._name(stay.responsible_nurse_id), doctor=self._name(stay.responsible_doctor_id),
            planned_discharge_on=stay.planned_discharge_on, is_ready=stay.medically_ready_at is not None,
            on_leave_from=row.Leave.from_at if row.Leave else None,
            on_leave_until=row.Leave.expected_at if row.Leave else None,
            is_purpose_new=not is_arrival and row.purpose_at is not None and row.purpose_at > parts.since,
            moved_from=row.lay if row.lay and row.lay != row.label else "", is_arrival=is_arrival,
            alerts=parts.alerts(stay.patient_id), limitations=parts.limitations(stay.patient_id),
            facts=parts.facts(stay.id, social=self.audience not in ON_PAPER), tasks=tasks,
            later_tasks=later, kin=() if is_close else parts.kin(stay.patient_id), is_kin_hidden=is_close,
            remark=self._remark(row.HandoverRemark), tick=self._tick(row.HandoverTick),
        )  # fmt: skip

    def left(self, row: Row[Any]) -> LeftRow:
        """Where a protected person went is told nowhere (OSL 21:3)."""
        stay, person = row.Stay, self._shown(row)
        return LeftRow(
            stay.id, stay.patient_id, row.label or "", person.name, stay.ended_at,
            stay.end_kind or EndKind.DISCHARGED, "" if person.is_protected else stay.discharged_to or "",
        )  # fmt: skip

    def _shown(self, row: Row[Any]) -> ShownPerson:
        setting = self.number_setting or NUMBER_ON_HANDOVER.default
        policy = NumberPolicy.FULL if setting == "full" else NumberPolicy.LAST_HIDDEN
        person = shown(row.person, self.audience, policy)
        is_hidden = setting == "none" and self.audience in ON_PAPER
        return ShownPerson(person.name, "" if is_hidden else person.number, "", person.is_protected, "")

    def _name(self, user_id: int | None) -> str:
        return self.parts.names.get(user_id, "") if user_id is not None else ""

    def _remark(self, remark: HandoverRemark | None) -> SheetRemark | None:
        if remark is None:
            return None
        return SheetRemark(
            remark.id, remark.situation, remark.background, remark.assessment, remark.recommendation,
            remark.if_then, remark.recorded_at, self._name(remark.by_id), remark.owner,
            remark.recorded_at > self.parts.since,
        )  # fmt: skip

    def _tick(self, tick: HandoverTick | None) -> SheetTick:
        if tick is None:
            return NOT_TICKED
        given_by, taken_by = self._name(tick.given_by_id), self._name(tick.taken_by_id)
        return SheetTick(tick.given_at, given_by, tick.taken_at, taken_by)
