"""Rows as Qt's views want them, for every list of the program."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from ui.kit.columns import ALIGN, Column
from ui.kit.icons import icon
from ui.kit.labels import tooltip_html
from ui.kit.look import colour
from ward_app.i18n import _

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


def row_id(row: Any) -> Hashable:
    """What a row is known by, unless a list says otherwise."""
    key: Hashable = row.id
    return key


class TableModel(QAbstractTableModel, Generic[Row]):
    """Shows frozen rows. When the same rows come again in the same order, only what they say is new."""

    def __init__(self, columns: Sequence[Column[Row]], *, key: Callable[[Row], Hashable] = row_id) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._given: list[Row] = []
        self._rows: list[Row] = []
        self._order: tuple[int, bool] | None = None
        bold = QFont()
        bold.setWeight(QFont.Weight.DemiBold)
        self._bold = bold

    @property
    def rows(self) -> tuple[Row, ...]:
        """As they stand on the screen."""
        return tuple(self._rows)

    def row(self, position: int) -> Row:
        return self._rows[position]

    def key(self, row: Row) -> Hashable:
        return self._key(row)

    def position(self, key: Hashable) -> int | None:
        return next((place for place, row in enumerate(self._rows) if self._key(row) == key), None)

    def texts(self) -> list[list[str]]:
        """What is to be read, row by row."""
        return [[column.text(row) for column in self.columns] for row in self._rows]

    def show(self, rows: Sequence[Row]) -> None:
        self._given = list(rows)
        ordered = self._ordered()
        if [self._key(row) for row in ordered] != [self._key(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = ordered
            self.endResetModel()
            return
        changed = [place for place, row in enumerate(ordered) if row != self._rows[place]]
        self._rows = ordered
        for place in changed:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, or as the rows were given when `column` is -1. Kept for rows to come."""
        self._order = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._key(self._rows[index.row()]) for index in before]
        self._rows = self._ordered()
        places = {self._key(row): place for place, row in enumerate(self._rows)}
        after = [self.index(places[key], old.column()) for key, old in zip(keys, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _ordered(self) -> list[Row]:
        if self._order is None:
            return list(self._given)
        place, descending = self._order
        order = self.columns[place].order
        known = [row for row in self._given if order(row) is not None]
        unknown = [row for row in self._given if order(row) is None]
        return [*sorted(known, key=order, reverse=descending), *unknown]

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return _(column.title)
        if role == Role.TextAlignmentRole:
            return ALIGN[column.align]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        answer = _ANSWERS.get(role)
        return answer(self, self.columns[index.column()], self._rows[index.row()]) if answer else None

    def _text(self, column: Column[Row], row: Row) -> str:
        return column.text(row)

    def _spoken(self, column: Column[Row], row: Row) -> str:
        return (column.spoken or column.text)(row)

    def _tooltip(self, column: Column[Row], row: Row) -> str | None:
        if column.elide:
            return tooltip_html(column.text(row))
        return tooltip_html(column.spoken(row)) if column.spoken and column.icon else None

    def _alignment(self, column: Column[Row], row: Row) -> Qt.AlignmentFlag:
        return ALIGN[column.align]

    def _icon(self, column: Column[Row], row: Row) -> Any:
        name = column.icon(row) if column.icon else None
        return icon(name, self._ink(column, row)) if name else None

    def _foreground(self, column: Column[Row], row: Row) -> Any:
        ink = self._ink(column, row)
        return colour(ink) if ink != "text" else None

    def _ink(self, column: Column[Row], row: Row) -> str:
        return (column.colour(row) if column.colour else None) or "text"

    def _font(self, column: Column[Row], row: Row) -> QFont | None:
        return self._bold if column.bold and column.bold(row) else None


_ANSWERS: dict[int, Callable[[TableModel[Any], Column[Any], Any], Any]] = {
    Role.DisplayRole: TableModel._text,
    Role.AccessibleTextRole: TableModel._spoken,
    Role.ToolTipRole: TableModel._tooltip,
    Role.TextAlignmentRole: TableModel._alignment,
    Role.DecorationRole: TableModel._icon,
    Role.ForegroundRole: TableModel._foreground,
    Role.FontRole: TableModel._font,
}
