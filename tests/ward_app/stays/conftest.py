"""What every test of stays needs: someone in bed 1:2, and who else works on the ward."""

from __future__ import annotations

import pytest

from tests import factories
from ward_app.access.policy import Role
from ward_app.app import App


@pytest.fixture
def patient(app: App) -> int:
    """Öberg, Åke."""
    return factories.make_patient(app)


@pytest.fixture
def stay(app: App, ward: factories.Ward, patient: int) -> int:
    """He lies in 1:2 since now, admitted by M. Falk."""
    return factories.make_stay(app, ward, "1:2", patient_id=patient)


@pytest.fixture
def doctor(app: App, ward: factories.Ward) -> App:
    """The same door with the ward's doctor in front of it."""
    return app.acting(factories.make_user(app, Role.DOCTOR, "Lund", "Eva", unit_id=ward.unit_id))
