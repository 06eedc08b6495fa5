"""The handover on the screen when not everyone may read everything: one calm line, and nothing claimed."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from tests import factories
from tests.factories import Ward
from ui.handover.page import HandoverPage
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.sharing import commands as sharing
from ward_app.stays.model import Stay
from ward_app.tasks import commands as tasks

LINE = "Data exist at another care provider"


def tags(page: HandoverPage) -> list[str]:
    return [tag.accessibleName() for tag in page.panel.warnings.children() if isinstance(tag, QWidget)]


def test_that_a_refusal_takes_the_other_owners_words_from_the_screen_at_once_lsvo_03_lsvo_04(
    page: HandoverPage, app: App, door: App, ward: Ward, stays: dict[str, int]
) -> None:
    doctor = door.acting(factories.make_user(door, Role.DOCTOR, unit_id=ward.unit_id))
    doctor.do(tasks.add, stays["1:1"], "Rond", app.clock() + timedelta(hours=1))
    page.refresh()
    assert "Rond" in page.panel.aside.text
    assert "CPR: yes" in tags(page) and LINE not in tags(page)
    patient_id = factories.ask(app, lambda session: session.get_one(Stay, stays["1:1"]).patient_id)
    page.seat.desk.do(sharing.record_answer, patient_id, is_given=False)
    assert "Rond" not in page.panel.aside.text
    assert LINE in tags(page) and "CPR: yes" not in tags(page)


def test_that_a_refusal_reaches_an_earlier_handover_that_is_being_read_lsvo_03(
    page: HandoverPage, app: App, door: App, ward: Ward, stays: dict[str, int]
) -> None:
    doctor = door.acting(factories.make_user(door, Role.DOCTOR, unit_id=ward.unit_id))
    doctor.do(tasks.add, stays["1:1"], "Rond", app.clock() + timedelta(hours=1))
    app.do(handovers.close, ward.unit_id)
    [earlier] = app.ask(queries.closed_sheets, ward.unit_id)
    page.read_earlier(earlier)
    assert "Rond" in page.panel.aside.text
    patient_id = factories.ask(app, lambda session: session.get_one(Stay, stays["1:1"]).patient_id)
    page.seat.desk.do(sharing.record_answer, patient_id, is_given=False)
    assert "Rond" not in page.panel.aside.text
    assert page.strip.isVisible() and LINE in tags(page)
