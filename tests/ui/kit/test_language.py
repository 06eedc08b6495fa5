"""Qt's own words are Swedish, ours where ours are better, and formats are Sweden's in every language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui.kit import language


@pytest.fixture
def spoken(styled: QApplication) -> Iterator[QApplication]:
    yield styled
    for translator in styled.findChildren(QTranslator):
        styled.removeTranslator(translator)
        translator.deleteLater()


def said(text: str) -> str:
    return QCoreApplication.translate("QPlatformTheme", text)


def test_that_qt_speaks_swedish(spoken: QApplication) -> None:
    language.apply(spoken, "sv")
    assert said("Cancel") == "Avbryt"
    language.apply(spoken, "en")
    assert said("Cancel") == "Cancel"


def test_that_our_words_go_before_those_of_qt(spoken: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_", {"Discard draft": "Kasta utkast"}.__getitem__)
    language.apply(spoken, "sv")
    assert said("Discard") == "Kasta utkast"
    assert said("Save") == "Spara"


@pytest.mark.parametrize("code", ["sv", "en"])
def test_that_dates_and_numbers_are_written_as_in_sweden(spoken: QApplication, code: str) -> None:
    QLocale.setDefault(QLocale.c())
    language.apply(spoken, code)
    locale = QLocale()
    day = date(2026, 11, 21)
    assert (
        locale.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat) == "2026-11-21"
    )
    assert locale.decimalPoint() == ","
    assert locale.firstDayOfWeek().name == "Monday"
