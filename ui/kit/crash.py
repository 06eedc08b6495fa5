"""The last net: a fault of the program is logged without a word about any patient, and said plainly."""

from __future__ import annotations

import logging
import secrets
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from ward_app.i18n import N_, _

log = logging.getLogger(__name__)

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None that is taken for another when read out over the telephone."""

WHAT_IS_SAFE = N_(
    "What was saved before is safe, and drafts are kept. What you did last may not have been saved."
)
WHAT_TO_DO = N_(
    "Look whether it was saved, and try again. If it happens again, give the support this reference."
)


def new_reference() -> str:
    """Six characters to tell the support: 30⁶ of them, one log to search."""
    return "".join(secrets.choice(_LETTERS) for _place in range(6))


def describe(error: BaseException) -> str:
    """Class and places, and those of what it came from. Never its text, which may hold what was typed."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    return " from ".join(map(_describe_one, chain))


def _describe_one(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(
        f"{_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames)
    )
    return f"{type(error).__module__}.{type(error).__qualname__} at {places or 'an unknown place'}"


def _module(filename: str) -> str:
    """The last two parts of the path: enough to find it, and no user name."""
    return "/".join(filename.replace("\\", "/").split("/")[-2:])


class CrashDialog(QDialog):
    """What happened, what is safe, what to do, and a reference to copy."""

    def __init__(self, reference: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A fault in the program"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self.reference = QLineEdit(reference)
        self.reference.setReadOnly(True)
        self.reference.setObjectName("crash.reference")
        label = PlainLabel(_("&Reference for the support"), "muted")
        label.setBuddy(self.reference)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(IconLabel("octagon-alert", "danger", 20))
        head.addWidget(PlainLabel(_("Something went wrong in the program"), "heading", wrap=True), 1)
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        line.addWidget(self.reference, 1)
        line.addWidget(Button(_("&Copy"), icon="copy", clicked=self._copy, name="crash.copy"))
        close = Button(_("C&lose"), kind="primary", clicked=self.accept, name="crash.close")
        close.setDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        box.setSpacing(SPACE_M)
        box.addLayout(head)
        box.addWidget(PlainLabel(_(WHAT_IS_SAFE), wrap=True))
        box.addWidget(PlainLabel(_(WHAT_TO_DO), wrap=True))
        box.addWidget(label)
        box.addLayout(line)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()

    def _copy(self) -> None:
        self.reference.selectAll()
        self.reference.copy()


class _Net(QObject):
    """Brings a fault from any thread to the GUI thread, and shows one box at a time."""

    caught = Signal(str)

    def __init__(self, parent_of: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._parent_of = parent_of
        self._open: CrashDialog | None = None
        self.caught.connect(self._show)

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        reference = new_reference()
        log.critical("fault %s: %s", reference, describe(error))
        self.caught.emit(reference)

    def catch_in_thread(self, fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None:
            self.catch(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def _show(self, reference: str) -> None:
        if self._open is not None:
            return
        self._open = CrashDialog(reference, self._parent_of())
        self._open.finished.connect(self._forget)
        self._open.open()

    def _forget(self) -> None:
        self._open = None


def install(parent_of: Callable[[], QWidget | None] = lambda: None) -> Callable[[], None]:
    """Catch what nothing else has caught, in every thread. Returns what puts the old hooks back."""
    net = _Net(parent_of)
    before = sys.excepthook, threading.excepthook
    sys.excepthook = net.catch
    threading.excepthook = net.catch_in_thread

    def put_back() -> None:
        sys.excepthook, threading.excepthook = before

    return put_back
