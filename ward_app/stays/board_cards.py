"""One place of the board and its card, from what the statements found; masked for who looks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from ward_app.access.disclosure import Hint
from ward_app.access.model import User
from ward_app.i18n import _, age_years, relative_text
from ward_app.owners import HEALTH, RecordOwner
from ward_app.patients.answers import told
from ward_app.patients.cpr import CprState, cpr_state
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, LimitationKind
from ward_app.patients.shown import Audience, shown
from ward_app.stays.board_known import Decided, Known
from ward_app.stays.board_rows import AlertTag, BoardCard, BoardPlace, PlaceState
from ward_app.stays.lengths import day_of_stay
from ward_app.stays.times import since
from ward_app.wards.model import BedClosure, BedKind, ClosureKind
from ward_app.words import word


def card(row: Row[Any], known: Known, audience: Audience, *, same_name: bool) -> BoardCard:
    """Where visitors can see the board it says neither name nor why someone is here."""
    stay, facts = row.Stay, row.person
    person = shown(facts, audience)
    is_discreet = audience is Audience.DISCREET
    limitations = known.limitations[facts.patient_id]
    reads = {owner for owner in RecordOwner if known.reach.decide(facts.patient_id, owner).allowed}
    tasks = known.tasks[stay.id]
    return BoardCard(
        stay_id=stay.id, patient_id=facts.patient_id, version=stay.version,
        name=person.name, initials=person.initials, number=person.number,
        is_protected=person.is_protected, same_name=same_name and not is_discreet,
        age=age_years(facts.birth_date, known.today) if facts.birth_date else None, sex=facts.sex,
        purpose=row.purpose, day=day_of_stay(stay.admitted_at, known.now),
        reason=stay.reason if known.reach.shows(stay) and not is_discreet else "",
        alerts=_tags(known.alerts[facts.patient_id], is_discreet),
        hypersensitivity=_hypersensitivity(row, known, reads) if reads & HEALTH else None,
        limitations=tuple(_said(one) for one in limitations if one.holds(known.today)),
        cpr=_cpr(limitations, known, facts.patient_id) if reads & HEALTH else None,
        next_task_at=tasks[0][0] if tasks else None,
        next_task_text="" if is_discreet or not tasks else tasks[0][1],
        tasks_left=len(tasks), tasks_overdue=sum(due_at < known.now for due_at, _text in tasks),
        nurse=_name(row.nurse), doctor=_name(row.doctor),
        nurse_id=stay.responsible_nurse_id, doctor_id=stay.responsible_doctor_id,
        planned_discharge_on=stay.planned_discharge_on, is_ready=stay.medically_ready_at is not None,
        on_leave_until=row.Leave.expected_at if row.Leave else None,
        deceased=facts.deceased_at is not None, reads_record=bool(reads),
        decision_end=None if is_discreet else known.decision_end(facts.patient_id),
        unread=Hint.NOTHING if is_discreet else known.unread.get(facts.patient_id, Hint.NOTHING),
    )  # fmt: skip


def place(
    row: Row[Any], lying: Row[Any] | None, cards: dict[int, BoardCard], audience: Audience, now: datetime
) -> BoardPlace:
    """`row` tells of the bed, `lying` of who lies in it."""
    state, note = _state(row, lying, audience, now)
    return BoardPlace(
        row.Bed.id, row.Bed.label, row.room, row.Bed.kind is BedKind.OVER_OCCUPANCY, state, note,
        cards[lying.Stay.id] if lying else None,
    )  # fmt: skip


def _state(
    row: Row[Any], lying: Row[Any] | None, audience: Audience, now: datetime
) -> tuple[PlaceState, str]:
    if lying is not None and lying.Leave is not None:
        return PlaceState.ON_LEAVE, _leave_note(lying.Leave.from_at, lying.Leave.expected_at, now)
    if lying is not None:
        return PlaceState.OCCUPIED, ""
    kept = _kept_note(row, audience, now)
    closure: BedClosure | None = row.BedClosure
    if closure is not None and closure.kind is ClosureKind.CLEANING:
        return PlaceState.CLEANING, kept
    if closure is not None:
        return PlaceState.CLOSED, ": ".join(part for part in (word(closure.kind), closure.note) if part)
    return (PlaceState.RESERVED, kept) if kept else (PlaceState.FREE, "")


def _kept_note(row: Row[Any], audience: Audience, now: datetime) -> str:
    if row.planned_at is None:
        return ""
    name = shown(row.person, audience).name
    return _("For {person}, {time}").format(person=name, time=relative_text(row.planned_at, now))


def _leave_note(from_at: datetime, expected_at: datetime | None, now: datetime) -> str:
    if expected_at is None:
        return _("On leave since {time}").format(time=since(from_at, now))
    return _("On leave until {time}").format(time=relative_text(expected_at, now))


def _tags(alerts: list[AlertTag], is_discreet: bool) -> tuple[AlertTag, ...]:
    return tuple(AlertTag(one.kind, "") for one in alerts) if is_discreet else tuple(alerts)


def _hypersensitivity(row: Row[Any], known: Known, reads: set[RecordOwner]) -> HypersensitivityAnswer:
    kinds = {tag.kind for tag in known.alerts[row.person.patient_id]}
    return told(
        row.hypersensitivity, row.hypersensitivity_owner,
        has_warning=AlertKind.HYPERSENSITIVITY in kinds, reads=reads.__contains__,
    )  # fmt: skip


def _cpr(limitations: list[Decided], known: Known, patient_id: int) -> CprState | None:
    """None where a decision may be among what is not read, told of or not: nothing is claimed then."""
    is_read = known.reach.reads_all_of(patient_id, RecordOwner.REGION_HSL)
    state = cpr_state(limitations, known.today, is_read=is_read)
    return None if state is CprState.UNREAD else state


def _said(decision: Decided) -> str:
    return decision.text if decision.kind is LimitationKind.OTHER and decision.text else word(decision.kind)


def _name(user: User | None) -> str:
    return user.shown_name if user else ""
