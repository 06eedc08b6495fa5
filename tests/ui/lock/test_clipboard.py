"""What was copied here does not wait in the clipboard for the next person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up, press
from ui.lock.clipboard import OurClipboard


@pytest.fixture
def ours(styled: QApplication) -> Iterator[OurClipboard]:
    styled.clipboard().clear()
    clipboard = OurClipboard(styled.clipboard())
    yield clipboard
    clipboard.deleteLater()


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    field = QLineEdit("19460113-6098")
    qtbot.addWidget(field)
    bring_up(qtbot, field)
    return field


def test_that_what_was_copied_here_is_gone(ours: OurClipboard, field: QLineEdit) -> None:
    field.selectAll()
    press(field, "Ctrl+C")
    assert QApplication.clipboard().text() == "19460113-6098"
    ours.empty()
    assert QApplication.clipboard().text() == ""


def test_that_another_programs_text_stays(
    ours: OurClipboard, field: QLineEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    inactive = Qt.ApplicationState.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: inactive)
    QApplication.clipboard().setText("från ett annat program")
    ours.empty()
    assert QApplication.clipboard().text() == "från ett annat program"


def test_that_a_text_copied_over_ours_elsewhere_stays(
    ours: OurClipboard, field: QLineEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    field.selectAll()
    press(field, "Ctrl+C")
    inactive = Qt.ApplicationState.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: inactive)
    QApplication.clipboard().setText("från ett annat program")
    ours.empty()
    assert QApplication.clipboard().text() == "från ett annat program"


@pytest.fixture
def brief(styled: QApplication) -> Iterator[OurClipboard]:
    """As `ours`, with the thirty seconds over at once."""
    styled.clipboard().clear()
    clipboard = OurClipboard(styled.clipboard(), kept_ms=0)
    yield clipboard
    clipboard.deleteLater()


def test_that_a_personal_number_goes_by_itself(qtbot: QtBot, brief: OurClipboard, field: QLineEdit) -> None:
    field.selectAll()
    press(field, "Ctrl+C")
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_that_text_that_was_cut_waits_to_be_put_down(
    qtbot: QtBot, brief: OurClipboard, field: QLineEdit
) -> None:
    field.setText("Smärtfri i vila.")
    field.selectAll()
    press(field, "Ctrl+X")
    QApplication.processEvents()
    assert QApplication.clipboard().text() == "Smärtfri i vila."
