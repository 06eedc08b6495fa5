"""One patient in the handover: who it is, what must not be missed, the report, and who took over."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.handover.aside import Aside
from ui.handover.remark_form import RemarkForm
from ui.kit.buttons import Button, reason_off
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.tags import Tag
from ui.seat import Seat
from ward_app.handovers import commands as handovers
from ward_app.handovers import wording
from ward_app.handovers.rows import Sheet, SheetRow
from ward_app.handovers.said import Said
from ward_app.i18n import _, time_text
from ward_app.patients.model import AlertKind

AREA = "handover"
_WARNS = {AlertKind.HYPERSENSITIVITY, AlertKind.INFECTION}


class PatientPanel(QWidget):
    given = Signal(object, bool)
    taken = Signal(object, bool)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self.row: SheetRow | None = None
        self.name = PlainLabel(role="name", wrap=True)
        self.facts = PlainLabel(wrap=True)
        self.record = Button(
            _("Open the record"), icon="file-text", clicked=self._open, name=f"{AREA}.record"
        )
        self.is_given = QCheckBox()
        self.is_given.setObjectName(f"{AREA}.given")
        self.is_taken = QCheckBox()
        self.is_taken.setObjectName(f"{AREA}.taken")
        self.warnings = QWidget()
        self.reason = PlainLabel(role="strong", wrap=True)
        self.background = PlainLabel(wrap=True)
        self.report = RemarkForm(seat)
        self.aside = Aside()
        self._lay_out()
        self.is_given.clicked.connect(lambda on: self.given.emit(self.row, on))
        self.is_taken.clicked.connect(lambda on: self.taken.emit(self.row, on))

    def show_row(self, row: SheetRow, sheet: Sheet, *, read_only: bool) -> None:
        self.row = row
        self.name.setText(f"{row.bed or _('No bed')}   {row.name}")
        line = (wording.identity_line(row, sheet), wording.purpose_line(row))
        self.facts.setText(" · ".join(part for part in line if part))
        self._show_warnings(row)
        self.reason.setText(row.reason)
        self.reason.setVisible(bool(row.reason))
        self.background.setText(row.background)
        self.background.setVisible(bool(row.background))
        self._show_ticks(row, read_only)
        self.report.show_row(row, read_only=read_only)
        self.aside.show_row(row, sheet)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        who = QVBoxLayout()
        who.setSpacing(2)
        who.addWidget(self.name)
        who.addWidget(self.facts)
        head.addLayout(who, 1)
        ticks = QVBoxLayout()
        ticks.setSpacing(2)
        ticks.addWidget(self.is_given)
        ticks.addWidget(self.is_taken)
        head.addLayout(ticks)
        head.addWidget(self.record, 0, Qt.AlignmentFlag.AlignTop)
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(self.reason)
        left.addWidget(self.background)
        left.addWidget(self.report)
        left.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(SPACE_M)
        body.addLayout(left, 3)
        body.addWidget(self.aside, 2)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self._column.setSpacing(SPACE_S)
        self._column.addLayout(head)
        self._column.addWidget(self.warnings)
        self._column.addLayout(body, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll)

    def _show_warnings(self, row: SheetRow) -> None:
        tags = Flow(*(Tag(text, kind, icon) for text, kind, icon in _tags(row)))
        self._column.replaceWidget(self.warnings, tags)
        self.warnings.hide()
        self.warnings.deleteLater()
        self.warnings = tags

    def _show_ticks(self, row: SheetRow, read_only: bool) -> None:
        tick = row.tick
        self.is_given.setChecked(tick.given_at is not None)
        self.is_taken.setChecked(tick.taken_at is not None)
        said = _("&Handed over {time} by {name}")
        at = time_text(tick.given_at) if tick.given_at else ""
        self.is_given.setText(said.format(time=at, name=tick.given_by) if at else _("&Handed over"))
        said = _("&Taken over {time} by {name}")
        at = time_text(tick.taken_at) if tick.taken_at else ""
        self.is_taken.setText(said.format(time=at, name=tick.taken_by) if at else _("&Taken over"))
        may = self._seat.desk.allows(handovers.tick_given)
        reason = None if may else _("Your role does not include this.")
        if read_only:
            reason = _("This handover is closed.")
        for box in (self.is_given, self.is_taken):
            reason_off(box, reason)

    def _open(self) -> None:
        if self.row is not None:
            self._seat.guide.open_record(self.row.patient_id)


def _tags(row: SheetRow) -> Iterator[tuple[str, str, str | None]]:
    """Text, kind and icon: what is dangerous first."""
    said = wording.hypersensitivity(row)
    kind = "danger" if said.head else ("warning" if said.is_strong else "neutral")
    yield said.whole, kind, "triangle-alert" if said.is_strong else None
    yield from ((one.whole, "danger", "biohazard") for one in wording.infection(row))
    for one, text in zip(row.limitations, wording.limitations(row), strict=True):
        yield (
            text.whole,
            "warning" if one.holds else "neutral",
            "heart-off" if one.holds else "triangle-alert",
        )
    yield from ((one.whole, "neutral", None) for one in _rest(row))


def _rest(row: SheetRow) -> Iterator[Said]:
    yield from wording.resuscitation(row)
    yield from wording.risks(row)
    yield from wording.whereabouts(row)
    yield from wording.unread(row)
