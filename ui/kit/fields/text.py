"""Fields for words: a line, several lines, a personal number, a password."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.kit.fields.base import Field, letters_wide
from ui.kit.look import SPACE_S, look
from ui.kit.remarks import Remark

LONGEST_LINE = 200


class TextField(Field[str]):
    """One line. Its value has no white space around it and is None when nothing is left."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        max_length: int = LONGEST_LINE,
        letters: int = 0,
        password: bool = False,
        check: Callable[[str], Remark | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, required=required, hint=hint, check=check, parent=parent)
        self.edit = QLineEdit()
        self.edit.setMaxLength(max_length)
        self.edit.textEdited.connect(lambda _text: self._touched())
        if password:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._is_password = password
        self._row.addWidget(self.edit)
        if letters:
            self.edit.setFixedWidth(letters_wide(self.edit, letters))
            self._row.addStretch(1)
        self._hold(self.edit)

    def _read(self) -> str | None:
        return (self.edit.text() if self._is_password else self.edit.text().strip()) or None

    def _write(self, value: str | None) -> None:
        self.edit.setText(value or "")

    def raw(self) -> str:
        return self.edit.text()

    def set_raw(self, text: str) -> None:
        self.edit.setText(text)


class PersonNumberField(TextField):
    """Free typing; `normalise` gives the number as it is written, and what there is to say about it."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        normalise: Callable[[str], tuple[str, Remark | None]],
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name, label, required=required, hint=hint, max_length=40, letters=20, parent=parent,
            check=lambda text: normalise(text)[1],
        )  # fmt: skip
        self._normalise = normalise

    def _tidy(self) -> None:
        if not self.is_blank():
            self.edit.setText(self._normalise(self.edit.text())[0])


class PlainTextEdit(QPlainTextEdit):
    """Plain text. Tab leaves it, and Ctrl+Enter is left to the page."""

    def __init__(self, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._least = lines, 0
        self.setTabChangesFocus(True)
        look.changed.connect(self._size)
        self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Qt's own hint is the same for two lines as for twelve."""
        return QSize(super().sizeHint().width(), self._least)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._least)

    def showEvent(self, event: QShowEvent) -> None:
        """After the style sheet, which sets the least height of one line."""
        super().showEvent(event)
        self.setMinimumHeight(self._least)

    def _size(self) -> None:
        line = QFontMetrics(self.font()).lineSpacing()
        self._least = line * self._lines + 2 * SPACE_S
        self.setMinimumHeight(self._least)
        self.updateGeometry()


class TextArea(Field[str]):
    """Several lines, at least `lines` high."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        lines: int = 4,
        check: Callable[[str], Remark | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, required=required, hint=hint, check=check, parent=parent)
        self._filling = False
        self.edit = PlainTextEdit(lines)
        self.edit.textChanged.connect(self._changed)
        self._row.addWidget(self.edit)
        self._hold(self.edit)

    def _changed(self) -> None:
        if not self._filling:
            self._touched()

    def _read(self) -> str | None:
        return self.edit.toPlainText().strip() or None

    def _write(self, value: str | None) -> None:
        self._filling = True
        self.edit.setPlainText(value or "")
        self._filling = False

    def raw(self) -> str:
        return self.edit.toPlainText()

    def set_raw(self, text: str) -> None:
        self._write(text)
