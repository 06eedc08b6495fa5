"""What all these sheets share: the act as title, whom it is about beneath, a form, and one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.calls import Call
from ui.kit.fields import DateTimeField, Option
from ui.kit.form import Form, Item
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.sheet import Sheet
from ui.seat import Seat
from ward_app.i18n import _
from ward_app.wards.queries import FreeBedRow

_LETTERS = 64


class ActSheet(Sheet):
    """Subclasses say what is sent and what happens when it was done. `instead` is another way out."""

    def __init__(
        self, seat: Seat, parent: QWidget, title: str, about: str, items: Sequence[Item], *, area: str,
        act: str, scrolls: bool = False, instead: tuple[str, Callable[[], object]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, title, area=area)
        self.seat = seat
        self.about = PlainLabel(about, "heading", wrap=True)
        if not about:
            self.about.hide()
        self.form = Form(items, area=area)
        self.content.addWidget(self.about)
        if scrolls:
            self.content.addWidget(scrolled(self.form), 1)
        else:
            self.content.addWidget(self.form)
            self.content.addStretch(1)
        self.unsaved = lambda: self.form.dirty
        if instead is not None:
            self.add_button(*instead, kind="normal", name="instead")
        self.act = self.add_button(act, self.save)
        self.setMinimumWidth(QFontMetrics(self.font()).averageCharWidth() * _LETTERS)
        self.form.focus_first()

    def save(self) -> None:
        if not self.form.check() or not self.is_meant(self.form.values()):
            return
        self.form.saving(self.send(self.form.values())).then(self._is_done)

    def is_meant(self, values: dict[str, Any]) -> bool:
        """Asked after the check: what cannot be undone asks once more."""
        return True

    def send(self, values: dict[str, Any]) -> Call[Any]:
        raise TypeError("a sheet sends something")

    def done_with(self, answer: Any) -> None:
        """It was saved, and the sheet is about to close."""

    def _is_done(self, answer: Any) -> None:
        self.accept()
        self.done_with(answer)


def scrolled(*widgets: QWidget) -> QScrollArea:
    """What may become higher than the screen, on the ground of the sheet; what has the focus is in sight."""
    content = QWidget()
    box = QVBoxLayout(content)
    box.setContentsMargins(0, 0, SPACE_S, 0)
    box.setSpacing(SPACE_M)
    for widget in widgets:
        box.addWidget(widget)
    box.addStretch(1)
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for ground in (content, area.viewport()):
        ground.setAutoFillBackground(False)
    return area


def now_field(seat: Seat, name: str, label: str) -> DateTimeField:
    """Filled in with the present minute: what stands there is what is stored, however late it is sent."""
    field = DateTimeField(name, label, now=seat.clock, required=True)
    field.set_value(minute(seat.clock()))
    return field


def minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def bed_options(beds: Sequence[FreeBedRow]) -> list[Option[int]]:
    return [Option(bed.id, bed_text(bed)) for bed in beds]


def bed_text(bed: FreeBedRow) -> str:
    """`2:2` or `2:2 · being cleaned`"""
    return _("{bed} · {note}").format(bed=bed.label, note=bed.note) if bed.note else bed.label
