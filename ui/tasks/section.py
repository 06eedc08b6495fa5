"""The section “Tasks” of a patient's record: what is left, what was done and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.desk import Changes, Desk
from ui.kit import dialogs
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.labels import PlainLabel
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_M, SPACE_S, SPACE_XS
from ui.kit.page import PageHead
from ui.kit.table import Table
from ui.tasks.columns import columns, doer, done, due
from ui.tasks.sheet import TaskSheet
from ward_app.access.model import User
from ward_app.clock import Clock, system_clock
from ward_app.i18n import _, ngettext, relative_text
from ward_app.sharing.model import DECIDING
from ward_app.tasks import commands as tasks
from ward_app.tasks import queries
from ward_app.tasks.model import Task
from ward_app.tasks.rows import TaskRow
from ward_app.words import word

AREA = "tasks"
DONE_FOR = timedelta(days=1)
"""So long a task that is done stays in sight."""
LOOK_AT_CLOCK_MS = 20_000

Notice = Callable[[str, Callable[[], object] | None], object]


class TaskTable(Table[TaskRow]):
    """Space ticks the task it stands on."""

    ticked = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if (row := self.current()) is not None:
                self.ticked.emit(row)
            return
        super().keyPressEvent(event)


class TasksSection(QWidget):
    """Ticking can be undone, by the notice or by the window's Undo."""

    shows: Changes = frozenset({Task, User, *DECIDING})

    def __init__(
        self,
        desk: Desk,
        patient_id: int,
        stay_id: int | None,
        parent: QWidget | None = None,
        *,
        clock: Clock = system_clock,
        notice: Notice | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._clock = desk, clock
        self._patient_id, self._stay_id = patient_id, stay_id
        self._notice: Notice = notice or (lambda _text, _undo: None)
        self._undo: Callable[[], object] | None = None
        self._rows: list[TaskRow] = []
        self.setObjectName(AREA)
        self._make_buttons()
        self.head = PageHead(_("Tasks"), actions=[self.new])
        self.table = TaskTable(columns(clock), name=_("Tasks"))
        self.table.setObjectName(f"{AREA}.table")
        self.older = QCheckBox(_("Everything that was done"))
        self.older.setObjectName(f"{AREA}.older")
        self.whole = PlainLabel(role="strong", wrap=True, selectable=True)
        self.facts = PlainLabel(role="small", wrap=True)
        self._lay_out()
        self.table.ticked.connect(self._tick_or_open)
        self.table.opened.connect(self._change)
        self.table.chosen.connect(self._choose)
        self.older.clicked.connect(self.refresh)
        self._timer = QTimer(self, interval=LOOK_AT_CLOCK_MS)
        self._timer.timeout.connect(self._look_at_clock)
        self._timer.start()
        keep_fresh(self, desk, self.shows, self.refresh)
        self._choose(None)
        self.refresh()

    def _make_buttons(self) -> None:
        def with_row(act: Callable[[TaskRow], object]) -> Callable[[], object]:
            return lambda: act(row) if (row := self.table.current()) is not None else None

        self.new = Button(
            _("New task (Ctrl+T)"), kind="primary", icon="plus", clicked=self.new_task, name=f"{AREA}.new"
        )
        self.tick = Button(
            _("Done (Space)"), icon="check", clicked=with_row(self._tick_or_open), name=f"{AREA}.tick"
        )
        self.undone = Button(_("Not done…"), clicked=with_row(self._close_undone), name=f"{AREA}.undone")
        self.edit = Button(_("Change…"), clicked=with_row(self._change), name=f"{AREA}.change")
        self.drop = Button(_("Take away…"), clicked=with_row(self._cancel), name=f"{AREA}.cancel")
        no_stay = None if self._stay_id is not None else _("The patient has no stay here.")
        barred = None if self._desk.allows(tasks.add) else _("Your role does not include writing tasks.")
        reason_off(self.new, barred or no_stay)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        for button in (self.tick, self.undone, self.edit, self.drop):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.older)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self._make_details())
        action = _("New task") if self.new.isEnabled() else ""
        self.states = States(content, EmptyState(_("No tasks."), action, self.new_task, icon="list-checks"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addWidget(self.states, 1)

    def _make_details(self) -> QWidget:
        """The chosen task in full: a narrow column may cut it."""
        self.details = QFrame()
        self.details.setProperty("ground", "card")
        box = QVBoxLayout(self.details)
        box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        box.setSpacing(SPACE_XS)
        box.addWidget(self.whole)
        box.addWidget(self.facts)
        return self.details

    # What the record frame asks

    def refresh(self) -> None:
        if self._stay_id is None:
            self._show([])
            return
        since = None if self.older.isChecked() else self._clock() - DONE_FOR
        self.states.follow(self._desk.ask(queries.tasks_of, self._stay_id, done_since=since)).then(self._show)

    def leave(self) -> None:
        """Nothing is typed here; a sheet that is open stays where it is."""

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """What of the table of actions can be done here."""
        undo = {} if self._undo is None else {"undo": self.undo}
        return {"new_task": self.new_task, **undo}

    def focus_first(self) -> None:
        (self.new if self.states.is_empty else self.table).setFocus()

    def new_task(self) -> None:
        if self._stay_id is not None and self.new.isEnabled():
            TaskSheet(self, self._desk, self._clock, self._stay_id).open()

    def undo(self) -> None:
        """Take back the last tick."""
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    # Showing

    def _show(self, rows: list[TaskRow]) -> None:
        self._rows = rows
        left = sum(row.is_open for row in rows)
        overdue = sum(row.is_overdue for row in rows)
        note = ngettext("{count} left", "{count} left", left).format(count=left)
        if overdue:
            note += " · " + ngettext("{count} overdue", "{count} overdue", overdue).format(count=overdue)
        self.head.set_note(note)
        self.table.show_rows(rows)
        if rows and self.table.current() is None:
            self.table.select(rows[0].id)
        self._choose(self.table.current())
        self.states.show_one(rows or self.older.isChecked())

    def _look_at_clock(self) -> None:
        """A task becomes overdue by itself; the store need not be asked for that."""
        now = self._clock()
        rows = [replace(row, is_overdue=row.is_open and row.due_at < now) for row in self._rows]
        if rows != self._rows:
            self._show(rows)

    def _choose(self, row: TaskRow | None) -> None:
        nothing = _("Choose a task first.") if row is None else None
        is_closed = row is not None and not row.is_open
        closed = _("The task is closed. Open it again first.") if is_closed else None
        may_do = None if self._desk.allows(tasks.tick) else _("Your role does not include doing tasks.")
        may_write = (
            None if self._desk.allows(tasks.change) else _("Your role does not include writing tasks.")
        )
        self.tick.setText(_("Open again (Space)") if is_closed else _("Done (Space)"))
        reason_off(self.tick, nothing or may_do)
        reason_off(self.undone, nothing or closed or may_do)
        reason_off(self.edit, nothing or closed or may_write)
        reason_off(self.drop, nothing or closed or may_write)
        self.whole.setText("" if row is None else row.text)
        self.facts.setText("" if row is None else self._facts(row))
        self.details.setVisible(row is not None)

    def _facts(self, row: TaskRow) -> str:
        now = self._clock()
        said = _("Put down by {name} {when}").format(name=row.by, when=relative_text(row.recorded_at, now))
        facts = [due(row, now), doer(row.role), word(row.owner), said, done(row, now)]
        return " · ".join(fact for fact in facts if fact)

    # Acting

    def _tick_or_open(self, row: TaskRow) -> None:
        if not self._desk.allows(tasks.tick):
            return
        if row.is_open:
            call = self._desk.do(tasks.tick, row.id, row.version)
            call.then(lambda version: self._closed(row, version, _("Done: {task}")), owner=self)
        else:
            self._desk.do(tasks.untick, row.id, row.version)

    def _close_undone(self, row: TaskRow) -> None:
        reason = dialogs.ask_reason(
            self,
            _("Not done"),
            _("“{task}” is closed without being done.").format(task=row.text),
            _("Close the task"),
            label=_("&Why it was not done"),
        )
        if reason:
            call = self._desk.do(tasks.close_undone, row.id, row.version, reason)
            call.then(lambda version: self._closed(row, version, _("Not done: {task}")), owner=self)

    def _closed(self, row: TaskRow, version: int, sentence: str) -> None:
        def undo() -> None:
            self._undo = None
            self._desk.do(tasks.untick, row.id, version)

        self._undo = undo
        self._notice(sentence.format(task=row.text), self.undo)

    def _change(self, row: TaskRow) -> None:
        if row.is_open and self.edit.isEnabled():
            TaskSheet(self, self._desk, self._clock, row.stay_id, row).open()

    def _cancel(self, row: TaskRow) -> None:
        question = _("“{task}” was put there by mistake. It goes from all lists; the log keeps it.").format(
            task=row.text
        )
        if dialogs.confirm(self, _("Take the task away?"), question, _("Take away"), danger=True):
            self._desk.do(tasks.cancel, row.id, row.version)
