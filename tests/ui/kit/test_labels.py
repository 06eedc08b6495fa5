"""What a person has typed is shown as typed, wherever it turns up: no markup, no picture, no link."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtGui import Qt as RichTextQt
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up, press
from ui.kit import labels
from ui.kit.buttons import Button, IconButton, primary_action, reason_off
from ui.kit.fields import TextArea
from ui.kit.labels import PlainLabel
from ui.kit.messages import MessageBar
from ui.kit.summary import Summary
from ui.kit.tags import Tag

HOSTILE = [
    "ge <Alvedon 500 mg> vid behov",
    "<b>fet</b> & <i>kursiv</i>",
    "vikt <b",
    "<a href='https://example.invalid'>klicka</a>",
    "&lt;b&gt; &amp; &",
    "R&D & Åke",
    "=1+1",
    "\u202eneddolv\u202c مرحبا",
    "😀🏥 e\u0301",
    "rad ett\nrad två\ttabb",
    "x" * 3000,
]


@pytest.fixture
def picture(tmp_path: Path) -> str:
    """A tall picture: a label that loaded it would be as tall."""
    image = QImage(50, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    path = tmp_path / "canary.png"
    assert image.save(str(path))
    return f"<img src='{path}'> <img src='file://{path}'>"


def test_that_a_label_loads_no_picture(qtbot: QtBot, styled: QApplication, picture: str) -> None:
    label = PlainLabel(picture)
    qtbot.addWidget(label)
    label.setText(picture)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().height() < 60
    assert "magenta" not in {label.grab().toImage().pixelColor(5, 5).name()}


@pytest.mark.parametrize("text", HOSTILE)
def test_that_a_tool_tip_says_exactly_what_was_typed(qtbot: QtBot, styled: QApplication, text: str) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    labels.plain_tooltip(widget, text)
    assert RichTextQt.mightBeRichText(widget.toolTip())
    document = QTextDocument()
    document.setHtml(widget.toolTip())
    assert document.toPlainText() == text


def test_that_a_tool_tip_loads_no_picture(qtbot: QtBot, styled: QApplication, picture: str) -> None:
    document = QTextDocument()
    document.setHtml(labels.tooltip_html(picture))
    assert document.toPlainText() == picture
    assert document.size().height() < 100
    assert not QToolTip.isVisible()


def test_that_an_empty_tool_tip_is_none(qtbot: QtBot, styled: QApplication) -> None:
    assert labels.tooltip_html("") == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_that_every_place_for_words_takes_any_words(qtbot: QtBot, styled: QApplication, text: str) -> None:
    bar, summary, tag = MessageBar(), Summary(), Tag(text, "danger", "biohazard")
    for widget in (bar, summary, tag):
        qtbot.addWidget(widget)
        widget.show()
    bar.notice(text)
    bar.error(text)
    summary.say(text, [("Name", text, lambda: None)])
    assert bar.texts() == [text, text]
    assert summary.texts() == [text, f"Name: {text}"]
    assert not tag.grab().isNull()


def test_that_an_ampersand_in_a_name_is_no_shortcut(qtbot: QtBot, styled: QApplication) -> None:
    label = PlainLabel("Smith & Co")
    button = QPushButton(labels.literal("Smith & Co"))
    for widget in (label, button):
        qtbot.addWidget(widget)
    assert label.text() == "Smith & Co"
    assert button.shortcut().isEmpty()


def test_that_a_selectable_label_can_be_reached_and_copied_by_keyboard(
    qtbot: QtBot, styled: QApplication
) -> None:
    label = PlainLabel("19460113-6098", selectable=True)
    qtbot.addWidget(label)
    label.show()
    label.setFocus()
    press(label, "Ctrl+A")
    press(label, "Ctrl+C")
    assert QApplication.clipboard().text() == "19460113-6098"


def test_that_a_role_that_is_not_there_is_noticed(qtbot: QtBot, styled: QApplication) -> None:
    with pytest.raises(ValueError, match="role"):
        PlainLabel("x", "giant")
    with pytest.raises(ValueError, match="kind"):
        Tag("x", "pink")
    with pytest.raises(ValueError, match="kind"):
        Button("x", kind="pink")


def test_that_a_button_that_is_off_says_why(qtbot: QtBot, styled: QApplication) -> None:
    button = IconButton("printer", "Print")
    qtbot.addWidget(button)
    reason_off(button, "Choose a <b>printer</b> first.")
    assert not button.isEnabled()
    assert "&lt;b&gt;" in button.toolTip()
    assert button.accessibleDescription() == "Choose a <b>printer</b> first."
    reason_off(button, None)
    assert button.isEnabled()
    assert "Print" in button.toolTip()


def test_that_buttons_are_large_enough_to_hit(qtbot: QtBot, styled: QApplication) -> None:
    for button in (Button("OK"), IconButton("x", "Close"), Button("Link", kind="link")):
        qtbot.addWidget(button)
        button.adjustSize()
        assert button.height() >= 24
        assert button.width() >= 24
    assert Button("OK").sizeHint().height() >= 32 or Button("OK").minimumHeight() >= 32


def test_that_ctrl_enter_presses_the_primary_button_also_from_a_text(
    qtbot: QtBot, styled: QApplication
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    pressed: list[str] = []
    button = Button("Sign", kind="primary", clicked=lambda: pressed.append("signed"))
    area = TextArea("note", "&Note")
    box = QVBoxLayout(page)
    box.addWidget(area)
    box.addWidget(button)
    primary_action(page, button)
    bring_up(qtbot, page)
    area.input.setFocus()
    press(area.input, "Ctrl+Return")
    press(area.input, "Ctrl+Enter")
    assert pressed == ["signed", "signed"]
    assert area.value() is None
    button.setEnabled(False)
    press(area.input, "Ctrl+Return")
    assert len(pressed) == 2
