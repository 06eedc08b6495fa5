"""One person with something of every kind in the municipality's health record, and of others beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests import factories
from ward_app.access.policy import Permission, Role
from ward_app.app import App
from ward_app.handovers import commands as handovers
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.ops import Work, command
from ward_app.owners import Principal, RecordOwner
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind, LimitationKind, TreatmentLimitation
from ward_app.social.model import SocialDecision, SocialEntry, SocialKind, SocialRemark
from ward_app.stays import commands as stays
from ward_app.stays.model import CareFactKind
from ward_app.tasks import commands as tasks

WORDS = (
    "grundorsak", "grundbakgrund", "felskriven", "rättad", "felval", "patientens-invändning", "osignerad",
    "överkänslig-mot-x", "gångsvårig", "vätskelistan", "sbar-läge", "sbar-rekommendation", "begränsande",
)  # fmt: skip
"""Each stands in one place of the record, and in the closed handover where that quotes it."""
ELSEWHERE = ("region-uppgift", "grannens-uppgift")
"""Another owner's about the same person, and the same owner's about another."""
SOCIAL = ("sol-händelse", "sol-invändning", "sol-beslut")


@dataclass(frozen=True)
class Told:
    patient_id: int
    stay_id: int
    neighbour_id: int
    first_note: int
    corrected_note: int
    unsigned_note: int
    handover_id: int
    unit_id: int


@pytest.fixture
def told(door: App, app: App, ward: factories.Ward) -> Told:
    nurse = app
    doctor = door.acting(factories.make_user(door, Role.DOCTOR, "Lund", "Eva", unit_id=ward.unit_id))
    stay_id, patient_id = _admitted(nurse, ward, "1:2", reason="grundorsak", background="grundbakgrund")
    other_stay, neighbour_id = _admitted(nurse, ward, "2:1")
    at = nurse.clock()
    first = nurse.do(notes.save, patient_id, stay_id, NoteKind.NURSING, [(Keyword.SLEEP, "felskriven")], at)
    nurse.do(notes.sign, first, 1)
    nurse.do(notes.remark, first, "patientens-invändning")
    second = nurse.do(notes.correct, first, [(Keyword.SLEEP, "rättad")], at, "felval")
    nurse.do(notes.sign, second, 1)
    third = nurse.do(notes.save, patient_id, stay_id, NoteKind.NURSING, [(Keyword.PAIN, "osignerad")], at)
    nurse.do(notes.save, neighbour_id, other_stay, NoteKind.NURSING, [(Keyword.PAIN, "grannens-uppgift")], at)
    doctor.do(notes.save, patient_id, stay_id, NoteKind.DOCTOR, [(Keyword.ASSESSMENT, "region-uppgift")], at)
    nurse.do(patients.add_alert, patient_id, AlertKind.FALL, "överkänslig-mot-x")
    nurse.do(stays.set_care_fact, stay_id, CareFactKind.MOBILITY, "gångsvårig")
    nurse.do(tasks.add, stay_id, "vätskelistan", at + timedelta(hours=1), Role.NURSE)
    nurse.do(
        handovers.write_remark,
        stay_id,
        seen=None,
        situation="sbar-läge",
        recommendation="sbar-rekommendation",
    )
    _write(nurse, _limitation(nurse, patient_id, at))
    handover_id = nurse.do(handovers.close, ward.unit_id)
    return Told(patient_id, stay_id, neighbour_id, first, second, third, handover_id, ward.unit_id)


@pytest.fixture
def social(app: App, told: Told) -> int:
    """An entry of the social services about the same person."""
    by, at = _me(app), app.clock()
    own: dict[str, Any] = {"patient_id": told.patient_id, "owner": RecordOwner.KOMMUN_SOL}
    entry = SocialEntry(
        **own, kind=SocialKind.EVENT, text="sol-händelse", author_id=by, author_title="assistant_nurse",
        occurred_at=at, recorded_at=at, signed_at=at,
    )  # fmt: skip
    entry_id = _write(app, entry)
    _write(app, SocialRemark(social_entry_id=entry_id, text="sol-invändning", by_id=by, recorded_at=at))
    _write(app, SocialDecision(
        **own, what="sol-beslut", from_on=date(2026, 11, 1), decided_by="E. Sund",
        decided_on=date(2026, 11, 1), by_id=by, recorded_at=at,
    ))  # fmt: skip
    return entry_id


@pytest.fixture
def secretary(door: App, ward: factories.Ward) -> App:
    """Of the municipality, and of its social services too."""
    return door.acting(factories.make_user(door, Role.SECRETARY, "Ek", "Ann", unit_id=ward.unit_id))


@pytest.fixture
def administrator(door: App, ward: factories.Ward) -> App:
    return door.acting(factories.make_user(door, Role.SYSTEM_ADMINISTRATOR, "Dahl", "Per"))


def _admitted(app: App, ward: factories.Ward, bed: str, **texts: Any) -> tuple[int, int]:
    patient_id = factories.make_patient(app)
    more = {"funding_principal": Principal.KOMMUN, **texts}
    return factories.make_stay(app, ward, bed, patient_id=patient_id, **more), patient_id


def _limitation(app: App, patient_id: int, at: datetime) -> TreatmentLimitation:
    return TreatmentLimitation(
        patient_id=patient_id, owner=RecordOwner.KOMMUN_HSL, kind=LimitationKind.OTHER, text="",
        grounds="begränsande", decided_by_id=_me(app), decided_at=at, consulted="Dr Ek",
        patient_attitude="införstådd", review_on=date(2027, 1, 1),
    )  # fmt: skip


def _me(app: App) -> int:
    assert app.user.user_id is not None
    return app.user.user_id


def _write(app: App, row: Any) -> int:
    return app.do(_add, row)


@command(Permission.PATIENT_EDIT, relation=False)
def _add(work: Work, row: Any) -> int:
    work.session.add(row)
    work.session.flush()
    return int(row.id)
