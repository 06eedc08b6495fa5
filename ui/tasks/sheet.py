"""Putting a task down, or changing one that is open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.kit.fields import Choice, DateTimeField, Option, TextField
from ui.kit.form import Form
from ui.kit.sheet import Sheet
from ui.tasks.columns import DOERS, doer
from ward_app.access.policy import Role
from ward_app.clock import Clock
from ward_app.i18n import _, date_text
from ward_app.tasks import commands as tasks
from ward_app.tasks.rows import TaskRow

ANYONE = "anyone"


class TaskSheet(Sheet):
    """The day is today unless another is given; the time is always given."""

    def __init__(
        self, parent: QWidget, desk: Desk, clock: Clock, stay_id: int, row: TaskRow | None = None
    ) -> None:
        title = _("New task") if row is None else _("Change the task")
        super().__init__(parent, title, area="task")
        self._desk, self._stay_id, self._row = desk, stay_id, row
        doers = [Option(ANYONE, doer(None)), *(Option(role.value, doer(role)) for role in DOERS)]
        due = DateTimeField("due_at", _("To be done at"), now=clock, required=True)
        self.form = Form(
            [
                TextField("text", _("What is to be &done"), required=True, max_length=tasks.LONGEST),
                due,
                Choice("role", _("Who does it"), doers, shape="combo", required=True, chosen=ANYONE),
            ],
            area="task",
        )
        if row is None:
            due.set_raw(date_text(clock()))
        else:
            role = ANYONE if row.role is None else row.role.value
            self.form.set_values({"text": row.text, "due_at": row.due_at, "role": role})
        self.form.mark_clean()
        self.content.addWidget(self.form)
        self.unsaved = lambda: self.form.dirty
        self.save = self.add_button(_("Add the task") if row is None else _("Save"), self._save)
        self.setMinimumWidth(520)
        self.form.focus_first()

    def _save(self) -> None:
        if not self.form.check():
            return
        values, row = self.form.values(), self._row
        text, due_at = values["text"], values["due_at"]
        role = None if values["role"] == ANYONE else Role(values["role"])
        if row is None:
            self.form.saving(self._desk.do(tasks.add, self._stay_id, text, due_at, role)).then(self._added)
        else:
            call = self._desk.do(tasks.change, row.id, row.version, text, due_at, role)
            self.form.saving(call).then(self._added)

    def _added(self, _answer: object) -> None:
        self.accept()
