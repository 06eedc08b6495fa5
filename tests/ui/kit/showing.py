"""Fields on a page of their own, as the tests of the kit look at them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up
from ui.kit.fields import Field, Option

TYPES = [
    Option("rehab", "Rehab"),
    Option("palliative", "Palliativ & lindrande"),
    Option("medical", "Medicinsk"),
]


def shown(qtbot: QtBot, *fields: Field[Any]) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    for field in fields:
        field.set_object_names("test")
        box.addWidget(field)
    box.addWidget(QLineEdit())
    bring_up(qtbot, page)
    return page
