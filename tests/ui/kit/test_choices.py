"""Fields one chooses in: radio buttons, lists, boxes to tick."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from tests.ui.keys import press
from tests.ui.kit.showing import TYPES, shown
from ui.kit.fields import (
    Check,
    Choice,
)

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)


@pytest.mark.parametrize("shape", ["radio", "combo"])
def test_that_nothing_is_chosen_until_someone_has(qtbot: QtBot, styled: QApplication, shape: str) -> None:
    field = Choice("kind", "&Kind", TYPES, shape=shape, required=True)
    _page = shown(qtbot, field)
    assert field.value() is None
    assert not field.check(saving=True)
    field.set_value("medical")
    assert field.check(saving=True)
    field.set_options(TYPES[1:])
    assert field.value() == "medical"
    field.set_options(TYPES[:1])
    assert field.value() is None


def test_that_radio_buttons_are_chosen_by_arrow_and_space(qtbot: QtBot, styled: QApplication) -> None:
    field = Choice("kind", "&Kind", TYPES)
    page = shown(qtbot, field)
    first = page.findChild(QRadioButton, "test.kind.rehab")
    assert first is not None
    first.setFocus()
    assert field.value() is None
    press(first, "Space")
    assert field.value() == "rehab"
    for key, value in [("Down", "palliative"), ("Right", "medical"), ("Right", "rehab"), ("Left", "medical")]:
        press(QApplication.focusWidget() or first, key)
        assert field.value() == value
    press(QApplication.focusWidget() or first, "Up")
    assert field.value() == "palliative"


def test_that_the_wheel_changes_no_choice(qtbot: QtBot, styled: QApplication) -> None:
    field = Choice("kind", "&Kind", TYPES, shape="combo", chosen="rehab")
    _page = shown(qtbot, field)
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field.input, event)
    assert field.value() == "rehab"


def test_that_a_box_to_tick_counts_as_an_edit(qtbot: QtBot, styled: QApplication) -> None:
    field = Check("ok", "&OK")
    _page = shown(qtbot, field)
    edits: list[int] = []
    field.edited.connect(lambda: edits.append(1))
    press(field.input, "Space")
    assert (field.value(), edits) == (True, [1])
