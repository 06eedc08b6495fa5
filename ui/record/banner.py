"""The patient banner: who the patient is, across the top and always in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import icons
from ui.kit.buttons import Button
from ui.kit.flow import FlowLayout
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel, plain_tooltip
from ui.kit.look import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, colour, look
from ui.record import banner_items
from ui.record.banner_items import Item
from ui.record.wrapping import WholeText
from ui.sharing.telling import Shield
from ward_app.clock import Clock
from ward_app.i18n import _
from ward_app.patients.rows import Banner, PersonRow

_LINE = 2
_MOST_MORE = 240


class PatientBanner(QWidget):
    """Rebuilt only when it says something else: what someone has marked in it stays marked."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patient.banner")
        self.setProperty("area", True)
        self._clock = clock
        self._is_deceased = False
        self._shown: list[Item] = []
        self._shown_more: list[Item] = []
        self._who, self._risks, self._more = _Row(), _Row(), _Row()
        self.toggle = Button(_("More"), icon="chevron-down", clicked=self.toggle_more, name="banner.more")
        self.toggle.setAccessibleDescription(
            _("Address, phones, next of kin, interpreter, all numbers (Ctrl+B)")
        )
        self.shield = Button("", icon="shield", name="banner.shield")
        self.shield.hide()
        self._lay_out()
        look.changed.connect(self.update)
        self.clear()

    def _lay_out(self) -> None:
        self._all = QScrollArea()
        self._all.setWidget(self._more)
        self._all.setWidgetResizable(True)
        for ground in (self._more, self._all.viewport()):
            ground.setAutoFillBackground(False)
        self._all.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._all.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._all.setMaximumHeight(_MOST_MORE)
        self._all.hide()
        rows = QVBoxLayout()
        rows.setSpacing(SPACE_XS)
        rows.addWidget(self._who)
        second = QHBoxLayout()
        second.setSpacing(SPACE_S)
        second.addWidget(self._risks, 1)
        second.addWidget(self.shield, 0, Qt.AlignmentFlag.AlignBottom)
        second.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignBottom)
        rows.addLayout(second)
        rows.addWidget(self._all)
        box = QHBoxLayout(self)
        box.setContentsMargins(SPACE_L - SPACE_XS, SPACE_XS, SPACE_M, SPACE_XS + _LINE)
        box.addLayout(rows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def clear(self) -> None:
        """Nobody's: while the next record is fetched, the last one's name must not stand over it."""
        self._shown, self._shown_more = [], []
        for row in (self._who, self._risks, self._more):
            row.show_items([])
        self.toggle.setEnabled(False)
        self.shield.hide()

    def show_sharing(self, shield: Shield | None) -> None:
        """Who reads what, in a word; pressing it tells why. None where the role does not read records."""
        self.shield.setVisible(shield is not None)
        if shield is not None:
            self.shield.setText(shield.text)
            self.shield.setIcon(icons.icon(shield.icon, "warning" if shield.is_missing else "text"))
            about = _("What is shared, with whom and why (F9)")
            plain_tooltip(self.shield, about)
            self.shield.setAccessibleDescription(about)

    def show_banner(self, banner: Banner, person: PersonRow | None = None) -> None:
        leave = banner_items.on_leave(banner, self._clock())
        who, risks = banner_items.who(banner), banner_items.risks(banner)
        if leave is not None:
            who.append(leave)
        if who + risks != self._shown:
            self._shown = who + risks
            self._who.show_items(who, banner.preferred_name or "")
            self._risks.show_items(risks)
        more = banner_items.more(banner, person)
        if more != self._shown_more:
            self._shown_more = more
            self._more.show_items(more)
            self._fit_more()
        self._is_deceased = banner.deceased_at is not None
        self.toggle.setEnabled(True)
        self.update()

    def texts(self) -> list[str]:
        """What it says, in the order of reading."""
        return [item.spoken for item in self._shown]

    def more_texts(self) -> list[str]:
        return [item.spoken for item in self._shown_more]

    @property
    def is_open(self) -> bool:
        return not self._all.isHidden()

    def toggle_more(self) -> None:
        if not self.toggle.isEnabled():
            return
        self._all.setVisible(self._all.isHidden())
        self.toggle.setText(_("Less") if self.is_open else _("More"))
        self.toggle.setIcon(icons.icon("chevron-up" if self.is_open else "chevron-down"))
        self._fit_more()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface2" if self._is_deceased else "accent_soft"))
        if self._is_deceased:
            painter.fillRect(self.rect(), QBrush(colour("border"), Qt.BrushStyle.BDiagPattern))
        ink = colour("border_strong" if self._is_deceased else "accent")
        painter.fillRect(0, self.height() - _LINE, self.width(), _LINE, ink)
        painter.end()

    def _fit_more(self) -> None:
        width = max(self.width() - 2 * SPACE_L, 1)
        self._all.setFixedHeight(min(self._more.heightForWidth(width) + SPACE_S, _MOST_MORE))


class _Row(QWidget):
    """Items beside each other, in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, SPACE_S)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)

    def show_items(self, items: Sequence[Item], beneath: str = "") -> None:
        while old := self._flow.takeAt(0):
            if widget := old.widget():
                widget.hide()
                widget.deleteLater()
        made = [_item(item, beneath if item.look == "name" else "") for item in items]
        height = max((widget.sizeHint().height() for widget in made), default=0)
        for widget in made:
            widget.setMinimumHeight(height)
            self._flow.addWidget(widget)
            widget.show()
        self.updateGeometry()


def _item(item: Item, beneath: str) -> QWidget:
    if item.look == "name":
        return _name(item.text, beneath)
    return _boxed(item) if item.look in ("danger", "warning", "info") else _pair(item)


def _name(name: str, preferred: str) -> QWidget:
    widget = QWidget()
    box = QVBoxLayout(widget)
    box.setContentsMargins(0, 0, SPACE_S, 0)
    box.setSpacing(0)
    text = WholeText(name, "name")
    text.setObjectName("banner.name")
    box.addWidget(text)
    if preferred:
        box.addWidget(WholeText(_("Called {name}").format(name=preferred), "muted"))
    return widget


def _pair(item: Item) -> QWidget:
    """The label in grey, what it says in bold."""
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, SPACE_S, 0)
    row.setSpacing(SPACE_S)
    if item.icon:
        row.addWidget(IconLabel(item.icon))
    if item.label:
        row.addWidget(PlainLabel(item.label, "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(_said(item, "strong"), 1)
    return widget


def _boxed(item: Item) -> QWidget:
    """What must not be overlooked: in its colour, with its icon, always with the word."""
    frame = QFrame()
    frame.setProperty("ground", item.look)
    row = QHBoxLayout(frame)
    row.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
    row.setSpacing(SPACE_XS + 2)
    role = item.look if item.look != "info" else "strong"
    row.addWidget(IconLabel(item.icon, item.look))
    said = Item("", item.spoken, item.look)
    row.addWidget(_said(said, role), 1)
    return frame


def _said(item: Item, role: str) -> WholeText:
    text = WholeText(item.text, role)
    text.setAccessibleName(item.spoken)
    return text
