from __future__ import annotations

from tests.ui.entering import english, house, make_program, ready, set_up_once, settings_of_nobody

__all__ = ["english", "house", "make_program", "ready", "set_up_once", "settings_of_nobody"]
