"""What stands in a window, read back from its widgets and models; and what would be read as markup."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import QImage, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.kit.labels import tooltip_html

Role = Qt.ItemDataRole
READ = (Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole, Role.EditRole)
CANARY = bytes((254, 1, 253))
"""A colour that is in no theme and on no icon: blue, green, red, as pictures have them in memory."""


def text_of(window: QWidget) -> str:
    """Everything in sight, white space as single spaces."""
    return squeezed("\n".join(_texts(window)))


def squeezed(text: str) -> str:
    """Without the invisible places to break at that long words are given on the screen."""
    return " ".join(text.replace("\u200b", "").split())


def markup_in(window: QWidget) -> list[str]:
    """Every widget and cell that would read a person's text as markup. Also those out of sight."""
    return [
        f"{type(widget).__name__} {widget.objectName()}: {why}"
        for widget in (window, *window.findChildren(QWidget))
        for why in _markup(widget)
    ]


def shows_canary(picture: QImage) -> bool:
    """Whether the picture that a text names has been fetched and drawn."""
    pixels = bytes(picture.convertToFormat(QImage.Format.Format_RGB32).constBits())
    place = pixels.find(CANARY)
    while place >= 0:
        if place % 4 == 0:
            return True
        place = pixels.find(CANARY, place + 1)
    return False


def _texts(window: QWidget) -> Iterator[str]:
    for widget in (window, *window.findChildren(QWidget)):
        if widget is not window and not widget.isVisibleTo(window):
            continue
        yield _own(widget)
        yield widget.accessibleName()
        yield _plain(widget.toolTip())
        if isinstance(widget, QComboBox):
            yield from _cells(widget.model())
        if isinstance(widget, QAbstractItemView):
            yield from _cells(widget.model())


def _own(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "&")
    if isinstance(widget, QMenu):
        return "\n".join(action.text() for action in widget.actions())
    return ""


def _cells(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    for index in _indexes(model):
        yield from (_plain(said) for role in READ if isinstance(said := index.data(role), str))


def _indexes(model: QAbstractItemModel) -> Iterator[QModelIndex]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(model.rowCount(QModelIndex())):
        for column in range(columns):
            yield model.index(row, column)


def _plain(tooltip: str) -> str:
    """A tool tip is markup around a person's text, where the kit made it."""
    before, _mark, after = tooltip_html("\0").partition("\0")
    if tooltip.startswith(before) and tooltip.endswith(after):
        return unescape(tooltip.removeprefix(before).removesuffix(after))
    return tooltip


def _markup(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield "reads its text as markup"
    if isinstance(widget, QTextEdit) and "<img" in widget.toHtml():
        yield "holds a picture"
    if _is_markup(widget.toolTip()):
        yield f"tool tip {widget.toolTip()[:60]!r}"
    if _is_markup(widget.whatsThis()) or _is_markup(widget.statusTip()):
        yield "what's this"
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        for index in _indexes(model):
            said = index.data(Role.ToolTipRole)
            if isinstance(said, str) and _is_markup(said):
                yield f"tool tip of a cell {said[:60]!r}"


def _is_markup(tooltip: str) -> bool:
    """Qt guesses; what the kit has wrapped is markup on purpose, with the person's text escaped in it."""
    return Qt.mightBeRichText(tooltip) and tooltip != tooltip_html(_plain(tooltip))


def windows() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
