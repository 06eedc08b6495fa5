"""The sections of a record, at the left: a word, a count where there is one, Alt and its number."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.labels import plain_tooltip
from ui.kit.look import ROW_HEIGHT, SPACE_M, SPACE_S, colour, look
from ward_app.i18n import _

WIDTH = 172
_BAR = 3


@dataclass(frozen=True, slots=True)
class SectionEntry:
    name: str
    text: str


class SectionList(QFrame):
    """Arrows go from one to the next and show it at once."""

    chosen = Signal(str)

    def __init__(self, entries: tuple[SectionEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setProperty("area", True)
        self.setObjectName("record.sections")
        self.setAccessibleName(_("Sections of the record"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.buttons: dict[str, SectionButton] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, SPACE_S, 0, SPACE_S)
        box.setSpacing(0)
        for nth, entry in enumerate(entries, 1):
            button = SectionButton(entry, f"Alt+{nth % 10}")
            button.clicked.connect(lambda _checked=False, name=entry.name: self.chosen.emit(name))
            self.buttons[entry.name] = button
            box.addWidget(button)
        box.addStretch(1)

    def mark(self, name: str) -> None:
        """The one in sight is also the one that Tab stops at."""
        for each, button in self.buttons.items():
            button.setChecked(each == name)
            tab = Qt.FocusPolicy.StrongFocus if each == name else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(tab)

    def count(self, name: str, count: int) -> None:
        self.buttons[name].set_count(count)

    def texts(self) -> list[str]:
        return [button.text() for button in self.buttons.values()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        names = list(self.buttons)
        here = next((place for place, name in enumerate(names) if self.buttons[name].hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        name = names[min(max(here + step, 0), len(names) - 1)]
        self.chosen.emit(name)
        self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)


class SectionButton(QAbstractButton):
    def __init__(self, entry: SectionEntry, key: str) -> None:
        super().__init__()
        self._entry = entry
        self.setObjectName(f"record.section.{entry.name}")
        self.setText(entry.text)
        self.setCheckable(True)
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        plain_tooltip(self, key)
        look.changed.connect(self.updateGeometry)

    def set_count(self, count: int) -> None:
        text = _("{section} ({count})").format(section=self._entry.text, count=count)
        self.setText(text if count else self._entry.text)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        words = metrics.horizontalAdvance(self.text()) + 2 * SPACE_M + _BAR
        return QSize(max(WIDTH, words), max(ROW_HEIGHT, metrics.height() + 2 * SPACE_S))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # a button would only move the focus
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), colour("accent_soft"))
            painter.fillRect(0, 0, _BAR, self.height(), colour("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), colour("surface2"))
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.setFont(self._font())
        painter.setPen(colour("text"))
        room = QRect(SPACE_M + _BAR, 0, self.width() - SPACE_M - _BAR, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self.font())
        if self.isChecked():
            font.setWeight(QFont.Weight.DemiBold)
        return font
