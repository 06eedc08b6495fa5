"""A window system without a screen, and the look that every screen is tested in."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from ui.kit import style
from ui.kit.look import look
from ui.kit.tokens import LIGHT, Theme


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[QApplication]:
    """The program's own look: light, in the letters of a large screen."""
    QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    if not qapp.styleSheet():
        style.start(qapp)
    yield qapp
    if look.tokens is not LIGHT or look.points != style.LARGE_POINTS:
        style.apply(qapp, Theme.LIGHT)
    qapp.clipboard().clear()
