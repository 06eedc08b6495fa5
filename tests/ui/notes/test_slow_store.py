"""The store answers late: nothing more is typed into what is being saved, and no draft is left behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up, type_text
from ui.desk import Desk
from ui.drafts import Drafts
from ui.notes.growing import GrowingArea
from ui.notes.section import NotesSection
from ui.notes.writing import FORM
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import StoreDown
from ward_app.notes import queries


class Held:
    """Does what it is given when it is let go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def let_go(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()

    def close(self, wait: float) -> bool:
        return True


@pytest.fixture
def worker() -> Held:
    return Held()


@pytest.fixture
def section(
    qtbot: QtBot, styled: object, app: App, worker: Held, drafts: Drafts, patient: int, stay: int,
    clock: FrozenClock,
) -> NotesSection:  # fmt: skip
    section = NotesSection(Desk(app, worker, worker), drafts, patient, stay, clock=clock)
    qtbot.addWidget(section)
    bring_up(qtbot, section)
    worker.let_go()
    section.new_note()
    assert section.editor is not None
    field = section.editor.sections.field("sleep")
    assert isinstance(field, GrowingArea)
    type_text(field.edit, "Sov gott")
    section.editor.unsigned.click()
    return section


def test_that_what_is_being_saved_holds_still(section: NotesSection, worker: Held) -> None:
    editor = section.editor
    assert editor is not None
    assert not editor.sections.isEnabled()
    editor.unsigned.click()
    assert len(worker.waiting) == 1
    worker.let_go()
    assert section.editor is None


def test_that_a_page_closed_meanwhile_leaves_no_draft_of_a_saved_note(
    section: NotesSection, worker: Held, drafts: Drafts, app: App, patient: int
) -> None:
    assert len(drafts.all(FORM)) == 1
    section.leave()
    section.setProperty("closed", True)
    worker.let_go()
    assert len(app.ask(queries.notes_of, patient)) == 1
    assert drafts.all(FORM) == []


def test_that_a_store_that_is_down_leaves_the_text_and_the_draft(
    section: NotesSection, worker: Held, drafts: Drafts, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_arguments: object, **_named: object) -> None:
        raise StoreDown("The database does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(App, "_do_once", down)
        worker.let_go()
    editor = section.editor
    assert editor is not None
    assert editor.sections.isEnabled()
    assert editor.texts["sleep"] == "Sov gott"
    assert len(drafts.all(FORM)) == 1
    editor.unsigned.click()
    worker.let_go()
    assert section.editor is None
