"""The windows on a display as another program sees them: by their titles, and the cross in the corner."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from typing import Any

CLIENT_MESSAGE = 33
_FORMAT = 32


class _ClientMessage(Structure):
    _fields_ = [
        ("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", c_void_p),
        ("window", c_ulong), ("message_type", c_ulong), ("format", c_int), ("data", c_long * 5),
        ("padding", c_long * 24),
    ]  # fmt: skip


def windows(display: str, title: str) -> list[int]:
    """The top windows with this title."""
    with _connected(display) as (x11, line):
        return [window for window in _top_windows(x11, line) if _title(x11, line, window) == title]


def close(display: str, window: int) -> None:
    """What a window manager sends when the cross is clicked."""
    with _connected(display) as (x11, line):
        message = _ClientMessage(
            type=CLIENT_MESSAGE, window=window, format=_FORMAT,
            message_type=x11.XInternAtom(line, b"WM_PROTOCOLS", 0),
        )  # fmt: skip
        message.data[0] = x11.XInternAtom(line, b"WM_DELETE_WINDOW", 0)
        x11.XSendEvent(line, window, 0, 0, byref(message))
        x11.XSync(line, 0)


@contextmanager
def _connected(display: str) -> Iterator[tuple[Any, Any]]:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = c_void_p
    x11.XOpenDisplay.argtypes = [c_char_p]
    for function in (x11.XDefaultRootWindow, x11.XInternAtom):
        function.restype = c_ulong
    x11.XDefaultRootWindow.argtypes = x11.XCloseDisplay.argtypes = [c_void_p]
    x11.XInternAtom.argtypes = [c_void_p, c_char_p, c_int]
    x11.XSync.argtypes = [c_void_p, c_int]
    x11.XSendEvent.argtypes = [c_void_p, c_ulong, c_int, c_long, c_void_p]
    x11.XFetchName.argtypes = [c_void_p, c_ulong, POINTER(c_char_p)]
    x11.XQueryTree.argtypes = [
        c_void_p, c_ulong, POINTER(c_ulong), POINTER(c_ulong), POINTER(POINTER(c_ulong)), POINTER(c_uint),
    ]  # fmt: skip
    line = x11.XOpenDisplay(display.encode())
    assert line, f"no display {display}"
    try:
        yield x11, line
    finally:
        x11.XCloseDisplay(line)


def _top_windows(x11: Any, line: Any) -> list[int]:
    root, parent, count = c_ulong(), c_ulong(), c_uint()
    children = POINTER(c_ulong)()
    x11.XQueryTree(
        line, x11.XDefaultRootWindow(line), byref(root), byref(parent), byref(children), byref(count)
    )
    return [children[nth] for nth in range(count.value)]


def _title(x11: Any, line: Any, window: int) -> str:
    name = c_char_p()
    x11.XFetchName(line, window, byref(name))
    return (name.value or b"").decode("latin-1")
