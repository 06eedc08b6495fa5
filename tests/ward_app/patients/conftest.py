"""What the tests of people share: numbers of their own, a doctor, and someone who may not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests import factories
from tests.data.numbers import personnummer
from ward_app.access.policy import Role
from ward_app.app import App


@pytest.fixture
def numbers() -> Iterator[str]:
    """Test numbers of people in middle age, which the factories leave alone."""
    return iter([number for number in personnummer() if "1965" <= number[:4] <= "1975"][::50])


@pytest.fixture
def doctor(app: App, ward: factories.Ward) -> App:
    """The region's doctor at the same door."""
    return app.acting(factories.make_user(app, Role.DOCTOR, "Lund", "Eva", unit_id=ward.unit_id))


@pytest.fixture
def assistant(app: App, ward: factories.Ward) -> App:
    return app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, "Ek", "Jonas", unit_id=ward.unit_id))


@pytest.fixture
def administrator(app: App) -> App:
    """Runs the machine, and has no business with patients."""
    return app.acting(factories.make_user(app, Role.SYSTEM_ADMINISTRATOR, "Sten", "Ulf"))


@pytest.fixture
def patient(app: App) -> int:
    """Öberg, Åke, 80 years, with an ordinary number."""
    return factories.make_patient(app, born=date(1946, 1, 13))
