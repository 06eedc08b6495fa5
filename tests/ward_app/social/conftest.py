"""Someone in short-term care under the Social Services Act, and those who work with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.stays.model import CareForm, Purpose


@pytest.fixture
def assistant(app: App, ward: Ward) -> App:
    """An assistant nurse of the municipality who also works in the social record."""
    return app.acting(
        factories.make_user(app, Role.ASSISTANT_NURSE, "Ek", "Jonas", unit_id=ward.unit_id, social=True)
    )


@pytest.fixture
def assessor(app: App) -> App:
    """A needs assessor, on every unit."""
    return app.acting(factories.make_user(app, Role.NEEDS_ASSESSOR, "Ahl", "Berit"))


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app, "Lund", "Valborg")


@pytest.fixture
def stay(app: App, ward: Ward, patient: int) -> int:
    """Without consent: nothing is shared."""
    at = app.clock() - timedelta(days=3)
    return factories.make_stay(
        app, ward, "8", patient_id=patient, at=at, consent=False, care_form=CareForm.SOCIAL_SHORT_TERM,
        purpose=Purpose.RESPITE,
    )  # fmt: skip
