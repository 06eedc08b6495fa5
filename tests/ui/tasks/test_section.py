"""The tasks of a patient on the screen: put down, ticked, undone, closed with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import press, type_text
from tests.ui.tasks.conftest import Notices
from ui.desk import Desk
from ui.kit import dialogs
from ui.tasks.section import TasksSection
from ui.tasks.sheet import TaskSheet
from ui.worker import Immediate
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.tasks import commands as tasks
from ward_app.tasks import queries
from ward_app.tasks.rows import TaskRow

Open = Callable[[], TasksSection]


def add(app: App, stay: int, text: str = "Ny infart", *, minutes: int = 60, role: Role | None = None) -> int:
    return app.do(tasks.add, stay, text, app.clock() + timedelta(minutes=minutes), role)


def stored(app: App, stay: int) -> list[TaskRow]:
    return app.ask(queries.tasks_of, stay)


def sheet() -> TaskSheet:
    sheets = [each for each in QApplication.topLevelWidgets() if isinstance(each, TaskSheet)]
    [found] = [each for each in sheets if not each.property("closed")]
    return found


def test_that_what_is_left_stands_first_and_what_is_overdue_says_so(
    app: App, open_section: Open, stay: int
) -> None:
    add(app, stay, "Bladderscan", minutes=300, role=Role.NURSE)
    add(app, stay, "Vändning", minutes=-42)
    done = add(app, stay, "Vikt")
    app.do(tasks.tick, done, 1)
    section = open_section()
    assert section.table.texts() == [
        ["Overdue today 08:00", "Vändning", "Anyone on the shift", "M. Falk", ""],
        ["today 13:42", "Bladderscan", "Nurse", "M. Falk", ""],
        ["today 09:42", "Vikt", "Anyone on the shift", "M. Falk", "today 08:42, M. Falk"],
    ]


def test_that_space_ticks_and_the_notice_undoes_it(
    app: App, open_section: Open, notices: Notices, stay: int
) -> None:
    add(app, stay)
    section = open_section()
    press(section.table, "Space")
    assert stored(app, stay)[0].is_done
    assert notices.texts == ["Done: Ny infart"]
    assert notices.undo is not None
    notices.undo()
    assert stored(app, stay)[0].is_open


def test_that_the_windows_undo_takes_the_last_tick_back(app: App, open_section: Open, stay: int) -> None:
    add(app, stay)
    section = open_section()
    assert set(section.acts()) == {"new_task"}
    press(section.table, "Space")
    section.acts()["undo"]()
    assert stored(app, stay)[0].is_open
    assert set(section.acts()) == {"new_task"}


def test_that_a_closed_task_can_be_opened_again(app: App, open_section: Open, stay: int) -> None:
    app.do(tasks.tick, add(app, stay), 1)
    section = open_section()
    assert section.tick.text() == "Open again (Space)"
    assert not section.undone.isEnabled()
    section.tick.click()
    assert stored(app, stay)[0].is_open


def test_that_a_task_is_closed_undone_with_its_reason(
    app: App, open_section: Open, notices: Notices, stay: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(app, stay)
    section = open_section()
    monkeypatch.setattr(dialogs, "ask_reason", lambda *_a, **_k: "Patienten avböjde")
    section.undone.click()
    assert stored(app, stay)[0].not_done_reason == "Patienten avböjde"
    assert section.table.texts()[0][4] == "Not done: Patienten avböjde (M. Falk, today 08:42)"
    assert notices.texts == ["Not done: Ny infart"]


def test_that_a_new_task_is_put_down_by_keyboard(
    qtbot: QtBot, app: App, open_section: Open, stay: int
) -> None:
    section = open_section()
    section.new_task()
    qtbot.waitUntil(sheet().isActiveWindow)
    form = sheet().form
    type_text(form.field("text").input, "Ring dottern")
    assert form.field("due_at").raw() == "2026-11-21"
    time = sheet().findChild(type(form.field("text").input), "task.due_at.time")
    assert time is not None
    time.setFocus()
    type_text(time, "14")
    press(time, "Ctrl+Return")
    [row] = stored(app, stay)
    assert (row.text, row.role, row.by) == ("Ring dottern", None, "M. Falk")
    assert row.due_at == app.clock().replace(hour=13, minute=0)
    assert section.table.texts()[0][:2] == ["today 14:00", "Ring dottern"]


def test_that_a_task_without_a_time_is_not_put_down(app: App, open_section: Open, stay: int) -> None:
    open_section().new_task()
    type_text(sheet().form.field("text").input, "Ring dottern")
    sheet().save.click()
    assert stored(app, stay) == []
    assert sheet().form.field("due_at").remark is not None


def test_that_enter_changes_a_task(app: App, open_section: Open, stay: int) -> None:
    add(app, stay, role=Role.NURSE)
    section = open_section()
    press(section.table, "Return")
    form = sheet().form
    assert (form.values()["text"], form.values()["role"]) == ("Ny infart", "nurse")
    form.field("text").set_value("Ny infart, höger arm")
    sheet().save.click()
    [row] = stored(app, stay)
    assert (row.text, row.role) == ("Ny infart, höger arm", Role.NURSE)


def test_that_a_change_made_meanwhile_is_said_in_the_sheet(app: App, open_section: Open, stay: int) -> None:
    task_id = add(app, stay)
    section = open_section()
    press(section.table, "Return")
    app.do(tasks.tick, task_id, 1)
    sheet().form.field("text").set_value("för sent")
    sheet().save.click()
    assert "already ticked" in sheet().form.summary.texts()[0]


def test_that_a_task_put_there_by_mistake_is_taken_away(
    app: App, open_section: Open, stay: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(app, stay)
    section = open_section()
    monkeypatch.setattr(dialogs, "confirm", lambda *_a, **_k: False)
    section.drop.click()
    assert len(stored(app, stay)) == 1
    monkeypatch.setattr(dialogs, "confirm", lambda *_a, **_k: True)
    section.drop.click()
    assert stored(app, stay) == []
    assert section.states.is_empty


def test_that_a_task_becomes_overdue_while_one_looks(
    app: App, open_section: Open, clock: FrozenClock, stay: int
) -> None:
    add(app, stay, minutes=1)
    section = open_section()
    assert section.table.texts()[0][0] == "today 08:43"
    clock.advance(timedelta(minutes=2))
    section._timer.timeout.emit()
    assert section.table.texts()[0][0] == "Overdue today 08:43"


def test_that_what_was_done_long_ago_is_there_on_request(
    app: App, open_section: Open, clock: FrozenClock, stay: int
) -> None:
    app.do(tasks.tick, add(app, stay, "i förrgår"), 1)
    clock.advance(timedelta(days=2))
    section = open_section()
    assert section.states.is_empty
    add(app, stay)
    assert len(section.table.rows) == 1
    section.older.click()
    assert [row.text for row in section.table.rows] == ["Ny infart", "i förrgår"]


def test_that_the_whole_text_of_the_chosen_task_can_be_read(app: App, open_section: Open, stay: int) -> None:
    text = "Gå till matsalen med rollator " * 10
    add(app, stay, text)
    section = open_section()
    assert section.whole.text() == text.strip()
    assert section.facts.text().startswith(
        "today 09:42 · Anyone on the shift · Municipality HSL · Put down by"
    )


def test_that_who_may_not_tick_reads_why(
    qtbot: QtBot, app: App, ward: Ward, clock: FrozenClock, stay: int, styled: QApplication
) -> None:
    add(app, stay)
    secretary = app.acting(factories.make_user(app, Role.SECRETARY, unit_id=ward.unit_id))
    section = TasksSection(Desk(secretary, Immediate(), Immediate()), 1, stay, clock=clock)
    qtbot.addWidget(section)
    assert not section.tick.isEnabled()
    assert section.tick.accessibleDescription() == "Your role does not include doing tasks."
    press(section.table, "Space")
    assert stored(app, stay)[0].is_open
    assert section.edit.isEnabled()


def test_that_without_a_stay_there_is_nothing_to_put_down(qtbot: QtBot, desk: Desk) -> None:
    section = TasksSection(desk, 1, None)
    qtbot.addWidget(section)
    assert section.states.is_empty
    assert not section.new.isEnabled()
    section.new_task()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, TaskSheet)]
