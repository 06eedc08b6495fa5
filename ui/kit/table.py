"""The table of every list: one row is chosen, Enter opens it, Tab goes past it, nothing hides sideways."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.kit.columns import Column
from ui.kit.icons import SMALL
from ui.kit.look import ROW_HEIGHT, colour, look
from ui.kit.table_model import TableModel, row_id
from ui.kit.widths import share_widths

__all__ = ["Column", "RowDelegate", "Table", "TableModel"]

Row = TypeVar("Row")
_PADDING = 8
_INSET = 4
_SAMPLE = 200
"""So many rows are measured for the width of a column."""


class RowDelegate(QStyledItemDelegate):
    """A thin line beneath each row, two of the accent around the chosen one; its colours stay readable."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        ink = index.data(Qt.ItemDataRole.ForegroundRole) or colour("text")
        palette = option.palette
        palette.setColor(QPalette.ColorRole.HighlightedText, ink)
        palette.setColor(QPalette.ColorRole.Highlight, colour("accent_soft"))
        option.palette = palette

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour("accent_soft"))
        super().paint(painter, inner, index)
        paint_row_lines(painter, option)


def paint_row_lines(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """For delegates that draw their own cells and want the table's lines."""
    rect = option.rect
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if not is_chosen:
        painter.setPen(colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        return
    view = option.widget
    has_focus = isinstance(view, QWidget) and view.hasFocus()
    painter.setPen(QPen(colour("focus" if has_focus else "border_strong"), 2))
    painter.drawLine(rect.left(), rect.top() + 1, rect.right() + 1, rect.top() + 1)
    painter.drawLine(rect.left(), rect.bottom(), rect.right() + 1, rect.bottom())


class Table(QTableView, Generic[Row]):
    """`name` is what a screen reader calls it. Selection and scroll are kept by row id across `show`."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        name: str,
        key: Callable[[Row], Hashable] = row_id,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows_model: TableModel[Row] = TableModel(columns, key=key)
        self._told: Hashable = None
        self._restoring = False
        self._needs: list[int] = []
        self._set_up()
        self.setModel(self.rows_model)
        self.setItemDelegate(RowDelegate(self))
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.activated.connect(self._open)
        self.horizontalHeader().sortIndicatorChanged.connect(self.rows_model.sort)
        look.changed.connect(self._size_rows)
        self._size_rows()

    def _set_up(self) -> None:
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(SMALL, SMALL))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setMinimumSectionSize(ROW_HEIGHT)
        header.setSectionsClickable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these, in the order chosen in the head, else as given."""
        current, scroll = self.current(), self.verticalScrollBar().value()
        key = None if current is None else self.rows_model.key(current)
        self._restoring = True
        self.rows_model.show(rows)
        self._restoring = False
        if key is not None and not self.select(key):
            self._tell_chosen()
        self.verticalScrollBar().setValue(scroll)
        self._measure()

    def current(self) -> Row | None:
        index = self.currentIndex()
        return self.rows_model.row(index.row()) if index.isValid() else None

    def select(self, key: Hashable) -> bool:
        """Make the row with this id the current one. False when it is not there."""
        place = self.rows_model.position(key)
        if place is None:
            return False
        chosen = self.selectionModel().isRowSelected(place, QModelIndex())
        if place != self.currentIndex().row() or not chosen:  # Qt makes a row current that it does not mark
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.rows_model.index(place, 0), flags)
        return True

    def set_sort(self, column: int, *, descending: bool = False) -> None:
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.rows_model.rows

    def texts(self) -> list[list[str]]:
        return self.rows_model.texts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows_model.row(index.row()))

    def _tell_chosen(self, *_indexes: Any) -> None:
        row = self.current()
        key = None if row is None else self.rows_model.key(row)
        if not self._restoring and key != self._told:
            self._told = key
            self.chosen.emit(row)

    def _size_rows(self) -> None:
        height = max(ROW_HEIGHT, round(QFontMetrics(self.font()).height() * 1.7))
        self.verticalHeader().setDefaultSectionSize(height)
        self._measure()

    def _measure(self) -> None:
        self._needs = [self._needed(place) for place in range(len(self.rows_model.columns))]
        self._share_width()

    def _share_width(self) -> None:
        columns = self.rows_model.columns
        least = [
            self._head(place) if column.elide else need
            for place, (column, need) in enumerate(zip(columns, self._needs, strict=True))
        ]
        weights = [column.weight for column in columns]
        widths = share_widths(self.viewport().width(), self._needs, weights, least)
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)
        self.updateGeometries()  # or the view could still be pushed sideways by what it was too wide

    def _head(self, place: int) -> int:
        return self.horizontalHeader().sectionSizeHint(place)

    def _needed(self, place: int) -> int:
        column = self.rows_model.columns[place]
        metrics = QFontMetrics(self.font())
        bold_share = 1.08 if column.bold else 1.0
        extra = 2 * _PADDING + (SMALL + _PADDING // 2 if column.icon else 0)
        texts = {column.text(row) for row in self.rows_model.rows[:_SAMPLE]}
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return max(self._head(place), round(widest * bold_share) + extra)
