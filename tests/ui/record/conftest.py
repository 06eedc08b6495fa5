from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up
from tests.ui.seating import answers, drafts, guide, refusals, seat, store, swedish
from ui.record.page import RecordPage
from ui.seat import Seat
from ward_app.access.policy import Role
from ward_app.app import App

__all__ = ["answers", "drafts", "guide", "refusals", "seat", "store", "swedish"]


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app, number="194002049163")


@pytest.fixture
def stay(app: App, ward: Ward, patient: int) -> int:
    """Öberg, Åke in 1:2 since eighteen days."""
    return factories.make_stay(app, ward, "1:2", patient_id=patient, at=app.clock() - timedelta(days=18))


@pytest.fixture
def doctor(app: App, ward: Ward) -> App:
    return app.acting(factories.make_user(app, Role.DOCTOR, "Björk", "Hanna", unit_id=ward.unit_id))


@pytest.fixture
def record(qtbot: QtBot, seat: Seat) -> RecordPage:
    page = RecordPage(seat)
    qtbot.addWidget(page)
    page.resize(1310, 695)
    bring_up(qtbot, page)
    return page
