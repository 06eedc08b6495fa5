"""A QR code on the screen: black on white in either theme, for that is what cameras read."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

MODULE = 5
QUIET = 4
"""Modules of white around the code, without which it is not found."""


class QrCode(QWidget):
    def __init__(self, text: str, description: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules = modules(text)
        self.setAccessibleName(description)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = (len(self._modules) + 2 * QUIET) * MODULE
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        for row, line in enumerate(self._modules):
            for column, is_dark in enumerate(line):
                if is_dark:
                    place = QRect((column + QUIET) * MODULE, (row + QUIET) * MODULE, MODULE, MODULE)
                    painter.fillRect(place, QColor(Qt.GlobalColor.black))


def modules(text: str) -> list[list[bool]]:
    """The squares, line by line."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return [[bool(is_dark) for is_dark in line] for line in code.modules]
