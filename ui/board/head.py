"""The head of the board: how full the ward is, filters with their counts, cards or table, admit and print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import action
from ui.board.places import Filter, Summary
from ui.kit.buttons import Button
from ui.kit.labels import PlainLabel, plain_tooltip
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.tags import Tag
from ward_app.i18n import _

CARDS, TABLE = "cards", "table"


class BoardHead(QWidget):
    """One row where there is room, else the filters stand in a row of their own."""

    filtered = Signal(object)  # Filter
    view_chosen = Signal(str)
    admit_asked = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = Summary("", "")
        self.filters = {chosen: _toggle(f"board.filter.{chosen.value}") for chosen in Filter}
        self.views = {
            CARDS: _toggle("board.view.cards", _("Cards")),
            TABLE: _toggle("board.view.table", _("Table")),
        }
        self.admit = Button(_("Admit"), icon="user-plus", clicked=self.admit_asked.emit, name="board.admit")
        self.print_ = Button(
            _("Print"), kind="primary", icon="printer", clicked=self.print_asked.emit, name="board.print"
        )
        plain_tooltip(self.print_, _("Print a report… ({key})").format(key=action("print").key_text))
        self.print_.setAccessibleName(_("Print a report…"))
        self._title = PlainLabel(_("Beds"), "title")
        self.note = PlainLabel()
        self.discreet = Tag(_("Discreet mode"), "info", "eye-off")
        self._filter_bar = _bar(list(self.filters.values()), SPACE_S)
        self._views = _bar(list(self.views.values()), SPACE_S)
        self._groups = [_group(self, self.filters.values()), _group(self, self.views.values())]
        self._connect()
        self._lay_out()
        self.show_counts(dict.fromkeys(Filter, 0), Summary("", ""))

    def show_counts(self, counts: Mapping[Filter, int], summary: Summary) -> None:
        texts = {
            Filter.ALL: _("All {count}"), Filter.MINE: _("Mine {count}"),
            Filter.OVERDUE: _("Overdue ({count})"), Filter.READY: _("Ready ({count})"),
        }  # fmt: skip
        for chosen, button in self.filters.items():
            button.setText(texts[chosen].format(count=counts[chosen]))
        plain_tooltip(self.filters[Filter.READY], _("Ready for discharge"))
        plain_tooltip(self.filters[Filter.MINE], _("Patients you are responsible for"))
        self._summary = summary
        plain_tooltip(self.note, summary.full)
        self._fit()

    def show_choice(self, chosen: Filter, view: str) -> None:
        self.filters[chosen].setChecked(True)
        self.views[view].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _connect(self) -> None:
        for chosen, button in self.filters.items():
            button.clicked.connect(lambda _checked=False, chosen=chosen: self.filtered.emit(chosen))
        for view, button in self.views.items():
            button.clicked.connect(lambda _checked=False, view=view: self.view_chosen.emit(view))

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE_S)
        self._row.addWidget(self._title)
        self._row.addSpacing(SPACE_M)
        self._row.addWidget(self.note)
        self._row.addWidget(self.discreet)
        self._row.addStretch(1)
        self._row.addWidget(self._filter_bar)
        self._row.addSpacing(SPACE_M)
        self._row.addWidget(self._views)
        self._row.addSpacing(SPACE_M)
        self._row.addWidget(self.admit)
        self._row.addWidget(self.print_)
        self._second = QHBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addLayout(self._row)
        box.addLayout(self._second)
        self.discreet.hide()

    def _fit(self) -> None:
        """Say the summary in full, then in brief, then take a second row."""
        for note, is_second in (
            (self._summary.full, False), (self._summary.brief, False),
            ("", False), (self._summary.full, True), (self._summary.brief, True),
        ):  # fmt: skip
            self.note.setText(note)
            self._place_filters(is_second)
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                return

    def _place_filters(self, is_second: bool) -> None:
        place = self._second.indexOf(self._filter_bar)
        if is_second and place < 0:
            self._row.removeWidget(self._filter_bar)
            self._second.addWidget(self._filter_bar)
            self._second.addStretch(1)
        elif not is_second and place >= 0:
            self._second.removeWidget(self._filter_bar)
            self._second.takeAt(0)
            self._row.insertWidget(self._row.indexOf(self._views) - 1, self._filter_bar)


def _toggle(name: str, text: str = "") -> Button:
    return Button(text, kind="toggle", name=name)


def _bar(buttons: Sequence[QWidget], spacing: int) -> QWidget:
    bar = QWidget()
    row = QHBoxLayout(bar)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for button in buttons:
        row.addWidget(button)
    return bar


def _group(parent: QWidget, buttons: Iterable[Button]) -> QButtonGroup:
    group = QButtonGroup(parent)
    for button in buttons:
        group.addButton(button)
    return group
