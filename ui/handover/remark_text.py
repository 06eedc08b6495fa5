"""A report to read: each letter of SBAR with its text, to be marked and copied."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S, SPACE_XS
from ward_app.handovers.remarks import FIELDS
from ward_app.i18n import N_, _

HEADINGS = {
    "situation": N_("&Situation"),
    "background": N_("&Background"),
    "assessment": N_("&Present state"),
    "recommendation": N_("&Recommendation"),
    "if_then": N_("&If … then …"),
}
"""Also the labels of the fields, which is why each has a key of its own."""


class RemarkText(QWidget):
    def __init__(self, area: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = area
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, SPACE_S, 0)
        self._inside = QWidget()
        self._box.addWidget(self._inside)
        self._box.addStretch(1)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        written = [name for name in FIELDS if texts.get(name, "").strip()]
        for name in written:
            text = PlainLabel(texts[name], wrap=True, selectable=True)
            text.setObjectName(f"{self._area}.{name}")
            column.addWidget(PlainLabel(_(HEADINGS[name]).replace("&", ""), "strong"))
            column.addWidget(text)
            column.addSpacing(SPACE_S)
        if not written:
            column.addWidget(PlainLabel(_("No report was written."), "muted"))
        self._box.replaceWidget(self._inside, inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = inside
