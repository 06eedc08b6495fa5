from __future__ import annotations

import pytest

from tests import factories
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.patients import queries as patients
from ward_app.patients.model import Protection


@pytest.fixture
def stays(app: App, ward: factories.Ward) -> dict[str, int]:
    """Four patients by family name, each opened once by the nurse; one of them protected."""
    made = {}
    for label, name in (("1:1", "Öberg"), ("1:2", "Lund"), ("2:1", "Holm"), ("2:2", "Siv")):
        level = Protection.MARKED if name == "Siv" else Protection.NONE
        made[name] = factories.make_patient(app, name, protection=level)
        factories.make_stay(app, ward, label, patient_id=made[name])
        app.ask(patients.banner, made[name])
    return made


@pytest.fixture
def reviewer(app: App, ward: factories.Ward) -> App:
    user = factories.make_user(app, Role.LOG_REVIEWER, "Ek", "Sara", unit_id=ward.unit_id)
    return app.acting(user)
