"""Whether a window can come up at all: when it cannot, Qt ends the process without a word to the user."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from ward_app.i18n import N_

NO_DISPLAY = N_(
    "There is no display here, so the window cannot be opened. Sign in at the computer itself,"
    " or use ward-app, which needs none."
)
NO_LIBRARY = N_(
    "A library that the window needs is missing on this computer: {name}. Let IT install it, or run"
    " python3 dev.py setup."
)
OFFSCREEN = frozenset({"offscreen", "minimal", "vnc"})


def why_not(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str | None:
    """The sentence to say instead of opening a window, None when one can be opened."""
    if platform != "linux" or environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in OFFSCREEN:
        return None
    if _wayland_answers(environment) or (environment.get("DISPLAY") and _x11_answers()):
        return None
    return NO_DISPLAY


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY")
    return bool(name) and (Path(environment.get("XDG_RUNTIME_DIR", "/")) / str(name)).exists()


def _x11_answers() -> bool:
    """The way Qt itself would go, tried first where a refusal can be told."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    line = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(line))
    xcb.xcb_disconnect(line)
    return not failed
