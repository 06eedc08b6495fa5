"""The page of what waits for a signature, and the check of the record."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up, press
from ui.desk import Desk
from ui.drafts import Drafts
from ui.kit.labels import PlainLabel
from ui.notes.record_check import RecordCheckSheet
from ui.notes.unsigned import UnsignedPage
from ui.notes.writing import FORM
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind


def write(app: App, patient: int, stay: int) -> int:
    return app.do(notes.save, patient, stay, NoteKind.NURSING, [(Keyword.SLEEP, "Sov gott")], app.clock())


def test_that_my_unsigned_notes_wait_with_patient_bed_and_age(
    qtbot: QtBot, app: App, desk: Desk, clock: FrozenClock, patient: int, stay: int
) -> None:
    write(app, patient, stay)
    clock.advance(timedelta(hours=5, minutes=20))
    opened: list[int] = []
    page = UnsignedPage(desk, opened.append, clock=clock)
    qtbot.addWidget(page)
    bring_up(qtbot, page)
    assert page.table.texts() == [
        ["1:2", "Öberg, Åke", "Nursing note", "M. Falk", "today 08:42", "5 h 20 min"]
    ]
    page.table.select(page.table.rows[0].id)
    press(page.table, "Return")
    assert opened == [patient]


def test_that_signing_takes_a_note_off_the_page(
    qtbot: QtBot, app: App, desk: Desk, patient: int, stay: int
) -> None:
    note_id = write(app, patient, stay)
    page = UnsignedPage(desk, lambda _patient: None)
    qtbot.addWidget(page)
    assert len(page.table.rows) == 1
    app.do(notes.sign, note_id, 1)
    assert page.states.is_empty


def test_that_the_whole_unit_can_be_seen(
    qtbot: QtBot, app: App, desk: Desk, ward: Ward, patient: int, stay: int
) -> None:
    colleague = app.acting(factories.make_user(app, Role.NURSE, "Ek", unit_id=ward.unit_id))
    write(colleague, patient, stay)
    page = UnsignedPage(desk, lambda _patient: None, unit_id=ward.unit_id)
    qtbot.addWidget(page)
    assert page.states.is_empty
    page.everyone.click()
    assert [row.author for row in page.table.rows] == ["M. Ek"]
    page.mine.click()
    assert page.states.is_empty


def test_that_my_drafts_are_found_again(
    qtbot: QtBot, desk: Desk, drafts: Drafts, clock: FrozenClock, patient: int
) -> None:
    drafts.keep(FORM, f"{patient}/new", {"section.sleep": "Sov"})
    opened: list[int] = []
    page = UnsignedPage(desk, opened.append, drafts=drafts, clock=clock)
    qtbot.addWidget(page)
    [row] = page.table.rows
    assert (row.patient, row.what, row.is_draft) == ("Öberg, Åke", "Draft", True)
    page.table.opened.emit(row)
    assert opened == [patient]


def test_that_the_record_check_says_what_is_missing(
    qtbot: QtBot, app: App, desk: Desk, patient: int, stay: int
) -> None:
    write(app, patient, stay)
    page = QWidget()
    qtbot.addWidget(page)
    sheet = RecordCheckSheet(page, desk, stay)
    said = [label.text() for label in sheet.findChildren(PlainLabel)]
    assert said.count("Missing") == 4
    assert said.count("Written") == 1
    assert said.count("Nothing recorded") == 1
    assert "1 note of the stay waits for a signature." in said
