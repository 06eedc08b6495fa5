"""Queries and a print that forget: the crawler must find each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.handovers import building
from ward_app.handovers.rows import Layout, Printed, Sheet
from ward_app.ops import Work, query
from ward_app.patients.facts import PERSON, PRIMARY
from ward_app.patients.model import Alert, Patient, PatientIdentity
from ward_app.patients.shown import full_name
from ward_app.reports import handover_sheet
from ward_app.sharing.reading import reach_of


@dataclass(frozen=True)
class Told:
    patient_id: int
    texts: tuple[str, ...]


@query(Permission.PATIENT_READ, log="careless")
def without_the_filter(work: Work, patient_id: int) -> list[Told]:
    """Reads what it was asked for, whoever owns it."""
    work.opened([patient_id])
    found = work.session.scalars(select(Alert.text).where(Alert.patient_id == patient_id))
    return [Told(patient_id, tuple(found))]


@query(Permission.PATIENT_READ, log="careful")
def with_the_filter(work: Work, patient_id: int) -> list[Told]:
    reach = reach_of(work, [patient_id])
    work.opened([patient_id])
    found = work.session.scalars(select(Alert.text).where(Alert.patient_id == patient_id, reach.where(Alert)))
    return [Told(patient_id, tuple(found))]


@query(Permission.WARD_SEE, log="careless", relation=False)
def without_the_mask(work: Work, unit_id: int) -> list[Told]:
    """Names whoever it finds."""
    people = work.session.scalars(select(PERSON).outerjoin(PatientIdentity, PRIMARY).select_from(Patient))
    return [Told(one.patient_id, (full_name(one.family_name, one.given_name),)) for one in people]


@query(Permission.WARD_SEE, log="careless")
def with_something_new(work: Work, colour: str) -> list[Told]:
    return []


@query(Permission.HANDOVER_READ, relation=False)
def everything(work: Work, unit_id: int) -> Sheet:
    return building.whole(work, unit_id)


@dataclass(frozen=True)
class Whole:
    """Something to print that nobody has looked through."""

    sheet: Sheet


def render_whole(layout: Layout, whole: Whole, printed: Printed, to: BinaryIO) -> None:
    handover_sheet.render(layout, whole.sheet, printed, to)
