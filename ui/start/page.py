"""What the pages before the window have in common: a card in the middle, and who speaks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStyle, QVBoxLayout, QWidget

from ui.frame.practice import PracticeBand
from ui.kit.fields.base import letters_wide
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from ward_app.version import VERSION

NAME = "Närvård"
NARROW, WIDE = 52, 118
"""Letters that fit side by side on a card with one column and on one with two."""


class StartPage(QWidget):
    """`lead` is the sentence beneath the title. Put the rest into `content`."""

    def __init__(
        self,
        title: str,
        *,
        lead: str = "",
        letters: int = NARROW,
        is_practice: bool = False,
        workstation: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, "title", wrap=True)
        self.lead = PlainLabel(lead, wrap=True)
        self.lead.setVisible(bool(lead))
        self.content = QVBoxLayout()
        self.content.setSpacing(SPACE_M)
        foot = f"{workstation} · {VERSION}" if workstation else VERSION
        self.foot = PlainLabel(f"{NAME} · {foot}", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        if is_practice:
            box.addWidget(PracticeBand())
        self._card = self._filled(_Card(letters))
        box.addWidget(self._scrolled(self._card), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.fit(self.width() - 2 * SPACE_L)

    def focus_first(self) -> None:
        """Where the keyboard is when the page comes into sight."""

    def _filled(self, card: _Card) -> _Card:
        brand = QHBoxLayout()
        brand.setSpacing(SPACE_S)
        brand.addWidget(IconLabel("narvard", size=24))
        brand.addWidget(PlainLabel(NAME, "heading"))
        brand.addStretch(1)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(SPACE_XL + SPACE_S, SPACE_XL, SPACE_XL + SPACE_S, SPACE_XL)
        inner.setSpacing(SPACE_M)
        inner.addLayout(brand)
        inner.addSpacing(SPACE_S)
        inner.addWidget(self.title)
        inner.addWidget(self.lead)
        inner.addLayout(self.content)
        return card

    def _scrolled(self, card: _Card) -> QScrollArea:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        column.addWidget(self.foot, 0, Qt.AlignmentFlag.AlignHCenter)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(middle)
        return area


class _Card(QFrame):
    """As wide as so many letters and as high as its sentences need at that width.

    A layout that centres a widget does not ask it how high it is for its width.
    """

    def __init__(self, letters: int) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self._wanted = letters_wide(self, letters)
        self.setFixedWidth(self._wanted)

    def fit(self, room: int) -> None:
        """Large letters on a small screen take what there is."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.setFixedWidth(min(self._wanted, room - bar))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        layout = self.layout()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Polish) and layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))
        return done
