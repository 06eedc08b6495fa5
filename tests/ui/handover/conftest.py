"""06:48: the night nurse hands over a ward of three; the page answers at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up
from tests.ui.seating import drafts, guide, refusals, seat, store
from ui.handover.page import HandoverPage
from ui.seat import Seat
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock

__all__ = ["drafts", "guide", "refusals", "seat", "store"]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(datetime(2026, 11, 21, 5, 48, tzinfo=UTC))


@pytest.fixture
def stays(app: App, ward: Ward) -> dict[str, int]:
    """Andersson in 1:1, Öberg in 1:2 and Lindström in 2:1."""
    made = {}
    names = (("1:1", "Andersson", "Karin"), ("1:2", "Öberg", "Åke"), ("2:1", "Lindström", "Märta"))
    for label, family_name, given_name in names:
        patient = factories.make_patient(app, family_name, given_name)
        at = app.clock() - timedelta(days=3)
        made[label] = factories.make_stay(app, ward, label, patient_id=patient, at=at)
    return made


@pytest.fixture
def colleague(door: App, ward: Ward) -> App:
    """Who comes for the day."""
    return door.acting(factories.make_user(door, Role.NURSE, "Ek", "Johan", unit_id=ward.unit_id))


@pytest.fixture
def page(qtbot: QtBot, seat: Seat, stays: dict[str, int]) -> HandoverPage:
    made = HandoverPage(seat)
    qtbot.addWidget(made)
    made.resize(1310, 650)
    bring_up(qtbot, made)
    return made
