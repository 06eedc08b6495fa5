"""The list below the search field. The focus stays in the field; the list floats over the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.board.texts import short
from ui.kit import icons
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S, colour
from ui.palette.hits import Line
from ward_app.i18n import _

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_PAD = 10


class HitModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return short(line.text)
        return short(line.said) if role == Qt.ItemDataRole.AccessibleTextRole else None


class HitList(QFrame):
    """Hits, and a sentence where there are none."""

    picked = Signal(object)  # Line

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("ground", "card")
        self.setObjectName("palette")
        self.model = HitModel()
        self.view = QListView()
        self.view.setObjectName("palette.hits")
        self.view.setAccessibleName(_("Found"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_HitDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setProperty("ground", "bare")
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._pick)
        self.sentence = PlainLabel(role="muted", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        box.setSpacing(SPACE_S)
        box.addWidget(self.sentence)
        box.addWidget(self.view)
        self.hide()

    def show_lines(self, lines: Sequence[Line], sentence: str = "") -> None:
        """The first hit is chosen. The sentence says why there are none, or what can be typed."""
        self.model.show(lines)
        self.view.setVisible(bool(lines))
        row = self.view.sizeHintForRow(0) if lines else 0
        self.view.setFixedHeight(row * len(lines))
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        if lines:
            self.choose(0)

    def choose(self, row: int) -> None:
        self.view.setCurrentIndex(self.model.index(row % max(len(self.model.lines), 1), 0))

    def step(self, by: int) -> None:
        if self.model.lines:
            self.choose(self.view.currentIndex().row() + by)

    def current(self) -> Line | None:
        index = self.view.currentIndex()
        return self.model.lines[index.row()] if index.isValid() and self.model.lines else None

    def stand_below(self, field: QWidget, least: int) -> None:
        """As wide as the field or wider, inside the window."""
        window = self._window
        width = min(max(field.width(), least), window.width() - 2 * SPACE_M)
        corner = field.mapTo(window, QPoint(0, field.height() + 4))
        left = min(max(corner.x() + (field.width() - width) // 2, SPACE_M), window.width() - width - SPACE_M)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(left, corner.y())
        self.raise_()

    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(self.model.lines[index.row()])


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, max(34, QFontMetrics(option.font).height() + 2 * _PAD - 4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, HitModel)
        line = model.lines[index.row()]
        rect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colour("accent"))
        ink = "text" if line.act else "disabled"
        if line.icon:
            picture = icons.pixmap(line.icon, ink, icons.SMALL, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPoint(rect.left() + _PAD, rect.center().y() - icons.SMALL // 2 + 1), picture)
        room = rect.adjusted(_PAD + icons.SMALL + _PAD, 0, -_PAD, 0)
        if line.key:
            room = self._right(painter, option.font, room, line.key, "muted")
        self._words(painter, option.font, room, line, ink)
        painter.restore()

    def _words(self, painter: QPainter, font: QFont, room: QRect, line: Line, ink: str) -> None:
        """The name as whole as can be, what else is known of it in what is left."""
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        text = metrics.elidedText(short(line.text), Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(bold)
        painter.setPen(colour(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        rest = room.adjusted(metrics.horizontalAdvance(text) + _PAD + 4, 0, 0, 0)
        if line.note and rest.width() > 2 * _PAD:
            self._right(painter, font, rest, line.note, "muted")

    def _right(self, painter: QPainter, font: QFont, room: QRect, text: str, ink: str) -> QRect:
        """Against the right edge; gives the room that is left."""
        metrics = QFontMetrics(font)
        said = metrics.elidedText(short(text), Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(colour(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, said)
        return room.adjusted(0, 0, -metrics.horizontalAdvance(said) - _PAD, 0)
