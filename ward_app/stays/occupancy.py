"""Who is in a bed and where a person is admitted, and the sentences that say so when that refuses something.

The database refuses overlaps by itself. These checks come first, so that the user reads who, where and when;
after a lost race the command runs again and meets them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from ward_app.access.model import User
from ward_app.errors import Refused
from ward_app.i18n import _, relative_text
from ward_app.ops import Work
from ward_app.patients.facts import PERSON, PRIMARY, PersonFacts
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.records import open_record
from ward_app.patients.shown import Audience, shown
from ward_app.stays.model import Placement, Stay
from ward_app.stays.times import since
from ward_app.wards.closures import end_closure, open_closure
from ward_app.wards.model import Bed, ClosureKind, Unit
from ward_app.wards.turns import take_turn
from ward_app.words import word


@dataclass(frozen=True, slots=True, repr=False)
class Occupant:
    """A person in a bed, or admitted, from then until then."""

    person: PersonFacts
    unit: str
    bed: str | None
    from_at: datetime
    to_at: datetime | None
    by: str
    was_moved: bool
    """Came to the bed by a move, not by the admission."""


def occupant(work: Work, bed_id: int, at: datetime) -> Occupant | None:
    """Who holds the bed at some moment from `at` on; who is there now comes first."""
    held = _stays(Placement.by_id, Placement.from_at, Placement.to_at).where(
        Placement.bed_id == bed_id, _lasts(Placement.to_at, at)
    )
    return _first(work, held)


def admitted(work: Work, patient_id: int, at: datetime, *, but: int | None = None) -> Occupant | None:
    """Where the person is admitted at some moment from `at` on, apart from one stay; now comes first."""
    here = _stays(Stay.admitted_by_id, Stay.admitted_at, Stay.ended_at).where(
        Stay.patient_id == patient_id, Stay.admitted_at.is_not(None), Stay.cancelled_at.is_(None),
        _lasts(Stay.ended_at, at), Stay.id.is_distinct_from(but),
    )  # fmt: skip
    return _first(work, here.order_by(Placement.to_at.desc()))


def refuse_taken(work: Work, bed: Bed, at: datetime, advice: str | None = None) -> None:
    """Refuse unless the bed is free from `at` on. `advice` is a sentence of its own."""
    advice = advice or _("Choose another bed.")
    if bed.closed_at is not None:
        raise Refused(_("Bed {bed} is no longer in use. {advice}").format(bed=bed.label, advice=advice))
    if there := occupant(work, bed.id, at):
        raise Refused(_taken(there, bed.label, work.now, advice))


def refuse_admitted(work: Work, patient_id: int, at: datetime, *, but: int | None = None) -> None:
    """A person is in one stay at a time, wherever it is."""
    there = admitted(work, patient_id, at, but=but)
    if there is None:
        return
    person = shown(there.person, Audience.LIST).name
    if there.to_at is not None:
        said = _("{person} was admitted on {unit} until {time}. Give a later time.")
        raise Refused(said.format(person=person, unit=there.unit, time=since(there.to_at, work.now)))
    said = _(
        "{person} has been admitted on {unit}, bed {bed}, since {time} (by {name}). Move the patient,"
        " or discharge from there first."
    )
    if there.bed is None:
        said = _("{person} has been admitted on {unit} since {time} (by {name}). Discharge from there first.")
    time = since(there.from_at, work.now)
    raise Refused(said.format(person=person, unit=there.unit, bed=there.bed, time=time, name=there.by))


def refuse_deceased(work: Work, patient_id: int) -> None:
    person = open_record(work, patient_id)
    if person.deceased_at is not None:
        raise Refused(
            _("The patient is recorded as deceased {time}. Undo that first if it is wrong.").format(
                time=relative_text(person.deceased_at, work.now)
            )
        )


def claim_bed(work: Work, bed: Bed, at: datetime) -> None:
    """Refuse a bed that is taken or closed from `at` on, else make it ready: cleaning ends by itself.

    Looks before it waits for its turn: who comes too late is told at once.
    """
    refuse_taken(work, bed, at)
    closure = open_closure(work, bed.id)
    if closure is not None and closure.kind is not ClosureKind.CLEANING:
        said = _(
            "Bed {bed} has been out of use since {time} ({reason}). Choose another bed, or open it again."
        )
        time, reason = since(closure.from_at, work.now), word(closure.kind)
        raise Refused(said.format(bed=bed.label, time=time, reason=reason))
    take_turn(work, bed.unit_id)
    if closure is not None:
        end_closure(work, closure, at)


def _taken(there: Occupant, bed: str, now: datetime, advice: str) -> str:
    person = shown(there.person, Audience.LIST).name
    if there.to_at is not None:
        said = _("Bed {bed} was taken by {person} until {time}. Choose another bed, or a later time.")
        return said.format(bed=bed, person=person, time=since(there.to_at, now))
    said = _("Bed {bed} has been taken by {person} since {time} (admitted by {name}). {advice}")
    if there.was_moved:
        said = _("Bed {bed} has been taken by {person} since {time} (moved there by {name}). {advice}")
    time = since(there.from_at, now)
    return said.format(bed=bed, person=person, time=time, name=there.by, advice=advice)


def _stays(
    by: InstrumentedAttribute[int | None], begin: InstrumentedAttribute[Any], end: InstrumentedAttribute[Any]
) -> Select[Any]:
    moved = (Placement.from_at > Stay.admitted_at).label("was_moved")
    placed = (Placement.stay_id == Stay.id) & Placement.voided_at.is_(None)
    return (
        select(
            PERSON, Unit.name.label("unit"), Bed.label.label("bed"), begin.label("from_at"),
            end.label("to_at"), moved, User,
        )
        .select_from(Stay)
        .join(Patient, Patient.id == Stay.patient_id)
        .join(Unit, Unit.id == Stay.unit_id)
        .outerjoin(PatientIdentity, PRIMARY)
        .outerjoin(Placement, placed)
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .outerjoin(User, User.id == by)
        .order_by(end.is_not(None), begin.desc())
        .limit(1)
    )  # fmt: skip


def _lasts(end: InstrumentedAttribute[Any], at: datetime) -> ColumnElement[bool]:
    return end.is_(None) | (end > at)


def _first(work: Work, found: Select[Any]) -> Occupant | None:
    row = work.session.execute(found).first()
    if row is None:
        return None
    work.opened([row.person.patient_id])
    by = row.User.shown_name if row.User else _("the program")
    return Occupant(row.person, row.unit, row.bed, row.from_at, row.to_at, by, bool(row.was_moved))
