"""The look can be changed while the program runs, and everything follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import icons, style
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.labels import PlainLabel
from ui.kit.look import FONT_FAMILY, look
from ui.kit.tags import Tag
from ui.kit.tokens import DARK, LIGHT, Theme


def ink_of(picture: QImage) -> set[str]:
    """The colours that cover fully."""
    points = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return {picture.pixelColor(x, y).name() for x, y in points if picture.pixelColor(x, y).alpha() == 255}


@pytest.fixture
def page(qtbot: QtBot, styled: QApplication) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    for widget in (
        PlainLabel("Öberg, Åke", "name"),
        Button("Sign", kind="primary", icon="signature"),
        TextField("why", "&Why"),
        Tag("Infection", "danger", "biohazard"),
    ):
        box.addWidget(widget)
    page.show()
    return page


def test_that_the_bundled_letters_are_used(page: QWidget) -> None:
    assert page.fontInfo().family() == FONT_FAMILY
    button = page.findChild(Button)
    assert button is not None
    assert button.fontInfo().family() == FONT_FAMILY


def test_that_digits_are_equally_wide(page: QWidget) -> None:
    metrics = page.fontMetrics()
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_that_the_theme_changes_while_pages_are_open(page: QWidget, styled: QApplication) -> None:
    changes: list[str] = []
    listen = look.changed.connect(lambda: changes.append(style.tokens().bg))
    light = page.grab().toImage()
    style.apply(styled, Theme.DARK)
    dark = page.grab().toImage()
    look.changed.disconnect(listen)
    assert light.pixelColor(1, 1).name().upper() == LIGHT.bg
    assert dark.pixelColor(1, 1).name().upper() == DARK.bg
    assert changes == [DARK.bg]
    label = page.findChild(PlainLabel)
    assert label is not None
    assert DARK.text.lower() in ink_of(label.grab().toImage())


def test_that_larger_letters_reach_every_widget(page: QWidget, qtbot: QtBot, styled: QApplication) -> None:
    before = {widget: widget.height() for widget in page.findChildren(QWidget)}
    style.apply(styled, Theme.LIGHT, 14)
    button, label = page.findChild(Button), page.findChild(PlainLabel)
    assert button is not None
    assert label is not None
    assert button.font().pointSizeF() == 14
    assert label.font().pointSizeF() == 18.5
    page.resize(page.sizeHint())
    qtbot.waitUntil(lambda: button.height() > before[button])


def test_that_the_same_look_again_changes_nothing(page: QWidget, styled: QApplication) -> None:
    style.apply(styled, Theme.LIGHT)
    first = page.grab().toImage()
    style.apply(styled, Theme.DARK)
    style.apply(styled, Theme.LIGHT)
    assert page.grab().toImage() == first


@pytest.mark.parametrize(
    ("width", "chosen", "points"),
    [(1920, None, 10.5), (1600, None, 10.5), (1366, None, 9), (1366, 20, 14), (1920, 3, 9)],
)  # fmt: skip
def test_that_letters_fit_the_screen_or_the_user(width: int, chosen: float | None, points: float) -> None:
    assert style.points_for(width, chosen) == points


def test_that_an_icon_follows_theme_and_state(styled: QApplication) -> None:
    icon = icons.icon("bed", "danger")
    size = QSize(24, 24)
    assert ink_of(icon.pixmap(size).toImage()) == {LIGHT.danger.lower()}
    assert ink_of(icon.pixmap(size, QIcon.Mode.Disabled).toImage()) == {LIGHT.disabled.lower()}
    style.apply(styled, Theme.DARK)
    assert ink_of(icon.pixmap(size).toImage()) == {DARK.danger.lower()}


def test_that_an_icon_is_sharp_on_a_dense_screen(styled: QApplication) -> None:
    picture = icons.pixmap("bed", "text", 16, 1.5)
    assert (picture.width(), picture.devicePixelRatio()) == (24, 1.5)
    assert icons.pixmap("bed", "text", 16, 1.5).cacheKey() == picture.cacheKey()


def test_that_an_icon_that_is_not_there_is_noticed_at_once(styled: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")
