"""The board as a table: a row a bed, no lower than needs be for all of them to be seen at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip, QWidget

from ui.board import texts
from ui.board.columns import GIVE_WAY, MARKS, NAME, TELLING, columns, table_marks
from ui.kit import icons
from ui.kit.labels import tooltip_html
from ui.kit.look import ROW_HEIGHT, colour, look
from ui.kit.table import RowDelegate, Table
from ui.kit.widths import share_widths
from ward_app.clock import Clock
from ward_app.i18n import _
from ward_app.stays.board_rows import BoardPlace

_BAR = 4
_STEP = icons.SMALL + 6
_BESIDE_ICON = 10
_PAD = 8
LEAST_ROW = 24
_LONG_NAME, _SHORT_NAME, _SHORTEST = 34, 26, 9
"""Characters of a name where there is room and where there is little, and of what is cut before it."""
Index = QModelIndex | QPersistentModelIndex


class BoardTable(Table[BoardPlace]):
    _places = 1

    def __init__(self, clock: Clock, is_discreet: Callable[[], bool], parent: QWidget | None = None) -> None:
        self._is_discreet = is_discreet
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

    def show_rows(self, rows: Sequence[BoardPlace]) -> None:
        """Why a bed is empty may take the whole row: there is nothing else to say."""
        self.clearSpans()
        super().show_rows(rows)
        for nth, place in enumerate(self.rows):
            if place.card is None:
                self.setSpan(nth, NAME, 1, len(self.rows_model.columns) - NAME)

    def fit_rows(self) -> None:
        """As high as is pleasant, and lower where that would push the last beds out of sight."""
        metrics = QFontMetrics(self.font())
        pleasant = max(ROW_HEIGHT, round(metrics.height() * 1.7))
        least = max(LEAST_ROW, metrics.height() + 2)
        room = self.contentsRect().height() - self.horizontalHeader().sizeHint().height()
        height = max(min(pleasant, room // max(self._places, 1)), least)
        self.verticalHeader().setMinimumSectionSize(least)
        self.verticalHeader().setDefaultSectionSize(height)
        fits = height * self._places <= room
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)

    def _share_width(self) -> None:
        """In large letters on a small screen the least urgent columns go; the tool tip still has them."""
        room = self.viewport().width()
        hidden = TELLING if self._is_discreet() else frozenset()
        shown = [place for place in range(len(self.rows_model.columns)) if place not in hidden]
        least = {place: self._least(place) for place in shown}
        for place in GIVE_WAY:
            if sum(least[each] for each in shown) <= room:
                break
            shown.remove(place)
        weights = [self.rows_model.columns[place].weight for place in shown]
        needs = [self._needs[place] for place in shown]
        widths = share_widths(room, needs, weights, [least[place] for place in shown])
        for place in range(len(self.rows_model.columns)):
            self.setColumnHidden(place, place not in shown)
        for place, width in zip(shown, widths, strict=True):
            self.setColumnWidth(place, width)

    def _least(self, place: int) -> int:
        letter = QFontMetrics(self.font()).averageCharWidth()
        if place == NAME:
            return min(self._needs[NAME], letter * _SHORT_NAME)
        if not self.rows_model.columns[place].elide:
            return self._needs[place]
        return max(self._head(place), letter * _SHORTEST)

    def _head(self, place: int) -> int:
        """What the heading needs, also while its column is hidden."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        title = _(self.rows_model.columns[place].title)
        return QFontMetrics(font).horizontalAdvance(title) + 2 * _PAD + 2

    def _needed(self, place: int) -> int:
        if place == NAME:
            return self._name_width()
        if place != MARKS:
            return super()._needed(place) + (_BESIDE_ICON if self.rows_model.columns[place].icon else 2)
        most = max((len(table_marks(row)) for row in self.rows), default=0)
        return max(self._head(place), min(most, 6) * _STEP + 2 * _PAD)

    def _name_width(self) -> int:
        """Of the patients' names, as long as they are in reason."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        names = [texts.short(row.card.name) for row in self.rows if row.card]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + 2 * _PAD + 2
        return max(self._head(NAME), min(widest, metrics.averageCharWidth() * _LONG_NAME))


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
