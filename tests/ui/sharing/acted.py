"""One combination of the table, acted out: a store where all its facts are true, its reader at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests import factories
from tests.data.disclosure import BEFORE, EARLIER, NOW, PEOPLE, THERE, Blocked, Case, Said, written_on
from tests.factories import Ward
from tests.ward_app.sharing.scene import second_unit
from ward_app.access.disclosure import Relation
from ward_app.access.policy import SYSTEM, Permission
from ward_app.app import App
from ward_app.ops import Work, command
from ward_app.patients.model import Alert, AlertKind
from ward_app.sharing.model import (
    AnswerForm,
    Block,
    BlockLift,
    CapacityAssessment,
    Consent,
    ConsentScope,
    EmergencyOpening,
    LiftReason,
    SharingInformation,
)
from ward_app.store.base import Entity
from ward_app.wards.model import Unit

TEXT = "Snubblar på trösklar"
"""What the owner of the case has written about the patient."""
LATER = NOW + timedelta(hours=4)


@dataclass(frozen=True)
class Acted:
    reader: App
    patient_id: int


def act_out(app: App, ward: Ward, case: Case) -> Acted:
    """The table's HERE is the ward, THERE a unit beside it."""
    there = second_unit(app)
    [held] = PEOPLE[case.who]
    user = factories.make_user(app, held.role, "Läsare", "Lo", unit_id=ward.unit_id, principal=held.principal)
    assert user.user_id is not None
    patient_id = _patient(app, ward, there, case)
    units = {THERE: there.unit_id}.get(written_on(case), ward.unit_id), there.unit_id
    app.acting(SYSTEM).do(_write, case, patient_id, user.user_id, *units)
    return Acted(app.acting(user), patient_id)


def _patient(app: App, ward: Ward, there: Ward, case: Case) -> int:
    """In the care of the reader's unit, of another one, or of none yet."""
    patient_id = factories.make_patient(app)
    if case.relation is Relation.TEAM:
        factories.make_stay(app, ward, patient_id=patient_id, consent=False)
    elif case.relation is None:
        nurse = app.acting(factories.make_user(app, family_name="Holm", unit_id=there.unit_id))
        factories.make_stay(nurse, there, "A:1", patient_id=patient_id, consent=False)
    else:
        assert case.relation is Relation.NEWCOMER, "the examples need no other"
    return patient_id


@command(Permission.STORE_KEEP, relation=False)
def _write(work: Work, case: Case, patient_id: int, user_id: int, written_at: int, there: int) -> None:
    by: dict[str, Any] = {"by_id": user_id}
    for unit in work.session.query(Unit):
        unit.collaboration_model = case.model
    work.session.add(Alert(
        patient_id=patient_id, owner=case.owner, unit_id=written_at, kind=AlertKind.FALL, text=TEXT,
        recorded_at=BEFORE, recorded_by_id=user_id,
    ))  # fmt: skip
    facts = [*_said(case.said), *_blocks(case, there), *_danger(case)]
    for kind, values in facts:
        more = by if kind is not EmergencyOpening else {"user_id": user_id}
        work.session.add(kind(patient_id=patient_id, **more, **values))
    work.session.flush()
    if case.blocked in (Blocked.UNIT_LIFTED, Blocked.RECORD_LIFTED):
        block = work.session.query(Block).one()
        work.session.add(BlockLift(
            patient_id=patient_id, block_id=block.id, user_id=user_id, reason=LiftReason.CONSENT,
            text="Patienten ber om det", from_at=BEFORE, until_at=LATER,
        ))  # fmt: skip


Fact = tuple[Callable[..., Entity], dict[str, Any]]


def _said(said: Said) -> Iterator[Fact]:
    recorded: dict[str, Any] = {"recorded_at": BEFORE}
    if said is not Said.YES_UNTOLD:
        yield SharingInformation, {"given_at": BEFORE, "form": AnswerForm.SPOKEN, **recorded}
    if said not in (Said.NOT_ASKED, Said.UNABLE):
        is_given = said not in (Said.NO, Said.NO_THEN_UNABLE)
        yield Consent, {
            "given_at": BEFORE, "form": AnswerForm.SPOKEN, "scope": ConsentScope.UNTIL_WITHDRAWN,
            "is_given": is_given, "social": is_given and said not in (Said.YES, Said.YES_THEN_UNABLE),
            "withdrawn_at": EARLIER if said is Said.WITHDRAWN else None, **recorded,
        }  # fmt: skip
    if said.name.endswith("UNABLE"):
        yield CapacityAssessment, {
            "findings": "Svarar inte", "attitude": "Dottern: inget emot", "would_object": False,
            "made_at": EARLIER, **recorded,
        }  # fmt: skip


def _blocks(case: Case, there: int) -> Iterator[Fact]:
    if case.blocked in (Blocked.UNIT, Blocked.UNIT_LIFTED):
        yield Block, {"owner": case.owner, "unit_id": there, "from_at": BEFORE}
    elif case.blocked in (Blocked.RECORD, Blocked.RECORD_LIFTED):
        yield Block, {"owner": case.owner, "from_at": BEFORE}
    else:
        assert case.blocked is Blocked.NOTHING, "the examples need no other"


def _danger(case: Case) -> Iterator[Fact]:
    if case.in_danger:
        yield EmergencyOpening, {"text": "Livshotande", "from_at": BEFORE, "until_at": LATER}
