from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up
from tests.ui.seating import FakeGuide, answers, drafts, guide, make_seat, refusals, store, swedish
from ui.drafts.drafts import Drafts
from ui.logs.page import LogsPage
from ui.seat import Seat
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.patients import queries as patients
from ward_app.patients.model import Protection

__all__ = ["answers", "drafts", "guide", "refusals", "store", "swedish"]


@pytest.fixture
def people(app: App, ward: Ward) -> dict[str, int]:
    """Four patients by family name, each opened once by the nurse; one of them protected."""
    made = {}
    for label, name in (("1:1", "Öberg"), ("1:2", "Lund"), ("2:1", "Holm"), ("2:2", "Åström")):
        level = Protection.MARKED if name == "Åström" else Protection.NONE
        number = factories.next_number()
        made[name] = factories.make_patient(app, name, protection=level, number=number)
        factories.make_stay(app, ward, label, patient_id=made[name])
        app.ask(patients.banner, made[name])
    return made


@pytest.fixture
def reviewing(app: App, ward: Ward) -> App:
    user = factories.make_user(app, Role.LOG_REVIEWER, "Ek", "Sara", unit_id=ward.unit_id)
    return app.acting(user)


@pytest.fixture
def seat(
    styled: QApplication, reviewing: App, ward: Ward, guide: FakeGuide, drafts: Drafts
) -> Iterator[Seat]:
    seat = make_seat(reviewing, ward, guide, drafts)
    yield seat
    seat.desk.close()


@pytest.fixture
def logs(qtbot: QtBot, seat: Seat, people: dict[str, int]) -> LogsPage:
    page = LogsPage(seat)
    qtbot.addWidget(page)
    page.resize(1310, 695)
    bring_up(qtbot, page)
    return page
