"""The board as a table: a row a bed, no lower than needs be for all of them to be seen at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip, QWidget

from ui.board import texts
from ui.board.columns import MARKS, NAME, columns, table_marks
from ui.kit import icons
from ui.kit.labels import tooltip_html
from ui.kit.look import ROW_HEIGHT, colour, look
from ui.kit.table import RowDelegate, Table
from ward_app.clock import Clock
from ward_app.i18n import _
from ward_app.stays.board_rows import BoardPlace

_BAR = 4
_STEP = icons.SMALL + 6
_BESIDE_ICON = 10
_PAD = 8
LEAST_ROW = 24
_LONG_NAME = 34
"""Characters of a name that are shown before anything else is cut."""
Index = QModelIndex | QPersistentModelIndex


class BoardTable(Table[BoardPlace]):
    def __init__(self, clock: Clock, is_discreet: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(
            columns(clock, is_discreet), name=_("Beds"), key=lambda place: place.bed_id, parent=parent
        )
        self.setObjectName("board.table")
        self.is_changed: Callable[[BoardPlace], bool] = lambda _place: False
        self.horizontalHeader().setSortIndicatorShown(False)
        self.horizontalHeader().setSectionsClickable(False)  # beds stand in their order, as on the ward
        self.setItemDelegate(PlaceDelegate(self, clock, is_discreet))
        self.setItemDelegateForColumn(MARKS, MarksDelegate(self, clock, is_discreet))
        look.changed.connect(self.fit_rows)

    def set_changed(self, is_changed: Callable[[BoardPlace], bool]) -> None:
        self.is_changed = is_changed

    def make_room(self, places: int) -> None:
        """For so many rows at once."""
        self._places = places
        self.fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_rows()

    def fit_rows(self) -> None:
        """As high as is pleasant, and lower where that would push the last beds out of sight."""
        metrics = QFontMetrics(self.font())
        pleasant = max(ROW_HEIGHT, round(metrics.height() * 1.7))
        least = max(LEAST_ROW, metrics.height() + 2)
        room = self.height() - self.horizontalHeader().sizeHint().height() - 2 * self.frameWidth()
        height = max(min(pleasant, room // max(self._places, 1)), least)
        self.verticalHeader().setMinimumSectionSize(least)
        self.verticalHeader().setDefaultSectionSize(height)

    _places = 1

    def _needed(self, place: int) -> int:
        if place == NAME:
            return min(super()._needed(place), QFontMetrics(self.font()).averageCharWidth() * _LONG_NAME)
        if place != MARKS:
            return super()._needed(place) + (_BESIDE_ICON if self.rows_model.columns[place].icon else 2)
        most = max((len(table_marks(row)) for row in self.rows), default=0)
        return max(self._head(place), min(most, 6) * _STEP + 2 * _PAD)


class PlaceDelegate(RowDelegate):
    """A tool tip that tells all of the place, and a bar where a row has just changed."""

    def __init__(self, table: BoardTable, clock: Clock, is_discreet: Callable[[], bool]) -> None:
        super().__init__(table)
        self.table = table
        self._clock = clock
        self._is_discreet = is_discreet

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if not index.isValid():
            return False
        place = self.table.rows_model.row(index.row())
        said = "\n".join(texts.lines(place, self._clock(), discreet=self._is_discreet()))
        QToolTip.showText(event.globalPos(), tooltip_html(said), view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() == 0 and self.table.is_changed(self.table.rows_model.row(index.row())):
            rect = option.rect
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), colour("accent"))


class MarksDelegate(PlaceDelegate):
    """The marks as icons. Their words are in the tool tip, for screen readers and in the help."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        left = float(option.rect.left() + _PAD)
        top = option.rect.center().y() - icons.SMALL / 2 + 1
        ratio = painter.device().devicePixelRatioF()
        marks = table_marks(self.table.rows_model.row(index.row()))
        shown = marks[: max((option.rect.width() - 2 * _PAD) // _STEP, 1)]
        for mark in shown:
            ink = "text" if mark.kind == "neutral" else mark.kind
            painter.drawPixmap(QPointF(left, top), icons.pixmap(mark.icon, ink, icons.SMALL, ratio))
            left += _STEP
        if len(shown) < len(marks):
            painter.setPen(colour("text"))
            room = option.rect.adjusted(round(left) - option.rect.left() - 4, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, f"+{len(marks) - len(shown)}")
