"""Handing out a copy with the keyboard, from the record to the paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from tests import factories
from tests.factories import Ward
from tests.ui.keys import press, type_text
from tests.ui.seating import Answers, FakeGuide, make_seat, sheet
from tests.ward_app.copies.conftest import Told
from ui.actions import action
from ui.copies import hand_out as handing
from ui.copies.hand_out import HandOutSheet, hand_out
from ui.copies.information import print_information
from ui.drafts.drafts import Drafts
from ui.kit.printing import Preview
from ui.seat import Seat
from ward_app.app import App
from ward_app.copies.model import Disclosure, LegalGround
from ward_app.copies.rows import RecordCopy
from ward_app.store.audit import LOG


@pytest.fixture
def at_desk(
    styled: QApplication, secretary: App, ward: Ward, guide: FakeGuide, drafts: Drafts
) -> Iterator[Seat]:
    seat = make_seat(secretary, ward, guide, drafts)
    yield seat
    seat.desk.close()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[RecordCopy]:
    """The copies that were drawn."""
    copies: list[RecordCopy] = []
    draw = handing._drawn

    def drawing(copy: RecordCopy, progress: Any) -> bytes:
        copies.append(copy)
        return draw(copy, progress)

    monkeypatch.setattr(handing, "_drawn", drawing)
    return copies


def opened(seat: Seat, page: QWidget, told: Told) -> HandOutSheet:
    hand_out(seat, page, told.patient_id, "1:2 Öberg, Åke")
    form = sheet(page)
    assert isinstance(form, HandOutSheet)
    return form


def fill(form: HandOutSheet) -> None:
    type_text(form.form.field("recipient").input, "Åke Öberg")
    type_text(form.form.field("decided_by").input, "Enhetschef Holm")
    form.form.field("ground").set_value(LegalGround.OSL_12_1)


def disclosures(app: App) -> list[str]:
    return list(factories.ask(app, lambda session: [row.recipient for row in session.query(Disclosure)]))


def preview(parent: QWidget) -> Preview:
    [found] = [one for one in parent.findChildren(Preview) if not one.property("closed")]
    return found


def test_that_a_copy_is_handed_out_and_the_record_says_so_pdl_10(
    at_desk: Seat, page: QWidget, told: Told, app: App, answers: Answers, drawn: list[RecordCopy]
) -> None:
    form = opened(at_desk, page, told)
    fill(form)
    press(form.act, "Space")
    assert disclosures(app) == ["Åke Öberg"]
    assert answers.asked[0][1] == "Hand out"
    assert drawn[0].serial
    assert preview(page).windowTitle() == f"Copy {drawn[0].serial}"


def test_that_one_owner_alone_is_already_chosen_pdl_20(at_desk: Seat, page: QWidget, told: Told) -> None:
    form = opened(at_desk, page, told)
    assert form.form.values()["owner"] is not None
    assert isinstance(form.form.field("recipient").input, QLineEdit)
    assert isinstance(form.form.field("ground").input, QComboBox)


def test_that_a_draft_is_not_handed_out(
    at_desk: Seat, page: QWidget, told: Told, app: App, drawn: list[RecordCopy]
) -> None:
    form = opened(at_desk, page, told)
    fill(form)
    form._draft()
    assert disclosures(app) == []
    assert [copy.serial for copy in drawn] == [""]
    assert preview(form).windowTitle() == "Draft of a copy"


def test_that_a_no_hands_out_nothing(
    at_desk: Seat, page: QWidget, told: Told, app: App, answers: Answers, drawn: list[RecordCopy]
) -> None:
    answers.yes = False
    form = opened(at_desk, page, told)
    fill(form)
    press(form.act, "Space")
    assert (disclosures(app), drawn) == ([], [])


def test_that_what_is_missing_is_said_at_the_field_pdl_10(
    at_desk: Seat, page: QWidget, told: Told, app: App, answers: Answers
) -> None:
    form = opened(at_desk, page, told)
    press(form.act, "Space")
    assert answers.asked == []
    assert form.form.summary.isVisible()


def test_that_printing_it_is_in_the_log_log_01(
    at_desk: Seat, page: QWidget, told: Told, app: App, answers: Answers, drawn: list[RecordCopy]
) -> None:
    form = opened(at_desk, page, told)
    fill(form)
    press(form.act, "Space")
    preview(page)._printed(2, "skrivare")
    with app.store.reader.connect() as connection:
        actions = connection.execute(LOG.select().where(LOG.c.patient_id == told.patient_id)).all()
    assert "print.copy" in {row.action for row in actions}


def test_that_a_nurse_is_not_offered_to_hand_out(seat: Seat, at_desk: Seat) -> None:
    needed = action("hand_out").needs
    assert needed is not None
    assert (seat.desk.allows(needed), at_desk.desk.allows(needed)) == (False, True)


def test_that_the_information_to_the_patient_is_printed_pdl_24(seat: Seat, page: QWidget) -> None:
    print_information(seat, page)
    assert preview(page).windowTitle() == "Information to the patient"


@pytest.mark.usefixtures("swedish")
def test_that_it_speaks_swedish(at_desk: Seat, page: QWidget, told: Told) -> None:
    form = opened(at_desk, page, told)
    assert form.windowTitle() == "Lämna ut journalkopia"
    assert form.act.text().replace("&", "") == "Lämna ut…"
