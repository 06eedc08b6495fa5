"""The ward as it is handed over, as far as the reader may read it: five statements, however many patients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_

from ward_app.access.disclosure import Hint
from ward_app.access.reach import Reach
from ward_app.handovers import particulars, statements
from ward_app.handovers.answers import answered
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
from ward_app.sharing.reading import reach_of
from ward_app.sharing.unread import unread
from ward_app.stays.board import INPATIENT
from ward_app.stays.lengths import day_of_stay
from ward_app.stays.model import EndKind, Stay
from ward_app.wards.model import BedClosure
from ward_app.wards.shift_plan import plan_from
from ward_app.words import word

ON_PAPER = frozenset({Audience.PRINT, Audience.DISCREET})


def build(work: Work, unit_id: int, audience: Audience) -> Sheet:
    """For the screen and the print alike: what each owner holds, as far as the user may read it (HAND-06)."""
    reach = reach_of(work, statements.named(unit_id, work.now))
    return _built(work, unit_id, audience, reach)


def whole(work: Work, unit_id: int) -> Sheet:
    """What the ward keeps of a handover: everything, of all owners. Nobody reads it as it is."""
    return _built(work, unit_id, Audience.PRINT, None)


def _built(work: Work, unit_id: int, audience: Audience, reach: Reach | None) -> Sheet:
    beds = work.session.execute(statements.beds(unit_id)).all()
    change = shift_change(work.now, plan_from(beds[0].shift_times))
    since = statements.since(beds[0], change)
    people = work.session.execute(statements.people(unit_id, work.now, change, since, reach)).all()
    found = particulars.find(work.session, and_(Stay.unit_id == unit_id, INPATIENT), since, reach)
    named = [row.person.patient_id for row in (*people, *beds) if row.person.patient_id is not None]
    work.opened(named)
    hints = unread(work.session, reach, named) if reach is not None else {}
    maker = _Maker(Particulars(found, work.now, since), change, audience, beds[0].number, reach, hints)
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


def _empty(
    beds: Sequence[Row[Any]], taken: set[int | None], audience: Audience, now: datetime
) -> tuple[EmptyRow, ...]:
    """The first who is expected to a bed comes last among its rows."""
    rows = {row.label: row for row in beds if row.bed_id is not None and row.bed_id not in taken}
    return tuple(_empty_row(label, row, audience, now) for label, row in rows.items())


def _empty_row(label: str, row: Row[Any], audience: Audience, now: datetime) -> EmptyRow:
    closure: BedClosure | None = row.BedClosure
    why = ": ".join(part for part in (word(closure.kind), closure.note) if part) if closure else ""
    if row.planned_at is None:
        return EmptyRow(label, why)
    who, at = shown(row.person, audience).name, relative_text(row.planned_at, now)
    waits = _("waits for {person}, {time}").format(person=who, time=at)
    return EmptyRow(label, why, waits, row.waiting_id, row.person.patient_id)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes rows from what the statements found, masked for the audience."""

    parts: Particulars
    change: ShiftChange
    audience: Audience
    number_setting: str | None
    reach: Reach | None
    hints: Mapping[int, Hint]

    def row(self, row: Row[Any]) -> SheetRow:
        stay, parts = row.Stay, self.parts
        person = self._shown(row)
        is_arrival = stay.admitted_at > parts.since
        tasks, later = parts.tasks(stay.id, self.change.to.ends_at)
        is_discreet = self.audience is Audience.DISCREET
        is_close = person.is_protected or is_discreet
        is_told = self._reads(stay) and not is_discreet
        made = SheetRow(
            stay_id=stay.id, patient_id=stay.patient_id, bed=row.label or "", room=row.room or "",
            name=person.name, number=person.number, is_protected=person.is_protected,
            birth_date=row.person.birth_date, sex=row.person.sex, purpose=row.purpose,
            care_form=stay.care_form, day=day_of_stay(stay.admitted_at, parts.now),
            admitted_at=stay.admitted_at, owner=stay.owner, reason=stay.reason if is_told else "",
            background=stay.background if is_told else "",
            hypersensitivity=row.hypersensitivity, hypersensitivity_owner=row.hypersensitivity_owner,
            interpreter=row.interpreter_language or "",
            nurse=row.nurse or "", doctor=row.doctor or "",
            planned_discharge_on=stay.planned_discharge_on, is_ready=stay.medically_ready_at is not None,
            on_leave_from=row.Leave.from_at if row.Leave else None,
            on_leave_until=row.Leave.expected_at if row.Leave else None,
            is_purpose_new=not is_arrival and row.purpose_at is not None and row.purpose_at > parts.since,
            moved_from=row.lay if row.lay and row.lay != row.label else "", is_arrival=is_arrival,
            alerts=parts.alerts(stay.patient_id), limitations=parts.limitations(stay.patient_id),
            facts=parts.facts(stay.id, social=self.audience not in ON_PAPER), tasks=tasks,
            later_tasks=later, kin=() if is_close else parts.kin(stay.patient_id), is_kin_hidden=is_close,
            remark=self._remark(row), tick=_tick(row),
            unread=self.hints.get(stay.patient_id, Hint.NOTHING),
        )  # fmt: skip
        return made if self.reach is None else answered(made, self.reach)

    def left(self, row: Row[Any]) -> LeftRow:
        """Where a protected person went is told nowhere (OSL 21:3)."""
        stay, person = row.Stay, self._shown(row)
        is_told = self._reads(stay) and not person.is_protected
        return LeftRow(
            stay.id, stay.patient_id, row.label or "", person.name, stay.ended_at,
            stay.end_kind or EndKind.DISCHARGED, stay.discharged_to or "" if is_told else "", stay.owner,
        )  # fmt: skip

    def _reads(self, stay: Stay) -> bool:
        return self.reach is None or self.reach.shows(stay)

    def _shown(self, row: Row[Any]) -> ShownPerson:
        setting = self.number_setting or NUMBER_ON_HANDOVER.default
        policy = NumberPolicy.FULL if setting == "full" else NumberPolicy.LAST_HIDDEN
        person = shown(row.person, self.audience, policy)
        is_hidden = setting == "none" and self.audience in ON_PAPER
        return ShownPerson(person.name, "" if is_hidden else person.number, "", person.is_protected, "")

    def _remark(self, row: Row[Any]) -> SheetRemark | None:
        remark: HandoverRemark | None = row.HandoverRemark
        if remark is None:
            return None
        return SheetRemark(
            remark.id, remark.situation, remark.background, remark.assessment, remark.recommendation,
            remark.if_then, remark.recorded_at, row.remark_by or "", remark.owner,
            remark.recorded_at > self.parts.since, remark.unit_id,
        )  # fmt: skip


def _tick(row: Row[Any]) -> SheetTick:
    tick: HandoverTick | None = row.HandoverTick
    if tick is None:
        return NOT_TICKED
    return SheetTick(tick.given_at, row.given_by or "", tick.taken_at, row.taken_by or "")
