"""A person at the keyboard of the admission page, whose key presses are counted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keys import press, type_text
from tests.ui.seating import focused
from ui.admission.page import AdmissionPage


@dataclass
class Typist:
    """`actions` counts what is pressed and is not data: Enter, Tab, Ctrl+Enter."""

    page: AdmissionPage
    actions: int = 0

    def type(self, text: str) -> None:
        for char in text:
            type_text(focused(), char)

    def press(self, keys: str) -> None:
        self.actions += 1
        press(focused(), keys)

    @property
    def place(self) -> str:
        """The name of what has the focus."""
        return focused().objectName().removeprefix("admission.")


def begin(qtbot: QtBot, page: AdmissionPage, bed_id: int | None = None) -> Typist:
    page.begin(bed_id=bed_id)
    page.focus_first()
    qtbot.waitUntil(lambda: QWidget.hasFocus(page.form.person.fields.number.input))
    return Typist(page)
