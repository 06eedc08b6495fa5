"""This workstation: where the store lies, how it is, the last backup, and the way back when all is lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.buttons import Button, reason_off
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_S
from ui.kit.messages import Strip
from ui.settings.bench import Bench
from ui.settings.code_sheets import NewCodeSheet, TypeBackSheet
from ui.settings.section import Card, Section
from ward_app.entrance import upkeep
from ward_app.entrance.upkeep import StoreState
from ward_app.errors import WardError
from ward_app.i18n import N_, _, moment_text, number_text
from ward_app.settings import upkeep as rights
from ward_app.store.location import Room
from ward_app.version import VERSION

SHARED = N_("The database is on a server. IT checks it and backs it up there.")
PRACTICE = N_("The practice ward holds nothing that has to be kept.")
_GB = 1024**3
_MB = 1024**2


class WorkstationSection(Section):
    """Read only but for the check, the backup and the recovery code."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(_("This workstation"))
        self.setObjectName("settings.workstation")
        self._bench = bench
        self.facts = _Facts()
        self.result = Strip("info", "")
        self.result.hide()
        self.check = Button(
            _("Check the database"), icon="shield-check", clicked=self._check, name="settings.store.check"
        )
        self.back_up = Button(
            _("Back up now"), icon="save", clicked=self._back_up, name="settings.store.backup"
        )
        self.type_back = Button(
            _("Type back the recovery code…"), clicked=self._type_back, name="settings.store.type_back"
        )
        self.new_code = Button(
            _("New recovery code…"), icon="key-round", clicked=self._new_code, name="settings.store.new_code"
        )
        acts = Flow(self.check, self.back_up, self.type_back, self.new_code)
        self._card = Card(self.facts, acts)
        self.add_columns([self._card])
        self._allow(None)

    def refresh(self) -> None:
        call = self._bench.seat.desk.run(upkeep.state, self._bench.app, self._bench.config)
        call.then(self.show_state)

    def focus_first(self) -> None:
        self.check.setFocus()

    def show_state(self, state: StoreState) -> None:
        self.facts.show_lines(_lines(self._bench, state))
        self._allow(state)

    def _allow(self, state: StoreState | None) -> None:
        may = self._bench.why_not(rights.note)
        shared = _(SHARED) if not self._bench.config.is_embedded else None
        practice = _(PRACTICE) if self._bench.seat.ward.is_practice else None
        for button in (self.check, self.back_up):
            reason_off(button, may or shared)
        for button in (self.type_back, self.new_code):
            reason_off(button, may or shared or practice)
        needs_code = state is not None and state.has_confirmed_code is False
        self.type_back.setVisible(needs_code)

    def _check(self) -> None:
        self._working(_("The database is being read, all of it…"))
        call = self._bench.seat.desk.later(lambda _progress: upkeep.check(self._bench.app))
        call.then(self._checked).failed(self._failed)

    def _checked(self, faults: list[str]) -> None:
        if not faults:
            self._say("success", _("The database is whole, and so is its log."))
            return
        told = _("The database is damaged. Stop working in it, tell IT and put the latest backup back.")
        self._say("danger", "\n".join([told, *faults[:20]]))

    def _back_up(self) -> None:
        self._working(_("A backup is being made and read back…"))
        call = self._bench.seat.desk.later(
            lambda _progress: upkeep.back_up(self._bench.app, self._bench.config)
        )
        call.then(self._backed_up).failed(self._failed)

    def _backed_up(self, made: Path) -> None:
        text = _("The backup is made and has been read back: {path}. Copy it to another disk.")
        self._say("success", text.format(path=made))
        self.refresh()

    def _failed(self, error: WardError) -> None:
        self._say("danger", error.sentence)

    def _working(self, text: str) -> None:
        self._say("info", text)
        for button in (self.check, self.back_up):
            button.setEnabled(False)

    def _say(self, level: str, text: str) -> None:
        self.result.hide()
        self.result.deleteLater()
        self.result = Strip(level, text)
        self._card.box.addWidget(self.result)
        self._allow(None)
        self.refresh()

    def _type_back(self) -> None:
        TypeBackSheet(self, self._bench).open()

    def _new_code(self) -> None:
        NewCodeSheet(self, self._bench).open()


class _Facts(QWidget):
    """Labels and values, which can be copied for IT."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_L)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, lines: list[tuple[str, str, str]]) -> None:
        if self.texts() == [(label, value) for label, value, _role in lines]:
            return
        for old in self._labels():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        for row, (label, value, role) in enumerate(lines):
            self._grid.addWidget(PlainLabel(label, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(PlainLabel(value, role, wrap=True, selectable=True), row, 1)

    def texts(self) -> list[tuple[str, str]]:
        words = [label.text() for label in self._labels()]
        return list(zip(words[::2], words[1::2], strict=True))

    def _labels(self) -> list[PlainLabel]:
        items = [self._grid.itemAt(place) for place in range(self._grid.count())]
        found = [item.widget() for item in items if item is not None]
        return [widget for widget in found if isinstance(widget, PlainLabel)]


def _lines(bench: Bench, state: StoreState) -> list[tuple[str, str, str]]:
    lines = [
        (_("Workstation"), bench.config.workstation, "text"),
        (_("Program"), _("Närvård, version {version}").format(version=VERSION), "text"),
        (_("Database"), state.where, "text"),
    ]
    if state.size is not None:
        lines.append((_("Size"), _("{n} MB").format(n=number_text(round(state.size / _MB))), "text"))
    if state.free is not None:
        free = _("{n} GB").format(n=number_text(state.free / _GB, 1))
        few = {Room.LOW: "warning", Room.CRITICAL: "danger"}.get(state.room or Room.AMPLE)
        hint = _("{free}. Make room soon.").format(free=free) if few else free
        lines.append((_("Free on the disk"), hint, few or "text"))
    if state.backups is not None:
        made = state.last_backup_at
        lines.append((_("Backups"), str(state.backups), "text"))
        lines.append((
            _("Last backup"), moment_text(made) if made else _("None has been made here."),
            "text" if made else "warning",
        ))  # fmt: skip
    if state.has_confirmed_code is not None and not bench.seat.ward.is_practice:
        known = _("Printed and typed back.")
        unknown = _("Not typed back yet: nobody can be admitted.")
        sure = state.has_confirmed_code
        lines.append((_("Recovery code"), known if sure else unknown, "text" if sure else "warning"))
    return lines
