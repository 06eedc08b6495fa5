"""Qt's own words and formats: Sweden's, whatever the system says, with our words where they are better."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ward_app.i18n import N_, _

OUR_WORDS = {
    "Discard": N_("Discard draft"),
    "Don't Save": N_("Discard draft"),
    "Close without Saving": N_("Discard draft"),
}
"""What Qt writes on a button -> what we write instead."""


class _OurWords(QTranslator):
    """Asked before Qt's own catalogue; None is Qt's null string and means: ask the next one."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        ours = OUR_WORDS.get(text)
        return None if ours is None else _(ours)


def apply(app: QApplication, language: str) -> None:
    """Make Qt speak `language` ("sv" or "en"). Dates and numbers are Swedish in both."""
    QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    qt_words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt_words.load(f"qtbase_{language}", folder):
        app.installTranslator(qt_words)
    app.installTranslator(_OurWords(app))
