"""The social section of one person's record, with those who work in it and those who only read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up
from tests.ui.seating import FakeGuide, answers, drafts, guide, make_seat, store, swedish
from tests.ward_app.social.conftest import assessor, assistant, patient
from ui.drafts.drafts import Drafts
from ui.record.page import RecordPage
from ui.social.section import SocialSection
from ward_app.app import App
from ward_app.stays.model import CareForm, Purpose

__all__ = ["answers", "assessor", "assistant", "drafts", "guide", "patient", "store", "swedish"]

Open = Callable[[App], SocialSection]


@pytest.fixture
def stay(app: App, ward: Ward, patient: int) -> int:
    """In short-term care on a decision that ends in six days; nothing is shared."""
    at = app.clock() - timedelta(days=3)
    return factories.make_stay(
        app, ward, "8", patient_id=patient, at=at, consent=False, care_form=CareForm.SOCIAL_SHORT_TERM,
        purpose=Purpose.RESPITE, decision=factories.make_terms(at, 9),
    )  # fmt: skip


@pytest.fixture
def open_record(
    qtbot: QtBot, styled: object, ward: Ward, guide: FakeGuide, drafts: Drafts
) -> Iterator[Callable[[App], RecordPage]]:
    """The record page with whoever is signed in."""
    pages: list[RecordPage] = []

    def open_it(door: App) -> RecordPage:
        page = RecordPage(make_seat(door, ward, guide, drafts))
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1310, 695)
        bring_up(qtbot, page)
        return page

    yield open_it
    for page in pages:
        page.seat.desk.close()


@pytest.fixture
def open_section(open_record: Callable[[App], RecordPage], patient: int, stay: int) -> Open:
    """As often as one likes: each is a new one, as after a restart."""

    def open_it(door: App) -> SocialSection:
        page = open_record(door)
        page.show_patient(patient, "social")
        assert isinstance(page.section, SocialSection)
        return page.section

    return open_it
