from tests.ui.seating import drafts, store
from tests.ui.windowing import calls, desk, make_window, settings_of_nobody, stays, window

__all__ = ["calls", "desk", "drafts", "make_window", "settings_of_nobody", "stays", "store", "window"]
