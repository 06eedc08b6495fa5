"""What is said about a value, beneath its field: impossible, unlikely, or worth a note."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ui.kit.buttons import Button
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_XS
from ward_app.i18n import _


class Level(StrEnum):
    IMPOSSIBLE = "impossible"
    UNLIKELY = "unlikely"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """Says what is wrong and what to do. An unlikely value takes one confirmation, or a reason."""

    level: Level
    sentence: str
    asks_reason: bool = False


_SHOWN = {
    Level.IMPOSSIBLE: ("circle-alert", "danger"),
    Level.UNLIKELY: ("triangle-alert", "warning"),
    Level.NOTE: ("info", "muted"),
}


class RemarkLine(QWidget):
    """Icon, sentence and, for what is unlikely, the button or the reason that lets it pass."""

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remark: Remark | None = None
        self._confirmed: Remark | None = None
        self._icon = IconLabel("info")
        self._text = PlainLabel(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.yes = Button(_("It is right"), kind="normal", clicked=self._confirm)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Reason"))
        self.reason.setAccessibleName(_("Reason"))
        self.reason.textEdited.connect(lambda _text: self.settled.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(SPACE_XS + 2)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self.yes, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignTop)
        self.show_remark(None)

    @property
    def remark(self) -> Remark | None:
        return self._remark

    @property
    def is_settled(self) -> bool:
        """Whether the value may be saved as far as this remark goes."""
        if self._remark is None or self._remark.level is Level.NOTE:
            return True
        if self._remark.level is Level.IMPOSSIBLE:
            return False
        return bool(self.reason_given) if self._remark.asks_reason else self.is_confirmed

    @property
    def is_confirmed(self) -> bool:
        return self._remark is not None and self._remark == self._confirmed

    @property
    def reason_given(self) -> str:
        asked = self._remark is not None and self._remark.asks_reason
        return self.reason.text().strip() if asked else ""

    def show_remark(self, remark: Remark | None) -> None:
        self._remark = remark
        if remark is not None:
            icon, ink = _SHOWN[remark.level]
            self._icon.set(icon, ink)
            self._text.set_role(ink)
            self._text.setText(remark.sentence)
        asks = remark is not None and remark.level is Level.UNLIKELY
        wants_reason = remark is not None and remark.asks_reason
        self.reason.setVisible(asks and wants_reason)
        self.yes.setVisible(asks and not wants_reason and not self.is_confirmed)
        if self.is_confirmed:
            self._icon.set("check", "muted")
            self._text.set_role("muted")
        self.setVisible(remark is not None)

    def forget(self) -> None:
        """The value is another one: what was confirmed no longer counts."""
        self._confirmed = None
        self.show_remark(None)

    def focus(self) -> bool:
        """Go to what settles it. False when only another value will do."""
        for widget in (self.yes, self.reason):
            if widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _confirm(self) -> None:
        self._confirmed = self._remark
        self.show_remark(self._remark)
        self.settled.emit()
