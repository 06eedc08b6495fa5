"""The rail at the left: the main pages, with words where the window is wide, else as icons with tool tips."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.actions import Action
from ui.kit import icons
from ui.kit.labels import plain_tooltip
from ui.kit.look import SPACE_M, SPACE_S, colour, look
from ward_app.i18n import _

WIDE, NARROW = 196, 56
_BAR = 3


class Rail(QFrame):
    """`go` opens a page by its name. Entries that a role may not open say so."""

    def __init__(
        self,
        pages: Sequence[tuple[Action, str | None]],
        go: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setObjectName("frame.rail")
        self.setAccessibleName(_("Main pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.buttons: dict[str, RailButton] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, SPACE_S, 0, SPACE_S)
        box.setSpacing(2)
        for page, reason in pages:
            if page.name == "settings":
                box.addStretch(1)
            button = RailButton(page, reason)
            button.clicked.connect(lambda _checked=False, name=page.name: go(name))
            self.buttons[page.name] = button
            box.addWidget(button)
        if "settings" not in self.buttons:
            box.addStretch(1)

    def set_wide(self, wide: bool) -> None:
        for button in self.buttons.values():
            button.set_wide(wide)

    def mark(self, page: str) -> None:
        """Show which page is in sight; none of them for a page that the rail does not have."""
        for name, button in self.buttons.items():
            button.setChecked(name == page)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(colour("border"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()


class RailButton(QAbstractButton):
    def __init__(self, page: Action, reason: str | None) -> None:
        super().__init__()
        self._page = page
        self._reason = reason
        self._is_wide = True
        self.setCheckable(True)
        self.setObjectName(f"frame.rail.{page.name}")
        self.setText(page.label)
        self.setAccessibleName(page.label)
        self.setAccessibleDescription(reason or page.key_text)
        self.setEnabled(reason is None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.set_wide(True)

    def set_wide(self, wide: bool) -> None:
        self._is_wide = wide
        said = [self._page.label] if not wide else []
        said += [self._reason or f"({self._page.key_text})"]
        plain_tooltip(self, " ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        height = max(44, metrics.height() + 2 * SPACE_M)
        if not self._is_wide:
            return QSize(NARROW, height)
        words = metrics.horizontalAdvance(self._page.label)
        return QSize(max(WIDE, words + icons.MEDIUM + 4 * SPACE_M + _BAR), height)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        ink = "text" if self.isEnabled() else "disabled"
        left = SPACE_M + _BAR if self._is_wide else (self.width() - icons.MEDIUM) // 2
        top = (self.height() - icons.MEDIUM) // 2
        mark = "accent" if self.isChecked() else ink
        picture = icons.pixmap(self._page.icon, mark, icons.MEDIUM, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(left, top), picture)
        if self._is_wide:
            painter.setFont(self._font())
            painter.setPen(colour(ink))
            start = left + icons.MEDIUM + SPACE_M
            room = QRect(start, 0, self.width() - start, self.height())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._page.label
            )
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        if self.isChecked():
            painter.fillRect(self.rect(), colour("accent_soft"))
            painter.fillRect(0, 0, _BAR, self.height(), colour("accent"))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), colour("surface2"))
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -2), 4, 4)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium)
        return font
