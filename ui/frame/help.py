"""F1: every key there is and what the signs mean, made from the action table and the board's own marks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui.actions import ACTIONS, Action, Group, key_text
from ui.board.marks import ALERTS
from ui.board.texts import empty_icon, empty_text
from ui.kit.flow import Flow, FlowLayout
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from ui.kit.sheet import Sheet
from ui.kit.tags import Tag
from ward_app.i18n import _
from ward_app.patients.cpr import CprState
from ward_app.stays.board_rows import PlaceState
from ward_app.words import brief, word


class HelpSheet(Sheet):
    """As wide as the window has room for; what does not fit in its height is scrolled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Keys and signs"), area="help")
        self.cancel.setText(_("Close"))
        groups = QWidget()
        flow = FlowLayout(groups, SPACE_XL)
        for group in Group:
            flow.addWidget(_keys(group))
        body = QWidget()
        body.setProperty("ground", "surface")
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        for part in (groups, PlainLabel(_("Signs on the board"), "heading"), _legend()):
            box.addWidget(part)
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.content.addWidget(scroll)
        room = parent.window().size() * 0.8
        inside = room.width() - 2 * SPACE_XL  # the sheet's own margins
        scroll.setMinimumWidth(inside)
        bar = scroll.verticalScrollBar().sizeHint().width()
        scroll.setMinimumHeight(min(box.heightForWidth(inside - bar), room.height()))
        self.setMinimumWidth(room.width())

    def keys(self) -> list[str]:
        return [keys for group in Group for keys, _text in rows_of(group)]


def rows_of(group: Group) -> list[tuple[str, str]]:
    """Keys and what they do."""
    return [(_keys_text(each), each.label) for each in ACTIONS if each.group is group and each.keys]


def _keys(group: Group) -> QWidget:
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, SPACE_S)
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_XS)
    grid.addWidget(PlainLabel(_(group.value), "heading"), 0, 0, 1, 2)
    for row, (keys, text) in enumerate(rows_of(group), 1):
        grid.addWidget(PlainLabel(keys, "strong"), row, 0)
        grid.addWidget(PlainLabel(text), row, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return part


def _keys_text(each: Action) -> str:
    return ", ".join(key_text(key) for key in each.keys)


def _legend() -> QWidget:
    """The same signs as on cards and in the table, each with its word."""
    tags = [Tag(brief(kind), ink, icon) for kind, (icon, ink) in ALERTS.items()]
    tags += [
        Tag(word(CprState.NO), "neutral", "heart-off"),
        Tag(_("No CPR: expired"), "warning", "clock-alert"),
        Tag(_("Similar name"), "warning", "users"),
        Tag(_("On leave"), "info", "luggage"),
        Tag(_("Over-occupancy"), "neutral", "bed-single"),
    ]
    empty = (PlaceState.FREE, PlaceState.CLEANING, PlaceState.RESERVED, PlaceState.CLOSED)
    tags += [Tag(empty_text(state), "neutral", empty_icon(state)) for state in empty]
    return Flow(*tags)
