"""What every field has: a label that is its buddy, room for a remark, one way to be read and filled."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kit.labels import PlainLabel, restyle
from ui.kit.look import SPACE_S, SPACE_XS
from ui.kit.remarks import Level, Remark, RemarkLine
from ward_app.i18n import _

V = TypeVar("V")


class Unreadable(ValueError):
    """What is typed cannot be a value; the sentence says what would be."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class Field(QWidget, Generic[V]):
    """A declared field. It is checked when left and when saved, never while someone types."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        check: Callable[[V], Remark | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.required = required
        self._label_text = label
        self._check = check
        self._from_save: Remark | None = None
        self._inputs: list[QWidget] = []
        self._label = PlainLabel(_("{label} (required)").format(label=label) if required else label, "muted")
        self._hint = PlainLabel(hint, "small", wrap=True)
        if not hint:
            self._hint.hide()
        self._remark = RemarkLine()
        self._remark.settled.connect(self.edited)
        self._line = QWidget()
        self._row = QHBoxLayout(self._line)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_S)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_S)
        self._grid.setVerticalSpacing(SPACE_XS - 1)
        self._grid.setColumnStretch(1, 1)
        self.put_label("above")

    # For the kinds of fields

    def _hold(self, *inputs: QWidget) -> None:
        """These take the typing; the first is the label's buddy and where the focus goes."""
        self._inputs = list(inputs)
        self._label.setBuddy(inputs[0])
        self.setFocusProxy(inputs[0])
        for widget in inputs:
            widget.installEventFilter(self)

    def _touched(self) -> None:
        """Someone changed the value: what was said about the old one goes."""
        self._from_save = None
        if self._remark.remark is not None:
            self.clear_remark()
        self.edited.emit()

    @abstractmethod
    def _read(self) -> V | None:
        """The value as it stands, None when there is none. Raises Unreadable."""

    @abstractmethod
    def _write(self, value: V | None) -> None:
        """Show this value, without a signal."""

    def _tidy(self) -> None:
        """Write what was typed the way it is written here."""

    # For forms and pages

    @property
    def label(self) -> str:
        """As read in a list of errors: without the mark of the shortcut."""
        return self._label_text.replace("&", "")

    @property
    def input(self) -> QWidget:
        return self._inputs[0]

    def value(self) -> V | None:
        """None when empty, and when what stands there cannot be read."""
        try:
            return self._read()
        except Unreadable:
            return None

    def set_value(self, value: V | None) -> None:
        """Fill in without counting as an edit."""
        self._write(value)
        self.clear_remark()

    @abstractmethod
    def raw(self) -> str:
        """What stands in the field, as it stands: for drafts."""

    @abstractmethod
    def set_raw(self, text: str) -> None:
        """Bring back what `raw` gave, without a signal."""

    def is_blank(self) -> bool:
        return not self.raw().strip()

    def set_object_names(self, area: str) -> None:
        self.input.setObjectName(f"{area}.{self.name}")
        self._remark.yes.setObjectName(f"{area}.{self.name}.confirm")
        self._remark.reason.setObjectName(f"{area}.{self.name}.reason")

    def put_label(self, where: str, width: int = 0) -> None:
        """Above the input, or to its left in a column of `width`."""
        left = where == "left"
        self._label.setMinimumWidth(width)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(self._label, 1 if left else 0, 0, 1, 1 if left else 2, side)
        start, span = (1, 1) if left else (0, 2)
        self._grid.addWidget(self._line, 1, start, 1, span)
        self._grid.addWidget(self._hint, 2, start, 1, span)
        self._grid.addWidget(self._remark, 3, start, 1, span)

    def label_width(self) -> int:
        return self._label.sizeHint().width()

    def check(self, *, saving: bool = False) -> bool:
        """Say what there is to say about the value; True when it may be saved as it is."""
        self.show_remark(self._find_remark(saving))
        return self._remark.is_settled

    def show_remark(self, remark: Remark | None, *, from_save: bool = False) -> None:
        """With `from_save` it was the ward that said so, and it holds until the value is another."""
        if from_save:
            self._from_save = remark
        self._remark.show_remark(remark)
        level = "" if remark is None or self._remark.is_confirmed else remark.level.value
        for widget in self._inputs:
            widget.setAccessibleDescription(remark.sentence if remark else self._hint.text())
            if (widget.property("level") or "") != level:
                widget.setProperty("level", level)
                restyle(widget)

    def clear_remark(self) -> None:
        self._from_save = None
        self._remark.forget()
        self.show_remark(None)

    @property
    def remark(self) -> Remark | None:
        return self._remark.remark

    @property
    def is_confirmed(self) -> bool:
        return self._remark.is_confirmed

    def reason(self) -> str:
        return self._remark.reason_given

    def focus(self) -> None:
        """To what settles the remark, if something does; else to the input."""
        if not self._remark.focus():
            self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find_remark(self, saving: bool) -> Remark | None:
        if self.is_blank():
            if self.required and saving:
                return Remark(Level.IMPOSSIBLE, _("This must be filled in."))
            return None
        try:
            value = self._read()
        except Unreadable as problem:
            return Remark(Level.IMPOSSIBLE, problem.sentence)
        own = self._check(value) if self._check and value is not None else None
        if own is None and self._from_save is not None and self._from_save.level is not Level.IMPOSSIBLE:
            return self._from_save
        return own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            reason = event.reason()
            if reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self._leave()
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        self._tidy()
        if self._from_save is None or self._from_save.level is not Level.IMPOSSIBLE:
            self.check()
        self.left.emit()


def letters_wide(widget: QWidget, letters: int) -> int:
    """So wide that this many letters fit, whatever size they have."""
    return QFontMetrics(widget.font()).averageCharWidth() * letters + 2 * SPACE_S + 4
