from __future__ import annotations

from tests.ui.entering import english, house, make_program, ready, settings_of_nobody

__all__ = ["english", "house", "make_program", "ready", "settings_of_nobody"]
