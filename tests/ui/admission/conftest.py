from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up
from tests.ui.seating import answers, drafts, guide, refusals, seat, store, swedish
from ui.admission.page import AdmissionPage
from ui.seat import Seat

__all__ = ["answers", "drafts", "guide", "page", "refusals", "seat", "store", "swedish"]


@pytest.fixture
def page(qtbot: QtBot, seat: Seat) -> AdmissionPage:
    page = AdmissionPage(seat)
    qtbot.addWidget(page)
    page.resize(1310, 695)
    bring_up(qtbot, page)
    return page
