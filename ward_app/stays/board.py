"""The board: who lies where, what must be seen, what is next. Five statements, however many patients.

That someone lies here, since when and what for is the ward's to know. Everything else is content of one of
the three records, and is shown to who may read that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import aliased

from ward_app.access.model import User
from ward_app.access.policy import Permission
from ward_app.ops import Work, query
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.namesakes import namesakes
from ward_app.patients.shown import Audience, of_several
from ward_app.settings.model import Setting
from ward_app.settings.registry import SHIFT_TIMES
from ward_app.sharing.reading import reach_of
from ward_app.sharing.unread import unread
from ward_app.stays import board_known
from ward_app.stays.board_cards import card, place
from ward_app.stays.board_known import Known
from ward_app.stays.board_rows import Board
from ward_app.stays.model import Leave, Placement, Stay
from ward_app.stays.purposes import purpose_of
from ward_app.wards.model import Bed, BedClosure, Room, Unit
from ward_app.wards.queries import CLOSED_NOW
from ward_app.wards.shift_plan import plan_from
from ward_app.wards.shifts import shift_at

INPATIENT = and_(Stay.admitted_at.is_not(None), Stay.ended_at.is_(None), Stay.cancelled_at.is_(None))
EXPECTED = and_(Stay.admitted_at.is_(None), Stay.cancelled_at.is_(None))
IN_BED = and_(Placement.stay_id == Stay.id, Placement.to_at.is_(None), Placement.voided_at.is_(None))
AWAY = and_(Leave.stay_id == Stay.id, Leave.returned_at.is_(None), Leave.cancelled_at.is_(None))
SHOWN_TO = frozenset({Audience.BOARD, Audience.DISCREET, Audience.LIST})
NURSE, DOCTOR = aliased(User, name="nurse"), aliased(User, name="doctor")


@query(Permission.WARD_SEE, log="board", log_seconds=900)
def board(work: Work, unit_id: int, audience: Audience = Audience.BOARD) -> Board:
    """Every place in use, in its order, and who is in day care without one."""
    of_several(audience, SHOWN_TO)
    beds = work.session.execute(_beds(unit_id)).all()
    people = work.session.execute(_people(unit_id)).all()
    work.opened(row.person.patient_id for row in (*people, *beds) if row.person.patient_id is not None)
    alike = namesakes(row.person for row in people)
    known = _known(work, [*people, *beds], people, beds[0].shift_times)
    cards = {
        row.Stay.id: card(row, known, audience, same_name=row.person.patient_id in alike) for row in people
    }
    lying = {row.bed_id: row for row in people}
    places = {
        row.Bed.id: place(row, lying.get(row.Bed.id), cards, audience, work.now) for row in beds if row.Bed
    }
    without_bed = tuple(cards[row.Stay.id] for row in people if row.bed_id is None)
    return Board(beds[0].unit, work.now, tuple(places.values()), without_bed)


def _beds(unit_id: int) -> Select[Any]:
    """The unit with each place in use, what keeps it out of use, and whom it is kept for (the first last)."""
    shift_times = select(Setting.value).where(Setting.key == SHIFT_TIMES.key).scalar_subquery()
    return (
        select(
            Unit.name.label("unit"), shift_times.label("shift_times"), Bed, Room.name.label("room"),
            BedClosure, Stay.planned_at, PERSON,
        )
        .select_from(Unit)
        .outerjoin(Bed, and_(Bed.unit_id == Unit.id, Bed.closed_at.is_(None)))
        .outerjoin(Room, Room.id == Bed.room_id)
        .outerjoin(BedClosure, CLOSED_NOW)
        .outerjoin(Stay, and_(Stay.planned_bed_id == Bed.id, EXPECTED))
        .outerjoin(Patient, Patient.id == Stay.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .where(Unit.id == unit_id)
        .order_by(Bed.position, Stay.planned_at.desc())
    )  # fmt: skip


def _people(unit_id: int) -> Select[*tuple[Any, ...]]:
    """Everyone who is in, with bed, leave and who is responsible."""
    return (
        select(
            Stay, PERSON, Patient.hypersensitivity, Patient.hypersensitivity_owner,
            purpose_of().label("purpose"), Placement.bed_id, Leave, NURSE, DOCTOR,
        )
        .join(Patient, Patient.id == Stay.patient_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(Placement, IN_BED)
        .outerjoin(Leave, AWAY)
        .outerjoin(NURSE, NURSE.id == Stay.responsible_nurse_id)
        .outerjoin(DOCTOR, DOCTOR.id == Stay.responsible_doctor_id)
        .where(Stay.unit_id == unit_id, INPATIENT)
        .order_by(Stay.admitted_at, Stay.id)
    )  # fmt: skip


def _known(
    work: Work,
    named: Sequence[Row[Any]],
    people: Sequence[Row[Any]],
    shift_times: list[list[str]] | None,
) -> Known:
    """What may be read of everyone who is in. `named` are those who are expected besides."""
    reach = reach_of(work, [row.person.patient_id for row in named if row.person.patient_id is not None])
    known = Known(work.now, reach, unread(work.session, reach, [row.person.patient_id for row in people]))
    board_known.find(work.session, known, people, shift_at(work.now, plan_from(shift_times)).ends_at)
    return known
