"""Theme, size of letters and language: the user's own, else the workstation's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.kit import language, style
from ui.kit.look import look
from ui.kit.tokens import THEMES, Theme
from ward_app import i18n
from ward_app.config import Config

if TYPE_CHECKING:
    from ward_app.access.queries import Account


def apply(app: QApplication, config: Config, account: Account | None = None) -> None:
    """Changes nothing that is right already: a new style sheet is the dearest thing a window can be given."""
    _speak(app, language_of(config, account))
    theme = Theme((account and account.theme) or config.theme)
    size = (account and account.point_size) or config.point_size
    points = style.points_for(app.primaryScreen().availableSize().width(), size)
    if look.tokens != THEMES[theme] or look.points != points:
        style.apply(app, theme, points)


def language_of(config: Config, account: Account | None) -> str:
    return (account and account.language) or config.language


def _speak(app: QApplication, wanted: str) -> None:
    if wanted != i18n.language() or app.property("language") != wanted:
        i18n.use(wanted)
        language.apply(app, wanted)
        app.setProperty("language", wanted)
