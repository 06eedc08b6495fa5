"""What this workstation remembers of how its window was left. No patient's or user's data."""

from __future__ import annotations

from PySide6.QtCore import QSettings

FOLDER, FILE = "narvard", "window"
VIEW, DISCREET = "board/view", "board/discreet"


def _settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, FOLDER, FILE)


def text(key: str) -> str | None:
    value = _settings().value(key)
    return value if isinstance(value, str) and value else None


def flag(key: str) -> bool:
    return text(key) == "yes"


def keep(key: str, value: str | bool) -> None:
    settings = _settings()
    settings.setValue(key, value if isinstance(value, str) else "yes" if value else "no")
    settings.sync()
