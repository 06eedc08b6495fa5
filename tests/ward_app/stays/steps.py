"""Steps that many tests of stays take, and what they look at afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.factories import Ward, make_terms, version_of
from ward_app.app import App
from ward_app.owners import Principal
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import CareForm, Purpose, StayEventKind


def discharge(app: App, stay: int, at: datetime | None = None, **more: Any) -> None:
    app.do(stays.discharge, stay, version_of(app, stay), at, discharged_to="Home", **more)


def move(app: App, ward: Ward, stay: int, label: str, at: datetime | None = None) -> None:
    app.do(stays.move, stay, ward.beds[label], version_of(app, stay), at)


def plan(app: App, ward: Ward, patient: int, expected_at: datetime, label: str = "9") -> int:
    return app.do(
        stays.plan_arrival, patient, ward.unit_id, purpose=Purpose.RESPITE, reason="Växelvård",
        care_form=CareForm.SOCIAL_SHORT_TERM, funding_principal=Principal.KOMMUN, expected_at=expected_at,
        decided_by="B. Ahl, biståndshandläggare", bed_id=ward.beds[label],
        decision=make_terms(app.clock()),
    )  # fmt: skip


def place(app: App, ward: Ward, label: str) -> queries.BoardPlace:
    places = app.ask(queries.board, ward.unit_id).places
    return next(place for place in places if place.label == label)


def state(app: App, ward: Ward, label: str) -> queries.PlaceState:
    return place(app, ward, label).state


def lying(app: App, ward: Ward) -> dict[str, int]:
    """The stay in each taken bed, as the board shows it."""
    board = app.ask(queries.board, ward.unit_id)
    return {place.label: place.card.stay_id for place in board.places if place.card}


def trace(app: App, stay: int) -> list[StayEventKind]:
    return [event.kind for event in app.ask(queries.stay_events, stay)]
