"""One of a few: radio buttons, or a list that unfolds. Nothing is chosen until someone has chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from ui.kit.fields.base import Field
from ui.kit.flow import Flow
from ui.kit.labels import literal
from ui.kit.remarks import Remark
from ward_app.i18n import _

V = TypeVar("V")

_STEPS: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True)
class Option(Generic[V]):
    value: V
    text: str


class CalmCombo(QComboBox):
    """The wheel scrolls the page and never changes a choice on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet reaches no other

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Choice(Field[V]):
    """`shape` is "radio" for up to about six, "combo" for more."""

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option[V]] = (),
        *,
        shape: str = "radio",
        required: bool = False,
        hint: str = "",
        chosen: V | None = None,
        check: Callable[[V], Remark | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, required=required, hint=hint, check=check, parent=parent)
        self._area = ""
        self._options: tuple[Option[V], ...] = ()
        self._shown: _Combo | _Radios = _Radios(self.label) if shape == "radio" else _Combo()
        self._row.addWidget(self._shown)
        if shape == "combo":
            self._row.addStretch(1)
        self.set_options(options)
        self._write(chosen)

    def set_options(self, options: Sequence[Option[V]]) -> None:
        """Offer these; what was chosen stays chosen if it is still among them."""
        value = self.value()
        self._options = tuple(options)
        self._shown.offer([option.text for option in self._options], self._touched)
        self._hold(*self._shown.inputs())
        self.set_object_names(self._area)
        self._write(value)

    @property
    def options(self) -> tuple[Option[V], ...]:
        return self._options

    def set_object_names(self, area: str) -> None:
        self._area = area
        super().set_object_names(area)
        if isinstance(self._shown, _Radios):
            for option, button in zip(self._options, self._shown.inputs(), strict=False):
                button.setObjectName(f"{area}.{self.name}.{option.value}")

    def _read(self) -> V | None:
        place = self._shown.place()
        return self._options[place].value if 0 <= place < len(self._options) else None

    def _write(self, value: V | None) -> None:
        values = [option.value for option in self._options]
        self._shown.set_place(values.index(value) if value is not None and value in values else -1)

    def is_blank(self) -> bool:
        return self._shown.place() < 0

    def raw(self) -> str:
        value = self._read()
        return "" if value is None else str(value)

    def set_raw(self, text: str) -> None:
        self._write(next((each.value for each in self._options if str(each.value) == text), None))


class _Combo(CalmCombo):
    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Choose…"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tell: Callable[[], None] = lambda: None
        self.activated.connect(lambda _place: self._tell())

    def offer(self, texts: Sequence[str], changed: Callable[[], None]) -> None:
        self.clear()
        self.addItems(list(texts))
        self._tell = changed

    def inputs(self) -> list[QWidget]:
        return [self]

    def place(self) -> int:
        return self.currentIndex()

    def set_place(self, place: int) -> None:
        self.setCurrentIndex(place)


class _Radios(Flow):
    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self._group = QButtonGroup(self)
        self._buttons: list[_Radio] = []

    def offer(self, texts: Sequence[str], changed: Callable[[], None]) -> None:
        for old in self._buttons:
            self._group.removeButton(old)
        self._buttons = [_Radio(literal(text), self._step) for text in texts]
        for place, button in enumerate(self._buttons):
            self._group.addButton(button, place)
            button.clicked.connect(lambda _checked: changed())
        self.show_all(list(self._buttons))

    def inputs(self) -> list[QWidget]:
        return list(self._buttons) or [self]

    def place(self) -> int:
        return self._group.checkedId()

    def set_place(self, place: int) -> None:
        self._group.setExclusive(False)  # the only way to have none pressed again
        for number, button in enumerate(self._buttons):
            button.setChecked(number == place)
        self._group.setExclusive(True)

    def _step(self, steps: int) -> None:
        """To the next or the one before, round and round."""
        here = next((place for place, button in enumerate(self._buttons) if button.hasFocus()), 0)
        there = self._buttons[(here + steps) % len(self._buttons)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        there.click()


class _Radio(QRadioButton):
    """All arrows move, whether the buttons happen to stand beside or below each other."""

    def __init__(self, text: str, step: Callable[[int], None]) -> None:
        super().__init__(text)
        self._step = step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _STEPS.get(event.key())
        if steps is None:
            super().keyPressEvent(event)
        else:
            self._step(steps)


class Check(Field[bool]):
    """A box to tick, for what is off unless someone says so. Never for a question that must be answered."""

    def __init__(
        self, name: str, label: str, *, on: bool = False, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, "", hint=hint, parent=parent)
        self._label_text = label
        self._label.hide()
        self.box = QCheckBox(label)
        self.box.setChecked(on)
        self.box.clicked.connect(lambda _checked: self._touched())
        self._row.addWidget(self.box)
        self._row.addStretch(1)
        self._hold(self.box)

    def _read(self) -> bool:
        return self.box.isChecked()

    def _write(self, value: bool | None) -> None:
        self.box.setChecked(bool(value))

    def is_blank(self) -> bool:
        return False

    def raw(self) -> str:
        return "1" if self.box.isChecked() else ""

    def set_raw(self, text: str) -> None:
        self.box.setChecked(bool(text))
