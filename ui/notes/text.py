"""The text of a note as it is read: headings in bold, everything else as it was typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from ui.kit.labels import restyle
from ui.kit.look import look
from ward_app.entries import Part

FOLD_AT = 3000
"""Characters shown of a very long note until the rest is asked for."""


class NoteText(QPlainTextEdit):
    """As high as its text. Can be marked and copied; takes no part in Tab's round."""

    focused = Signal()

    def __init__(self, sections: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "page")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._sections = sections
        self._is_folded = sum(len(section.text) for section in sections) > FOLD_AT
        self._fill()
        look.changed.connect(self._restyled)

    @property
    def is_folded(self) -> bool:
        return self._is_folded

    def unfold(self) -> None:
        self._is_folded = False
        self._fill()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fill(self) -> None:
        self.clear()
        plain, bold = QTextCharFormat(), QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        cursor = QTextCursor(self.document())
        room = FOLD_AT if self._is_folded else None
        for place, section in enumerate(self._sections):
            if room is not None and room <= 0:
                break
            cursor.insertText(("\n" if place else "") + section.heading, bold)
            cursor.insertText(("  " if section.heading else "") + section.text[:room], plain)
            if room is not None:
                room -= len(section.text)
        if self._is_folded:
            cursor.insertText(" …", plain)
        self._fit()

    def _height(self) -> int:
        block = self.document().firstBlock()
        height = 0.0
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return round(height) + 1

    def _fit(self) -> None:
        self.setFixedHeight(self._height())

    def _restyled(self) -> None:
        restyle(self)
        self._fit()
