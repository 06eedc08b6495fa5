"""The board as cards: all places at once, in bed order, as large as the window allows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from math import ceil

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui.board import texts
from ui.board.card_paint import CardPictures, paint_focus
from ui.kit.labels import tooltip_html
from ui.kit.look import SPACE_S, look
from ui.kit.table import TableModel
from ward_app.clock import Clock
from ward_app.i18n import _
from ward_app.stays.board_rows import BoardPlace

GAP = SPACE_S
MIME = "application/x-narvard-bed"
_FEWEST_COLUMNS, _MOST_COLUMNS = 5, 9
_ENOUGH, _HOLES = 1.4, 0.2
_CHARACTERS, _LINES = 30, 13
"""The shape a card would like to have, in letters of the text."""
_FEWEST_LINES = 6
Index = QModelIndex | QPersistentModelIndex


class CardView(QListView):
    """Shows the same model as the table. A place is known by the id of its bed."""

    opened = Signal(object)
    dropped = Signal(object, object)  # the place a card was taken from, the place it was put on

    def __init__(self, model: TableModel[BoardPlace], clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Beds"))
        self.setObjectName("board.cards")
        self.rows_model = model
        self.pictures = CardPictures()
        self._places = 1
        self._columns = 1
        self._may_drop: Callable[[BoardPlace, BoardPlace], bool] = lambda _origin, _target: False
        self.setModel(model)
        self._delegate = CardDelegate(self, clock)
        self.setItemDelegate(self._delegate)
        self._set_up()
        look.changed.connect(self._renew)
        self.activated.connect(self._open)

    def _set_up(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("ground", "bare")
        self.setMouseTracking(False)

    @property
    def columns(self) -> int:
        return self._columns

    def set_changed(self, is_changed: Callable[[BoardPlace], bool]) -> None:
        self._delegate.is_changed = is_changed

    def set_discreet(self, discreet: bool) -> None:
        self._delegate.is_discreet = discreet
        self.viewport().update()

    def allow_drops(self, may_drop: Callable[[BoardPlace, BoardPlace], bool]) -> None:
        """Cards can be dragged onto places of which `may_drop` says so."""
        self._may_drop = may_drop
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    def make_room(self, places: int) -> None:
        """For so many cards, of which a filter may show fewer in the same size."""
        self._places = max(places, 1)
        self._fit()

    def current(self) -> BoardPlace | None:
        index = self.currentIndex()
        return self.rows_model.row(index.row()) if index.isValid() else None

    def select(self, key: Hashable) -> bool:
        row = self.rows_model.position(key)
        if row is None:
            return False
        self.setCurrentIndex(self.rows_model.index(row, 0))
        return True

    def place_at(self, point: QPoint) -> BoardPlace | None:
        index = self.indexAt(point)
        return self.rows_model.row(index.row()) if index.isValid() else None

    def card_rect(self, row: int) -> QRect:
        return card_rect(self.visualRect(self.rows_model.index(row, 0)))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """By the grid: down is the card below."""
        last = self.rows_model.rowCount() - 1
        here = self.currentIndex().row()
        steps = QAbstractItemView.CursorAction
        target = {
            steps.MoveRight: here + 1, steps.MoveNext: here + 1,
            steps.MoveLeft: here - 1, steps.MovePrevious: here - 1,
            steps.MoveDown: here + self._columns, steps.MoveUp: here - self._columns,
            steps.MoveHome: 0, steps.MoveEnd: last, steps.MovePageUp: 0, steps.MovePageDown: last,
        }.get(action, here)  # fmt: skip
        if here < 0:
            target = 0
        return self.rows_model.index(target if 0 <= target <= last else max(here, 0), 0)

    def startDrag(self, actions: Qt.DropAction) -> None:
        place = self.current()
        if place is None or place.card is None:
            return
        drag = QDrag(self)
        data = QMimeData()
        data.setData(MIME, str(place.bed_id).encode())
        drag.setMimeData(data)
        picture = self.viewport().grab(self.card_rect(self.currentIndex().row()))
        drag.setPixmap(
            picture.scaledToWidth(picture.width() // 2, Qt.TransformationMode.SmoothTransformation)
        )
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(self._dragged(event) is not None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        origin, target = self._dragged(event), self.place_at(event.position().toPoint())
        event.setAccepted(origin is not None and target is not None and self._may_drop(origin, target))

    def dropEvent(self, event: QDropEvent) -> None:
        origin, target = self._dragged(event), self.place_at(event.position().toPoint())
        if origin is None or target is None or not self._may_drop(origin, target):
            event.ignore()
            return
        event.accept()
        self.dropped.emit(origin, target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _dragged(self, event: QDropEvent) -> BoardPlace | None:
        """The place as it is now; the board may have been read anew while the card was in the air."""
        if event.source() is not self or not event.mimeData().hasFormat(MIME):
            return None
        row = self.rows_model.position(int(bytes(event.mimeData().data(MIME).data())))
        return None if row is None else self.rows_model.row(row)

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        room = self.contentsRect().size()
        self._columns, cell = grid(self._places, room, metrics)
        fits = cell.height() * ceil(self._places / self._columns) <= room.height()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        if not fits:
            bar = self.verticalScrollBar().sizeHint().width()
            cell.setWidth((room.width() - bar) // self._columns)
        self._delegate.cell = cell
        self.setGridSize(cell)

    def _renew(self) -> None:
        self.pictures.forget()
        self._fit()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows_model.row(index.row()))


class CardDelegate(QStyledItemDelegate):
    def __init__(self, view: CardView, clock: Clock) -> None:
        super().__init__(view)
        self._view = view
        self._clock = clock
        self.cell = QSize(100, 100)
        self.is_changed: Callable[[BoardPlace], bool] = lambda _place: False
        self.is_discreet = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.cell

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """All that the card knows, also what there was no room for."""
        if not index.isValid():
            return False
        said = "\n".join(
            texts.lines(self._view.rows_model.row(index.row()), self._clock(), discreet=self.is_discreet)
        )
        QToolTip.showText(event.globalPos(), tooltip_html(said), view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = self._view.rows_model.row(index.row())
        rect = card_rect(option.rect)
        now: datetime = self._clock()
        picture = self._view.pictures.picture(
            place, rect.size(), self._view.font(), now,
            changed=self.is_changed(place), discreet=self.is_discreet,
            ratio=painter.device().devicePixelRatioF(),
        )  # fmt: skip
        painter.save()
        painter.drawPixmap(rect.topLeft(), picture)
        if option.state & QStyle.StateFlag.State_Selected or index == self._view.currentIndex():
            paint_focus(painter, rect, has_focus=self._view.hasFocus())
        painter.restore()


def card_rect(cell: QRect) -> QRect:
    """A card in its cell of the grid: half a gap free on each side."""
    return cell.adjusted(GAP // 2, GAP // 2, -GAP // 2, -GAP // 2)


def grid(places: int, room: QSize, metrics: QFontMetrics) -> tuple[int, QSize]:
    """How many columns give cards nearest to the shape they would like to have, and how large a cell is.

    A grid that the places fill is a little better than one with holes.
    """
    ideal_width = metrics.averageCharWidth() * _CHARACTERS + 2 * GAP
    ideal_height = metrics.height() * _LINES + 2 * GAP

    def merit(columns: int) -> float:
        rows = ceil(places / columns)
        shape = min(room.width() / columns / ideal_width, room.height() / rows / ideal_height, _ENOUGH)
        return shape * (1 - _HOLES + _HOLES * places / (columns * rows))

    best = max(range(min(_FEWEST_COLUMNS, places), _MOST_COLUMNS + 1), key=merit)
    least = metrics.height() * _FEWEST_LINES + 2 * GAP
    height = max((room.height() - 1) // ceil(places / best), least)
    return best, QSize(max((room.width() - 1) // best, 1), height)  # one less, or the last column falls off
