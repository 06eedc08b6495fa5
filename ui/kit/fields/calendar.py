"""The calendar that unfolds beneath a date field."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from ui.kit import icons
from ui.kit.look import colour

_LEAST_CELL = 26


class CalendarPopup(QFrame):
    """Arrows move, Enter or a click chooses, Esc goes back. ISO weeks, Monday first."""

    chosen = Signal(object)

    def __init__(self, day: date, earliest: date | None, latest: date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "card")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if earliest is not None:
            self.calendar.setMinimumDate(_qdate(earliest))
        if latest is not None:
            self.calendar.setMaximumDate(_qdate(latest))
        self.calendar.setSelectedDate(_qdate(day))
        self._dress()
        self.calendar.activated.connect(self._take)
        self.calendar.clicked.connect(self._take)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.calendar)
        self.setFocusProxy(self.calendar)

    def _dress(self) -> None:
        """Red is for clinical meaning, and Qt's arrows are black on any ground."""
        plain, weekend = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(colour("text"))
        weekend.setForeground(colour("muted"))
        self.calendar.setHeaderTextFormat(weekend)
        for day in Qt.DayOfWeek:
            self.calendar.setWeekdayTextFormat(
                day, weekend if day.value > Qt.DayOfWeek.Friday.value else plain
            )
        for name, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icons.icon(icon))
        cell = max(QFontMetrics(self.font()).height() + 10, _LEAST_CELL)
        self.calendar.setMinimumSize(8 * (cell + 8), 8 * cell)

    def open_below(self, widget: QWidget) -> None:
        self.adjustSize()
        below = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        screen = widget.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below = widget.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(min(below.x(), screen.right() - self.width()), max(below.y(), screen.top()))
        self.show()
        self.calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _take(self, day: QDate) -> None:
        chosen = date(day.year(), day.month(), day.day())
        self.close()
        self.chosen.emit(chosen)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
