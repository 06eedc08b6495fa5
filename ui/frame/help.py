"""F1: every key there is and what the signs mean, made from the action table and the board's own marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.actions import ACTIONS, Action, Group, key_text
from ui.board.marks import ALERTS
from ui.board.texts import empty_icon, empty_text
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_S, SPACE_XL, SPACE_XS
from ui.kit.sheet import Sheet
from ui.kit.tags import Tag
from ward_app.i18n import _
from ward_app.patients.cpr import CprState
from ward_app.stays.board_rows import PlaceState
from ward_app.words import brief, word

COLUMNS: Sequence[Sequence[Group]] = (
    (Group.PAGES, Group.PROGRAM),
    (Group.MOVING, Group.PATIENT),
    (Group.RECORD,),
)


class HelpSheet(Sheet):
    """Fits the window: what does not is scrolled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Keys and signs"), area="help")
        self.cancel.setText(_("Close"))
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_L)
        columns = QHBoxLayout()
        columns.setSpacing(SPACE_XL)
        for groups in COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(SPACE_S)
            for group in groups:
                column.addWidget(PlainLabel(_(group.value), "heading"))
                column.addLayout(_keys(group))
            column.addStretch(1)
            columns.addLayout(column)
        box.addLayout(columns)
        box.addWidget(PlainLabel(_("Signs on the board"), "heading"))
        box.addWidget(_legend())
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(body.sizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
        scroll.setMinimumHeight(min(body.sizeHint().height() + 2, parent.window().height() * 3 // 4))
        self.content.addWidget(scroll)


def rows_of(group: Group) -> list[tuple[str, str]]:
    """Keys and what they do."""
    return [(_keys_text(each), each.label) for each in ACTIONS if each.group is group and each.keys]


def _keys(group: Group) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_XS)
    for row, (keys, text) in enumerate(rows_of(group)):
        grid.addWidget(PlainLabel(keys, "strong"), row, 0)
        grid.addWidget(PlainLabel(text), row, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _keys_text(each: Action) -> str:
    return ", ".join(key_text(key) for key in each.keys)


def _legend() -> QWidget:
    """The same signs as on cards and in the table, each with its word."""
    tags = [Tag(brief(kind), ink, icon) for kind, (icon, ink) in ALERTS.items()]
    tags += [
        Tag(word(CprState.NO), "neutral", "heart-off"),
        Tag(_("CPR decision overdue"), "warning", "clock-alert"),
        Tag(_("Similar name"), "warning", "users"),
        Tag(_("On leave"), "info", "luggage"),
        Tag(_("Over-occupancy"), "neutral", "bed-single"),
    ]
    empty = (PlaceState.FREE, PlaceState.CLEANING, PlaceState.RESERVED, PlaceState.CLOSED)
    tags += [Tag(empty_text(state), "neutral", empty_icon(state)) for state in empty]
    return Flow(*tags)
