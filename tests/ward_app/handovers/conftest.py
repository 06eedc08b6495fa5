"""A night that hands over to the day: 06:48 on Saturday, the night nurse at the workstation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock

BEFORE_SEVEN = datetime(2026, 11, 21, 5, 48, tzinfo=UTC)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(BEFORE_SEVEN)


@pytest.fixture
def night(app: App) -> App:
    return app


@pytest.fixture
def day(door: App, ward: Ward) -> App:
    """Who comes in the morning."""
    return door.acting(factories.make_user(door, Role.NURSE, "Ek", "Johan", unit_id=ward.unit_id))


@pytest.fixture
def doctor(door: App, ward: Ward) -> App:
    return door.acting(factories.make_user(door, Role.DOCTOR, "Lund", "Anna", unit_id=ward.unit_id))


@dataclass(frozen=True)
class Inpatient:
    stay_id: int
    patient_id: int


@pytest.fixture
def ake(night: App, ward: Ward) -> Inpatient:
    """Öberg, Åke, in 1:2 for 19 days."""
    patient_id = factories.make_patient(night, "Öberg", "Åke", number="193310186436")
    at = night.clock() - timedelta(days=18)
    return Inpatient(factories.make_stay(night, ward, "1:2", patient_id=patient_id, at=at), patient_id)
